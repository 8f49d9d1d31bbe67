//! The tables of migration `workspace`.

use diesel::table;

table! {
    candidate_words (organization_id, opening_id, word, candidate_id) {
        organization_id -> Text,
        opening_id -> Text,
        word -> Text,
        candidate_id -> Text,
    }
}

table! {
    opening_counts (organization_id, opening_id) {
        organization_id -> Text,
        opening_id -> Text,
        invited -> BigInt,
        started -> BigInt,
        scored -> BigInt,
        advanced -> BigInt,
        undecided -> BigInt,
        close_calls -> BigInt,
        meets -> BigInt,
        borderline -> BigInt,
        below -> BigInt,
        changes -> BigInt,
    }
}

table! {
    candidate_tags (organization_id, opening_id, tag, candidate_id) {
        organization_id -> Text,
        opening_id -> Text,
        tag -> Text,
        candidate_id -> Text,
    }
}

table! {
    saved_views (organization_id, opening_id, id) {
        organization_id -> Text,
        opening_id -> Text,
        id -> Text,
        owner -> Text,
        name -> Text,
        query -> Text,
        shared -> Bool,
        is_default -> Bool,
        version -> BigInt,
    }
}

table! {
    hidden_names (organization_id, opening_id) {
        organization_id -> Text,
        opening_id -> Text,
        hidden -> Bool,
        version -> BigInt,
    }
}

table! {
    reveals (organization_id, opening_id, staff_id, candidate_id) {
        organization_id -> Text,
        opening_id -> Text,
        staff_id -> Text,
        candidate_id -> Text,
        revealed_at -> Timestamp,
    }
}

table! {
    impressions (organization_id, candidate_id, staff_id, seq) {
        organization_id -> Text,
        candidate_id -> Text,
        staff_id -> Text,
        seq -> BigInt,
        rating -> BigInt,
        empathy -> Nullable<BigInt>,
        patience -> Nullable<BigInt>,
        communication -> Nullable<BigInt>,
        product_knowledge -> Nullable<BigInt>,
        note -> Text,
        written_at -> Timestamp,
    }
}
