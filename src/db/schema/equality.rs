//! The tables of migration `equality`.

use diesel::table;

table! {
    equality_choices (organization_id, version) {
        organization_id -> Text,
        version -> BigInt,
        pack -> Text,
        basis -> Text,
        chosen_by -> Text,
        chosen_at -> Timestamp,
    }
}

table! {
    equality_answers (organization_id, candidate_id, question) {
        organization_id -> Text,
        candidate_id -> Text,
        question -> Text,
        answer -> Text,
        pack -> Text,
        answered_at -> Timestamp,
    }
}
