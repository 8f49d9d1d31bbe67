//! The tables of requests, withdrawals and legal holds.

mod beside;
mod erase;
mod held;

use super::{DataRequest, RequestKind, RequestState};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{data_requests, legal_holds, organizations};
use crate::ids::{CandidateId, OpeningId, OrganizationId, RequestId, StaffId};
use diesel::prelude::*;

pub use beside::*;
pub use erase::*;
pub use held::*;

type Row = (
    (OrganizationId, RequestId, OpeningId, CandidateId, RequestKind, RequestState, String),
    (Moment, Moment, Option<String>, Option<StaffId>, Option<Moment>, i64),
);

macro_rules! columns {
    () => {
        (
            (
                data_requests::organization_id,
                data_requests::id,
                data_requests::opening_id,
                data_requests::candidate_id,
                data_requests::kind,
                data_requests::state,
                data_requests::message,
            ),
            (
                data_requests::created_at,
                data_requests::due_at,
                data_requests::answer,
                data_requests::answered_by,
                data_requests::answered_at,
                data_requests::version,
            ),
        )
    };
}

fn request_of((what, when): Row) -> DataRequest {
    let (organization, id, opening, candidate, kind, state, message) = what;
    let (created_at, due_at, answer, answered_by, answered_at, version) = when;
    DataRequest {
        organization,
        id,
        opening,
        candidate,
        kind,
        state,
        message,
        created_at,
        due_at,
        answer,
        answered_by,
        answered_at,
        version,
    }
}

/// Adds a request.
pub fn insert_request(conn: &mut Conn, request: &DataRequest) -> QueryResult<()> {
    diesel::insert_into(data_requests::table)
        .values((
            data_requests::organization_id.eq(&request.organization),
            data_requests::id.eq(&request.id),
            data_requests::opening_id.eq(&request.opening),
            data_requests::candidate_id.eq(&request.candidate),
            data_requests::kind.eq(request.kind),
            data_requests::state.eq(request.state),
            data_requests::message.eq(&request.message),
            data_requests::created_at.eq(request.created_at),
            data_requests::due_at.eq(request.due_at),
            data_requests::version.eq(request.version),
        ))
        .execute(conn)
        .map(|_| ())
}

/// A request of an organization.
pub fn request(conn: &mut Conn, organization: &OrganizationId, id: &RequestId) -> QueryResult<Option<DataRequest>> {
    let row = data_requests::table.find((organization, id)).select(columns!()).first::<Row>(conn);
    Ok(row.optional()?.map(request_of))
}

/// How many answered requests a list shows.
const HISTORY: i64 = 200;

/// The requests of an organization of some kinds: those that wait, the most urgent first, then those answered, the
/// newest first.
pub fn requests(
    conn: &mut Conn,
    organization: &OrganizationId,
    kinds: &[RequestKind],
) -> QueryResult<Vec<DataRequest>> {
    let of_kind = || {
        data_requests::table
            .filter(data_requests::organization_id.eq(organization))
            .filter(data_requests::kind.eq_any(kinds))
            .select(columns!())
    };
    let waiting = of_kind().filter(data_requests::state.eq(RequestState::Open));
    let answered = of_kind().filter(data_requests::state.ne(RequestState::Open));
    let mut rows = waiting.order((data_requests::due_at, data_requests::id)).load::<Row>(conn)?;
    rows.extend(answered.order(data_requests::id.desc()).limit(HISTORY).load::<Row>(conn)?);
    Ok(rows.into_iter().map(request_of).collect())
}

/// The requests for another look in some openings, in the order of [`requests`].
pub fn reviews(
    conn: &mut Conn,
    organization: &OrganizationId,
    openings: &[OpeningId],
) -> QueryResult<Vec<DataRequest>> {
    let mut all = requests(conn, organization, &[RequestKind::Review])?;
    all.retain(|request| openings.contains(&request.opening));
    Ok(all)
}

/// How many requests for another look wait in an organization, and by when the first is due.
pub fn open_reviews(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<(i64, Option<Moment>)> {
    data_requests::table
        .filter(data_requests::organization_id.eq(organization))
        .filter(data_requests::kind.eq(RequestKind::Review))
        .filter(data_requests::state.eq(RequestState::Open))
        .select((diesel::dsl::count_star(), diesel::dsl::min(data_requests::due_at)))
        .first(conn)
}

/// What a candidate has asked for, the first first.
pub fn requests_of(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Vec<DataRequest>> {
    let rows = data_requests::table
        .filter(data_requests::organization_id.eq(organization))
        .filter(data_requests::candidate_id.eq(candidate))
        .order(data_requests::id)
        .select(columns!())
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(request_of).collect())
}

/// Writes an answer. `false` if somebody has changed the request since this version was read.
pub fn answer_request(
    conn: &mut Conn,
    request: &DataRequest,
    (state, answer): (RequestState, &str),
    by: &StaffId,
    now: Moment,
) -> QueryResult<bool> {
    let changed = diesel::update(data_requests::table.find((&request.organization, &request.id)))
        .filter(data_requests::version.eq(request.version))
        .filter(data_requests::state.eq(RequestState::Open))
        .set((
            data_requests::state.eq(state),
            data_requests::answer.eq(answer),
            data_requests::answered_by.eq(by),
            data_requests::answered_at.eq(now),
            data_requests::version.eq(request.version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Why the records of an opening must be kept.
#[derive(Debug, Clone, Queryable)]
pub struct Hold {
    /// Of which opening.
    pub opening: OpeningId,
    /// Why.
    pub reason: String,
    /// Since when.
    pub placed_at: Moment,
}

/// The legal hold on an opening, if there is one.
pub fn hold(conn: &mut Conn, organization: &OrganizationId, opening: &OpeningId) -> QueryResult<Option<Hold>> {
    legal_holds::table
        .find((organization, opening))
        .select((legal_holds::opening_id, legal_holds::reason, legal_holds::placed_at))
        .first(conn)
        .optional()
}

/// The legal holds of an organization.
pub fn holds(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Vec<Hold>> {
    legal_holds::table
        .filter(legal_holds::organization_id.eq(organization))
        .order(legal_holds::opening_id)
        .select((legal_holds::opening_id, legal_holds::reason, legal_holds::placed_at))
        .load(conn)
}

/// Places a hold. A second one on the same opening is a unique violation.
pub fn insert_hold(
    conn: &mut Conn,
    organization: &OrganizationId,
    hold: &Hold,
    placed_by: &StaffId,
) -> QueryResult<()> {
    diesel::insert_into(legal_holds::table)
        .values((
            legal_holds::organization_id.eq(organization),
            legal_holds::opening_id.eq(&hold.opening),
            legal_holds::reason.eq(&hold.reason),
            legal_holds::placed_by.eq(placed_by),
            legal_holds::placed_at.eq(hold.placed_at),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Lifts a hold. `false` if there was none.
pub fn delete_hold(conn: &mut Conn, organization: &OrganizationId, opening: &OpeningId) -> QueryResult<bool> {
    Ok(diesel::delete(legal_holds::table.find((organization, opening))).execute(conn)? == 1)
}

/// Sets for how many months what applicants gave is kept. `false` if it was not `seen` any more.
pub fn put_retention(conn: &mut Conn, organization: &OrganizationId, (seen, months): (i64, i64)) -> QueryResult<bool> {
    let changed = diesel::update(organizations::table.find(organization))
        .filter(organizations::retention_months.eq(seen))
        .set((organizations::retention_months.eq(months), organizations::version.eq(organizations::version + 1)))
        .execute(conn)?;
    Ok(changed == 1)
}
