//! A preview over a million people: equal to what the database counts, and how long it takes. Not part of the suite:
//! `cargo test --release --test it -- --ignored --nocapture million::` prints the figures of `docs/scoring.md`.

use crate::harness::{App, Office};
use diesel::connection::SimpleConnection;
use rapport::scoring::{Outcome, PerCompetency, Thresholds};
use rapport::thresholds::preview;
use std::time::Instant;

const PEOPLE: usize = 1_000_000;

/// People whose totals are spread like sums of a few dice, by arithmetic alone, so that they are the same everywhere.
fn fill(organization: &str, opening: &str) -> String {
    let numbers = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PEOPLE})");
    let total = "((i * 7919) % 400 + (i * 104729) % 300 + (i * 1299709) % 300) / 10.0";
    format!(
        "INSERT INTO candidates SELECT '{organization}', i, '{opening}', i, 'P', 'p' || i || '@example.com', 'demo', 'p', \
         '2026-11-02 09:00:00' FROM ({numbers} SELECT printf('%026d', i) AS i FROM n);
         INSERT INTO attempts SELECT '{organization}', i, '{opening}', i, 1, 'scored', 1, 'open', '1', \
         '2026-11-02 09:00:00', '2026-12-02 09:00:00', NULL, '2026-11-02 10:00:00', NULL, 1 \
         FROM ({numbers} SELECT printf('%026d', i) AS i FROM n);
         INSERT INTO results SELECT '{organization}', '{opening}', printf('%026d', i), printf('%026d', i), 1, {total}, 6.5, \
         {total}, 13, {total}, 13, {total}, 13, {total}, 13, 0, 'below', 'undecided', '2026-11-02 10:00:00', 1 \
         FROM ({numbers} SELECT i FROM n);
         INSERT INTO result_clocks VALUES ('{organization}', '{opening}', 1, 0);"
    )
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a million people take a while"]
async fn million_people_are_previewed_as_the_database_counts_them() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let sql = fill(office.organization.as_ref(), office.opening.id.as_ref());
    app.server.db.write(move |conn| conn.batch_execute(&sql)).await.expect("a million rows");
    for (name, total) in [("cold", 50.0), ("warm", 55.0), ("warm", 60.0), ("warm", 42.5)] {
        let opening = office.opening.clone();
        let begun = Instant::now();
        let thresholds = Thresholds { total, minima: PerCompetency::default(), z: 1.0 };
        let shown = app.server.db.read(move |conn| preview(conn, &opening, &thresholds)).await.expect("a preview");
        eprintln!("{name}: {:?} at {total}: {:?}", begun.elapsed(), shown.counts);
        assert_eq!(shown.counts.all(), PEOPLE);
        assert!(shown.expected.is_ok(), "{:?}", shown.expected);
        let counted = app.server.db.read(move |conn| {
            use diesel::prelude::*;
            let count = |sql: String| diesel::dsl::sql::<diesel::sql_types::BigInt>(&sql);
            let meets =
                diesel::select(count(format!("(SELECT count(*) FROM results WHERE total - total_se >= {total:?})")));
            meets.get_result::<i64>(conn)
        });
        assert_eq!(counted.await.expect("a count"), shown.counts.meets as i64, "{:?}", Outcome::Meets);
    }
    app.stop().await;
}
