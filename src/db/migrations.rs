//! The tables of both engines, embedded, brought up to date at every start.

use super::{Conn, each};
use crate::error::{Error, Result};
use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// A number of our own for PostgreSQL's advisory locks: processes that start together migrate one after the other.
const LOCK: &str = "SELECT pg_advisory_lock(7209843155)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7209843155)";

/// Runs what has not run yet.
pub fn run(conn: &mut Conn) -> Result<()> {
    let (migrations, locks) = match conn {
        Conn::Sqlite(_) => (SQLITE, None),
        Conn::Postgres(_) => (POSTGRES, Some((LOCK, UNLOCK))),
    };
    if let Some((lock, _)) = locks {
        conn.batch_execute(lock)?;
    }
    let outcome = each!(conn, conn => conn.run_pending_migrations(migrations).map(|_| ()));
    if let Some((_, unlock)) = locks {
        conn.batch_execute(unlock)?;
    }
    outcome.map_err(Error::internal)
}
