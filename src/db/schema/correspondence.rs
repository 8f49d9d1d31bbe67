//! The tables of migration `letters`.

use diesel::table;

table! {
    letters (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        opening_id -> Text,
        candidate_id -> Text,
        kind -> Text,
        about -> Text,
        state -> Text,
        due_at -> Timestamp,
        subject -> Nullable<Text>,
        body -> Nullable<Text>,
        message_id -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

table! {
    letter_templates (organization_id, stage, lang) {
        organization_id -> Text,
        stage -> Text,
        lang -> Text,
        subject -> Text,
        body -> Text,
        version -> BigInt,
        edited_by -> Text,
        edited_at -> Timestamp,
    }
}

table! {
    decision_acts (organization_id, candidate_id, seq) {
        organization_id -> Text,
        candidate_id -> Text,
        seq -> BigInt,
        act_id -> Text,
        takes_back -> Nullable<BigInt>,
    }
}
