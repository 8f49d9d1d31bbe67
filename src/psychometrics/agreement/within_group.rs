//! Agreement within one group of judges on one target.

use super::Scale;
use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::describe::raw_mean;

/// The variance of judges who answer at random on a scale of A points: (A² − 1)/12.
pub fn uniform_variance(scale: Scale) -> f64 {
    (scale.points().powi(2) - 1.0) / 12.0
}

/// `r_wg` = 1 − `s²/σ²_EU`, floored at 0 (James, Demaree and Wolf 1984).
pub fn rwg(variance: f64, null_variance: f64) -> Statistic {
    quotient(variance, null_variance, "the scale has one point").map(|share| (1.0 - share).max(0.0))
}

/// `r_wg(J)` over J targets with mean variance s̄², and the linear r*_wg(J) of Lindell, Brandt and Whitney (1999).
pub fn rwg_many(mean_variance: f64, null_variance: f64, targets: usize) -> Statistic<(f64, f64)> {
    let share = quotient(mean_variance, null_variance, "the scale has one point")?;
    let agreed = targets as f64 * (1.0 - share);
    Ok((quotient(agreed, agreed + share, "the judges differ more than at random")?, 1.0 - share))
}

/// `a_wg` = 1 − 2s²/[((H + L)M − M² − HL) · k/(k − 1)] (Brown and Hauenstein 2005): the null is the greatest variance
/// that a mean M allows, so options in the middle are not punished.
pub fn awg(ratings: &[f64], variance: f64, scale: Scale) -> Statistic {
    let k = ratings.len() as f64;
    if ratings.len() < 2 {
        return Err(Absent("agreement needs at least two judges"));
    }
    let mean = raw_mean(ratings);
    let greatest = ((scale.high + scale.low) * mean - mean * mean - scale.high * scale.low) * k / (k - 1.0);
    let why = "every judge chose the end of the scale, where no disagreement is possible";
    quotient(2.0 * variance, greatest, why).map(|share| 1.0 - share)
}

/// The mean distance from a centre (Burke, Finkelstein and Dusig 1999).
pub fn average_deviation(ratings: &[f64], centre: f64) -> f64 {
    ratings.iter().map(|rating| (rating - centre).abs()).sum::<f64>() / ratings.len() as f64
}
