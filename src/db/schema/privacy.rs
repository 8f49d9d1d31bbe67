//! The tables of migration `privacy`.

use diesel::table;

table! {
    notices (organization_id, lang, version) {
        organization_id -> Text,
        lang -> Text,
        version -> BigInt,
        body -> Text,
        digest -> Text,
        published_by -> Text,
        published_at -> Timestamp,
    }
}

table! {
    consents (organization_id, candidate_id, seq) {
        organization_id -> Text,
        candidate_id -> Text,
        seq -> BigInt,
        notice -> Text,
        lang -> Text,
        digest -> Text,
        agreed_at -> Timestamp,
    }
}

table! {
    withdrawals (organization_id, candidate_id) {
        organization_id -> Text,
        candidate_id -> Text,
        withdrawn_at -> Timestamp,
    }
}

table! {
    data_requests (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        opening_id -> Text,
        candidate_id -> Text,
        kind -> Text,
        state -> Text,
        message -> Text,
        created_at -> Timestamp,
        due_at -> Timestamp,
        answer -> Nullable<Text>,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

table! {
    legal_holds (organization_id, opening_id) {
        organization_id -> Text,
        opening_id -> Text,
        reason -> Text,
        placed_by -> Text,
        placed_at -> Timestamp,
    }
}
