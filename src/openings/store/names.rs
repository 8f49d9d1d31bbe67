//! Whether names are hidden, and who has looked behind which pseudonym.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{hidden_names, reveals};
use crate::ids::{CandidateId, StaffId};
use crate::openings::{Candidate, Opening};
use diesel::prelude::*;

/// Whether the names of an opening are hidden, with the version of that.
pub fn names_hidden(conn: &mut Conn, opening: &Opening) -> QueryResult<(bool, i64)> {
    let row = hidden_names::table.find((&opening.organization, &opening.id));
    let found = row.select((hidden_names::hidden, hidden_names::version)).first(conn).optional()?;
    Ok(found.unwrap_or((false, 0)))
}

/// Writes whether names are hidden. `false` if somebody else has changed it since this version was read; a second first
/// one is a unique violation.
pub fn put_names_hidden(conn: &mut Conn, opening: &Opening, (hidden, seen): (bool, i64)) -> QueryResult<bool> {
    let values = (hidden_names::hidden.eq(hidden), hidden_names::version.eq(seen.saturating_add(1)));
    if seen == 0 {
        let key = (hidden_names::organization_id.eq(&opening.organization), hidden_names::opening_id.eq(&opening.id));
        return diesel::insert_into(hidden_names::table).values((key, values)).execute(conn).map(|_| true);
    }
    let row = hidden_names::table.find((&opening.organization, &opening.id));
    let changed = diesel::update(row).filter(hidden_names::version.eq(seen)).set(values).execute(conn)?;
    Ok(changed == 1)
}

/// Behind whose pseudonyms a staff member has looked.
pub fn revealed_to(conn: &mut Conn, opening: &Opening, staff: &StaffId) -> QueryResult<Vec<CandidateId>> {
    reveals::table
        .filter(reveals::organization_id.eq(&opening.organization))
        .filter(reveals::opening_id.eq(&opening.id))
        .filter(reveals::staff_id.eq(staff))
        .select(reveals::candidate_id)
        .load(conn)
}

/// Adds that somebody looked.
pub fn insert_reveal(conn: &mut Conn, candidate: &Candidate, staff: &StaffId, now: Moment) -> QueryResult<()> {
    diesel::insert_into(reveals::table)
        .values((
            reveals::organization_id.eq(&candidate.organization),
            reveals::opening_id.eq(&candidate.opening),
            reveals::staff_id.eq(staff),
            reveals::candidate_id.eq(&candidate.id),
            reveals::revealed_at.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}
