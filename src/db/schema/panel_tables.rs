//! The tables of migration `panels`.

use diesel::table;

table! {
    panels (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        opening_id -> Text,
        target -> Text,
        state -> Text,
        created_by -> Text,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

table! {
    panel_judges (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        panel_id -> Text,
        name -> Text,
        token_hash -> Text,
        trained_at -> Nullable<Timestamp>,
        expires_at -> Nullable<Timestamp>,
    }
}

table! {
    panel_ratings (organization_id, judge_id, round, position) {
        organization_id -> Text,
        judge_id -> Text,
        round -> BigInt,
        position -> BigInt,
        points -> BigInt,
        rated_at -> Timestamp,
    }
}
