//! The item set of an opening.

use crate::assessments::{Blueprint, Drawn};
use crate::bank::ItemRef;
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{opening_items, opening_sections};
use crate::ids::{OpeningId, OrganizationId, StaffId};
use crate::openings::Opening;
use diesel::prelude::*;

/// An item of the set of an opening.
#[derive(Debug, Clone)]
pub struct OpeningItem {
    /// Its position in the set, from 1. Sittings show the set in orders of their own.
    pub position: i64,
    /// Which item.
    pub item: ItemRef,
    /// The version of the key that scores it.
    pub key_version: i64,
    /// In which part of the test it is; none where there are no parts.
    pub section: Option<i64>,
    /// Since when it does not count in this opening, and why.
    pub voided: Option<(Moment, String)>,
}

/// Writes the item set of an opening.
pub fn insert_items(conn: &mut Conn, opening: &Opening, set: &[Drawn], blueprint: &Blueprint) -> QueryResult<()> {
    for (place, drawn) in set.iter().enumerate() {
        diesel::insert_into(opening_items::table)
            .values((
                opening_items::organization_id.eq(&opening.organization),
                opening_items::opening_id.eq(&opening.id),
                opening_items::position.eq(place as i64 + 1),
                opening_items::item_owner.eq(&drawn.item.owner),
                opening_items::item_id.eq(&drawn.item.id),
                opening_items::item_version.eq(drawn.item.version),
                opening_items::key_version.eq(drawn.key_version),
                opening_items::section.eq(blueprint.section_of(&drawn.item.id)),
            ))
            .execute(conn)?;
    }
    for (number, section) in (1_i64..).zip(&blueprint.sections) {
        diesel::insert_into(opening_sections::table)
            .values((
                opening_sections::organization_id.eq(&opening.organization),
                opening_sections::opening_id.eq(&opening.id),
                opening_sections::number.eq(number),
                opening_sections::title.eq(&section.title),
                opening_sections::minutes.eq(section.minutes),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// A part of the test of an opening.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct OpeningSection {
    /// Its number, from 1.
    pub number: i64,
    /// What applicants read.
    pub title: String,
    /// Minutes for everybody, or none.
    pub minutes: Option<i64>,
}

/// The parts of the test of an opening, in their order; none where it is one whole.
pub fn sections(
    conn: &mut Conn,
    organization: &OrganizationId,
    opening: &OpeningId,
) -> QueryResult<Vec<OpeningSection>> {
    opening_sections::table
        .filter(opening_sections::organization_id.eq(organization))
        .filter(opening_sections::opening_id.eq(opening))
        .order(opening_sections::number)
        .select((opening_sections::number, opening_sections::title, opening_sections::minutes))
        .load(conn)
}

/// The item set of an opening, in its order.
pub fn items(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId) -> QueryResult<Vec<OpeningItem>> {
    type Row = (i64, (OrganizationId, String, i64), i64, Option<i64>, (Option<Moment>, Option<String>));
    let rows = opening_items::table
        .filter(opening_items::organization_id.eq(organization))
        .filter(opening_items::opening_id.eq(id))
        .order(opening_items::position)
        .select((
            opening_items::position,
            (opening_items::item_owner, opening_items::item_id, opening_items::item_version),
            opening_items::key_version,
            opening_items::section,
            (opening_items::voided_at, opening_items::void_reason),
        ))
        .load::<Row>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(position, (owner, id, version), key_version, section, (voided_at, reason))| OpeningItem {
            position,
            item: ItemRef { owner, id, version },
            key_version,
            section,
            voided: voided_at.map(|at| (at, reason.unwrap_or_default())),
        })
        .collect())
}

/// Takes an item out of what counts. `false` if it was out already.
pub fn void_item(
    conn: &mut Conn,
    opening: &Opening,
    position: i64,
    (by, reason): (&StaffId, &str),
    now: Moment,
) -> QueryResult<bool> {
    let changed = diesel::update(opening_items::table.find((&opening.organization, &opening.id, position)))
        .filter(opening_items::voided_at.is_null())
        .set((
            opening_items::voided_at.eq(now),
            opening_items::voided_by.eq(by.as_ref()),
            opening_items::void_reason.eq(reason),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}
