//! Lists of people on their way to be invited.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::invitation_lists;
use crate::ids::{InvitationListId, OpeningId, OrganizationId, StaffId};
use crate::openings::ListState;
use diesel::prelude::*;

/// A list as it is kept.
#[derive(Debug, Clone, Queryable)]
pub struct InvitationList {
    /// Whose.
    pub organization: OrganizationId,
    /// Its id.
    pub id: InvitationListId,
    /// Into which opening.
    pub opening: OpeningId,
    /// Who checked it.
    pub created_by: StaffId,
    /// When.
    pub created_at: Moment,
    /// How far it is.
    pub state: ListState,
    /// Its rows, sealed; empty once it was sent.
    pub sealed: String,
    /// How many are to be invited.
    pub total: i64,
    /// How many of them have been looked at.
    pub done: i64,
    /// How many were invited: the others had been in the meantime.
    pub invited: i64,
    /// When it was last moved on.
    pub moved_at: Moment,
}

/// Adds a list.
pub fn insert_list(conn: &mut Conn, list: &InvitationList) -> QueryResult<()> {
    diesel::insert_into(invitation_lists::table)
        .values((
            invitation_lists::organization_id.eq(&list.organization),
            invitation_lists::id.eq(&list.id),
            invitation_lists::opening_id.eq(&list.opening),
            invitation_lists::created_by.eq(&list.created_by),
            invitation_lists::created_at.eq(list.created_at),
            invitation_lists::state.eq(list.state),
            invitation_lists::sealed.eq(&list.sealed),
            invitation_lists::total.eq(list.total),
            invitation_lists::done.eq(list.done),
            invitation_lists::invited.eq(list.invited),
            invitation_lists::moved_at.eq(list.moved_at),
        ))
        .execute(conn)
        .map(|_| ())
}

/// A list of an organization.
pub fn list_of(
    conn: &mut Conn,
    organization: &OrganizationId,
    id: &InvitationListId,
) -> QueryResult<Option<InvitationList>> {
    invitation_lists::table.find((organization, id)).first(conn).optional()
}

/// Replaces what a checked list holds. `false` if it is not only checked any more.
pub fn reseal_list(conn: &mut Conn, list: &InvitationList, sealed: &str) -> QueryResult<bool> {
    let changed = diesel::update(invitation_lists::table.find((&list.organization, &list.id)))
        .filter(invitation_lists::state.eq(ListState::Checked))
        .set(invitation_lists::sealed.eq(sealed))
        .execute(conn)?;
    Ok(changed == 1)
}

/// From checked to being sent. `false` if it is not only checked any more.
pub fn begin_list(conn: &mut Conn, list: &InvitationList, total: i64, now: Moment) -> QueryResult<bool> {
    let changed = diesel::update(invitation_lists::table.find((&list.organization, &list.id)))
        .filter(invitation_lists::state.eq(ListState::Checked))
        .filter(invitation_lists::sealed.eq(&list.sealed))
        .set((
            invitation_lists::state.eq(ListState::Sending),
            invitation_lists::total.eq(total),
            invitation_lists::moved_at.eq(now),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Moves a list on from where it was seen. `false` if somebody else has.
pub fn move_list(conn: &mut Conn, seen: &InvitationList, next: &InvitationList) -> QueryResult<bool> {
    let changed = diesel::update(invitation_lists::table.find((&seen.organization, &seen.id)))
        .filter(invitation_lists::state.eq(ListState::Sending))
        .filter(invitation_lists::done.eq(seen.done))
        .set((
            invitation_lists::state.eq(next.state),
            invitation_lists::sealed.eq(&next.sealed),
            invitation_lists::done.eq(next.done),
            invitation_lists::invited.eq(next.invited),
            invitation_lists::moved_at.eq(next.moved_at),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Lists that are being sent and have not moved since, over all organizations.
pub fn stalled_lists(conn: &mut Conn, since: Moment) -> QueryResult<Vec<(OrganizationId, InvitationListId)>> {
    invitation_lists::table
        .filter(invitation_lists::state.eq(ListState::Sending))
        .filter(invitation_lists::moved_at.lt(since))
        .select((invitation_lists::organization_id, invitation_lists::id))
        .load(conn)
}

/// Forgets lists of before that are not being sent.
pub fn forget_lists(conn: &mut Conn, before: Moment) -> QueryResult<usize> {
    diesel::delete(invitation_lists::table)
        .filter(invitation_lists::state.ne(ListState::Sending))
        .filter(invitation_lists::created_at.lt(before))
        .execute(conn)
}
