//! The tables of migration `sections`.

use diesel::table;

table! {
    opening_sections (organization_id, opening_id, number) {
        organization_id -> Text,
        opening_id -> Text,
        number -> BigInt,
        title -> Text,
        minutes -> Nullable<BigInt>,
    }
}

table! {
    attempt_sections (organization_id, attempt_id, number) {
        organization_id -> Text,
        attempt_id -> Text,
        number -> BigInt,
        started_at -> Timestamp,
        limit_seconds -> Nullable<BigInt>,
        outage_seconds -> BigInt,
        deadline_at -> Nullable<Timestamp>,
        is_last -> Bool,
    }
}
