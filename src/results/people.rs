//! Everybody in an opening, finished or not, with how far they have come.

use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{CandidateId, StaffId};
use crate::openings::{self, Candidate, Names, Opening};
use crate::sittings::{self, AttemptState};
use crate::words::words;

words! {
    /// How far somebody has come.
    Progress {
        /// Invited, and has not started.
        Invited = "invited",
        /// Has not started, and the link is closed.
        InvitationEnded = "invitation-ended",
        /// Answers questions.
        Started = "started",
        /// Has handed in, and too much was missing for a score.
        NoScore = "no-score",
        /// Has handed in and has a score.
        Finished = "finished",
        /// Ran out of time without handing in.
        RanOut = "ran-out",
        /// Has withdrawn.
        Withdrew = "withdrew",
        /// The sitting was voided.
        Voided = "voided",
    }
}

impl Progress {
    fn of(state: Option<AttemptState>, live: bool) -> Self {
        match (state, live) {
            (None, true) => Self::Invited,
            (None, false) => Self::InvitationEnded,
            (Some(AttemptState::Started), _) => Self::Started,
            (Some(AttemptState::Submitted), _) => Self::NoScore,
            (Some(AttemptState::Scored), _) => Self::Finished,
            (Some(AttemptState::Expired), _) => Self::RanOut,
            (Some(AttemptState::Withdrawn), _) => Self::Withdrew,
            (Some(AttemptState::Voided), _) => Self::Voided,
        }
    }

    /// The words on pages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invited => "Invited",
            Self::InvitationEnded => "Invitation ended",
            Self::Started => "Started",
            Self::NoScore => "Handed in, no score",
            Self::Finished => "Finished",
            Self::RanOut => "Ran out",
            Self::Withdrew => "Withdrew",
            Self::Voided => "Voided",
        }
    }

    /// Whether a link still leads somewhere: the test was neither handed in nor ended.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Invited | Self::InvitationEnded | Self::Started | Self::RanOut)
    }

    /// Whether a sitting was handed in.
    pub const fn is_handed_in(self) -> bool {
        matches!(self, Self::NoScore | Self::Finished)
    }
}

/// Somebody in an opening.
#[derive(Debug, Clone)]
pub struct Somebody {
    /// Who.
    pub candidate: Candidate,
    /// How far they have come.
    pub progress: Progress,
    /// Until when their link is open; `None` where it was taken back.
    pub expires_at: Option<Moment>,
}

/// A page of the people of an opening.
#[derive(Debug, Clone)]
pub struct People {
    /// In no particular order, trials left out.
    pub people: Vec<Somebody>,
    /// Behind whom the next page begins, if there is one.
    pub next: Option<CandidateId>,
}

/// A page of the people of an opening, behind somebody, with the names that `by` sees.
///
/// # Errors
/// The database's.
pub fn people(
    conn: &mut Conn,
    opening: &Opening,
    (by, after): (&StaffId, Option<&CandidateId>),
    size: usize,
    now: Moment,
) -> Result<People> {
    // One more than is shown tells whether there is a next page.
    let mut candidates = openings::candidates(conn, opening, after, size as i64 + 1)?;
    let more = candidates.len() > size;
    candidates.truncate(size);
    let next = candidates.last().filter(|_| more).map(|last| last.id.clone());
    let names = Names::of(conn, opening, by)?;
    let people = with_progress(conn, opening, candidates, now)?;
    Ok(People { people: people.into_iter().map(|somebody| somebody.veiled(&names)).collect(), next })
}

/// Those of an opening with these ids, by their names, to be written to; ids of nobody in it are left out. Whoever shows
/// them veils them first.
///
/// # Errors
/// The database's.
pub fn people_of(conn: &mut Conn, opening: &Opening, ids: &[CandidateId], now: Moment) -> Result<Vec<Somebody>> {
    let candidates = openings::candidates_in(conn, opening, ids)?;
    with_progress(conn, opening, candidates, now)
}

impl Somebody {
    /// With the name that somebody may see.
    pub fn veiled(self, names: &Names) -> Self {
        Self { candidate: names.veil(self.candidate), ..self }
    }
}

fn with_progress(conn: &mut Conn, opening: &Opening, candidates: Vec<Candidate>, now: Moment) -> Result<Vec<Somebody>> {
    let ids: Vec<CandidateId> = candidates.iter().map(|person| person.id.clone()).collect();
    let states = sittings::states_of(conn, &opening.organization, &ids)?;
    let people = candidates.into_iter().map(|candidate| {
        let invitation = openings::live_invitation(conn, &opening.organization, &candidate.id)?;
        let live = invitation.as_ref().is_some_and(|invitation| invitation.is_live(now));
        let progress = Progress::of(states.get(&candidate.id).copied(), live);
        Ok(Somebody { candidate, progress, expires_at: invitation.map(|invitation| invitation.expires_at) })
    });
    people.collect()
}
