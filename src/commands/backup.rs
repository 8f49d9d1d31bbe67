//! `rapport backup`, `rapport restore`
//!
//! SQLite is copied by `VACUUM INTO`, which sees one moment of a running database; PostgreSQL by its own `pg_dump` and
//! `pg_restore`, at a snapshot. Beside the copy stands a manifest with its length, its SHA-256, the rows of every table and the heads
//! of the audit logs, so that a cut or altered backup is noticed, and a restored one can be compared.

use super::output;
use crate::clock::Clock;
use crate::config::{DatabaseUrl, Settings, without_password};
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::ids::base32;
use crate::people;
use clap::Args;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Where to write.
#[derive(Args)]
pub struct Backup {
    /// The file to write; FILE.manifest.json is written beside it
    file: PathBuf,
}

/// What to bring back.
#[derive(Args)]
pub struct Restore {
    /// A file that `rapport backup` wrote, with its manifest beside it
    file: PathBuf,
}

/// What stands beside a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    /// `sqlite` or `postgres`.
    engine: String,
    /// When.
    created_at: String,
    /// Its length.
    bytes: u64,
    /// Its SHA-256.
    sha256: String,
    /// The rows of every table.
    rows: BTreeMap<String, i64>,
    /// The head of every organization's audit log.
    audit_heads: BTreeMap<String, String>,
}

fn manifest_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".manifest.json");
    name.into()
}

