//! What applicants ask for: more time, a later deadline, another attempt, something else; and what is decided.
//!
//! Requests reach those with the right to decide on adjustments and nobody else. Whoever ranks or decides about the
//! people of an opening is never shown that one exists, whatever other roles they hold. What is granted acts at once, by
//! [`crate::sittings::grant`]; decided requests stay as they are.

pub mod api;
mod ask;
mod decide;
mod due;
pub mod pages;
mod reader;
mod rules;
mod store;
mod tell;

use crate::clock::Moment;
use crate::ids::{AdjustmentId, CandidateId, OpeningId, OrganizationId, StaffId};
use crate::sittings::TimeFactor;
use crate::words::words;

pub use ask::{Asked, LONGEST, ask, requests_of};
pub use decide::{Decision, Granted, decide};
pub use due::due;
pub use reader::{Waiting, queue};
pub use rules::change_rules;
pub use tell::grants;

words! {
    /// What an applicant asks for.
    Kind {
        /// A longer time limit, or none.
        MoreTime = "more-time",
        /// To be able to start or finish later.
        LaterDeadline = "later-deadline",
        /// To sit the test again.
        AnotherAttempt = "another-attempt",
        /// Anything else.
        SomethingElse = "something-else",
    }
}

words! {
    /// What has become of a request.
    State {
        /// It waits for an answer.
        Waiting = "waiting",
        /// It was granted, wholly or in part.
        Granted = "granted",
        /// It was refused.
        Refused = "refused",
    }
}

words! {
    /// Why somebody may sit the test again.
    NewSitting {
        /// Something failed that was not theirs to help: at once, and it does not count.
        TechnicalFailure = "technical-failure",
        /// The rule of the organization allows it.
        Retake = "retake",
    }
}

/// A request, waiting or decided.
#[derive(Debug, Clone)]
pub struct Request {
    /// Of which organization.
    pub organization: OrganizationId,
    /// Its id.
    pub id: AdjustmentId,
    /// In which opening.
    pub opening: OpeningId,
    /// Who asks.
    pub candidate: CandidateId,
    /// For what.
    pub kind: Kind,
    /// In their own words; may be empty where the kind says it all.
    pub message: String,
    /// The language in which they asked.
    pub lang: String,
    /// When.
    pub created_at: Moment,
    /// By when they have an answer.
    pub due_at: Moment,
    /// What has become of it.
    pub state: State,
    /// What was granted: by how much a time limit is stretched,
    pub factor: Option<TimeFactor>,
    /// a fresh deadline,
    pub open_until: Option<Moment>,
    /// a new sitting.
    pub new_sitting: Option<NewSitting>,
    /// Why it was decided so, for those who decide.
    pub reason: Option<String>,
    /// What the applicant was told.
    pub reply: Option<String>,
    /// By whom.
    pub decided_by: Option<StaffId>,
    /// When.
    pub decided_at: Option<Moment>,
    /// Counts changes.
    pub version: i64,
}
