//! The tables of migration `inviting`.

use diesel::table;

table! {
    invitation_lists (organization_id, id) {
        organization_id -> Text,
        id -> Text,
        opening_id -> Text,
        created_by -> Text,
        created_at -> Timestamp,
        state -> Text,
        sealed -> Text,
        total -> BigInt,
        done -> BigInt,
        invited -> BigInt,
        moved_at -> Timestamp,
    }
}

table! {
    notice_choices (organization_id, opening_id, staff_id) {
        organization_id -> Text,
        opening_id -> Text,
        staff_id -> Text,
        choice -> Text,
        told_until -> Timestamp,
    }
}
