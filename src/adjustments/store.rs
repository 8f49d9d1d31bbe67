//! The table of requests.

use super::{Kind, NewSitting, Request, State};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::adjustment_requests as requests;
use crate::ids::{AdjustmentId, CandidateId, OpeningId, OrganizationId, StaffId};
use crate::sittings::TimeFactor;
use diesel::prelude::*;

/// How many decided ones are shown.
const DECIDED: i64 = 100;

type Row = (
    (OrganizationId, AdjustmentId, OpeningId, CandidateId, Kind, String, String, Moment, Moment),
    (State, Option<TimeFactor>, Option<Moment>, Option<NewSitting>),
    (Option<String>, Option<String>, Option<StaffId>, Option<Moment>, i64),
);

macro_rules! columns {
    () => {
        (
            (
                requests::organization_id,
                requests::id,
                requests::opening_id,
                requests::candidate_id,
                requests::kind,
                requests::message,
                requests::lang,
                requests::created_at,
                requests::due_at,
            ),
            (requests::state, requests::time_factor, requests::open_until, requests::new_sitting),
            (requests::reason, requests::reply, requests::decided_by, requests::decided_at, requests::version),
        )
    };
}

fn request_of((asked, granted, decided): Row) -> Request {
    let (organization, id, opening, candidate, kind, message, lang, created_at, due_at) = asked;
    let (state, factor, open_until, new_sitting) = granted;
    let (reason, reply, decided_by, decided_at, version) = decided;
    Request {
        organization,
        id,
        opening,
        candidate,
        kind,
        message,
        lang,
        created_at,
        due_at,
        state,
        factor,
        open_until,
        new_sitting,
        reason,
        reply,
        decided_by,
        decided_at,
        version,
    }
}

/// Adds a request.
pub fn insert(conn: &mut Conn, request: &Request) -> QueryResult<()> {
    diesel::insert_into(requests::table)
        .values((
            requests::organization_id.eq(&request.organization),
            requests::id.eq(&request.id),
            requests::opening_id.eq(&request.opening),
            requests::candidate_id.eq(&request.candidate),
            requests::kind.eq(request.kind),
            requests::message.eq(&request.message),
            requests::lang.eq(&request.lang),
            requests::created_at.eq(request.created_at),
            requests::due_at.eq(request.due_at),
            requests::state.eq(request.state),
            requests::version.eq(request.version),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Writes a decision. `false` if somebody else has decided since this version was read.
pub fn update(conn: &mut Conn, request: &Request) -> QueryResult<bool> {
    let changed = diesel::update(requests::table.find((&request.organization, &request.id)))
        .filter(requests::version.eq(request.version))
        .filter(requests::state.eq(State::Waiting))
        .set((
            requests::state.eq(request.state),
            requests::time_factor.eq(request.factor),
            requests::open_until.eq(request.open_until),
            requests::new_sitting.eq(request.new_sitting),
            requests::reason.eq(&request.reason),
            requests::reply.eq(&request.reply),
            requests::decided_by.eq(&request.decided_by),
            requests::decided_at.eq(request.decided_at),
            requests::version.eq(request.version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// A request of an organization.
pub fn request(conn: &mut Conn, organization: &OrganizationId, id: &AdjustmentId) -> QueryResult<Option<Request>> {
    let row = requests::table.find((organization, id)).select(columns!()).first::<Row>(conn).optional()?;
    Ok(row.map(request_of))
}

/// Those of an applicant, the newest first.
pub fn of_candidate(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Vec<Request>> {
    let rows = requests::table
        .filter(requests::organization_id.eq(organization))
        .filter(requests::candidate_id.eq(candidate))
        .order(requests::id.desc())
        .select(columns!())
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(request_of).collect())
}

/// Those that wait, the most urgent first.
pub fn waiting(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Vec<Request>> {
    let rows = requests::table
        .filter(requests::organization_id.eq(organization))
        .filter(requests::state.eq(State::Waiting))
        .order((requests::due_at, requests::id))
        .select(columns!())
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(request_of).collect())
}

/// The last hundred that were decided, the newest first.
pub fn decided(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Vec<Request>> {
    let rows = requests::table
        .filter(requests::organization_id.eq(organization))
        .filter(requests::state.ne(State::Waiting))
        .order((requests::decided_at.desc(), requests::id.desc()))
        .limit(DECIDED)
        .select(columns!())
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(request_of).collect())
}

/// When an applicant was granted new sittings by the rule since a moment, the newest first.
pub fn retakes_since(conn: &mut Conn, request: &Request, since: Moment) -> QueryResult<Vec<Moment>> {
    let found = requests::table
        .filter(requests::organization_id.eq(&request.organization))
        .filter(requests::candidate_id.eq(&request.candidate))
        .filter(requests::new_sitting.eq(NewSitting::Retake))
        .filter(requests::decided_at.gt(since))
        .order(requests::decided_at.desc())
        .select(requests::decided_at)
        .load::<Option<Moment>>(conn)?;
    Ok(found.into_iter().flatten().collect())
}
