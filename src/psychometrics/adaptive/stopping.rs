//! When enough is known.

use super::bank::Bank;
use super::progress::Progress;
use crate::psychometrics::irt::{Estimate, Item};

/// A sequential probability ratio test against a threshold (Wald 1947; Reckase 1983).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sprt {
    /// The ability just below the threshold.
    pub below: f64,
    /// The ability just above it.
    pub above: f64,
    /// P(passing somebody who is below), at most.
    pub alpha: f64,
    /// P(failing somebody who is above), at most.
    pub beta: f64,
}

/// What the ratio says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SprtVerdict {
    /// Above the threshold.
    Above,
    /// Below it.
    Below,
    /// Go on.
    Undecided,
}

impl Sprt {
    /// The bounds of the log-likelihood ratio: ln(β/(1 − α)) and ln((1 − β)/α).
    pub fn bounds(&self) -> (f64, f64) {
        ((self.beta / (1.0 - self.alpha)).ln(), ((1.0 - self.beta) / self.alpha).ln())
    }

    /// The verdict on some answers.
    pub fn verdict(&self, answers: &[(&Item, usize)]) -> SprtVerdict {
        let (low, high) = self.bounds();
        match sprt_llr(answers, self.below, self.above) {
            ratio if ratio >= high => SprtVerdict::Above,
            ratio if ratio <= low => SprtVerdict::Below,
            _ => SprtVerdict::Undecided,
        }
    }
}

/// ln L(above) − ln L(below).
pub fn sprt_llr(answers: &[(&Item, usize)], below: f64, above: f64) -> f64 {
    use crate::psychometrics::irt::log_likelihood;
    log_likelihood(answers, above) - log_likelihood(answers, below)
}

/// Which rules stop a test; the first that is met does.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StopRules {
    /// Never before so many items.
    pub least_items: usize,
    /// After so many items at the latest.
    pub most_items: Option<usize>,
    /// At this standard error.
    pub standard_error: Option<f64>,
    /// When the ratio test decides.
    pub sprt: Option<Sprt>,
}

/// Why a test stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// Enough items.
    Length,
    /// A small enough standard error.
    Precision,
    /// The ratio test decided.
    Decided(SprtVerdict),
    /// The bank is used up.
    Exhausted,
}

/// Whether to stop now; `now` is the provisional estimate.
pub fn stop(bank: &Bank, progress: &Progress, now: &Estimate, rules: &StopRules) -> Option<Stopped> {
    let count = progress.given().len();
    if count >= bank.items().len() {
        return Some(Stopped::Exhausted);
    }
    if count < rules.least_items {
        return None;
    }
    if let Some(sprt) = rules.sprt {
        let verdict = sprt.verdict(&progress.answers(bank));
        if verdict != SprtVerdict::Undecided {
            return Some(Stopped::Decided(verdict));
        }
    }
    if count > 0 && rules.standard_error.is_some_and(|enough| now.se <= enough) {
        return Some(Stopped::Precision);
    }
    rules.most_items.is_some_and(|most| count >= most).then_some(Stopped::Length)
}
