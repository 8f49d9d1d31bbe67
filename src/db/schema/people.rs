//! The tables of migration `people`.

use diesel::table;

table! {
    organizations (id) {
        id -> Text,
        name -> Text,
        contact -> Text,
        retention_months -> BigInt,
        second_factor_required -> Bool,
        version -> BigInt,
        created_at -> Timestamp,
    }
}

table! {
    staff (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        email -> Text,
        name -> Text,
        password_hash -> Nullable<Text>,
        totp_secret -> Nullable<Text>,
        totp_step -> Nullable<BigInt>,
        disabled_at -> Nullable<Timestamp>,
        version -> BigInt,
        created_at -> Timestamp,
    }
}

table! {
    staff_roles (organization_id, staff_id, role) {
        organization_id -> Text,
        staff_id -> Text,
        role -> Text,
    }
}

table! {
    recovery_codes (organization_id, staff_id, code_hash) {
        organization_id -> Text,
        staff_id -> Text,
        code_hash -> Text,
        used_at -> Nullable<Timestamp>,
    }
}

table! {
    directory (kind, lookup) {
        kind -> Text,
        lookup -> Text,
        organization_id -> Text,
        subject -> Text,
        expires_at -> Nullable<Timestamp>,
    }
}

table! {
    sessions (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        holder_kind -> Text,
        holder_id -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

table! {
    throttles (bucket) {
        bucket -> Text,
        opened_at -> Timestamp,
        used -> BigInt,
    }
}
