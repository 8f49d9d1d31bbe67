//! A page of the ranking, walked in its order behind somebody, and the people on it.

use super::narrow::{Way, narrowed};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{candidates, results};
use crate::ids::CandidateId;
use crate::openings::{Opening, Source};
use crate::results::filter::{Bounds, Filter};
use crate::results::rank::{Cursor, Sort};
use crate::scores::{ResultColumns, ResultRow, result_columns, result_row};
use diesel::prelude::*;
use std::collections::HashMap;

/// The number or time that somebody is sorted by, as bits.
pub fn sort_key(row: &ResultRow, sort: Sort) -> u64 {
    let c = &row.standing.competencies;
    match sort {
        Sort::Date => row.submitted_at.micros() as u64,
        Sort::Empathy => c.empathy.value.to_bits(),
        Sort::Patience => c.patience.value.to_bits(),
        Sort::Communication => c.communication.value.to_bits(),
        Sort::ProductKnowledge => c.product_knowledge.value.to_bits(),
        Sort::Band | Sort::Total => row.standing.total.value.to_bits(),
    }
}

/// Orders by a column from the top and begins behind a cursor, in the form that both engines can seek.
macro_rules! behind {
    ($query:ident, $column:expr, $value:expr, $after:ident) => {{
        if let Some((value, candidate)) = $value.zip($after.map(|cursor| &cursor.candidate)) {
            $query = $query.filter($column.le(value)).filter($column.lt(value).or(results::candidate_id.gt(candidate)));
        }
        $query = $query.order(($column.desc(), results::candidate_id.asc()));
    }};
}

/// How many people of an opening pass a filter.
pub fn count(conn: &mut Conn, opening: &Opening, filter: &Filter, bounds: Bounds) -> QueryResult<i64> {
    narrowed(conn, opening, filter, bounds, Way::Sought).count().get_result(conn)
}

/// People by their random id, behind somebody: only who, so that an index holds all that is asked.
pub fn by_id(
    conn: &mut Conn,
    opening: &Opening,
    (filter, bounds): (&Filter, Bounds),
    behind: Option<&CandidateId>,
    limit: usize,
) -> QueryResult<Vec<CandidateId>> {
    let mut query = narrowed(conn, opening, filter, bounds, Way::Walked);
    if let Some(behind) = behind {
        query = query.filter(results::candidate_id.gt(behind));
    }
    query.order(results::candidate_id.asc()).limit(limit as i64).select(results::candidate_id).load(conn)
}

/// People by a column from the top, behind somebody.
pub fn by_column(
    conn: &mut Conn,
    opening: &Opening,
    (filter, bounds): (&Filter, Bounds),
    (sort, after): (Sort, Option<&Cursor>),
    limit: usize,
) -> QueryResult<Vec<CandidateId>> {
    let mut query = narrowed(conn, opening, filter, bounds, Way::Walked);
    let number = after.map(|cursor| f64::from_bits(cursor.key));
    match sort {
        Sort::Date => {
            let moment = after.and_then(|cursor| Moment::from_micros(cursor.key as i64));
            behind!(query, results::submitted_at, moment, after);
        }
        Sort::Empathy => behind!(query, results::empathy, number, after),
        Sort::Patience => behind!(query, results::patience, number, after),
        Sort::Communication => behind!(query, results::communication, number, after),
        Sort::ProductKnowledge => behind!(query, results::product_knowledge, number, after),
        Sort::Band | Sort::Total => behind!(query, results::total, number, after),
    }
    query.limit(limit as i64).select(results::candidate_id).load(conn)
}

/// Name, address, pseudonym and source of some people.
pub type Who = (String, String, String, Source);

/// Who some people are.
pub fn named(conn: &mut Conn, opening: &Opening, ids: &[CandidateId]) -> QueryResult<HashMap<CandidateId, Who>> {
    let rows = candidates::table
        .filter(candidates::organization_id.eq(&opening.organization))
        .filter(candidates::id.eq_any(ids))
        .select((candidates::id, (candidates::name, candidates::email, candidates::pseudonym, candidates::source)))
        .load::<(CandidateId, Who)>(conn)?;
    Ok(rows.into_iter().collect())
}

/// The results of some people.
pub fn rows(conn: &mut Conn, opening: &Opening, ids: &[CandidateId]) -> QueryResult<HashMap<CandidateId, ResultRow>> {
    let rows = results::table
        .filter(results::organization_id.eq(&opening.organization))
        .filter(results::opening_id.eq(&opening.id))
        .filter(results::candidate_id.eq_any(ids))
        .select(result_columns!())
        .load::<ResultColumns>(conn)?;
    Ok(rows.into_iter().map(result_row).map(|row| (row.candidate.clone(), row)).collect())
}

/// Everybody who passes a filter.
pub fn everybody(conn: &mut Conn, opening: &Opening, filter: &Filter) -> QueryResult<Vec<CandidateId>> {
    narrowed(conn, opening, filter, (None, None), Way::Walked).select(results::candidate_id).load(conn)
}
