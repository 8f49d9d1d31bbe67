//! The tables of attempts, steps and reports.

mod paces;
mod parts;
mod times;

use super::machine::Sitting;
use super::report::{Report, Resolution};
use super::step::Step;
use super::{Attempt, AttemptState};
use crate::clock::Moment;
use crate::db::schema::{attempts, item_reports, steps, withdrawals};
use crate::db::{Conn, for_update};
use crate::error::{Error, Result};
use crate::ids::{AttemptId, CandidateId, OpeningId, OrganizationId, ReportId, StaffId};
use crate::openings::Opening;
use diesel::prelude::*;
use std::collections::BTreeMap;

pub use paces::*;
pub use parts::*;
pub use times::*;

type Row = (
    (OrganizationId, AttemptId, OpeningId, CandidateId, i64, AttemptState, i64),
    (Moment, Moment, Option<Moment>, Option<Moment>, Option<String>, i64),
);

macro_rules! columns {
    () => {
        (
            (
                attempts::organization_id,
                attempts::id,
                attempts::opening_id,
                attempts::candidate_id,
                attempts::number,
                attempts::state,
                attempts::seed,
            ),
            (
                attempts::started_at,
                attempts::open_until,
                attempts::deadline_at,
                attempts::submitted_at,
                attempts::receipt,
                attempts::version,
            ),
        )
    };
}

fn attempt_of((who, when): Row) -> Attempt {
    let (organization, id, opening, candidate, number, state, seed) = who;
    let (started_at, open_until, deadline_at, submitted_at, receipt, version) = when;
    Attempt {
        organization,
        id,
        opening,
        candidate,
        number,
        state,
        seed,
        started_at,
        open_until,
        deadline_at,
        submitted_at,
        receipt,
        version,
    }
}

