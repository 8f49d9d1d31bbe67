//! The tables of migration `ranking`.

use diesel::table;

table! {
    policies (organization_id, opening_id, version) {
        organization_id -> Text,
        opening_id -> Text,
        version -> BigInt,
        total -> Double,
        empathy -> Nullable<Double>,
        patience -> Nullable<Double>,
        communication -> Nullable<Double>,
        product_knowledge -> Nullable<Double>,
        z -> Double,
        reason -> Text,
        author -> Text,
        created_at -> Timestamp,
    }
}

table! {
    scores (organization_id, attempt_id, run, scale) {
        organization_id -> Text,
        attempt_id -> Text,
        run -> BigInt,
        scale -> Text,
        score -> Double,
        se -> Double,
        items -> BigInt,
        missing -> BigInt,
        key_set -> Text,
        scoring_version -> Text,
        precision_version -> BigInt,
        computed_at -> Timestamp,
    }
}

table! {
    results (organization_id, opening_id, candidate_id) {
        organization_id -> Text,
        opening_id -> Text,
        candidate_id -> Text,
        attempt_id -> Text,
        run -> BigInt,
        total -> Double,
        total_se -> Double,
        empathy -> Double,
        empathy_se -> Double,
        patience -> Double,
        patience_se -> Double,
        communication -> Double,
        communication_se -> Double,
        product_knowledge -> Double,
        product_knowledge_se -> Double,
        policy_version -> BigInt,
        outcome -> Text,
        stage -> Text,
        submitted_at -> Timestamp,
        changed -> BigInt,
    }
}

table! {
    bands (organization_id, opening_id, rank) {
        organization_id -> Text,
        opening_id -> Text,
        rank -> BigInt,
        top -> Double,
        floor -> Double,
    }
}

table! {
    band_rounds (organization_id, opening_id) {
        organization_id -> Text,
        opening_id -> Text,
        round -> BigInt,
        c -> Double,
        frozen_at -> Nullable<Timestamp>,
    }
}
