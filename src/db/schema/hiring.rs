//! The tables of migration `hiring`.

use diesel::table;

table! {
    openings (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        title -> Text,
        place -> Text,
        contact -> Text,
        state -> Text,
        assessment_owner -> Text,
        assessment_id -> Text,
        assessment_version -> BigInt,
        precision_version -> BigInt,
        seed -> BigInt,
        time_limit_minutes -> Nullable<BigInt>,
        invitation_days -> BigInt,
        public_link -> Nullable<Text>,
        public_link_cap -> Nullable<BigInt>,
        public_link_until -> Nullable<Timestamp>,
        created_by -> Text,
        created_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
        version -> BigInt,
        contact_name -> Text,
        reminds -> Bool,
    }
}

table! {
    opening_items (organization_id, opening_id, position) {
        organization_id -> Text,
        opening_id -> Text,
        position -> BigInt,
        item_owner -> Text,
        item_id -> Text,
        item_version -> BigInt,
        key_version -> BigInt,
        voided_at -> Nullable<Timestamp>,
        voided_by -> Nullable<Text>,
        void_reason -> Nullable<Text>,
        section -> Nullable<BigInt>,
    }
}

table! {
    opening_team (organization_id, opening_id, staff_id) {
        organization_id -> Text,
        opening_id -> Text,
        staff_id -> Text,
    }
}

table! {
    candidates (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        opening_id -> Text,
        pseudonym -> Text,
        name -> Text,
        email -> Text,
        source -> Text,
        search -> Text,
        language -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

table! {
    invitations (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        opening_id -> Text,
        candidate_id -> Text,
        token_hash -> Text,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
        created_by -> Text,
        created_at -> Timestamp,
    }
}

table! {
    decisions (organization_id, candidate_id, seq) {
        organization_id -> Text,
        candidate_id -> Text,
        seq -> BigInt,
        opening_id -> Text,
        stage -> Text,
        reason -> Text,
        outcome -> Nullable<Text>,
        decided_by -> Text,
        decided_at -> Timestamp,
    }
}
