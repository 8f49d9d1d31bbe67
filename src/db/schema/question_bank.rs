//! The tables of migration `question_bank`.

use diesel::table;

table! {
    items (organization_id, id, version) {
        organization_id -> Text,
        id -> Text,
        version -> BigInt,
        content_hash -> Text,
        status -> Text,
        competency -> Text,
        channel -> Text,
        format -> Text,
        meta -> Text,
        imported_at -> Timestamp,
    }
}

table! {
    item_texts (organization_id, item_id, item_version, lang) {
        organization_id -> Text,
        item_id -> Text,
        item_version -> BigInt,
        lang -> Text,
        content_hash -> Text,
        presented -> Text,
        imported_at -> Timestamp,
    }
}

table! {
    item_keys (organization_id, item_id, item_version, key_version) {
        organization_id -> Text,
        item_id -> Text,
        item_version -> BigInt,
        key_version -> BigInt,
        content_hash -> Text,
        answer_key -> Text,
        imported_at -> Timestamp,
    }
}

table! {
    practice_items (organization_id, id, version, lang) {
        organization_id -> Text,
        id -> Text,
        version -> BigInt,
        lang -> Text,
        content_hash -> Text,
        presented -> Text,
        imported_at -> Timestamp,
    }
}

table! {
    assessments (organization_id, id, version) {
        organization_id -> Text,
        id -> Text,
        version -> BigInt,
        content_hash -> Text,
        title -> Text,
        blueprint -> Text,
        imported_at -> Timestamp,
    }
}

table! {
    precisions (organization_id, assessment_owner, assessment_id, assessment_version, version) {
        organization_id -> Text,
        assessment_owner -> Text,
        assessment_id -> Text,
        assessment_version -> BigInt,
        version -> BigInt,
        constants -> Text,
        attempts -> BigInt,
        frozen_by -> Text,
        frozen_at -> Timestamp,
    }
}
