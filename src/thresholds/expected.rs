//! How often a cut on the total would decide rightly, as far as that can be expected from the scores themselves
//! (Livingston and Lewis 1995), and how reliable a scale is where a minimum is asked for in it.
//!
//! Reliability here is 1 − SE²/variance with the frozen standard errors that scores are shown with, so that ranges,
//! bands and these figures say the same about error.

use crate::psychometrics::decisions::{
    Decisions, TrueScores, beta_binomial_decisions, effective_length, true_score_distribution,
};
use crate::psychometrics::describe::{mean, variance};
use crate::psychometrics::{Absent, Statistic};
use crate::scores::Columns;
use crate::scoring::Competency;
use std::sync::{LazyLock, Mutex};

/// Under so many people, nothing is expected: a spread of a few is no spread.
pub const ENOUGH: usize = 30;
/// Under this reliability a minimum in a competency comes with a warning.
pub const ENOUGH_RELIABILITY: f64 = 0.70;

/// What is known of the distribution of true totals: the same for every cut, so it is computed once for each state of
/// the results.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Truth {
    length: usize,
    scores: TrueScores,
    low: f64,
}

impl Truth {
    /// From all totals. `lowest` is the lowest that answers can come to.
    ///
    /// # Errors
    /// Why there is none.
    pub fn of(columns: &Columns, lowest: f64) -> Statistic<Self> {
        let totals = columns.values(None);
        if totals.len() < ENOUGH {
            return Err(Absent("fewer than 30 people have finished"));
        }
        let (mean, variance) = (mean(totals)?, variance(totals)?);
        let reliability = reliability(columns, None)?;
        let low = totals.iter().copied().fold(lowest, f64::min);
        let length = effective_length(mean, variance, reliability, (low, 100.0))?.round();
        if !(1.0..=1_000.0).contains(&length) {
            return Err(Absent("the totals are spread so much or so little that no test length fits them"));
        }
        let proportions: Vec<f64> = totals.iter().map(|total| (total - low) / (100.0 - low)).collect();
        let scores = true_score_distribution(&proportions, length as usize)?;
        Ok(Self { length: length as usize, scores, low })
    }

    /// What a cut would come to.
    ///
    /// # Errors
    /// Why that cannot be said.
    pub fn at(&self, cut: f64) -> Statistic<Decisions> {
        beta_binomial_decisions(self.length, (cut - self.low) / (100.0 - self.low), self.scores)
    }
}

/// 1 − SE²/variance of a scale: the total, or a competency.
///
/// # Errors
/// Where fewer than 30 have finished, or the scores spread no more than error alone would spread them.
pub fn reliability(columns: &Columns, scale: Option<Competency>) -> Statistic {
    let values = columns.values(scale);
    if values.len() < ENOUGH {
        return Err(Absent("fewer than 30 people have finished"));
    }
    let reliability = 1.0 - columns.mean_error_variance(scale) / variance(values)?;
    if reliability > 0.0 {
        Ok(reliability)
    } else {
        Err(Absent("the scores are spread no more than measurement error alone would spread them"))
    }
}

/// Which state of which results a distribution belongs to.
pub type State = (String, (i64, i64), usize, u64);
type Kept = Vec<(State, Statistic<Truth>)>;

/// The last few distributions, the last one last.
static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// [`Truth::of`], computed once for each state of the results.
pub fn truth_of(columns: &Columns, opening: &str, lowest: f64) -> Statistic<Truth> {
    let state = (opening.to_owned(), columns.mark(), columns.len(), lowest.to_bits());
    // A lock that a panic left behind only costs the computation.
    if let Ok(kept) = KEPT.lock()
        && let Some((_, truth)) = kept.iter().find(|(known, _)| *known == state)
    {
        return *truth;
    }
    let truth = Truth::of(columns, lowest);
    if let Ok(mut kept) = KEPT.lock() {
        kept.retain(|(known, _)| known.0 != state.0);
        kept.push((state, truth));
        let extra = kept.len().saturating_sub(64);
        kept.drain(..extra);
    }
    truth
}
