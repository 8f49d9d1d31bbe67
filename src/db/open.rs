//! Opening connections: by the scheme of a URL, with the settings each engine needs to keep its promises.

use super::Conn;
use super::pure_pg::PurePg;
use crate::config::DatabaseUrl;
use crate::error::{Error, Result};
use diesel::connection::{Connection, SimpleConnection};
use diesel::r2d2::{ManageConnection, Pool, R2D2Connection};
use diesel::sqlite::SqliteConnection;
use std::time::Duration;

/// Write-ahead log, an fsync for each commit, constraints that hold; what is deleted is overwritten.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; \
    PRAGMA secure_delete = ON;";

/// An acknowledged commit is on disk; a forgotten transaction does not hold others up.
const POSTGRES_SETTINGS: &str = "SET synchronous_commit = on; SET statement_timeout = '30s'; \
    SET idle_in_transaction_session_timeout = '30s'; SET lock_timeout = '10s';";

/// Opens one connection that may write.
pub fn connect(url: &DatabaseUrl) -> Result<Conn> {
    let explain =
        |error: diesel::ConnectionError| Error::unavailable(format!("the database {url} cannot be opened: {error}"));
    match url {
        DatabaseUrl::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(&path.to_string_lossy()).map_err(explain)?;
            conn.batch_execute(SQLITE_SETTINGS)?;
            Ok(Conn::Sqlite(conn))
        }
        DatabaseUrl::Postgres(url) => {
            let mut conn = PurePg::establish(url).map_err(explain)?;
            conn.batch_execute(POSTGRES_SETTINGS)?;
            Ok(Conn::Postgres(conn))
        }
    }
}

/// Reads from a copy of an SQLite database that nobody writes to, without leaving a trace beside it.
///
/// # Errors
/// What the closure returns; when the file is no database.
pub fn read_copy<T>(file: &std::path::Path, query: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    let path = file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let opened = SqliteConnection::establish(&format!("file:{path}?mode=ro&immutable=1"));
    query(&mut Conn::Sqlite(opened.map_err(Error::unavailable)?))
}

/// Makes and checks pooled connections.
#[derive(Debug, Clone)]
pub struct Manager(DatabaseUrl);

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = Error;

    fn connect(&self) -> Result<Conn> {
        let mut conn = connect(&self.0)?;
        if let Conn::Sqlite(sqlite) = &mut conn {
            sqlite.batch_execute("PRAGMA query_only = ON")?;
        }
        Ok(conn)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<()> {
        Ok(conn.ping()?)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        // A panic may have left a transaction open.
        std::thread::panicking() || conn.is_broken()
    }
}

/// The pool of readers; on PostgreSQL of writers too. Nobody waits longer than two seconds for a connection.
pub fn pool(url: &DatabaseUrl) -> Result<Pool<Manager>> {
    let size = match url {
        DatabaseUrl::Sqlite(_) => 8,
        DatabaseUrl::Postgres(_) => 32,
    };
    Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .test_on_check_out(matches!(url, DatabaseUrl::Postgres(_)))
        .connection_timeout(Duration::from_secs(2))
        .build(Manager(url.clone()))
        .map_err(Error::unavailable)
}
