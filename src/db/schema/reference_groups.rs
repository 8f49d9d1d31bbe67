//! The tables of migration `cohorts`.

use diesel::table;

table! {
    cohorts (organization_id, assessment_owner, assessment_id, assessment_version, number) {
        organization_id -> Text,
        assessment_owner -> Text,
        assessment_id -> Text,
        assessment_version -> BigInt,
        number -> BigInt,
        pack -> Text,
        openings -> BigInt,
        people -> BigInt,
        frozen_by -> Text,
        frozen_at -> Timestamp,
    }
}

table! {
    cohort_counts (organization_id, assessment_owner, assessment_id, assessment_version, number, question, answer, bin) {
        organization_id -> Text,
        assessment_owner -> Text,
        assessment_id -> Text,
        assessment_version -> BigInt,
        number -> BigInt,
        question -> Text,
        answer -> Text,
        bin -> BigInt,
        people -> BigInt,
    }
}
