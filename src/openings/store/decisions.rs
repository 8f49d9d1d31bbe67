//! Decisions, and how far people have come.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{attempts, candidates, decision_acts, decisions, opening_counts, results};
use crate::ids::{ActId, CandidateId, OrganizationId, StaffId};
use crate::openings::{Candidate, Opening, Source, Stage};
use crate::scoring::Outcome;
use diesel::dsl::{exists, not};
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
    /// By which act, together with others perhaps.
    pub act: Option<ActId>,
    /// Which one it takes back, if it does.
    pub takes_back: Option<i64>,
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
        .execute(conn)?;
    let Some(act) = &recorded.act else { return Ok(()) };
    diesel::insert_into(decision_acts::table)
        .values((
            decision_acts::organization_id.eq(&candidate.organization),
            decision_acts::candidate_id.eq(&candidate.id),
            decision_acts::seq.eq(seq),
            decision_acts::act_id.eq(act),
            decision_acts::takes_back.eq(recorded.takes_back),
        ))
        .execute(conn)
        .map(|_| ())
}

macro_rules! with_acts {
    () => {
        decisions::table.left_join(
            decision_acts::table.on(decision_acts::organization_id
                .eq(decisions::organization_id)
                .and(decision_acts::candidate_id.eq(decisions::candidate_id))
                .and(decision_acts::seq.eq(decisions::seq))),
        )
    };
}

macro_rules! recorded_columns {
    () => {
        (
            decisions::stage,
            decisions::reason,
            decisions::outcome,
            decisions::decided_by,
            decisions::decided_at,
            decision_acts::act_id.nullable(),
            decision_acts::takes_back.nullable(),
        )
    };
}

/// The decisions of one act, with whom each is about and its place.
pub fn decisions_of_act(
    conn: &mut Conn,
    opening: &Opening,
    act: &ActId,
) -> QueryResult<Vec<(CandidateId, i64, Recorded)>> {
    with_acts!()
        .filter(decisions::organization_id.eq(&opening.organization))
        .filter(decisions::opening_id.eq(&opening.id))
        .filter(decision_acts::act_id.eq(act))
        .order(decisions::candidate_id)
        .select((decisions::candidate_id, decisions::seq, recorded_columns!()))
        .load(conn)
}

/// The decisions about a candidate, the first first.
pub fn decisions(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Vec<Recorded>> {
    with_acts!()
        .filter(decisions::organization_id.eq(organization))
        .filter(decisions::candidate_id.eq(candidate))
        .order(decisions::seq)
        .select(recorded_columns!())
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

/// The funnel of an opening, trials left out: as the triggers of migration `workspace` have counted it.
pub fn funnel(conn: &mut Conn, opening: &Opening) -> QueryResult<Funnel> {
    let (invited, started, scored, advanced) = opening_counts::table
        .find((&opening.organization, &opening.id))
        .select((opening_counts::invited, opening_counts::started, opening_counts::scored, opening_counts::advanced))
        .first(conn)?;
    // Few are handed in without a score, so these are counted where they stand.
    let unscored: i64 = attempts::table
        .inner_join(candidates::table.on(
            candidates::organization_id.eq(attempts::organization_id).and(candidates::id.eq(attempts::candidate_id)),
        ))
        .filter(attempts::organization_id.eq(&opening.organization))
        .filter(attempts::opening_id.eq(&opening.id))
        .filter(attempts::state.eq("submitted"))
        .filter(candidates::source.ne(Source::Trial))
        .filter(not(exists(
            results::table
                .filter(results::organization_id.eq(attempts::organization_id))
                .filter(results::opening_id.eq(attempts::opening_id))
                .filter(results::candidate_id.eq(attempts::candidate_id)),
        )))
        .select(diesel::dsl::count(attempts::candidate_id).aggregate_distinct())
        .get_result(conn)?;
    Ok(Funnel { invited, started, submitted: scored + unscored, scored, advanced })
}
