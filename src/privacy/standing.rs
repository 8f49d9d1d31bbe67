//! Where things stand for an applicant, in one word. It never says whether a threshold was met, nor what was decided:
//! that a person tells them.

use crate::audit::{self, Action};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::openings::{self, Stage};
use crate::sittings::AttemptState;
use crate::sittings::seat::Seat;
use crate::words::words;

words! {
    /// Where things stand.
    Standing {
        /// Invited, and has not started.
        Invited = "invited",
        /// It is too late to start.
        Closed = "closed",
        /// Answers questions.
        Started = "started",
        /// Has handed in, and nobody has looked yet.
        HandedIn = "handed-in",
        /// Somebody has looked at the result.
        LookedAt = "looked-at",
        /// Somebody has decided.
        Decided = "decided",
        /// Too much was missing, or the time ran out.
        NoResult = "no-result",
        /// Has withdrawn.
        Withdrawn = "withdrawn",
    }
}

/// Where things stand for whoever sits here.
///
/// # Errors
/// The database's.
pub fn standing(conn: &mut Conn, seat: &Seat, now: Moment) -> Result<Standing> {
    if seat.withdrawn_at.is_some() {
        return Ok(Standing::Withdrawn);
    }
    let Some(attempt) = &seat.attempt else {
        return Ok(if seat.invitation.is_live(now) { Standing::Invited } else { Standing::Closed });
    };
    Ok(match attempt.state {
        AttemptState::Started => Standing::Started,
        AttemptState::Withdrawn => Standing::Withdrawn,
        AttemptState::Submitted | AttemptState::Expired | AttemptState::Voided => Standing::NoResult,
        AttemptState::Scored => {
            let decisions = openings::decisions(conn, &seat.organization.id, &seat.candidate.id)?;
            let decided = decisions.last().map(|last| last.stage);
            let object = format!("candidate:{}", seat.candidate.id);
            let (looks, _) = audit::times(conn, &seat.organization.id, Action::ResultSeen, &object)?;
            match decided {
                Some(Stage::Advance | Stage::Reject) => Standing::Decided,
                _ if looks > 0 || decided.is_some() => Standing::LookedAt,
                _ => Standing::HandedIn,
            }
        }
    })
}
