//! The table of migration `pulse`.

use diesel::table;

table! {
    pulse (name) {
        name -> Text,
        at -> Timestamp,
    }
}
