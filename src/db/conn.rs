//! A connection to one of the two databases, and the few ways in which they differ.

#![allow(missing_docs, reason = "the derive makes public types that it does not document")]
#![allow(clippy::large_enum_variant, reason = "connections live in a pool and are never moved on a hot path")]

use super::pure_pg::PurePg;
use diesel::sqlite::SqliteConnection;

/// A connection to one of the two databases.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// The embedded database.
    Sqlite(SqliteConnection),
    /// The server.
    Postgres(PurePg),
}

/// Runs the same expression on whichever connection it is, for what the two dialects do not share.
macro_rules! each {
    ($conn:expr, $inner:ident => $body:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite($inner) => $body,
            $crate::db::Conn::Postgres($inner) => $body,
        }
    };
}
pub(crate) use each;

/// Loads one row and holds it until the end of the transaction. On SQLite there is one writer and nothing to hold.
macro_rules! for_update {
    ($conn:expr, $query:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite(conn) => diesel::RunQueryDsl::first($query, conn),
            $crate::db::Conn::Postgres(conn) => diesel::RunQueryDsl::first(diesel::QueryDsl::for_update($query), conn),
        }
    };
}
pub(crate) use for_update;
