//! What staff think of a person, each for themselves first: from 1 to 5, and in their own words.
//!
//! An impression changes no score, no band and no outcome. Colleagues' impressions are shown to whoever has written their
//! own, so that the first to speak does not set the tone. Whoever thinks again adds another; what was written stays.

use super::store;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::{CandidateId, StaffId};
use crate::openings::{Candidate, CandidateOfOpening, Opening};
use crate::scoring::PerCompetency;
use std::collections::HashMap;

/// A rating and a note.
#[derive(Debug, Clone, PartialEq)]
pub struct Impression {
    /// Over all, from 1 (very weak) to 5 (very strong).
    pub rating: i64,
    /// In single competencies, where somebody says so.
    pub competencies: PerCompetency<Option<i64>>,
    /// In their own words; may be empty.
    pub note: String,
}

/// An impression as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// By whom.
    pub by: StaffId,
    /// Counts what they wrote about this person, from 1.
    pub seq: i64,
    /// What.
    pub impression: Impression,
    /// When.
    pub at: Moment,
}

/// The impressions of a person, as one staff member may see them.
#[derive(Debug, Clone, Default)]
pub struct Impressions {
    /// Their own, the first first.
    pub own: Vec<Written>,
    /// Those of colleagues, the first first; nothing before one's own is in.
    pub colleagues: Vec<Written>,
    /// How many colleagues have written something that is still hidden.
    pub hidden: usize,
}

/// The longest note.
const LONGEST_NOTE: usize = 4000;

/// The impressions of a person, as a staff member may see them.
///
/// # Errors
/// The database's.
pub fn impressions(conn: &mut Conn, candidate: &Candidate, reader: &StaffId) -> Result<Impressions> {
    let all = store::impressions(conn, candidate)?.into_iter();
    let all = all.map(|(by, seq, impression, at)| Written { by, seq, impression, at });
    let (own, mut colleagues): (Vec<_>, Vec<_>) = all.partition(|written| written.by == *reader);
    let mut hidden = 0;
    if own.is_empty() {
        let mut who: Vec<&StaffId> = colleagues.iter().map(|written| &written.by).collect();
        who.sort();
        who.dedup();
        hidden = who.len();
        colleagues = Vec::new();
    }
    Ok(Impressions { own, colleagues, hidden })
}

/// Writes an impression. `seen` is how many of their own about this person the writer saw.
///
/// # Errors
/// [`Code::Invalid`] for a rating off the scale or a note too long; [`Code::Conflict`] when the writer has written another
/// one in the meantime, in another window.
pub fn write_impression(
    conn: &mut Conn,
    case: &CandidateOfOpening,
    impression: &Impression,
    (by, seen): (&StaffId, i64),
    now: Moment,
) -> Result<()> {
    check(impression)?;
    let conflict =
        || Error::new(Code::Conflict, "You wrote another impression in the meantime, perhaps in another window.");
    let own = impressions(conn, &case.candidate, by)?.own.len() as i64;
    if own != seen {
        return Err(conflict());
    }
    let impression = Impression { note: impression.note.trim().to_owned(), ..impression.clone() };
    store::insert_impression(conn, &case.candidate, (by, seen + 1), &impression, now).map_err(|error| {
        let error = Error::from(error);
        if error.is_unique_violation() { conflict() } else { error }
    })?;
    note(conn, case, (Action::ImpressionWritten, ("number", (seen + 1).to_string())), by, now)
}

fn check(impression: &Impression) -> Result<()> {
    let on_scale = |rating: &i64| (1..=5).contains(rating);
    let mut faults = Vec::new();
    let mut fault =
        |field: &str, message: &str| faults.push(FieldError { field: field.into(), message: message.into() });
    if !on_scale(&impression.rating) {
        fault("rating", "Choose a number from 1 to 5.");
    }
    for (competency, rating) in impression.competencies.iter() {
        if rating.as_ref().is_some_and(|rating| !on_scale(rating)) {
            fault(competency.as_str(), "Choose a number from 1 to 5, or none.");
        }
    }
    if impression.note.chars().count() > LONGEST_NOTE {
        fault("note", "Keep the note under 4,000 characters.");
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::fields(faults)) }
}

fn note(
    conn: &mut Conn,
    case: &CandidateOfOpening,
    (action, what): (Action, (&'static str, String)),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let fact = Fact {
        organization: &case.opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action,
        object: format!("candidate:{}", case.candidate.id),
        detail: &[what],
    };
    audit::append(conn, &fact)
}

/// The longest tag, in characters.
const LONGEST_TAG: usize = 40;

/// A tag as it is kept: small letters, single spaces.
///
/// # Errors
/// [`Code::Invalid`] for nothing, or for too much.
pub fn tag_of(text: &str) -> Result<String> {
    let tag = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if tag.is_empty() || tag.chars().count() > LONGEST_TAG || tag.chars().any(char::is_control) {
        return Err(Error::field("tag", "Write a tag of up to 40 characters."));
    }
    Ok(tag)
}

/// Puts a tag on a person, or takes it off. Twice is the same as once.
///
/// # Errors
/// As [`tag_of`].
pub fn tag(
    conn: &mut Conn,
    case: &CandidateOfOpening,
    (text, on): (&str, bool),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let tag = tag_of(text)?;
    let changed = if on {
        store::insert_tag(conn, &case.candidate, &tag)?
    } else {
        store::delete_tag(conn, &case.candidate, &tag)?
    };
    // Tags are words of the staff and may say anything: the log says that there was one, not which.
    if changed {
        note(conn, case, (Action::TagsChanged, ("what", if on { "added" } else { "removed" }.to_owned())), by, now)?;
    }
    Ok(())
}

/// The tags in use in an opening, by name; the first hundred.
///
/// # Errors
/// The database's.
pub fn tags_in(conn: &mut Conn, opening: &Opening) -> Result<Vec<String>> {
    let mut tags: Vec<String> = Vec::new();
    while let Some(tag) = store::tag_after(conn, opening, tags.last().map(String::as_str))? {
        tags.push(tag);
        if tags.len() == 100 {
            break;
        }
    }
    Ok(tags)
}

/// The tags of some people of an opening.
///
/// # Errors
/// The database's.
pub fn tags_of(
    conn: &mut Conn,
    opening: &Opening,
    people: &[CandidateId],
) -> Result<HashMap<CandidateId, Vec<String>>> {
    Ok(store::tags_of(conn, opening, people)?)
}
