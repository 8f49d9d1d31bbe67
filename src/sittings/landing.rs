//! What somebody with a link is told before anything begins: who asks, for which job, how long it takes, what is kept
//! and who decides.

use super::AttemptState;
use super::seat::{self, Seat};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::openings::{Length, OpeningState, Source};
use crate::words::words;

words! {
    /// How far somebody with a link has come.
    LandingState {
        /// They can start.
        New = "new",
        /// They have started and can go on.
        Running = "running",
        /// They have finished.
        Done = "done",
        /// They have withdrawn.
        Withdrawn = "withdrawn",
        /// It is too late to start, or the job is closed.
        Closed = "closed",
    }
}

/// The facts of the first page.
#[derive(Debug, Clone)]
pub struct Landing {
    /// The seat behind the link.
    pub seat: Seat,
    /// How long the test is.
    pub length: Length,
    /// How far they have come.
    pub state: LandingState,
}

/// The first page behind a link, by the hash of its secret. Looking changes nothing.
///
/// # Errors
/// [`crate::error::Code::LinkGone`] for a link that never was, or was revoked.
pub fn landing(conn: &mut Conn, token_hash: &str, now: Moment) -> Result<Landing> {
    let seat = seat::by_link(conn, token_hash, now)?;
    let length = seat.length(conn)?;
    let state = match &seat.attempt {
        _ if seat.withdrawn_at.is_some() => LandingState::Withdrawn,
        Some(attempt) if attempt.state == AttemptState::Started => LandingState::Running,
        Some(_) => LandingState::Done,
        None if seat.opening.state == OpeningState::Closed || !seat.invitation.is_live(now) => LandingState::Closed,
        None => LandingState::New,
    };
    Ok(Landing { seat, length, state })
}

impl Landing {
    /// Whether a member of staff tries the test.
    pub fn is_trial(&self) -> bool {
        self.seat.candidate.source == Source::Trial
    }
}
