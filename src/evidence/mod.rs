//! Whether a score predicts performance here: later ratings, collected apart from scores, against the totals that people
//! had.
//!
//! Ratings go in and do not come out: pages and programs see counts, correlations and groups of people, never what
//! somebody was rated. Whoever decides about applicants has no right to this room; they read one sentence, [`line`].

pub mod api;
mod found;
pub mod pages;
mod performance;
mod read;
mod sentence;
mod standards;
mod store;
mod upload;

use crate::assessments::AssessmentRef;
use crate::clock::Moment;
use crate::ids::RatingBatchId;

pub use found::{Cell, Evidence, Fifth, LEAST_PEOPLE, Relation, evidence};
pub use performance::{BARS, Method, Performance, PerformanceCut, bar, performance, report};
pub use read::{Row, RowFault, parse};
pub use sentence::{NONE, line};
pub use standards::{Cuts, cuts};
pub use store::batches;
pub use upload::{Checked, Upload, check, store as store_ratings, withdraw};

/// The ends of the scale that raters used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The lowest rating.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

impl Scale {
    /// A rating as a share of the scale, 0 to 1.
    pub fn share(self, rating: f64) -> f64 {
        (rating - self.low) / (self.high - self.low)
    }
}

/// Ratings that were stored together.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Its id.
    pub id: RatingBatchId,
    /// Of which assessment.
    pub assessment: AssessmentRef,
    /// The scale.
    pub scale: Scale,
    /// How many ratings.
    pub ratings: i64,
    /// Who stored them.
    pub stored_by: String,
    /// When.
    pub stored_at: Moment,
    /// Since when they are gone.
    pub withdrawn_at: Option<Moment>,
    /// Counts changes: whoever withdraws it names the version they saw.
    pub version: i64,
}