impl Backup {
    /// Runs the command.
    pub fn run(self, settings: &Settings, clock: &Clock) -> Result<ExitCode> {
        if self.file.exists() {
            return Err(Error::new(
                Code::Conflict,
                format!("{} exists already. Name another file.", self.file.display()),
            ));
        }
        let db = Db::open(&settings.database)?;
        refuse_nothing(&db, &settings.database)?;
        let (engine, (rows, audit_heads)) = match &settings.database {
            DatabaseUrl::Sqlite(_) => ("sqlite", copy_sqlite(&db, &self.file)?),
            DatabaseUrl::Postgres(url) => ("postgres", dump_postgres(&db, url, &self.file)?),
        };
        let (bytes, sha256) = digest(&self.file)?;
        let manifest =
            Manifest { engine: engine.into(), created_at: clock.now().rfc3339(), bytes, sha256, rows, audit_heads };
        let text = serde_json::to_string_pretty(&manifest).map_err(Error::internal)?;
        std::fs::write(manifest_path(&self.file), text).map_err(|error| unusable(&self.file, &error))?;
        output::line(format_args!(
            "{}: {bytes} bytes, {} rows",
            self.file.display(),
            manifest.rows.values().sum::<i64>()
        ));
        output::line(format_args!(
            "Keep the key file {} with it, in another place: sealed values need it.",
            settings.secret_file.display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Copies the database as it is at one moment, and tells what the copy holds.
fn copy_sqlite(db: &Db, file: &Path) -> Result<Contents> {
    let target = file.to_string_lossy().replace('\'', "''");
    db.read_now(move |conn| {
        conn.batch_execute(&format!("PRAGMA query_only = OFF; VACUUM INTO '{target}'; PRAGMA query_only = ON"))
    })?;
    let written = File::open(file).and_then(|file| file.sync_all());
    written.map_err(|error| unusable(file, &error))?;
    crate::db::read_copy(file, contents)
}

#[derive(QueryableByName)]
struct Snapshot {
    #[diesel(sql_type = Text)]
    id: String,
}

/// Dumps the moment that a snapshot holds still, and tells what that moment holds.
fn dump_postgres(db: &Db, url: &str, file: &Path) -> Result<Contents> {
    db.read_now(|conn| {
        conn.batch_execute(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0",
        )?;
        let snapshot = diesel::sql_query("SELECT pg_export_snapshot()::text AS id").get_result::<Snapshot>(conn)?.id;
        let mut dump = Command::new("pg_dump");
        let dump = dump.args(["--format=custom", "--no-owner", "--snapshot", &snapshot, "--file"]);
        let outcome = run(at(dump.arg(file), url), "pg_dump").and_then(|()| contents(conn));
        conn.batch_execute("ROLLBACK")?;
        outcome
    })
}

impl Restore {
    /// Runs the command.
    pub fn run(self, settings: &Settings) -> Result<ExitCode> {
        let manifest = self.checked_manifest()?;
        refuse_to_overwrite(&settings.database)?;
        match (&settings.database, manifest.engine.as_str()) {
            (DatabaseUrl::Sqlite(path), "sqlite") => {
                if let Some(parent) = path.parent() {
                    std::fs::create_dir_all(parent).map_err(|error| unusable(path, &error))?;
                }
                std::fs::copy(&self.file, path).map_err(|error| unusable(path, &error))?;
            }
            (DatabaseUrl::Postgres(url), "postgres") => {
                let mut restore = Command::new("pg_restore");
                restore.args(["--clean", "--if-exists", "--no-owner", "--exit-on-error", "--dbname"]);
                run(at(&mut restore, url).arg(&self.file), "pg_restore")?;
            }
            (url, engine) => {
                let sentence =
                    format!("The backup is of {engine}, and {url} is not. Restore into the same kind of database.");
                return Err(Error::new(Code::Invalid, sentence));
            }
        }
        compare(&Db::open(&settings.database)?, &manifest)?;
        output::line(format_args!(
            "Restored {} rows, as they were on {}. `rapport audit verify` and `rapport rescore --verify` check them.",
            manifest.rows.values().sum::<i64>(),
            manifest.created_at
        ));
        Ok(ExitCode::SUCCESS)
    }

    /// The manifest, once the file has been found to be what it says.
    fn checked_manifest(&self) -> Result<Manifest> {
        let path = manifest_path(&self.file);
        let text = std::fs::read_to_string(&path).map_err(|error| unusable(&path, &error))?;
        let manifest: Manifest = serde_json::from_str(&text).map_err(|error| unusable(&path, &error))?;
        let (bytes, sha256) = digest(&self.file)?;
        if (bytes, &sha256) != (manifest.bytes, &manifest.sha256) {
            let sentence = format!(
                "{} is not the file that was written: it has {bytes} bytes, and its manifest says {}. Nothing was changed.",
                self.file.display(),
                manifest.bytes
            );
            return Err(Error::new(Code::Invalid, sentence));
        }
        Ok(manifest)
    }
}

/// A backup of nothing would replace a good one in somebody's rotation.
fn refuse_nothing(db: &Db, url: &DatabaseUrl) -> Result<()> {
    if db.read_now(people::organizations)?.is_empty() {
        let sentence = format!("{url} holds no organization, so there is nothing to back up. Is it the one you mean?");
        return Err(Error::new(Code::Invalid, sentence));
    }
    Ok(())
}

/// A backup is brought back into a database that holds nothing.
fn refuse_to_overwrite(url: &DatabaseUrl) -> Result<()> {
    let there = match url {
        DatabaseUrl::Sqlite(path) => path.exists(),
        DatabaseUrl::Postgres(_) => {
            Db::open(url)?.read_now(|conn| people::organizations(conn).map(|all| !all.is_empty()))?
        }
    };
    if there {
        return Err(Error::new(
            Code::Conflict,
            format!("{url} exists and is not overwritten. Name an empty database."),
        ));
    }
    Ok(())
}

fn compare(db: &Db, manifest: &Manifest) -> Result<()> {
    let (rows, heads) = db.read_now(contents)?;
    if rows != manifest.rows || heads != manifest.audit_heads {
        let differing: Vec<&String> =
            manifest.rows.keys().filter(|table| rows.get(*table) != manifest.rows.get(*table)).collect();
        return Err(Error::internal(format!("the restored database differs from the manifest in {differing:?}")));
    }
    Ok(())
}

type Contents = (BTreeMap<String, i64>, BTreeMap<String, String>);

fn contents(conn: &mut Conn) -> Result<Contents> {
    let rows = crate::db::row_counts(conn)?;
    let mut heads = BTreeMap::new();
    for organization in people::organizations(conn)? {
        if let Ok(head) = crate::audit::verify(conn, &organization.id)? {
            heads.insert(organization.id.to_string(), head.hash);
        }
    }
    Ok((rows, heads))
}

fn digest(file: &Path) -> Result<(u64, String)> {
    let mut open = File::open(file).map_err(|error| unusable(file, &error))?;
    let (mut digest, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = open.read(&mut buffer).map_err(|error| unusable(file, &error))?;
        if read == 0 {
            return Ok((bytes, base32(&digest.finalize())));
        }
        digest.update(&buffer[..read]);
        bytes += read as u64;
    }
}

/// Adds the address of the database, with the password where other users of the machine do not see it.
fn at<'a>(command: &'a mut Command, url: &str) -> &'a mut Command {
    let (url, password) = without_password(url);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command.arg(url)
}

fn run(command: &mut Command, name: &str) -> Result<()> {
    let failed = |problem: &dyn std::fmt::Display| {
        Error::new(
            Code::Unavailable,
            format!("{name} did not work: {problem}. It comes with PostgreSQL's client programs."),
        )
    };
    let done = command.output().map_err(|error| failed(&error))?;
    if done.status.success() { Ok(()) } else { Err(failed(&String::from_utf8_lossy(&done.stderr).trim())) }
}

fn unusable(path: &Path, problem: &dyn std::fmt::Display) -> Error {
    Error::new(Code::Invalid, format!("{} cannot be used: {problem}.", path.display()))
}