/// Adds an attempt. A second one with the same number is a unique violation.
pub fn insert_attempt(conn: &mut Conn, attempt: &Attempt, (mode, notice): (&str, &str)) -> QueryResult<()> {
    diesel::insert_into(attempts::table)
        .values((
            attempts::organization_id.eq(&attempt.organization),
            attempts::id.eq(&attempt.id),
            attempts::opening_id.eq(&attempt.opening),
            attempts::candidate_id.eq(&attempt.candidate),
            attempts::number.eq(attempt.number),
            attempts::state.eq(attempt.state),
            attempts::seed.eq(attempt.seed),
            attempts::mode.eq(mode),
            attempts::notice_version.eq(notice),
            attempts::started_at.eq(attempt.started_at),
            attempts::open_until.eq(attempt.open_until),
            attempts::deadline_at.eq(attempt.deadline_at),
            attempts::version.eq(attempt.version),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Writes the state of an attempt. `false` if somebody else has changed it since this version was read.
pub fn update_attempt(conn: &mut Conn, attempt: &Attempt) -> QueryResult<bool> {
    let changed = diesel::update(attempts::table.find((&attempt.organization, &attempt.id)))
        .filter(attempts::version.eq(attempt.version))
        .set((
            attempts::state.eq(attempt.state),
            attempts::open_until.eq(attempt.open_until),
            attempts::deadline_at.eq(attempt.deadline_at),
            attempts::submitted_at.eq(attempt.submitted_at),
            attempts::receipt.eq(&attempt.receipt),
            attempts::version.eq(attempt.version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// An attempt.
pub fn attempt(conn: &mut Conn, organization: &OrganizationId, id: &AttemptId) -> QueryResult<Option<Attempt>> {
    let row = attempts::table.find((organization, id)).select(columns!()).first::<Row>(conn).optional()?;
    Ok(row.map(attempt_of))
}

/// An attempt, held until the transaction ends: answering and handing in cannot pass each other.
pub fn hold_attempt(conn: &mut Conn, organization: &OrganizationId, id: &AttemptId) -> QueryResult<Attempt> {
    let row: QueryResult<Row> = for_update!(conn, attempts::table.find((organization, id)).select(columns!()));
    row.map(attempt_of)
}

/// The last attempt of a candidate.
pub fn latest_attempt(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Option<Attempt>> {
    let row = attempts::table
        .filter(attempts::organization_id.eq(organization))
        .filter(attempts::candidate_id.eq(candidate))
        .order(attempts::number.desc())
        .select(columns!())
        .first::<Row>(conn)
        .optional()?;
    Ok(row.map(attempt_of))
}

/// The attempts of an opening in some states.
pub fn attempts_of(conn: &mut Conn, opening: &Opening, states: &[AttemptState]) -> QueryResult<Vec<Attempt>> {
    let rows = attempts::table
        .filter(attempts::organization_id.eq(&opening.organization))
        .filter(attempts::opening_id.eq(&opening.id))
        .filter(attempts::state.eq_any(states))
        .order(attempts::id)
        .select(columns!())
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(attempt_of).collect())
}

/// How far some candidates have come, by their last attempt.
pub fn states_of(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidates: &[CandidateId],
) -> QueryResult<BTreeMap<CandidateId, AttemptState>> {
    let rows = attempts::table
        .filter(attempts::organization_id.eq(organization))
        .filter(attempts::candidate_id.eq_any(candidates))
        .order(attempts::number)
        .select((attempts::candidate_id, attempts::state))
        .load::<(CandidateId, AttemptState)>(conn)?;
    Ok(rows.into_iter().collect())
}

/// Attempts that are still being answered although their time is over, over all organizations.
pub fn overdue(conn: &mut Conn, before: Moment, limit: i64) -> QueryResult<Vec<(OrganizationId, AttemptId)>> {
    attempts::table
        .filter(attempts::state.eq(AttemptState::Started))
        .filter(attempts::deadline_at.lt(before).or(attempts::open_until.lt(before)))
        .order(attempts::started_at)
        .limit(limit)
        .select((attempts::organization_id, attempts::id))
        .load(conn)
}

/// Adds a step. A second one of the same position and revision is a unique violation.
pub fn append(
    conn: &mut Conn,
    attempt: &Attempt,
    (position, revision): (i64, i64),
    step: &Step,
    at: Moment,
) -> Result<()> {
    diesel::insert_into(steps::table)
        .values((
            steps::organization_id.eq(&attempt.organization),
            steps::attempt_id.eq(&attempt.id),
            steps::position.eq(position),
            steps::revision.eq(revision),
            steps::kind.eq(step.kind()),
            steps::payload.eq(serde_json::to_string(step).map_err(Error::internal)?),
            steps::at.eq(at),
        ))
        .execute(conn)?;
    Ok(())
}

/// A sitting replayed from all its steps, or, for a single answer, from those of one position.
pub fn sitting(conn: &mut Conn, attempt: &Attempt, items: usize, only: Option<i64>) -> Result<Sitting> {
    let mut query = steps::table
        .filter(steps::organization_id.eq(&attempt.organization))
        .filter(steps::attempt_id.eq(&attempt.id))
        .order((steps::position, steps::revision))
        .select((steps::position, steps::revision, steps::payload, steps::at))
        .into_boxed();
    if let Some(position) = only {
        query = query.filter(steps::position.eq_any([0, position]));
    }
    let mut sitting = Sitting::new(items, attempt.closes_at());
    for (position, revision, payload, at) in query.load::<(i64, i64, String, Moment)>(conn)? {
        sitting.apply(position, revision, serde_json::from_str(&payload).map_err(Error::internal)?, at);
    }
    Ok(sitting)
}

/// How many steps the sitting itself has, apart from its items.
pub fn own_steps(conn: &mut Conn, attempt: &Attempt) -> QueryResult<i64> {
    steps::table
        .filter(steps::organization_id.eq(&attempt.organization))
        .filter(steps::attempt_id.eq(&attempt.id))
        .filter(steps::position.eq(0))
        .count()
        .get_result(conn)
}

/// Adds a report.
pub fn insert_report(
    conn: &mut Conn,
    attempt: &Attempt,
    id: &ReportId,
    (position, message): (i64, &str),
    now: Moment,
) -> QueryResult<()> {
    diesel::insert_into(item_reports::table)
        .values((
            item_reports::organization_id.eq(&attempt.organization),
            item_reports::id.eq(id),
            item_reports::opening_id.eq(&attempt.opening),
            item_reports::attempt_id.eq(&attempt.id),
            item_reports::position.eq(position),
            item_reports::message.eq(message),
            item_reports::created_at.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}

/// How many reports an attempt has made.
pub fn reports_of_attempt(conn: &mut Conn, attempt: &Attempt) -> QueryResult<i64> {
    item_reports::table
        .filter(item_reports::organization_id.eq(&attempt.organization))
        .filter(item_reports::attempt_id.eq(&attempt.id))
        .count()
        .get_result(conn)
}

/// The report that an attempt has made with just these words.
pub fn same_report(
    conn: &mut Conn,
    attempt: &Attempt,
    (position, message): (i64, &str),
) -> QueryResult<Option<ReportId>> {
    item_reports::table
        .filter(item_reports::organization_id.eq(&attempt.organization))
        .filter(item_reports::attempt_id.eq(&attempt.id))
        .filter(item_reports::position.eq(position))
        .filter(item_reports::message.eq(message))
        .select(item_reports::id)
        .first(conn)
        .optional()
}

type ReportRow = (
    (OrganizationId, ReportId, OpeningId, AttemptId, i64, String, Moment),
    (Option<Resolution>, Option<String>, Option<StaffId>, Option<Moment>),
);

macro_rules! report_columns {
    () => {
        (
            (
                item_reports::organization_id,
                item_reports::id,
                item_reports::opening_id,
                item_reports::attempt_id,
                item_reports::position,
                item_reports::message,
                item_reports::created_at,
            ),
            (item_reports::resolution, item_reports::reply, item_reports::resolved_by, item_reports::resolved_at),
        )
    };
}

fn report_of((what, resolved): ReportRow) -> Report {
    let (organization, id, opening, attempt, position, message, created_at) = what;
    let (resolution, reply, resolved_by, resolved_at) = resolved;
    Report {
        organization,
        id,
        opening,
        attempt,
        position,
        message,
        created_at,
        resolution,
        reply,
        resolved_by,
        resolved_at,
    }
}

/// The reports of an opening, the newest first.
pub fn reports(conn: &mut Conn, opening: &Opening) -> QueryResult<Vec<Report>> {
    let rows = item_reports::table
        .filter(item_reports::organization_id.eq(&opening.organization))
        .filter(item_reports::opening_id.eq(&opening.id))
        .order(item_reports::id.desc())
        .select(report_columns!())
        .load::<ReportRow>(conn)?;
    Ok(rows.into_iter().map(report_of).collect())
}

/// A report of an organization.
pub fn report(conn: &mut Conn, organization: &OrganizationId, id: &ReportId) -> QueryResult<Option<Report>> {
    let row = item_reports::table.find((organization, id)).select(report_columns!()).first::<ReportRow>(conn);
    Ok(row.optional()?.map(report_of))
}

/// Answers a report. `false` if it was answered before.
pub fn resolve_report(
    conn: &mut Conn,
    report: &Report,
    (resolution, reply): (Resolution, &str),
    by: &StaffId,
    now: Moment,
) -> QueryResult<bool> {
    let changed = diesel::update(item_reports::table.find((&report.organization, &report.id)))
        .filter(item_reports::resolution.is_null())
        .set((
            item_reports::resolution.eq(resolution),
            item_reports::reply.eq(reply),
            item_reports::resolved_by.eq(by),
            item_reports::resolved_at.eq(now),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Since when a candidate does not want to take part any more.
pub fn withdrawn_at(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Option<Moment>> {
    withdrawals::table.find((organization, candidate)).select(withdrawals::withdrawn_at).first(conn).optional()
}

/// Notes that a candidate does not want to take part any more.
pub fn insert_withdrawal(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
    now: Moment,
) -> QueryResult<()> {
    diesel::insert_into(withdrawals::table)
        .values((
            withdrawals::organization_id.eq(organization),
            withdrawals::candidate_id.eq(candidate),
            withdrawals::withdrawn_at.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}
