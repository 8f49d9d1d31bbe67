//! "Look again": people somebody had decided on, whose outcome a new version of the thresholds changed.
//!
//! The decision stays. The list says what the outcome was and what it is, and a person marks each: it stands, or it was
//! decided anew.

use super::{checked_reason, proposals, store};
use crate::audit::Action;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{CandidateId, StaffId};
use crate::openings::{self, CandidateOfOpening, Opening};
use crate::scoring::Outcome;
use crate::words::words;
use std::collections::HashMap;

words! {
    /// What has become of a person on the list.
    ReviewState {
        /// Nobody has looked.
        Waiting = "waiting",
        /// Somebody looked, and the decision stands.
        Stands = "stands",
        /// Somebody looked and decided anew.
        DecidedAnew = "decided-anew",
        /// A later version of the thresholds came in between.
        Overtaken = "overtaken",
    }
}

/// Somebody decided on whose outcome has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Who.
    pub candidate: CandidateId,
    /// What the outcome was.
    pub old: Outcome,
    /// What it is now.
    pub new: Outcome,
}

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The version of the policy that changed the outcome.
    pub policy_version: i64,
    /// Who, and what changed.
    pub changed: Changed,
    /// Since when.
    pub created_at: Moment,
    /// What has become of it.
    pub state: ReviewState,
    /// What was written when it was looked at, by whom, when.
    pub looked: Option<LookedAt>,
    /// Counts changes.
    pub version: i64,
}

/// What was written when somebody looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedAt {
    /// What.
    pub note: String,
    /// The id of who looked.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// Everybody who is or was on the list, those of the newest version first.
///
/// # Errors
/// The database's.
pub fn reviews(conn: &mut Conn, opening: &Opening) -> Result<Vec<Review>> {
    Ok(store::reviews(conn, opening)?)
}

/// Puts people on the list. Whoever is on it still from an earlier version keeps the outcome they had then as the old
/// one; if the outcome is what it was then, there is nothing left to look at.
///
/// # Errors
/// The database's.
pub fn note_changed(
    conn: &mut Conn,
    opening: &Opening,
    policy_version: i64,
    changed: &[Changed],
    now: Moment,
) -> Result<usize> {
    let open: HashMap<CandidateId, Outcome> = store::reviews(conn, opening)?
        .into_iter()
        .filter(|review| review.state == ReviewState::Waiting)
        .map(|review| (review.changed.candidate, review.changed.old))
        .collect();
    let overtaken: Vec<CandidateId> =
        changed.iter().filter(|one| open.contains_key(&one.candidate)).map(|one| one.candidate.clone()).collect();
    store::overtake_reviews(conn, opening, &overtaken)?;
    let mut count = 0;
    for one in changed {
        let old = open.get(&one.candidate).copied().unwrap_or(one.old);
        if old != one.new {
            store::insert_review(conn, opening, policy_version, &Changed { old, ..one.clone() }, now)?;
            count += 1;
        }
    }
    Ok(count)
}

/// Marks somebody as looked at. `verdict` is [`ReviewState::Stands`] or [`ReviewState::DecidedAnew`].
///
/// # Errors
/// [`Code::NotFound`] for somebody who is not on the list, [`Code::WrongState`] for somebody who was looked at, or who
/// is said to be decided anew while no decision was recorded since; [`Code::Invalid`] without a note.
pub fn look(
    conn: &mut Conn,
    case: &CandidateOfOpening,
    (policy_version, verdict, note): (i64, ReviewState, &str),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let CandidateOfOpening { opening, candidate } = case;
    let found = store::reviews(conn, opening)?
        .into_iter()
        .find(|review| review.policy_version == policy_version && review.changed.candidate == candidate.id);
    let review = found.ok_or(Code::NotFound)?;
    if review.state != ReviewState::Waiting {
        return Err(Error::new(Code::WrongState, "Somebody has looked at this person in the meantime."));
    }
    if !matches!(verdict, ReviewState::Stands | ReviewState::DecidedAnew) {
        return Err(Error::field("verdict", "Choose whether the decision stands or was made anew."));
    }
    if verdict == ReviewState::DecidedAnew {
        let last = openings::decisions(conn, &opening.organization, &candidate.id)?.pop();
        if last.is_none_or(|decision| decision.decided_at <= review.created_at) {
            let sentence = "No decision has been recorded since the threshold changed. Record it on their page first.";
            return Err(Error::field("verdict", sentence));
        }
    }
    let note = checked_reason("note", note)?;
    let looked = LookedAt { note, by: by.to_string(), at: now };
    if !store::close_review(conn, opening, &review, (verdict, &looked))? {
        return Err(Code::Conflict.into());
    }
    let detail = [
        ("candidate", candidate.id.to_string()),
        ("version", policy_version.to_string()),
        ("verdict", verdict.to_string()),
    ];
    proposals::note(conn, opening, (Action::LookedAgain, by), &detail, now)
}
