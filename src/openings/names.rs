//! Names that are hidden from those who judge, and who has looked behind which pseudonym.
//!
//! Whether names are hidden is a matter of the opening and holds for everybody on its team, so that nobody judges with
//! another eye than the rest. Looking behind one pseudonym is a fact in the audit log and shows that name to whoever looked.

use super::{Candidate, CandidateOfOpening, Opening, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{CandidateId, StaffId};
use std::collections::HashSet;

/// Whose names somebody sees in an opening.
#[derive(Debug, Clone, Default)]
pub struct Names {
    hidden: bool,
    revealed: HashSet<CandidateId>,
    /// Counts the changes of whether names are hidden; 0 before the first.
    pub version: i64,
}

impl Names {
    /// What a staff member sees.
    ///
    /// # Errors
    /// The database's.
    pub fn of(conn: &mut Conn, opening: &Opening, staff: &StaffId) -> Result<Self> {
        let (hidden, version) = store::names_hidden(conn, opening)?;
        let revealed = if hidden { store::revealed_to(conn, opening, staff)? } else { Vec::new() };
        Ok(Self { hidden, version, revealed: revealed.into_iter().collect() })
    }

    /// Whether names are hidden in this opening.
    pub fn are_hidden(&self) -> bool {
        self.hidden
    }

    /// Whether this one name is hidden.
    pub fn hides(&self, candidate: &CandidateId) -> bool {
        self.hidden && !self.revealed.contains(candidate)
    }

    /// Name and address as they may be seen: a pseudonym and nothing where they are hidden.
    pub fn shown(&self, candidate: &CandidateId, pseudonym: &str, (name, email): (String, String)) -> (String, String) {
        if self.hides(candidate) { (format!("Candidate {pseudonym}"), String::new()) } else { (name, email) }
    }

    /// A candidate as they may be seen.
    pub fn veil(&self, candidate: Candidate) -> Candidate {
        let Candidate { name, email, .. } = candidate.clone();
        let (name, email) = self.shown(&candidate.id, &candidate.pseudonym, (name, email));
        Candidate { name, email, ..candidate }
    }
}

/// Hides the names of an opening, or shows them again. `seen` is the version its changer saw.
///
/// # Errors
/// [`Code::Conflict`] when somebody changed it in the meantime.
pub fn hide_names(
    conn: &mut Conn,
    opening: &Opening,
    (hidden, seen): (bool, i64),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let conflict = || {
        Error::new(Code::Conflict, "Somebody changed whether names are hidden in the meantime. Load the page again.")
    };
    let written = store::put_names_hidden(conn, opening, (hidden, seen)).map_err(|error| {
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
        action: Action::NamesHidden,
        object: format!("opening:{}", opening.id),
        detail: &[("hidden", if hidden { "yes" } else { "no" }.to_owned())],
    };
    audit::append(conn, &fact)
}

/// Shows one person's name and address to one staff member, and writes into the audit log that it was done. A second time
/// changes nothing.
///
/// # Errors
/// The database's.
pub fn reveal(conn: &mut Conn, case: &CandidateOfOpening, by: &StaffId, now: Moment) -> Result<()> {
    let CandidateOfOpening { opening, candidate } = case;
    if !Names::of(conn, opening, by)?.hides(&candidate.id) {
        return Ok(());
    }
    store::insert_reveal(conn, candidate, by, now)?;
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::NameRevealed,
        object: format!("candidate:{}", candidate.id),
        detail: &[("opening", opening.id.to_string())],
    };
    audit::append(conn, &fact)
}
