//! How often decisions depart from outcomes.

use crate::db::Conn;
use crate::db::schema::results;
use crate::openings::{Opening, Stage};
use crate::scoring::Outcome;
use diesel::prelude::*;

/// How often the decisions as they stand depart from the outcomes as they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Departures {
    /// People who were advanced or rejected.
    pub decided: i64,
    /// Of them, those who were advanced though their outcome is below.
    pub advanced_below: i64,
    /// Of them, those who were rejected though their outcome meets.
    pub rejected_meets: i64,
}

/// The departures of an opening.
pub fn departures(conn: &mut Conn, opening: &Opening) -> QueryResult<Departures> {
    let rows = results::table
        .filter(results::organization_id.eq(&opening.organization))
        .filter(results::opening_id.eq(&opening.id))
        .filter(results::stage.eq_any([Stage::Advance, Stage::Reject]))
        .group_by((results::stage, results::outcome))
        .select((results::stage, results::outcome, diesel::dsl::count_star()))
        .load::<(Stage, Outcome, i64)>(conn)?;
    let count = |stage, outcome| rows.iter().find(|row| (row.0, row.1) == (stage, outcome)).map_or(0, |row| row.2);
    Ok(Departures {
        decided: rows.iter().map(|row| row.2).sum(),
        advanced_below: count(Stage::Advance, Outcome::Below),
        rejected_meets: count(Stage::Reject, Outcome::Meets),
    })
}
