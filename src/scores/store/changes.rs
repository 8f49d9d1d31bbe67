//! Which results of an opening changed since when: the watermark of whoever keeps columns of them in memory.

use super::{ResultColumns, ResultRow, result_columns, result_row};
use crate::db::Conn;
use crate::db::schema::{result_clocks, results};
use crate::ids::CandidateId;
use crate::openings::{self, Opening};
use diesel::prelude::*;

/// How far the results of an opening have come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// The number of the last change.
    pub changed: i64,
    /// How often results were taken away.
    pub gone: i64,
}

/// How far the results of an opening have come.
pub fn marks(conn: &mut Conn, opening: &Opening) -> QueryResult<Marks> {
    let row = result_clocks::table.find((&opening.organization, &opening.id));
    let found = row.select((result_clocks::changed, result_clocks::gone)).first::<(i64, i64)>(conn).optional()?;
    Ok(found.map_or_else(Marks::default, |(changed, gone)| Marks { changed, gone }))
}

/// Takes the next number for a change. The opening is held until the transaction ends, so that whoever sees a number
/// sees everything that was written under it and under those before it.
pub fn next_change(conn: &mut Conn, opening: &Opening) -> QueryResult<i64> {
    step(conn, opening, 0)
}

/// Notes that results are taken away.
pub fn note_gone(conn: &mut Conn, opening: &Opening) -> QueryResult<()> {
    step(conn, opening, 1).map(|_| ())
}

fn step(conn: &mut Conn, opening: &Opening, gone: i64) -> QueryResult<i64> {
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let before = marks(conn, opening)?;
    let values = (result_clocks::changed.eq(before.changed + 1), result_clocks::gone.eq(before.gone + gone));
    let row = result_clocks::table.find((&opening.organization, &opening.id));
    if diesel::update(row).set(values).execute(conn)? == 0 {
        let key = (result_clocks::organization_id.eq(&opening.organization), result_clocks::opening_id.eq(&opening.id));
        diesel::insert_into(result_clocks::table).values((key, values)).execute(conn)?;
    }
    Ok(before.changed + 1)
}

/// The results that were written after a change (all of them after −1), behind a candidate, by candidate.
pub fn rows_changed_since(
    conn: &mut Conn,
    opening: &Opening,
    change: i64,
    after: Option<&CandidateId>,
    limit: i64,
) -> QueryResult<Vec<ResultRow>> {
    let mut query = results::table
        .filter(results::organization_id.eq(&opening.organization))
        .filter(results::opening_id.eq(&opening.id))
        .order(results::candidate_id)
        .limit(limit)
        .select(result_columns!())
        .into_boxed();
    // A condition that holds for all would only keep the database from walking along the primary key.
    if change >= 0 {
        query = query.filter(results::changed.gt(change));
    }
    if let Some(after) = after {
        query = query.filter(results::candidate_id.gt(after));
    }
    Ok(query.load::<ResultColumns>(conn)?.into_iter().map(result_row).collect())
}
