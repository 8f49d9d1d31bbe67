//! The two databases: equal tables, keys that lead with the organization, durable and isolated writes.

use crate::harness::App;
use diesel::connection::SimpleConnection;
use rapport::db::{Db, tables};
use rapport::error::{Code, Error};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Tables that are not an organization's data.
const SHARED: [&str; 5] = ["organizations", "directory", "throttles", "leases", "pulse"];

#[tokio::test(flavor = "multi_thread")]
async fn this_engine_has_the_tables_and_columns_of_the_schema() {
    let app = App::new().await;
    let there = app.server.db.read(tables).await.unwrap();
    let written = written_in_schema();
    assert_eq!(there.keys().collect::<Vec<_>>(), written.iter().map(|(name, _)| name).collect::<Vec<_>>());
    for (table, columns) in written {
        assert_eq!(there[&table], columns, "{table}");
    }
    app.stop().await;
}

/// The tables and columns as `src/db/schema` writes them, in the form of [`tables`].
fn written_in_schema() -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for file in fs::read_dir("src/db/schema").unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for block in text.split("table! {").skip(1) {
            let name = block.split_whitespace().next().unwrap().to_owned();
            let columns = block.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once(" -> ")).map(
                |(column, kind)| {
                    let required = if kind.starts_with("Nullable") { "" } else { "!" };
                    format!("{column}{required}")
                },
            );
            found.push((name, columns.collect()));
        }
    }
    found.sort();
    found
}

#[test]
fn both_folders_of_migrations_have_the_same_names() {
    let names = |folder: &str| {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("migrations/sqlite"), names("migrations/postgres"));
}

#[test]
fn every_key_of_an_organizations_data_leads_with_the_organization() {
    for engine in ["sqlite", "postgres"] {
        for entry in fs::read_dir(format!("migrations/{engine}")).unwrap() {
            check_keys(&entry.unwrap().path().join("up.sql"));
        }
    }
}

fn check_keys(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    for block in text.split("CREATE TABLE ").skip(1) {
        let name = block.split_whitespace().next().unwrap();
        let body = block.split("\n);").next().unwrap();
        if SHARED.contains(&name) {
            continue;
        }
        assert!(body.contains("    organization_id TEXT NOT NULL"), "{name} does not belong to an organization");
        for line in body.lines().map(str::trim) {
            let key = line.split_once(" KEY (").map(|(_, rest)| rest).or(line.strip_prefix("UNIQUE ("));
            // What an opening refers to in the bank belongs to the owner of that bank, which may be the built-in one.
            if let Some(key) = key {
                assert!(
                    key.starts_with("organization_id")
                        || key.starts_with("assessment_owner")
                        || key.starts_with("item_owner"),
                    "{name}: {line}"
                );
            }
        }
    }
    for index in text.lines().filter(|line| line.starts_with("CREATE INDEX") || line.starts_with("CREATE UNIQUE INDEX"))
    {
        let over_all = ["messages_waiting", "attempts_running", "letters_due"].iter().any(|name| index.contains(name));
        assert!(index.contains("(organization_id") || over_all, "{index}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_fails_or_panics_leaves_nothing_and_disturbs_nobody() {
    let app = App::new().await;
    let insert = |name: &'static str, then: fn() -> Result<(), Error>| {
        let db = app.server.db.clone();
        async move {
            db.write(move |conn| {
                conn.batch_execute(&format!(
                    "INSERT INTO leases (name, holder, until) VALUES ('{name}', 'x', '2030-01-01 00:00:00')"
                ))?;
                then()
            })
            .await
        }
    };
    let (good, failed, panicked) = tokio::join!(
        insert("good", || Ok(())),
        insert("failed", || Err(Code::Conflict.into())),
        insert("panicked", || panic!("on purpose")),
    );
    assert!(good.is_ok());
    assert_eq!(failed.unwrap_err().code(), Code::Conflict);
    assert_eq!(panicked.unwrap_err().code(), Code::Internal);
    assert_eq!(leases(&app.server.db, "('good', 'failed', 'panicked')").await, 1);
    app.stop().await;
}

async fn leases(db: &Db, names: &'static str) -> i64 {
    use diesel::prelude::*;
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let sql = format!("SELECT COUNT(*) AS n FROM leases WHERE name IN {names}");
    db.read(move |conn| diesel::sql_query(sql).get_result::<Count>(conn)).await.unwrap().n
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_of_the_embedded_database_cannot_write() {
    let app = App::new().await;
    let outcome = app.server.db.read(|conn| {
        let sqlite = matches!(conn, rapport::db::Conn::Sqlite(_));
        let result = conn.batch_execute("DELETE FROM leases");
        Ok::<_, Error>(!sqlite || result.is_err())
    });
    assert!(outcome.await.unwrap());
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_writes_at_once_are_all_there() {
    let app = App::new().await;
    let writes = (0..500).map(|number| {
        let db = app.server.db.clone();
        tokio::spawn(async move {
            db.write(move |conn| {
                conn.batch_execute(&format!(
                    "INSERT INTO throttles (bucket, opened_at, used) VALUES ('many {number}', '2026-01-01 00:00:00', 1)"
                ))
            })
            .await
        })
    });
    for write in writes.collect::<Vec<_>>() {
        write.await.unwrap().unwrap();
    }
    let counts = app.server.db.read(rapport::db::row_counts).await.unwrap();
    assert_eq!(counts["throttles"], 500);
    app.stop().await;
}
