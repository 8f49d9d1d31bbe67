//! What was granted to people, and what the deadlines of timed sittings are computed from.

use crate::clock::Moment;
use crate::db::schema::{attempt_clocks, attempts, candidate_terms, pulse as pulses};
use crate::db::{Conn, for_update};
use crate::ids::{AttemptId, CandidateId, OrganizationId};
use crate::openings::Candidate;
use crate::sittings::terms::{Terms, TimeFactor, TimeLimit};
use crate::sittings::{Attempt, AttemptState};
use chrono::Duration;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

/// What was granted to a person; nothing where nothing was.
pub fn terms(conn: &mut Conn, organization: &OrganizationId, candidate: &CandidateId) -> QueryResult<Option<Terms>> {
    let row = candidate_terms::table
        .find((organization, candidate))
        .select((
            candidate_terms::time_factor,
            candidate_terms::open_until,
            candidate_terms::sittings,
            candidate_terms::version,
        ))
        .first::<(TimeFactor, Option<Moment>, i64, i64)>(conn)
        .optional()?;
    Ok(row.map(|(factor, open_until, sittings, version)| Terms { factor, open_until, sittings, version }))
}

/// Writes what was granted over the version that was seen. `false` if somebody else has changed it since.
pub fn put_terms(conn: &mut Conn, candidate: &Candidate, terms: &Terms) -> QueryResult<bool> {
    let values = (
        candidate_terms::time_factor.eq(terms.factor),
        candidate_terms::open_until.eq(terms.open_until),
        candidate_terms::sittings.eq(terms.sittings),
        candidate_terms::version.eq(terms.version + 1),
    );
    if terms.version == 0 {
        let who = (
            candidate_terms::organization_id.eq(&candidate.organization),
            candidate_terms::candidate_id.eq(&candidate.id),
        );
        return diesel::insert_into(candidate_terms::table).values((who, values)).execute(conn).map(|_| true);
    }
    let changed = diesel::update(candidate_terms::table.find((&candidate.organization, &candidate.id)))
        .filter(candidate_terms::version.eq(terms.version))
        .set(values)
        .execute(conn)?;
    Ok(changed == 1)
}

/// Notes the time limit with which a sitting starts.
pub fn insert_time_limit(conn: &mut Conn, attempt: &Attempt, limit: Duration) -> QueryResult<()> {
    diesel::insert_into(attempt_clocks::table)
        .values((
            attempt_clocks::organization_id.eq(&attempt.organization),
            attempt_clocks::attempt_id.eq(&attempt.id),
            attempt_clocks::limit_seconds.eq(limit.num_seconds()),
            attempt_clocks::outage_seconds.eq(0_i64),
        ))
        .execute(conn)
        .map(|_| ())
}

/// The time limit of a sitting, where it has one. Of one that began before limits were noted, it is what its deadline
/// says.
pub fn time_limit(conn: &mut Conn, attempt: &Attempt) -> QueryResult<Option<TimeLimit>> {
    let row = attempt_clocks::table
        .find((&attempt.organization, &attempt.id))
        .select((attempt_clocks::limit_seconds, attempt_clocks::outage_seconds))
        .first::<(i64, i64)>(conn)
        .optional()?;
    let of_row = |(limit, outage)| TimeLimit { limit: Duration::seconds(limit), outage: Duration::seconds(outage) };
    let of_deadline =
        |deadline: Moment| TimeLimit { limit: deadline.since(attempt.started_at), outage: Duration::zero() };
    Ok(row.map(of_row).or(attempt.deadline_at.map(of_deadline)))
}

/// The one row of the pulse.
const PULSE: &str = "servers";

/// When a server was last there.
pub fn pulse(conn: &mut Conn) -> QueryResult<Option<Moment>> {
    pulses::table.find(PULSE).select(pulses::at).first(conn).optional()
}

/// The same, held until the transaction ends.
pub fn hold_pulse(conn: &mut Conn) -> QueryResult<Option<Moment>> {
    let row: QueryResult<Moment> = for_update!(conn, pulses::table.find(PULSE).select(pulses::at));
    row.optional()
}

/// Leaves the very first pulse.
pub fn insert_pulse(conn: &mut Conn, now: Moment) -> QueryResult<()> {
    let row = (pulses::name.eq(PULSE), pulses::at.eq(now));
    diesel::insert_into(pulses::table).values(row).execute(conn).map(|_| ())
}

/// Leaves a later one.
pub fn move_pulse(conn: &mut Conn, now: Moment) -> QueryResult<()> {
    diesel::update(pulses::table.find(PULSE)).set(pulses::at.eq(now)).execute(conn).map(|_| ())
}

/// The sittings that were being answered, and not over, at a moment; over all organizations.
pub fn running_at(conn: &mut Conn, at: Moment) -> QueryResult<Vec<(OrganizationId, AttemptId)>> {
    attempts::table
        .filter(attempts::state.eq(AttemptState::Started))
        .filter(attempts::started_at.le(at))
        .filter(attempts::open_until.ge(at))
        .filter(attempts::deadline_at.is_null().or(attempts::deadline_at.ge(at)))
        .order((attempts::organization_id, attempts::id))
        .select((attempts::organization_id, attempts::id))
        .load(conn)
}

/// What was granted to people whose own deadline passed between two moments while no sitting of theirs was running; over
/// all organizations.
pub fn terms_ending(
    conn: &mut Conn,
    (from, until): (Moment, Moment),
) -> QueryResult<Vec<(OrganizationId, CandidateId, Moment)>> {
    let is_running = attempts::table
        .filter(attempts::organization_id.eq(candidate_terms::organization_id))
        .filter(attempts::candidate_id.eq(candidate_terms::candidate_id))
        .filter(attempts::state.eq(AttemptState::Started));
    candidate_terms::table
        .filter(candidate_terms::open_until.between(from, until))
        .filter(not(exists(is_running)))
        .order((candidate_terms::organization_id, candidate_terms::candidate_id))
        .select((
            candidate_terms::organization_id,
            candidate_terms::candidate_id,
            candidate_terms::open_until.assume_not_null(),
        ))
        .load(conn)
}

/// Moves the deadline that was granted to a person.
pub fn move_terms(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
    (from, until): (Moment, Moment),
) -> QueryResult<bool> {
    let changed = diesel::update(candidate_terms::table.find((organization, candidate)))
        .filter(candidate_terms::open_until.eq(from))
        .set((candidate_terms::open_until.eq(until), candidate_terms::version.eq(candidate_terms::version + 1)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Notes beside the limit of a sitting how long nobody could answer.
pub fn add_outage(conn: &mut Conn, attempt: &Attempt, length: Duration) -> QueryResult<()> {
    diesel::update(attempt_clocks::table.find((&attempt.organization, &attempt.id)))
        .set(attempt_clocks::outage_seconds.eq(attempt_clocks::outage_seconds + length.num_seconds()))
        .execute(conn)
        .map(|_| ())
}
