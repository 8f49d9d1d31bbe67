//! Handing in: by the applicant, or by the clock.

use super::digest::digest_of;
use super::step::{Closing, Step};
use super::{Attempt, AttemptState, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{AttemptId, OrganizationId, receipt};
use crate::mail::Kind;
use crate::mail::plan::{Plan, plan};
use crate::openings::{self, Opening, Source};
use crate::policies;
use crate::scores::{self, Finished, Scorer};
use crate::scoring::Response;
use chrono::Duration;

/// What an applicant holds in their hands afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What they can quote.
    pub reference: String,
    /// When it was handed in.
    pub submitted_at: Moment,
    /// Whether there is a score; if not, too much was missing and a new sitting is offered.
    pub scored: bool,
}

/// Hands a sitting in. Questions without an answer become explicit "no answer" if the applicant has said so.
///
/// Handing in twice gives the same receipt.
///
/// # Errors
/// [`Code::Invalid`] when questions are open and `leave_open` was not said; [`Code::TooLate`] after the grace, when the
/// clock hands in what is there.
pub fn submit(
    conn: &mut Conn,
    (organization, id): (&OrganizationId, &AttemptId),
    leave_open: bool,
    now: Moment,
) -> Result<Receipt> {
    let attempt = store::hold_attempt(conn, organization, id)?;
    if let Some(receipt) = receipt_of(&attempt) {
        return Ok(receipt);
    }
    if attempt.state != AttemptState::Started {
        return Err(Code::WrongState.into());
    }
    let opening = opening_of(conn, &attempt)?;
    let items = openings::items(conn, organization, &opening.id)?.len();
    let sitting = store::sitting(conn, &attempt, items, None)?;
    if sitting.is_over(now) {
        return Err(Code::TooLate.into());
    }
    let open = sitting.open_positions();
    if !open.is_empty() && !leave_open {
        let message = match open.len() {
            1 => "One question has no answer yet. Answer it, or tick that you leave it without one.".to_owned(),
            n => format!("{n} questions have no answer yet. Answer them, or tick that you leave them without one."),
        };
        return Err(Error::field("leave_open", message));
    }
    for position in open {
        let revision = sitting.slot(position).map_or(0, |slot| slot.revision) + 1;
        let step = Step::Answered { response: Some(Response::NoAnswer), flagged: false };
        store::append(conn, &attempt, (position, revision), &step, now)?;
    }
    close(conn, &opening, attempt, Closing::Applicant, now)
}

/// Ends a sitting that is being answered, scores it, and ranks it.
pub(super) fn close(
    conn: &mut Conn,
    opening: &Opening,
    mut attempt: Attempt,
    by: Closing,
    now: Moment,
) -> Result<Receipt> {
    let revision = store::own_steps(conn, &attempt)? + 1;
    store::append(conn, &attempt, (0, revision), &Step::Submitted { by }, now)?;
    // The order of locks is always opening before log, so that two who hand in at once cannot wait for each other.
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let candidate = openings::candidate(conn, &opening.organization, &attempt.candidate)?.ok_or(Code::NotFound)?;
    let scorer = Scorer::load(conn, opening)?;
    let sitting = store::sitting(conn, &attempt, scorer.rules().len(), None)?;
    let finished = Finished {
        opening,
        candidate: &candidate.id,
        source: candidate.source,
        attempt: &attempt.id,
        submitted_at: now,
    };
    let policy = policies::current(conn, opening)?;
    let scored = scores::record(conn, &scorer, &finished, &sitting.given(), &policy, now)?;
    attempt.state = if scored.is_ok() { AttemptState::Scored } else { AttemptState::Submitted };
    attempt.submitted_at = Some(now);
    attempt.receipt = Some(receipt());
    if !store::update_attempt(conn, &attempt)? {
        return Err(Code::Conflict.into());
    }
    let digest = digest_of(conn, &attempt)?.unwrap_or_default();
    note(conn, &attempt, (by, scored.is_ok(), digest), now)?;
    plan_letters(conn, &attempt, candidate.source, now)?;
    receipt_of(&attempt).ok_or_else(|| Error::internal("a sitting was handed in without a receipt"))
}

/// How long after the receipt the mail about the feedback comes: not in the same breath.
const FEEDBACK_AFTER: Duration = Duration::hours(1);

/// The receipt by mail, and word of the feedback.
fn plan_letters(conn: &mut Conn, attempt: &Attempt, source: Source, now: Moment) -> Result<()> {
    let letters = [(Kind::Receipt, now), (Kind::Feedback, now.plus(FEEDBACK_AFTER))];
    for (kind, due_at) in letters.into_iter().filter(|_| source.gets_mail()) {
        let (organization, opening, candidate) = (&attempt.organization, &attempt.opening, &attempt.candidate);
        let about = attempt.id.as_ref();
        plan(conn, &Plan { organization, opening, candidate, kind, about, due_at, words: None }, now)?;
    }
    Ok(())
}

/// The receipt of a sitting that was handed in.
pub fn receipt_of(attempt: &Attempt) -> Option<Receipt> {
    Some(Receipt {
        reference: attempt.receipt.clone()?,
        submitted_at: attempt.submitted_at?,
        scored: attempt.state == AttemptState::Scored,
    })
}

pub(super) fn opening_of(conn: &mut Conn, attempt: &Attempt) -> Result<Opening> {
    openings::opening(conn, &attempt.organization, &attempt.opening)?.ok_or_else(|| Code::NotFound.into())
}

fn note(conn: &mut Conn, attempt: &Attempt, (by, scored, digest): (Closing, bool, String), now: Moment) -> Result<()> {
    let who = match by {
        Closing::Applicant => Who::Applicant(attempt.candidate.clone()),
        Closing::Clock => Who::Server,
    };
    let fact = Fact {
        organization: &attempt.organization,
        at: now,
        who: &who,
        action: Action::AttemptSubmitted,
        object: format!("attempt:{}", attempt.id),
        detail: &[("opening", attempt.opening.to_string()), ("scored", scored.to_string()), ("answers", digest)],
    };
    audit::append(conn, &fact)
}
