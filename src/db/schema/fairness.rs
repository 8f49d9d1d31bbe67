//! The tables of migration `fairness`.

use diesel::table;

table! {
    fairness_snapshots (organization_id, number) {
        organization_id -> Text,
        number -> BigInt,
        pack -> Text,
        closed_from -> Timestamp,
        closed_to -> Timestamp,
        frozen_by -> Text,
        frozen_at -> Timestamp,
    }
}

table! {
    fairness_openings (organization_id, snapshot, opening_id) {
        organization_id -> Text,
        snapshot -> BigInt,
        opening_id -> Text,
        stratum -> BigInt,
        until -> Timestamp,
    }
}

table! {
    fairness_counts (organization_id, snapshot, stratum, question, answer, measure) {
        organization_id -> Text,
        snapshot -> BigInt,
        stratum -> BigInt,
        question -> Text,
        answer -> Text,
        measure -> Text,
        count -> Nullable<BigInt>,
    }
}

table! {
    jurisdiction_choices (organization_id, version) {
        organization_id -> Text,
        version -> BigInt,
        pack -> Text,
        pack_version -> BigInt,
        chosen_by -> Text,
        chosen_at -> Timestamp,
    }
}
