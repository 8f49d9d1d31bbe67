//! The tables of migration `job_analysis`.

use diesel::table;

table! {
    job_analyses (organization_id, opening_id, version) {
        organization_id -> Text,
        opening_id -> Text,
        version -> BigInt,
        method -> Text,
        alternatives -> Text,
        author -> Text,
        created_at -> Timestamp,
    }
}

table! {
    job_tasks (organization_id, opening_id, version, position) {
        organization_id -> Text,
        opening_id -> Text,
        version -> BigInt,
        position -> BigInt,
        task -> Text,
        importance -> BigInt,
        frequency -> BigInt,
        needs -> Text,
    }
}
