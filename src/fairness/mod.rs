//! Voluntary equality questions: asked after submission, stored apart, read only as counts with a floor, and by whoever
//! gave the answer. Nothing here hands out answers together with whose they are.

pub mod api;
mod floor;
mod jurisdiction;
mod pack;
pub mod pages;
mod store;

use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{CandidateId, OrganizationId, StaffId};
use std::collections::BTreeMap;

pub use floor::{FLOOR, disclose, rounded};
pub use jurisdiction::{ChosenJurisdiction, Jurisdiction, choose_jurisdiction, chosen_jurisdiction, jurisdictions};
pub use pack::{Choice, PREFER_NOT, Pack, Question, pack, packs};
pub use store::{Chosen, chosen, counts_by_total, own_answers};

/// The longest lawful basis.
const LONGEST_BASIS: usize = 2000;

/// What applicants of an organization are asked; nothing where no pack was chosen.
///
/// # Errors
/// The database's.
pub fn asked(conn: &mut Conn, organization: &OrganizationId) -> Result<Option<&'static Pack>> {
    let chosen = store::chosen(conn, organization)?;
    Ok(chosen.and_then(|chosen| pack(&chosen.pack)).filter(|pack| !pack.questions.is_empty()))
}

/// Chooses which questions are asked from now on. `seen` is the version of the choice that the chooser saw, 0 for none.
///
/// # Errors
/// [`Code::Invalid`] for an unknown pack, or one that needs a lawful basis and was given none; [`Code::Conflict`] when
/// somebody has chosen in the meantime.
pub fn choose(
    conn: &mut Conn,
    organization: &OrganizationId,
    (id, basis, seen): (&str, &str, i64),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let pack = pack(id).ok_or_else(|| Error::field("pack", "Choose one of the sets of questions."))?;
    let basis = basis.trim();
    if pack.needs_basis && basis.chars().count() < 20 {
        return Err(Error::field("basis", "Write down on what lawful basis you ask, before anything is asked."));
    }
    if basis.chars().count() > LONGEST_BASIS {
        return Err(Error::field("basis", "Keep it under 2,000 characters."));
    }
    if store::chosen(conn, organization)?.map_or(0, |chosen| chosen.version) != seen {
        return Err(Code::Conflict.into());
    }
    store::insert_choice(conn, organization, (seen + 1, &pack.id, basis), by, now).map_err(|error| {
        let error = Error::from(error);
        if error.is_unique_violation() { Code::Conflict.into() } else { error }
    })?;
    let fact = Fact {
        organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::EqualityChosen,
        object: format!("organization:{organization}"),
        detail: &[("pack", pack.id.clone()), ("version", (seen + 1).to_string())],
    };
    audit::append(conn, &fact)
}

/// Keeps what an applicant says about themselves, in place of what they said before. Questions left open stay so; no
/// answers at all forget the earlier ones. There is no audit fact: that somebody has answered is nobody's business.
///
/// # Errors
/// [`Code::Invalid`] for a question or an answer that is not offered, [`Code::WrongState`] where nothing is asked.
pub fn answer(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
    answers: &BTreeMap<String, String>,
    now: Moment,
) -> Result<()> {
    let nothing = || Error::new(Code::WrongState, "Nothing is asked here.");
    let pack = asked(conn, organization)?.ok_or_else(nothing)?;
    for (question, answer) in answers {
        let known = pack.questions.iter().find(|known| known.id == *question);
        if !known.is_some_and(|known| known.ids().any(|id| id == answer)) {
            return Err(Error::field(question, "Choose one of the answers, or leave the question open."));
        }
    }
    Ok(store::put_answers(conn, (organization, candidate), &pack.id, answers, now)?)
}

/// Counts of one question, without anybody they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The question.
    pub question: &'static Question,
    /// The answers with how many gave them, rounded; `None` for too few to say.
    pub counts: Vec<(String, Option<i64>)>,
    /// How many answered it, rounded; `None` for too few to say.
    pub answered: Option<i64>,
}

/// The counts of what is asked now, over the whole organization.
///
/// # Errors
/// The database's.
pub fn tallies(conn: &mut Conn, organization: &OrganizationId) -> Result<Vec<Tally>> {
    let Some(pack) = asked(conn, organization)? else { return Ok(Vec::new()) };
    let counted = store::counts(conn, organization, &pack.id)?;
    let tally = |question: &'static Question| {
        let of = |id: &str| counted.get(&(question.id.clone(), id.to_owned())).copied().unwrap_or(0);
        let cells: Vec<i64> = question.ids().map(of).collect();
        let total: i64 = cells.iter().sum();
        Tally {
            question,
            counts: question.ids().map(str::to_owned).zip(disclose(&cells)).collect(),
            answered: (total >= FLOOR).then(|| rounded(total)),
        }
    };
    Ok(pack.questions.iter().map(tally).collect())
}
