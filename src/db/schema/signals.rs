//! The tables of migration `signals`.

use diesel::table;

table! {
    leavings (organization_id, attempt_id, position) {
        organization_id -> Text,
        attempt_id -> Text,
        position -> BigInt,
        times -> BigInt,
        seconds -> BigInt,
    }
}

table! {
    integrity_reviews (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        opening_id -> Text,
        candidate_id -> Text,
        attempt_id -> Text,
        reason -> Text,
        opened_by -> Text,
        opened_at -> Timestamp,
        conclusion -> Nullable<Text>,
        findings -> Nullable<Text>,
        concluded_by -> Nullable<Text>,
        concluded_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}
