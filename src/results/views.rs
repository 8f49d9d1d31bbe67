//! Saved views: filters, order and columns of a ranking under a name of somebody's own, perhaps shared with the team.

use super::query::RankingQuery;
use super::store;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{SavedViewId, StaffId};
use crate::openings::Opening;

/// A view somebody saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// Whose it is: nobody else changes it.
    pub owner: StaffId,
    /// Its name.
    pub name: String,
    /// The query, as it stands in the address.
    pub query: String,
    /// Whether the rest of the team sees it.
    pub shared: bool,
    /// Whether its owner begins with it.
    pub is_default: bool,
    /// Counts changes, from 1.
    pub version: i64,
}

/// What is to be saved.
#[derive(Debug, Clone)]
pub struct NewView {
    /// Its name.
    pub name: String,
    /// The query.
    pub query: RankingQuery,
    /// Whether the rest of the team sees it.
    pub shared: bool,
    /// Whether its owner begins with it.
    pub is_default: bool,
}

/// So many views of one opening are enough for one person.
const MOST: usize = 40;
/// The longest name, in characters.
const LONGEST_NAME: usize = 80;

/// Somebody's own views of an opening, and those that others share.
///
/// # Errors
/// The database's.
pub fn saved_views(conn: &mut Conn, opening: &Opening, staff: &StaffId) -> Result<Vec<SavedView>> {
    Ok(store::views(conn, opening, staff)?)
}

/// Saves a view. `seen` names the one it takes the place of, with the version its owner saw.
///
/// # Errors
/// [`Code::Invalid`] for a name that is taken, or a what-if; [`Code::NotFound`] for a view that is not one's own;
/// [`Code::Conflict`] for one that was changed in the meantime.
pub fn save_view(
    conn: &mut Conn,
    opening: &Opening,
    new: &NewView,
    (by, seen): (&StaffId, Option<(&SavedViewId, i64)>),
    now: Moment,
) -> Result<SavedView> {
    let (name, mine) = (name_of(&new.name)?, own(conn, opening, by)?);
    if new.query.is_what_if() {
        let sentence = "A what-if is never saved. Take the weights out, and save the filters.";
        return Err(Error::field("query", sentence));
    }
    if mine.iter().any(|view| view.name == name && seen.is_none_or(|(id, _)| view.id != *id)) {
        return Err(Error::field("name", "You have a view of this name already. Choose another name."));
    }
    if seen.is_none() && mine.len() >= MOST {
        return Err(Error::field("name", format!("You have {MOST} views of this opening. Delete one first.")));
    }
    let query = RankingQuery { after: None, ..new.query.clone() }.to_text()?;
    let view = SavedView {
        id: seen.map_or_else(|| SavedViewId::new(now), |(id, _)| id.clone()),
        owner: by.clone(),
        name,
        query,
        shared: new.shared,
        is_default: new.is_default,
        version: seen.map_or(1, |(_, version)| version),
    };
    match seen {
        Some((id, _)) if !mine.iter().any(|view| view.id == *id) => return Err(Code::NotFound.into()),
        Some(_) if !store::update_view(conn, opening, &view)? => return Err(changed()),
        Some(_) => {}
        None => store::insert_view(conn, opening, &view).map_err(|error| {
            let error = Error::from(error);
            if error.is_unique_violation() {
                Error::field("name", "You have a view of this name already.")
            } else {
                error
            }
        })?,
    }
    if view.is_default {
        store::unmark_defaults(conn, opening, by, &view.id)?;
    }
    Ok(view)
}

/// Takes one's own view away.
///
/// # Errors
/// [`Code::NotFound`] for a view that is not one's own; [`Code::Conflict`] for one that was changed in the meantime.
pub fn delete_view(conn: &mut Conn, opening: &Opening, (id, version): (&SavedViewId, i64), by: &StaffId) -> Result<()> {
    let view = own(conn, opening, by)?.into_iter().find(|view| view.id == *id).ok_or(Code::NotFound)?;
    let gone = store::delete_view(conn, opening, &SavedView { version, ..view })?;
    if gone { Ok(()) } else { Err(changed()) }
}

fn own(conn: &mut Conn, opening: &Opening, by: &StaffId) -> Result<Vec<SavedView>> {
    Ok(store::views(conn, opening, by)?.into_iter().filter(|view| view.owner == *by).collect())
}

fn changed() -> Error {
    Error::new(Code::Conflict, "This view was changed in the meantime. Load the page again.")
}

/// A name as it is kept: one line.
///
/// # Errors
/// [`Code::Invalid`] for none, or one too long.
fn name_of(text: &str) -> Result<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Error::field("name", "Name the view, in up to 80 characters."));
    }
    Ok(name)
}
