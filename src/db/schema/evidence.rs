//! The tables of migration `evidence`.

use diesel::table;

table! {
    rating_batches (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        assessment_owner -> Text,
        assessment_id -> Text,
        assessment_version -> BigInt,
        scale_low -> Double,
        scale_high -> Double,
        ratings -> BigInt,
        stored_by -> Text,
        stored_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

table! {
    performance_ratings (organization_id, batch_id, position) {
        organization_id -> Text,
        batch_id -> Text,
        position -> BigInt,
        opening_id -> Text,
        candidate_id -> Text,
        rating -> Double,
        rated_on -> Text,
        rater -> Text,
    }
}
