//! How often a threshold decides rightly, and how often it would decide alike on a second form.

mod beta_binomial;
mod livingston_lewis;
mod rudner;

pub use beta_binomial::{Decisions, TrueScores, beta_binomial_decisions};
pub use livingston_lewis::{effective_length, livingston_lewis, true_score_distribution};
pub use rudner::{RudnerIndices, rudner};
