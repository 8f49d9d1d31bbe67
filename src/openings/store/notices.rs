//! How each member of staff wants to hear of finished tests.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{attempts, candidates, notice_choices};
use crate::ids::{OpeningId, OrganizationId, StaffId};
use crate::openings::{NoticeChoice, Opening, Source};
use diesel::prelude::*;

/// A choice, with how far it has been followed.
#[derive(Debug, Clone, Queryable)]
pub struct NoticeRow {
    /// Whose organization.
    pub organization: OrganizationId,
    /// Of which opening.
    pub opening: OpeningId,
    /// Whose.
    pub staff: StaffId,
    /// What.
    pub choice: NoticeChoice,
    /// Tests handed in up to here have been told of.
    pub told_until: Moment,
}

/// What somebody has chosen.
pub fn notice_choice(conn: &mut Conn, opening: &Opening, staff: &StaffId) -> QueryResult<Option<NoticeChoice>> {
    notice_choices::table
        .find((&opening.organization, &opening.id, staff))
        .select(notice_choices::choice)
        .first(conn)
        .optional()
}

/// Replaces somebody's choice.
pub fn put_notice_choice(
    conn: &mut Conn,
    opening: &Opening,
    staff: &StaffId,
    choice: NoticeChoice,
    now: Moment,
) -> QueryResult<()> {
    diesel::delete(notice_choices::table.find((&opening.organization, &opening.id, staff))).execute(conn)?;
    diesel::insert_into(notice_choices::table)
        .values((
            notice_choices::organization_id.eq(&opening.organization),
            notice_choices::opening_id.eq(&opening.id),
            notice_choices::staff_id.eq(staff),
            notice_choices::choice.eq(choice),
            notice_choices::told_until.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Everybody who wants to hear anything, over all organizations.
pub fn notice_rows(conn: &mut Conn) -> QueryResult<Vec<NoticeRow>> {
    notice_choices::table.filter(notice_choices::choice.ne(NoticeChoice::None)).load(conn)
}

/// How many tests of an opening were handed in since the last that was told of and up to a moment, trials left out.
pub fn finished_between(conn: &mut Conn, row: &NoticeRow, until: Moment) -> QueryResult<i64> {
    attempts::table
        .inner_join(candidates::table.on(
            candidates::organization_id.eq(attempts::organization_id).and(candidates::id.eq(attempts::candidate_id)),
        ))
        .filter(attempts::organization_id.eq(&row.organization))
        .filter(attempts::opening_id.eq(&row.opening))
        .filter(attempts::submitted_at.gt(row.told_until))
        .filter(attempts::submitted_at.le(until))
        .filter(candidates::source.ne(Source::Trial))
        .count()
        .get_result(conn)
}

/// Notes how far somebody has been told. `false` if somebody else has noted it, or they chose anew.
pub fn move_notice(conn: &mut Conn, row: &NoticeRow, until: Moment) -> QueryResult<bool> {
    let changed = diesel::update(notice_choices::table.find((&row.organization, &row.opening, &row.staff)))
        .filter(notice_choices::told_until.eq(row.told_until))
        .filter(notice_choices::choice.eq(row.choice))
        .set(notice_choices::told_until.eq(until))
        .execute(conn)?;
    Ok(changed == 1)
}
