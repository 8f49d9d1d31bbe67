//! What a database holds, without knowing what it means: for backups, and for the test that holds the two schemas equal.

use super::Conn;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::collections::{BTreeMap, BTreeSet};

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    required: i64,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The tables with their columns; a column that must have a value ends in `!`.
///
/// # Errors
/// The database's.
pub fn tables(conn: &mut Conn) -> QueryResult<BTreeMap<String, BTreeSet<String>>> {
    let sqlite = matches!(conn, Conn::Sqlite(_));
    let tables = if sqlite {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'"
    } else {
        "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE '\\_\\_%'"
    };
    let mut all = BTreeMap::new();
    for table in diesel::sql_query(tables).load::<Name>(conn)? {
        let columns = if sqlite {
            format!("SELECT name, \"notnull\" AS required FROM pragma_table_info('{}')", table.name)
        } else {
            format!(
                "SELECT column_name::text AS name, (CASE is_nullable WHEN 'NO' THEN 1 ELSE 0 END)::bigint AS required \
                 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{}'",
                table.name
            )
        };
        let columns = diesel::sql_query(columns).load::<Column>(conn)?;
        let marked =
            columns.into_iter().map(|column| format!("{}{}", column.name, if column.required == 1 { "!" } else { "" }));
        all.insert(table.name, marked.collect());
    }
    Ok(all)
}

/// How many rows each table has.
///
/// # Errors
/// The database's.
pub fn row_counts(conn: &mut Conn) -> QueryResult<BTreeMap<String, i64>> {
    let names: Vec<String> = tables(conn)?.into_keys().collect();
    names
        .into_iter()
        .map(|name| {
            let count =
                diesel::sql_query(format!("SELECT COUNT(*) AS count FROM {name}")).get_result::<Count>(conn)?.count;
            Ok((name, count))
        })
        .collect()
}
