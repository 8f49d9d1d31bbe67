//! Signals of a sitting: how long answers took, and how often a question's page was left. They are noted only where the
//! notice said so beforehand, change no score, outcome, band or order, and stand on no page of those who rank or decide.
//!
//! Somebody with a right of its own may look at those of one person, in a [`Review`]: with a written reason, until they
//! have written down what came of it. All of it is in the audit log, and in what the applicant can see of themselves.

pub mod api;
mod leaving;
pub mod pages;
mod review;
mod seen;
mod store;

use crate::clock::Moment;
use crate::ids::{AttemptId, CandidateId, IntegrityReviewId, OpeningId, OrganizationId, StaffId};
use crate::words::words;

pub use leaving::left;
pub use review::{Case, ReviewCase, all, conclude, look, open};
pub use seen::{QuestionSignals, Signals};
pub use store::{leavings, of_candidate};

/// The shortest reason, and the shortest account of what came of it, in characters.
pub const SHORTEST: usize = 20;
/// The longest.
pub const LONGEST: usize = 2_000;

words! {
    /// What comes of looking at signals. None of them does anything by itself.
    Conclusion {
        /// There is nothing to follow.
        Nothing = "nothing-to-follow",
        /// Somebody talks with the person.
        Talk = "talk",
        /// The person is offered a new sitting.
        NewSitting = "new-sitting",
    }
}

/// How often the page of a question was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// The position of the question in the opening's set.
    pub position: i64,
    /// How often.
    pub times: i64,
    /// For how many seconds in all.
    pub seconds: i64,
}

/// A look at the signals of one sitting.
#[derive(Debug, Clone)]
pub struct Review {
    /// Of which organization.
    pub organization: OrganizationId,
    /// Its id.
    pub id: IntegrityReviewId,
    /// In which opening.
    pub opening: OpeningId,
    /// Of whom.
    pub candidate: CandidateId,
    /// Of which sitting.
    pub attempt: AttemptId,
    /// Why.
    pub reason: String,
    /// By whom.
    pub opened_by: StaffId,
    /// When.
    pub opened_at: Moment,
    /// What came of it; nothing while it is open.
    pub conclusion: Option<Conclusion>,
    /// The same in words.
    pub findings: Option<String>,
    /// By whom.
    pub concluded_by: Option<StaffId>,
    /// When.
    pub concluded_at: Option<Moment>,
    /// Counts changes.
    pub version: i64,
}
