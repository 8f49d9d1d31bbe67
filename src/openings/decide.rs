//! Decisions: always a named person's, always with a reason, never rewritten.

use super::{Candidate, Stage, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::StaffId;
use crate::scoring::Outcome;

pub use store::Recorded as Decision;

/// The longest reason.
const LONGEST_REASON: usize = 2000;

/// Records a decision. `seen` is how many decisions the decider saw, so that two who decide at once both learn of it.
///
/// # Errors
/// [`Code::Invalid`] without a reason, [`Code::Conflict`] when somebody decided in the meantime.
pub fn record(
    conn: &mut Conn,
    candidate: &Candidate,
    (stage, reason, outcome): (Stage, &str, Option<Outcome>),
    (by, seen): (&StaffId, i64),
    now: Moment,
) -> Result<()> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("reason", "Write why. The reason stays with the decision."));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Error::field("reason", "Keep the reason under 2,000 characters."));
    }
    if stage == Stage::Undecided {
        return Err(Error::field("stage", "Choose advance, hold or reject."));
    }
    let before = store::decisions(conn, &candidate.organization, &candidate.id)?;
    let conflict = || {
        Error::new(Code::Conflict, "Somebody decided about this person in the meantime. Look at their decision first.")
    };
    if before.len() as i64 != seen {
        return Err(conflict());
    }
    let recorded = Decision { stage, reason: reason.to_owned(), outcome, decided_by: by.clone(), decided_at: now };
    store::insert_decision(conn, candidate, (seen + 1, &recorded)).map_err(|error| {
        let error = Error::from(error);
        if error.is_unique_violation() { conflict() } else { error }
    })?;
    let fact = Fact {
        organization: &candidate.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::Decided,
        object: format!("candidate:{}", candidate.id),
        detail: &[
            ("stage", stage.to_string()),
            ("outcome", outcome.map(|outcome| outcome.to_string()).unwrap_or_default()),
        ],
    };
    audit::append(conn, &fact)
}
