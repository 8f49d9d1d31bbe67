//! The attempt as a state machine over append-only steps: start, answer, deadline, submit, replay.
//!
//! Every position of a sitting has its own short list of steps with revisions 1, 2, 3 …; position 0 is the sitting
//! itself. Whoever writes names the revision they saw: two tabs, a double click or a lost reply can neither overwrite
//! anything silently nor lose anything. What counts can always be replayed from the steps.

mod answer;
pub mod api;
pub mod choice;
mod clockwork;
mod digest;
mod feedback;
mod landing;
mod machine;
mod outage;
mod pace;
pub mod pages;
mod parts;
mod practice;
mod report;
mod rescore;
pub mod seat;
mod start;
mod step;
mod store;
mod submit;
mod terms;
mod withdraw;

use crate::clock::Moment;
use crate::ids::{AttemptId, CandidateId, OpeningId, OrganizationId};
use crate::openings::Invitation;
use crate::words::words;

pub use answer::{Given as GivenAnswer, Saved, save, show};
pub use clockwork::{close_if_over, close_overdue};
pub use digest::{canonical as canonical_answers, digest_of, sha256};
pub use feedback::{CompetencyFeedback, Texts, feedback_of};
pub use landing::{Landing, LandingState, landing};
pub use machine::{GRACE, Refusal, Sitting, Slot};
pub use outage::{beat, beat_now};
pub use pace::{LEAST_OTHERS, Pace, Spread, pace_of, spread_of_others};
pub use parts::{Began, Parts, Stand, begin_part};
pub use practice::{Practice, practice};
pub use report::{LONGEST as LONGEST_REPORT, Report, Resolution, report, reports, resolve};
pub use rescore::{Checked, given_of, rescore_opening, verify_opening};
pub use start::{Started, start};
pub use step::{Closing, Step};
pub use store::{attempt, attempts_of, latest_attempt, sitting, states_of};
pub use submit::{Receipt, receipt_of, submit};
pub use terms::{Grant, Terms, TimeFactor, grant, terms_of};
pub use withdraw::withdraw;

words! {
    /// How far an attempt has come.
    AttemptState {
        /// Being answered.
        Started = "started",
        /// Handed in, and without a score: too much was missing.
        Submitted = "submitted",
        /// Handed in and scored.
        Scored = "scored",
        /// Ran out without being handed in.
        Expired = "expired",
        /// Withdrawn by the applicant.
        Withdrawn = "withdrawn",
        /// Voided by staff.
        Voided = "voided",
    }
}

impl AttemptState {
    /// Whether it was handed in.
    pub const fn is_handed_in(self) -> bool {
        matches!(self, Self::Submitted | Self::Scored)
    }
}

/// One sitting, without what was answered.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Whose.
    pub organization: OrganizationId,
    /// Its id.
    pub id: AttemptId,
    /// In which opening.
    pub opening: OpeningId,
    /// By whom.
    pub candidate: CandidateId,
    /// Counts the sittings of this candidate, from 1.
    pub number: i64,
    /// How far it has come.
    pub state: AttemptState,
    /// Decides the order of items and options.
    pub seed: i64,
    /// Since when.
    pub started_at: Moment,
    /// By when answers count: the end of the invitation.
    pub open_until: Moment,
    /// By when, where there is a time limit.
    pub deadline_at: Option<Moment>,
    /// When it was handed in.
    pub submitted_at: Option<Moment>,
    /// What the applicant can quote.
    pub receipt: Option<String>,
    /// Counts changes of this row.
    pub version: i64,
}

impl Attempt {
    /// Whether staff have offered a new sitting after this one: it ran out, or was handed in and could not be scored, and
    /// a newer link was sent.
    pub fn may_be_followed(&self, invitation: &Invitation) -> bool {
        let ended = match self.state {
            AttemptState::Expired => Some(self.started_at),
            AttemptState::Submitted => self.submitted_at,
            _ => None,
        };
        invitation.from_staff && ended.is_some_and(|ended| invitation.created_at > ended)
    }

    /// How many seconds are left until the deadline, where there is one.
    pub fn seconds_left(&self, now: Moment) -> Option<i64> {
        self.deadline_at.map(|deadline| deadline.since(now).num_seconds().max(0))
    }

    /// When answers stop counting: the deadline, or the end of the invitation.
    pub fn closes_at(&self) -> Moment {
        self.deadline_at.map_or(self.open_until, |deadline| deadline.min(self.open_until))
    }
}
