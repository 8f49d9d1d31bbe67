//! When the parts of a sitting began, and when they end.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{attempt_sections as parts, attempts};
use crate::ids::{AttemptId, OrganizationId};
use crate::sittings::parts::Began;
use crate::sittings::{Attempt, AttemptState};
use chrono::Duration;
use diesel::prelude::*;

/// The parts of a sitting that have begun, in their order.
pub fn begun(conn: &mut Conn, attempt: &Attempt) -> QueryResult<Vec<Began>> {
    type Row = (i64, Moment, Option<i64>, i64, Option<Moment>, bool);
    let rows = parts::table
        .filter(parts::organization_id.eq(&attempt.organization))
        .filter(parts::attempt_id.eq(&attempt.id))
        .order(parts::number)
        .select((
            parts::number,
            parts::started_at,
            parts::limit_seconds,
            parts::outage_seconds,
            parts::deadline_at,
            parts::is_last,
        ))
        .load::<Row>(conn)?;
    let began = |(number, started_at, limit, outage, deadline_at, is_last): Row| Began {
        number,
        started_at,
        limit: limit.map(Duration::seconds),
        outage: Duration::seconds(outage),
        deadline_at,
        is_last,
    };
    Ok(rows.into_iter().map(began).collect())
}

/// Notes that a part began. A second time is a unique violation.
pub fn insert_part(conn: &mut Conn, attempt: &Attempt, began: &Began) -> QueryResult<()> {
    diesel::insert_into(parts::table)
        .values((
            parts::organization_id.eq(&attempt.organization),
            parts::attempt_id.eq(&attempt.id),
            parts::number.eq(began.number),
            parts::started_at.eq(began.started_at),
            parts::limit_seconds.eq(began.limit.map(|limit| limit.num_seconds())),
            parts::outage_seconds.eq(began.outage.num_seconds()),
            parts::deadline_at.eq(began.deadline_at),
            parts::is_last.eq(began.is_last),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Moves the end of a part, and notes how long nobody could answer. Whoever does it holds the sitting.
pub fn move_part(conn: &mut Conn, attempt: &Attempt, began: &Began) -> QueryResult<()> {
    diesel::update(parts::table.find((&attempt.organization, &attempt.id, began.number)))
        .set((parts::outage_seconds.eq(began.outage.num_seconds()), parts::deadline_at.eq(began.deadline_at)))
        .execute(conn)
        .map(|_| ())
}

/// Sittings that are still being answered although the time of their last part is over, over all organizations.
pub fn overdue_parts(conn: &mut Conn, before: Moment, limit: i64) -> QueryResult<Vec<(OrganizationId, AttemptId)>> {
    attempts::table
        .inner_join(
            parts::table
                .on(parts::organization_id.eq(attempts::organization_id).and(parts::attempt_id.eq(attempts::id))),
        )
        .filter(attempts::state.eq(AttemptState::Started))
        .filter(parts::is_last.eq(true))
        .filter(parts::deadline_at.lt(before))
        .order(attempts::started_at)
        .limit(limit)
        .select((attempts::organization_id, attempts::id))
        .load(conn)
}
