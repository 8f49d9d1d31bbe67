//! How many people are to be hired: a number of the opening that a threshold is held against, and nothing else.

use super::store;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::StaffId;
use crate::openings::Opening;

/// The most that can be said.
const MOST: i64 = 100_000;

/// How many people are to be hired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Positions {
    /// So many.
    pub count: i64,
    /// Counts changes: whoever writes names the version they saw.
    pub version: i64,
}

/// How many people are to be hired, where somebody has said so.
///
/// # Errors
/// The database's.
pub fn positions(conn: &mut Conn, opening: &Opening) -> Result<Option<Positions>> {
    Ok(store::positions(conn, opening)?)
}

/// Says how many people are to be hired. `seen` is the version its author saw, 0 where nobody had said so.
///
/// # Errors
/// [`Code::Invalid`] for a number that cannot be one of positions, [`Code::Conflict`] when somebody said another one in
/// the meantime.
pub fn set_positions(
    conn: &mut Conn,
    opening: &Opening,
    count: i64,
    (by, seen): (&StaffId, i64),
    now: Moment,
) -> Result<Positions> {
    if !(1..=MOST).contains(&count) {
        return Err(Error::field("positions", "Enter how many people are to be hired: a whole number from 1."));
    }
    let conflict =
        || Error::new(Code::Conflict, "Somebody changed the number of positions in the meantime. Look at it first.");
    let written = store::put_positions(conn, opening, (count, seen), (by, now)).map_err(|error| {
        let error = Error::from(error);
        if error.is_unique_violation() { conflict() } else { error }
    })?;
    if !written {
        return Err(conflict());
    }
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::OpeningChanged,
        object: format!("opening:{}", opening.id),
        detail: &[("what", "positions".into()), ("positions", count.to_string())],
    };
    audit::append(conn, &fact)?;
    Ok(Positions { count, version: seen + 1 })
}
