//! The tables of migration `adjustments`.

use diesel::table;

table! {
    organization_rules (organization_id) {
        organization_id -> Text,
        time_zone -> Text,
        retakes -> BigInt,
        retake_months -> BigInt,
        version -> BigInt,
    }
}

table! {
    candidate_terms (organization_id, candidate_id) {
        organization_id -> Text,
        candidate_id -> Text,
        time_factor -> Text,
        open_until -> Nullable<Timestamp>,
        sittings -> BigInt,
        version -> BigInt,
    }
}

table! {
    attempt_clocks (organization_id, attempt_id) {
        organization_id -> Text,
        attempt_id -> Text,
        limit_seconds -> BigInt,
        outage_seconds -> BigInt,
    }
}

table! {
    adjustment_requests (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        opening_id -> Text,
        candidate_id -> Text,
        kind -> Text,
        message -> Text,
        lang -> Text,
        created_at -> Timestamp,
        due_at -> Timestamp,
        state -> Text,
        time_factor -> Nullable<Text>,
        open_until -> Nullable<Timestamp>,
        new_sitting -> Nullable<Text>,
        reason -> Nullable<Text>,
        reply -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}
