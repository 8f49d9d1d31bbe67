//! The saved views of a ranking.

use crate::db::Conn;
use crate::db::schema::saved_views;
use crate::ids::{SavedViewId, StaffId};
use crate::openings::Opening;
use crate::results::views::SavedView;
use diesel::prelude::*;

type Row = (SavedViewId, StaffId, String, String, bool, bool, i64);

macro_rules! columns {
    () => {
        (
            saved_views::id,
            saved_views::owner,
            saved_views::name,
            saved_views::query,
            saved_views::shared,
            saved_views::is_default,
            saved_views::version,
        )
    };
}

fn view_of((id, owner, name, query, shared, is_default, version): Row) -> SavedView {
    SavedView { id, owner, name, query, shared, is_default, version }
}

/// A staff member's own views of an opening, and those that others share, by name.
pub fn views(conn: &mut Conn, opening: &Opening, staff: &StaffId) -> QueryResult<Vec<SavedView>> {
    let rows = saved_views::table
        .filter(saved_views::organization_id.eq(&opening.organization))
        .filter(saved_views::opening_id.eq(&opening.id))
        .filter(saved_views::owner.eq(staff).or(saved_views::shared.eq(true)))
        .order((saved_views::name, saved_views::id))
        .select(columns!())
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(view_of).collect())
}

/// Adds a view. A second one of the same name is a unique violation.
pub fn insert_view(conn: &mut Conn, opening: &Opening, view: &SavedView) -> QueryResult<()> {
    diesel::insert_into(saved_views::table)
        .values((
            saved_views::organization_id.eq(&opening.organization),
            saved_views::opening_id.eq(&opening.id),
            saved_views::id.eq(&view.id),
            saved_views::owner.eq(&view.owner),
            saved_views::name.eq(&view.name),
            saved_views::query.eq(&view.query),
            saved_views::shared.eq(view.shared),
            saved_views::is_default.eq(view.is_default),
            saved_views::version.eq(view.version),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Writes a view again. `false` if it is gone, or has been changed since this version was read.
pub fn update_view(conn: &mut Conn, opening: &Opening, view: &SavedView) -> QueryResult<bool> {
    let row = saved_views::table.find((&opening.organization, &opening.id, &view.id));
    let changed = diesel::update(row)
        .filter(saved_views::version.eq(view.version))
        .set((
            saved_views::name.eq(&view.name),
            saved_views::query.eq(&view.query),
            saved_views::shared.eq(view.shared),
            saved_views::is_default.eq(view.is_default),
            saved_views::version.eq(view.version.saturating_add(1)),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Takes a view away. `false` if it is gone, or has been changed since this version was read.
pub fn delete_view(conn: &mut Conn, opening: &Opening, view: &SavedView) -> QueryResult<bool> {
    let row = saved_views::table.find((&opening.organization, &opening.id, &view.id));
    Ok(diesel::delete(row).filter(saved_views::version.eq(view.version)).execute(conn)? == 1)
}

/// Takes the mark of the first view from all other views of somebody.
pub fn unmark_defaults(conn: &mut Conn, opening: &Opening, staff: &StaffId, but: &SavedViewId) -> QueryResult<()> {
    diesel::update(saved_views::table)
        .filter(saved_views::organization_id.eq(&opening.organization))
        .filter(saved_views::opening_id.eq(&opening.id))
        .filter(saved_views::owner.eq(staff))
        .filter(saved_views::is_default.eq(true))
        .filter(saved_views::id.ne(but))
        .set((saved_views::is_default.eq(false), saved_views::version.eq(saved_views::version + 1)))
        .execute(conn)
        .map(|_| ())
}
