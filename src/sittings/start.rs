//! Starting, and coming back: the same link does both.

use super::step::Step;
use super::terms::{Terms, TimeLimit, terms_of};
use super::{Attempt, AttemptState, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::entropy;
use crate::error::{Code, Error, Result};
use crate::ids::AttemptId;
use crate::openings::{self, Candidate, Invitation, Opening, OpeningState};
use crate::{notices, people};
use chrono::Duration;

/// How the test is taken: at home, without supervision (ITC 2005, open mode).
const MODE: &str = "open";

/// A sitting that may be answered or looked at.
#[derive(Debug, Clone)]
pub struct Started {
    /// The attempt.
    pub attempt: Attempt,
    /// Whether it began just now.
    pub fresh: bool,
}

/// Starts the test of an invitation, or comes back to it.
///
/// # Errors
/// [`Code::LinkGone`] for an invitation that was revoked, or has run out before the start;
/// [`Code::WrongState`] for an opening that was closed before the start, for whoever has withdrawn, and for whoever has not
/// agreed to the notice that stands.
pub fn start(
    conn: &mut Conn,
    opening: &Opening,
    candidate: &Candidate,
    invitation: &Invitation,
    now: Moment,
) -> Result<Started> {
    if invitation.revoked_at.is_some() {
        return Err(Error::new(Code::LinkGone, "A newer link was sent to you. Please use that one."));
    }
    if store::withdrawn_at(conn, &opening.organization, &candidate.id)?.is_some() {
        let sentence = "You have withdrawn from this test, so it cannot be taken any more.";
        return Err(Error::new(Code::WrongState, sentence).told("test-withdrawn"));
    }
    // What is granted meanwhile is granted before or after, and not in between.
    openings::hold_candidate(conn, &candidate.organization, &candidate.id)?;
    let terms = terms_of(conn, &candidate.organization, &candidate.id)?;
    let invitation = &Invitation { expires_at: terms.end(invitation.expires_at), ..invitation.clone() };
    let last = store::latest_attempt(conn, &opening.organization, &candidate.id)?;
    let number = last.as_ref().map_or(1, |attempt| attempt.number + 1);
    if let Some(mut attempt) = last.filter(|attempt| !attempt.may_be_followed(invitation) && !terms.let_follow(attempt))
    {
        extend(conn, &mut attempt, invitation)?;
        return Ok(Started { attempt, fresh: false });
    }
    refuse_too_late(opening, invitation, now)?;
    begin(conn, (opening, candidate, invitation), (number, &terms), now)
}

fn refuse_too_late(opening: &Opening, invitation: &Invitation, now: Moment) -> Result<()> {
    if !invitation.is_live(now) {
        return Err(Error::new(
            Code::LinkGone,
            "This link was open until a date that has passed. The organization can send you a new one.",
        ));
    }
    if opening.state == OpeningState::Closed {
        return Err(Error::new(Code::WrongState, "This job is no longer open, so the test cannot be started."));
    }
    Ok(())
}

/// The first moment of a sitting: whoever agreed to the notice that stands has the time they were granted from now on.
fn begin(
    conn: &mut Conn,
    (opening, candidate, invitation): (&Opening, &Candidate, &Invitation),
    (number, terms): (i64, &Terms),
    now: Moment,
) -> Result<Started> {
    let organization = people::organization(conn, &opening.organization)?;
    let consent = notices::agreed(conn, &organization, &opening.contact, &candidate.id)?;
    let limit = opening.time_limit_minutes.map(Duration::minutes);
    let of_all = limit.map(|limit| TimeLimit { limit, outage: Duration::zero() });
    let deadline_at = of_all.and_then(|limit| limit.deadline(now, terms.factor));
    let attempt = Attempt {
        organization: opening.organization.clone(),
        id: AttemptId::new(),
        opening: opening.id.clone(),
        candidate: candidate.id.clone(),
        number,
        state: AttemptState::Started,
        seed: entropy::fresh_seed(),
        started_at: now,
        // Whoever has started has the whole of their time, even if the invitation ends before it.
        open_until: deadline_at.map_or(invitation.expires_at, |deadline| deadline.max(invitation.expires_at)),
        deadline_at,
        submitted_at: None,
        receipt: None,
        version: 1,
    };
    store::insert_attempt(conn, &attempt, (MODE, &consent.notice)).map_err(|error| {
        let error = Error::from(error);
        // The button was pressed twice: the other press has started it.
        if error.is_unique_violation() { Code::Conflict.into() } else { error }
    })?;
    if let Some(limit) = limit {
        store::insert_time_limit(conn, &attempt, limit)?;
    }
    store::append(conn, &attempt, (0, 1), &Step::Started, now)?;
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Applicant(candidate.id.clone()),
        action: Action::AttemptStarted,
        object: format!("attempt:{}", attempt.id),
        detail: &[
            ("opening", opening.id.to_string()),
            ("notice", consent.notice),
            ("lang", consent.locale.to_string()),
        ],
    };
    audit::append(conn, &fact)?;
    Ok(Started { attempt, fresh: true })
}

/// A newer invitation that is open longer lets a running sitting go on.
fn extend(conn: &mut Conn, attempt: &mut Attempt, invitation: &Invitation) -> Result<()> {
    if attempt.state == AttemptState::Started && attempt.open_until < invitation.expires_at {
        attempt.open_until = invitation.expires_at;
        if !store::update_attempt(conn, attempt)? {
            return Err(Code::Conflict.into());
        }
        attempt.version += 1;
    }
    Ok(())
}
