//! Decisions, and how far people have come.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{attempts, candidates, decisions, results};
use crate::ids::{CandidateId, OrganizationId, StaffId};
use crate::openings::{Candidate, Opening, Source, Stage};
use crate::scoring::Outcome;
use diesel::dsl::exists;
use diesel::prelude::*;

/// A decision as it was recorded.
#[derive(Debug, Clone, Queryable)]
pub struct Recorded {
    /// What.
    pub stage: Stage,
    /// Why.
    pub reason: String,
    /// What the software showed.
    pub outcome: Option<Outcome>,
    /// By whom.
    pub decided_by: StaffId,
    /// When.
    pub decided_at: Moment,
}

/// Adds a decision. A second one of the same place is a unique violation.
pub fn insert_decision(conn: &mut Conn, candidate: &Candidate, (seq, recorded): (i64, &Recorded)) -> QueryResult<()> {
    diesel::insert_into(decisions::table)
        .values((
            decisions::organization_id.eq(&candidate.organization),
            decisions::candidate_id.eq(&candidate.id),
            decisions::seq.eq(seq),
            decisions::opening_id.eq(&candidate.opening),
            decisions::stage.eq(recorded.stage),
            decisions::reason.eq(&recorded.reason),
            decisions::outcome.eq(recorded.outcome),
            decisions::decided_by.eq(&recorded.decided_by),
            decisions::decided_at.eq(recorded.decided_at),
        ))
        .execute(conn)
        .map(|_| ())
}

/// The decisions about a candidate, the first first.
pub fn decisions(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Vec<Recorded>> {
    decisions::table
        .filter(decisions::organization_id.eq(organization))
        .filter(decisions::candidate_id.eq(candidate))
        .order(decisions::seq)
        .select((decisions::stage, decisions::reason, decisions::outcome, decisions::decided_by, decisions::decided_at))
        .load(conn)
}

/// How many have come how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Funnel {
    /// Candidates.
    pub invited: i64,
    /// Of them, those who started.
    pub started: i64,
    /// Of them, those who have handed in.
    pub submitted: i64,
    /// Of them, those who have a score.
    pub scored: i64,
    /// Of them, those whom somebody advanced.
    pub advanced: i64,
}

/// The funnel of an opening, trials left out.
pub fn funnel(conn: &mut Conn, opening: &Opening) -> QueryResult<Funnel> {
    let people = || {
        candidates::table
            .filter(candidates::organization_id.eq(&opening.organization))
            .filter(candidates::opening_id.eq(&opening.id))
            .filter(candidates::source.ne(Source::Trial))
    };
    let has_attempt = attempts::table
        .filter(attempts::organization_id.eq(candidates::organization_id))
        .filter(attempts::candidate_id.eq(candidates::id));
    let has_handed_in = has_attempt.filter(attempts::submitted_at.is_not_null());
    let ranked = || {
        results::table
            .filter(results::organization_id.eq(&opening.organization))
            .filter(results::opening_id.eq(&opening.id))
    };
    Ok(Funnel {
        invited: people().count().get_result(conn)?,
        started: people().filter(exists(has_attempt)).count().get_result(conn)?,
        submitted: people().filter(exists(has_handed_in)).count().get_result(conn)?,
        scored: ranked().count().get_result(conn)?,
        advanced: ranked().filter(results::stage.eq(Stage::Advance)).count().get_result(conn)?,
    })
}
