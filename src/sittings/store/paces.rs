//! When questions were displayed and answered, of several sittings at once.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{attempts, candidates, steps};
use crate::ids::{AttemptId, OrganizationId};
use crate::openings::Source;
use crate::sittings::{Attempt, AttemptState};
use diesel::prelude::*;

/// The sittings of other people in the same opening that were handed in, the newest first. Trials are not among them.
pub fn handed_in_beside(conn: &mut Conn, attempt: &Attempt, limit: i64) -> QueryResult<Vec<AttemptId>> {
    attempts::table
        .inner_join(candidates::table.on(
            candidates::organization_id.eq(attempts::organization_id).and(candidates::id.eq(attempts::candidate_id)),
        ))
        .filter(attempts::organization_id.eq(&attempt.organization))
        .filter(attempts::opening_id.eq(&attempt.opening))
        .filter(attempts::state.eq_any([AttemptState::Submitted, AttemptState::Scored]))
        .filter(attempts::candidate_id.ne(&attempt.candidate))
        .filter(candidates::source.ne(Source::Trial))
        .order((attempts::submitted_at.desc(), attempts::id))
        .limit(limit)
        .select(attempts::id)
        .load(conn)
}

/// A sitting, a position, a step as it is stored, its time.
pub type TimedStep = (AttemptId, i64, String, Moment);

/// The steps of some sittings that display or answer a question, in their order.
pub fn timed_steps(
    conn: &mut Conn,
    organization: &OrganizationId,
    sittings: &[AttemptId],
) -> QueryResult<Vec<TimedStep>> {
    steps::table
        .filter(steps::organization_id.eq(organization))
        .filter(steps::attempt_id.eq_any(sittings))
        .filter(steps::kind.eq_any(["shown", "answered"]))
        .order((steps::attempt_id, steps::position, steps::revision))
        .select((steps::attempt_id, steps::position, steps::payload, steps::at))
        .load(conn)
}
