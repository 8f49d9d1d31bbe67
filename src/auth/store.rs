//! The tables of sessions and tries.

use super::session::{Holder, Session};
use crate::clock::Moment;
use crate::db::schema::{sessions, throttles};
use crate::db::{Conn, for_update};
use crate::ids::{OrganizationId, SessionId};
use diesel::prelude::*;

/// Adds a session.
pub fn insert_session(conn: &mut Conn, session: &Session, now: Moment) -> QueryResult<()> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::organization_id.eq(&session.organization),
            sessions::id.eq(&session.id),
            sessions::holder_kind.eq(session.holder),
            sessions::holder_id.eq(&session.holder_id),
            sessions::created_at.eq(now),
            sessions::seen_at.eq(session.seen_at),
            sessions::expires_at.eq(session.expires_at),
        ))
        .execute(conn)
        .map(|_| ())
}

/// A session that nobody has ended.
pub fn session(conn: &mut Conn, organization: &OrganizationId, id: &SessionId) -> QueryResult<Option<Session>> {
    type Row = (OrganizationId, SessionId, Holder, String, Moment, Moment);
    let row = sessions::table
        .find((organization, id))
        .filter(sessions::ended_at.is_null())
        .select((
            sessions::organization_id,
            sessions::id,
            sessions::holder_kind,
            sessions::holder_id,
            sessions::seen_at,
            sessions::expires_at,
        ))
        .first::<Row>(conn)
        .optional()?;
    Ok(row.map(|(organization, id, holder, holder_id, seen_at, expires_at)| Session {
        organization,
        id,
        holder,
        holder_id,
        seen_at,
        expires_at,
    }))
}

/// Notes that a session was used.
pub fn touch_session(conn: &mut Conn, organization: &OrganizationId, id: &SessionId, now: Moment) -> QueryResult<()> {
    diesel::update(sessions::table.find((organization, id))).set(sessions::seen_at.eq(now)).execute(conn).map(|_| ())
}

/// Ends a session.
pub fn end_session(conn: &mut Conn, organization: &OrganizationId, id: &SessionId, now: Moment) -> QueryResult<()> {
    diesel::update(sessions::table.find((organization, id))).set(sessions::ended_at.eq(now)).execute(conn).map(|_| ())
}

/// Ends all sessions of a holder, but for one that may stay.
pub fn end_sessions(
    conn: &mut Conn,
    organization: &OrganizationId,
    holder_id: &str,
    but: Option<&SessionId>,
    now: Moment,
) -> QueryResult<()> {
    let live = || {
        diesel::update(sessions::table)
            .filter(sessions::organization_id.eq(organization))
            .filter(sessions::holder_id.eq(holder_id))
            .filter(sessions::ended_at.is_null())
    };
    match but {
        Some(but) => live().filter(sessions::id.ne(but)).set(sessions::ended_at.eq(now)).execute(conn),
        None => live().set(sessions::ended_at.eq(now)).execute(conn),
    }
    .map(|_| ())
}

/// How often a bucket was used since when, held until the transaction ends.
pub fn throttle(conn: &mut Conn, bucket: &str) -> QueryResult<Option<(Moment, i64)>> {
    let row: QueryResult<(Moment, i64)> =
        for_update!(conn, throttles::table.find(bucket).select((throttles::opened_at, throttles::used)));
    row.optional()
}

/// Writes how often a bucket was used since when.
pub fn put_throttle(conn: &mut Conn, bucket: &str, opened_at: Moment, used: i64, first: bool) -> QueryResult<()> {
    let values = (throttles::opened_at.eq(opened_at), throttles::used.eq(used));
    if first {
        let row = (throttles::bucket.eq(bucket), values.0, values.1);
        diesel::insert_into(throttles::table).values(row).execute(conn).map(|_| ())
    } else {
        diesel::update(throttles::table.find(bucket)).set(values).execute(conn).map(|_| ())
    }
}

/// Forgets what nobody will ask for again: tries counted before one moment, sessions over before another.
pub fn forget_old(conn: &mut Conn, tries_before: Moment, sessions_before: Moment) -> QueryResult<usize> {
    let tries = diesel::delete(throttles::table.filter(throttles::opened_at.lt(tries_before))).execute(conn)?;
    let over = sessions::expires_at.lt(sessions_before).or(sessions::ended_at.lt(sessions_before));
    let ended = diesel::delete(sessions::table.filter(over.assume_not_null())).execute(conn)?;
    Ok(tries + ended)
}

/// Forgets a bucket.
pub fn forget_throttle(conn: &mut Conn, bucket: &str) -> QueryResult<()> {
    diesel::delete(throttles::table.find(bucket)).execute(conn).map(|_| ())
}
