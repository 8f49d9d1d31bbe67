//! The tables of migration `sittings`.

use diesel::table;

table! {
    attempts (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        opening_id -> Text,
        candidate_id -> Text,
        number -> BigInt,
        state -> Text,
        seed -> BigInt,
        mode -> Text,
        notice_version -> Text,
        started_at -> Timestamp,
        open_until -> Timestamp,
        deadline_at -> Nullable<Timestamp>,
        submitted_at -> Nullable<Timestamp>,
        receipt -> Nullable<Text>,
        version -> BigInt,
    }
}

table! {
    steps (organization_id, attempt_id, position, revision) {
        organization_id -> Text,
        attempt_id -> Text,
        position -> BigInt,
        revision -> BigInt,
        kind -> Text,
        payload -> Text,
        at -> Timestamp,
    }
}

table! {
    item_reports (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        opening_id -> Text,
        attempt_id -> Text,
        position -> BigInt,
        message -> Text,
        created_at -> Timestamp,
        resolution -> Nullable<Text>,
        reply -> Nullable<Text>,
        resolved_by -> Nullable<Text>,
        resolved_at -> Nullable<Timestamp>,
    }
}
