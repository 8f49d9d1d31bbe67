//! Rapid guessing by normative thresholds (Wise and Ma 2012).

use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::describe::mean;

/// The rule: a share of an item's mean time, and a cap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormativeThreshold {
    /// The share of the mean time; .10 is NT10.
    pub share: f64,
    /// The longest threshold, in the unit of the times.
    pub cap: f64,
}

impl Default for NormativeThreshold {
    /// NT10 with a cap of 10 seconds.
    fn default() -> Self {
        Self { share: 0.10, cap: 10.0 }
    }
}

/// The effort below which a person is looked at.
pub const LEAST_EFFORT: f64 = 0.90;

/// The threshold of one item from all times spent on it.
pub fn rapid_threshold(times: &[f64], rule: NormativeThreshold) -> Statistic {
    if times.iter().any(|time| !time.is_finite() || *time < 0.0) {
        return Err(Absent("a time is not a number of at least 0"));
    }
    Ok((mean(times)? * rule.share).min(rule.cap))
}

/// Which times lie below the threshold.
pub fn rapid_flags(times: &[f64], threshold: f64) -> Vec<bool> {
    times.iter().map(|&time| time < threshold).collect()
}

/// The response time effort of one person: the share of items not answered rapidly, and whether it is at least .90.
pub fn effort(flags: &[bool]) -> Statistic<(f64, bool)> {
    let solved = flags.iter().filter(|&&flag| !flag).count() as f64;
    let effort = quotient(solved, flags.len() as f64, "there are no items")?;
    Ok((effort, effort >= LEAST_EFFORT))
}
