//! The tables of migration `policies`.

use diesel::table;

table! {
    result_clocks (organization_id, opening_id) {
        organization_id -> Text,
        opening_id -> Text,
        changed -> BigInt,
        gone -> BigInt,
    }
}

table! {
    opening_positions (organization_id, opening_id) {
        organization_id -> Text,
        opening_id -> Text,
        positions -> BigInt,
        set_by -> Text,
        set_at -> Timestamp,
        version -> BigInt,
    }
}

table! {
    policy_proposals (organization_id, opening_id, number) {
        organization_id -> Text,
        opening_id -> Text,
        number -> BigInt,
        base_version -> BigInt,
        total -> Double,
        empathy -> Nullable<Double>,
        patience -> Nullable<Double>,
        communication -> Nullable<Double>,
        product_knowledge -> Nullable<Double>,
        z -> Double,
        reason -> Text,
        author -> Text,
        created_at -> Timestamp,
        panel_id -> Nullable<Text>,
        state -> Text,
        answer -> Nullable<Text>,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

table! {
    outcome_reviews (organization_id, opening_id, policy_version, candidate_id) {
        organization_id -> Text,
        opening_id -> Text,
        policy_version -> BigInt,
        candidate_id -> Text,
        old_outcome -> Text,
        new_outcome -> Text,
        created_at -> Timestamp,
        state -> Text,
        note -> Nullable<Text>,
        looked_by -> Nullable<Text>,
        looked_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}
