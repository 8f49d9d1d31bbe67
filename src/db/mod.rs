//! `Db::read` and `Db::write`: one query for two databases.
//!
//! A query is written once against [`Conn`], which is SQLite (bundled, WAL, `synchronous=FULL`) or PostgreSQL (pure
//! Rust). Where the dialects differ, [`each!`] type-checks the same expression for both.
//!
//! - [`Db::read`] runs on a pooled connection; on SQLite that connection refuses to write.
//! - [`Db::write`] runs in one transaction and returns only after its commit. On SQLite a single writer thread gathers
//!   the waiting transactions into one commit and so into one fsync; on PostgreSQL a pool is used and serialization
//!   failures are tried again. The closure may therefore run more than once and must have no effect but on the database.
//!
//! Nothing outside the `store.rs` files of the rooms sees [`schema`].

mod conn;
mod contents;
mod migrations;
mod open;
mod pure_pg;
pub mod schema;
mod tls;
mod writer;

use crate::config::DatabaseUrl;
use crate::error::{Error, Result};
use diesel::connection::Connection;
use diesel::r2d2::Pool;
use open::Manager;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;
use writer::Writer;

pub use conn::{Conn, MultiBackend as Backend};
pub(crate) use conn::{each, for_update};
pub use contents::{row_counts, tables};
pub use open::read_copy;
pub use pure_pg::PurePg;

/// A handle to the database; clones share it.
#[derive(Clone)]
pub struct Db {
    readers: Pool<Manager>,
    writes: Writes,
}

#[derive(Clone)]
enum Writes {
    Grouped(Arc<Writer>),
    Pooled,
}

/// How often a transaction that PostgreSQL gave up for another's sake is tried again.
const RETRIES: u32 = 5;

impl Db {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// When it cannot be reached, or a migration fails.
    pub fn open(url: &DatabaseUrl) -> Result<Self> {
        let mut first = open::connect(url)?;
        migrations::run(&mut first)?;
        let readers = open::pool(url)?;
        let writes = match first {
            Conn::Sqlite(_) => Writes::Grouped(Arc::new(Writer::start(first)?)),
            Conn::Postgres(_) => Writes::Pooled,
        };
        Ok(Self { readers, writes })
    }

    /// Reads, without blocking the caller's thread.
    ///
    /// # Errors
    /// What the closure returns; [`Unavailable`](crate::error::Code::Unavailable) when no connection is free.
    pub async fn read<T, E, F>(&self, query: F) -> Result<T>
    where
        T: Send + 'static,
        E: Into<Error> + Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let db = self.clone();
        joined(tokio::task::spawn_blocking(move || db.read_now(query)).await)
    }

    /// Reads on the caller's thread, for commands and jobs.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_now<T, E, F>(&self, query: F) -> Result<T>
    where
        E: Into<Error>,
        F: FnOnce(&mut Conn) -> Result<T, E>,
    {
        let mut conn = self.readers.get().map_err(Error::unavailable)?;
        query(&mut conn).map_err(Into::into)
    }

    /// Writes in one transaction, which is durable when this returns.
    ///
    /// # Errors
    /// What the closure returns, after rolling back; [`Unavailable`](crate::error::Code::Unavailable) when the
    /// commit failed or the queue is full.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        E: Into<Error> + Send + 'static,
        F: Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        match &self.writes {
            Writes::Grouped(writer) => writer.submit(work)?.await.unwrap_or_else(|gone| Err(Error::unavailable(gone))),
            Writes::Pooled => {
                let db = self.clone();
                joined(tokio::task::spawn_blocking(move || db.write_pooled(work)).await)
            }
        }
    }

    /// Writes on the caller's thread, for commands and jobs.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_now<T, E, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        E: Into<Error> + Send + 'static,
        F: Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        match &self.writes {
            Writes::Grouped(writer) => {
                writer.submit(work)?.blocking_recv().unwrap_or_else(|gone| Err(Error::unavailable(gone)))
            }
            Writes::Pooled => self.write_pooled(work),
        }
    }

    fn write_pooled<T, E: Into<Error>>(&self, work: impl Fn(&mut Conn) -> Result<T, E>) -> Result<T> {
        let mut conn = self.readers.get().map_err(Error::unavailable)?;
        let mut tries = 0;
        loop {
            match in_transaction(&mut conn, &work) {
                Err(error) if error.is_transient() && tries < RETRIES => {
                    tries += 1;
                    // A little apart from each other, so that two that met do not meet again at once.
                    let jitter = u64::from(crate::entropy::secret_bytes::<1>()[0]) / 16;
                    std::thread::sleep(Duration::from_millis(u64::from(tries) * 4 + jitter));
                }
                outcome => return outcome,
            }
        }
    }

    /// Waits until every accepted write has been answered and ends the writer. Later writes are refused.
    pub fn close(&self) {
        if let Writes::Grouped(writer) = &self.writes {
            writer.close();
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn ping(&self) -> Result<()> {
        self.read(|conn| diesel::connection::SimpleConnection::batch_execute(conn, "SELECT 1")).await
    }
}

/// Runs work in a transaction, or inside one in a savepoint. Work that fails or panics is rolled back.
fn in_transaction<T, E: Into<Error>>(conn: &mut Conn, work: &impl Fn(&mut Conn) -> Result<T, E>) -> Result<T> {
    conn.transaction(|conn| {
        catch_unwind(AssertUnwindSafe(|| work(conn).map_err(Into::into)))
            .unwrap_or_else(|_| Err(Error::internal("a write panicked; it was rolled back")))
    })
}

fn joined<T>(outcome: std::result::Result<Result<T>, tokio::task::JoinError>) -> Result<T> {
    outcome.unwrap_or_else(|panicked| Err(Error::internal(panicked)))
}
