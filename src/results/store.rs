//! The one query of the ranking. It begins with the organization and the opening, and seeks instead of counting.

use super::rank::{Cursor, Filter, Sort};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{candidates, results};
use crate::ids::CandidateId;
use crate::openings::Opening;
use crate::scores::{ResultColumns, ResultRow, result_columns, result_row};
use crate::scoring::Competency;
use diesel::prelude::*;

/// A result with a name, an address and a pseudonym.
pub type Named = (ResultRow, (String, String, String));

/// Which part of the ranking, in which order.
#[derive(Debug, Clone, Copy)]
pub enum Window<'a> {
    /// Totals from a bound and under a bound, by random id, behind somebody.
    Band {
        /// From here on.
        from: Option<f64>,
        /// Up to but not including this.
        under: Option<f64>,
        /// Behind whom.
        behind: Option<&'a CandidateId>,
    },
    /// By a column, behind somebody.
    Column(Sort, Option<&'a Cursor>),
}

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

/// Results of an opening with their candidates, as far as they pass a filter.
macro_rules! filtered {
    ($opening:expr, $filter:expr, $columns:expr) => {{
        let mut query = results::table
            .inner_join(candidates::table.on(
                candidates::organization_id.eq(results::organization_id).and(candidates::id.eq(results::candidate_id)),
            ))
            .filter(results::organization_id.eq(&$opening.organization))
            .filter(results::opening_id.eq(&$opening.id))
            .select($columns)
            .into_boxed();
        if let Some(outcome) = $filter.outcome {
            query = query.filter(results::outcome.eq(outcome));
        }
        if let Some(stage) = $filter.stage {
            query = query.filter(results::stage.eq(stage));
        }
        query = match $filter.at_least {
            None => query,
            Some((Competency::Empathy, least)) => query.filter(results::empathy.ge(least)),
            Some((Competency::Patience, least)) => query.filter(results::patience.ge(least)),
            Some((Competency::Communication, least)) => query.filter(results::communication.ge(least)),
            Some((Competency::ProductKnowledge, least)) => query.filter(results::product_knowledge.ge(least)),
        };
        if let Some(text) = &$filter.text {
            query = query.filter(candidates::search.like(containing(text)).escape('\\'));
        }
        query
    }};
}

/// How many people of an opening pass a filter.
pub fn count(conn: &mut Conn, opening: &Opening, filter: &Filter) -> QueryResult<i64> {
    filtered!(opening, filter, diesel::dsl::count_star()).first(conn)
}

/// People of an opening who pass a filter, in a window of the ranking.
pub fn people(
    conn: &mut Conn,
    opening: &Opening,
    filter: &Filter,
    window: Window<'_>,
    limit: usize,
) -> QueryResult<Vec<Named>> {
    let who = (candidates::name, candidates::email, candidates::pseudonym);
    let mut query = filtered!(opening, filter, (result_columns!(), who)).limit(limit as i64);
    match window {
        Window::Band { from, under, behind } => {
            if let Some(from) = from {
                query = query.filter(results::total.ge(from));
            }
            if let Some(under) = under {
                query = query.filter(results::total.lt(under));
            }
            if let Some(behind) = behind {
                query = query.filter(results::candidate_id.gt(behind));
            }
            query = query.order(results::candidate_id.asc());
        }
        Window::Column(sort, after) => {
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
        }
    }
    let rows = query.load::<(ResultColumns, (String, String, String))>(conn)?;
    Ok(rows.into_iter().map(|(row, who)| (result_row(row), who)).collect())
}

/// A LIKE pattern for "contains", with what LIKE would read as a pattern taken literally.
fn containing(text: &str) -> String {
    let literal = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{literal}%")
}

#[cfg(test)]
mod tests {
    #[test]
    fn patterns_in_a_search_are_text() {
        assert_eq!(super::containing("50%_Ä\\"), "%50\\%\\_ä\\\\%");
    }
}
