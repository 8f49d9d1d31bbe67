//! The tables of migration `audit_mail_jobs`.

use diesel::table;

table! {
    audit_facts (organization_id, seq) {
        organization_id -> Text,
        seq -> BigInt,
        at -> Timestamp,
        actor -> Text,
        action -> Text,
        object -> Text,
        detail -> Text,
        previous_hash -> Text,
        hash -> Text,
    }
}

table! {
    audit_heads (organization_id) {
        organization_id -> Text,
        seq -> BigInt,
        hash -> Text,
    }
}

table! {
    messages (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        kind -> Text,
        subject_id -> Text,
        sealed -> Text,
        state -> Text,
        tries -> BigInt,
        next_try_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        problem -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

table! {
    leases (name) {
        name -> Text,
        holder -> Text,
        until -> Timestamp,
    }
}
