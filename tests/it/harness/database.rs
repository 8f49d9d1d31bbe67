//! A database for every test: a copy of one that was migrated and filled with the bank once.

use rapport::app::start;
use rapport::clock::Clock;
use rapport::config::{Flags, Settings};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The server that `tests/run` has started, if this run is for PostgreSQL.
pub fn postgres() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests are told by their script where the server is")]
    std::env::var("RAPPORT_TEST_DATABASE").ok()
}

/// The URL of a fresh database.
pub fn fresh(directory: &Path) -> String {
    match postgres() {
        None => {
            let path = directory.join("rapport.db");
            std::fs::copy(sqlite_template(), &path).expect("a copy of the template");
            format!("sqlite:{}", path.display())
        }
        Some(server) => {
            static NUMBER: AtomicU32 = AtomicU32::new(0);
            let template = postgres_template(&server);
            let name = format!("t_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
            statement(&server, &format!("CREATE DATABASE {name} TEMPLATE {template}"));
            format!("{server}/{name}")
        }
    }
}

/// The URL of a database that holds nothing at all.
pub fn empty(directory: &Path) -> String {
    match postgres() {
        None => format!("sqlite:{}", directory.join("restored.db").display()),
        Some(server) => {
            static NUMBER: AtomicU32 = AtomicU32::new(0);
            let name = format!("e_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
            statement(&server, &format!("CREATE DATABASE {name}"));
            format!("{server}/{name}")
        }
    }
}

fn sqlite_template() -> &'static PathBuf {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let directory = std::env::temp_dir().join(format!("rapport-template-{}", std::process::id()));
        std::fs::create_dir_all(&directory).expect("a directory");
        fill(&directory, &format!("sqlite:{}", directory.join("rapport.db").display()));
        directory.join("rapport.db")
    })
}

fn postgres_template(server: &str) -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("template_{}", std::process::id());
        statement(server, &format!("CREATE DATABASE {name}"));
        let directory = tempfile::tempdir().expect("a directory");
        fill(directory.path(), &format!("{server}/{name}"));
        name
    })
}

/// Brings tables and bank into a database, and closes it.
fn fill(directory: &Path, url: &str) {
    let flags = Flags { data_dir: Some(directory.to_owned()), database: Some(url.to_owned()), ..Flags::default() };
    let server = start(Settings::resolve(&flags).expect("settings"), Clock::system()).expect("a template");
    server.db.close();
}

/// One statement on the server's own database, outside any transaction. On a thread of its own, because the connection
/// has a runtime of its own.
fn statement(server: &str, sql: &str) {
    std::thread::scope(|scope| scope.spawn(|| run(server, sql)).join()).expect("a statement");
}

fn run(server: &str, sql: &str) {
    use diesel::connection::{Connection, SimpleConnection};
    let mut conn = rapport::db::PurePg::establish(&format!("{server}/postgres")).expect("the PostgreSQL of the tests");
    // A template that somebody is still connected to cannot be copied: wait for whoever is leaving.
    let mut tries = 0;
    while let Err(error) = conn.batch_execute(sql) {
        tries += 1;
        assert!(tries < 50, "{sql}: {error}");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}
