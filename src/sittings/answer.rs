//! Saving one answer. It is acknowledged only when the caller's transaction is committed.

use super::machine::{Refusal, Slot, Verdict};
use super::parts::closing;
use super::step::Step;
use super::{Attempt, store};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{AttemptId, OrganizationId};
use crate::scoring::{Format, Response};

/// An answer that is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The revision that the question has now.
    pub revision: i64,
}

/// What an applicant sends for one question.
pub struct Given<'a> {
    /// The position of the item in the opening's set.
    pub position: i64,
    /// In which part of the test it is, where there are parts.
    pub section: Option<i64>,
    /// The revision the applicant saw.
    pub seen: i64,
    /// What they chose; `None` while nothing is.
    pub response: Option<&'a Response>,
    /// Whether they want to look again.
    pub flagged: bool,
}

/// How often one question may be changed: far more than anybody thinks again, and an end to a program that does not stop.
const MOST_REVISIONS: i64 = 500;

/// Saves an answer. What comes too late is kept as evidence and reported as refused.
///
/// # Errors
/// [`Code::Invalid`] for an answer that does not fit the question; the database's. A refusal is not an error of the
/// transaction, because evidence is written with it.
pub fn save(
    conn: &mut Conn,
    (organization, attempt): (&OrganizationId, &AttemptId),
    items: usize,
    (format, options, scale): (Format, usize, u8),
    given: &Given<'_>,
    now: Moment,
) -> Result<std::result::Result<Saved, Refusal>> {
    if let Some(response) = given.response {
        response.check(format, options, scale).map_err(|fault| Error::field("answer", fault.to_string()))?;
    }
    let attempt = store::hold_attempt(conn, organization, attempt)?;
    let closes_at = closing(conn, &attempt, given.section)?;
    let sitting = store::sitting(conn, &attempt, items, Some(given.position))?.closing_by(closes_at);
    let step = Step::Answered { response: given.response.cloned(), flagged: given.flagged };
    match sitting.answer(given.position, given.seen, step, now) {
        Ok(Verdict::Same(revision)) => Ok(Ok(Saved { revision })),
        Ok(Verdict::Append(revision, _)) if revision > MOST_REVISIONS => {
            let sentence = "This question has been changed 500 times. The last answer stands.";
            Err(Error::new(Code::TooMany, sentence).told("changed-too-often"))
        }
        Ok(Verdict::Append(revision, step)) => {
            append(conn, &attempt, (given.position, revision), &step, now)?;
            Ok(Ok(Saved { revision }))
        }
        Ok(Verdict::Keep(revision, step)) => {
            append(conn, &attempt, (given.position, revision), &step, now)?;
            Ok(Err(Refusal::TooLate))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Notes that a question is displayed for the first time: from now on, leaving it open counts as "no answer".
///
/// # Errors
/// [`Code::WrongState`] for one of a part that has not begun, or is over; the database's.
pub fn show(
    conn: &mut Conn,
    organization: &OrganizationId,
    attempt: &AttemptId,
    (position, section, items): (i64, Option<i64>, usize),
    now: Moment,
) -> Result<Slot> {
    let attempt = store::hold_attempt(conn, organization, attempt)?;
    let closes_at = closing(conn, &attempt, section)?;
    let mut sitting = store::sitting(conn, &attempt, items, Some(position))?.closing_by(closes_at);
    if closes_at.is_some() && !sitting.has_ended() && sitting.is_over(now) {
        return Err(
            Error::new(Code::WrongState, "This part of the test is over. Its answers are kept.").told("part-is-over")
        );
    }
    let slot = sitting.slot(position).ok_or(Code::NotFound)?;
    if slot.revision == 0 && !sitting.has_ended() && !sitting.is_over(now) {
        append(conn, &attempt, (position, 1), &Step::Shown, now)?;
        sitting.apply(position, 1, Step::Shown, now);
    }
    sitting.slot(position).cloned().ok_or_else(|| Code::NotFound.into())
}

fn append(conn: &mut Conn, attempt: &Attempt, place: (i64, i64), step: &Step, now: Moment) -> Result<()> {
    store::append(conn, attempt, place, step, now)
        .map_err(|error| if error.is_unique_violation() { Error::answer_conflict(place.1) } else { error })
}
