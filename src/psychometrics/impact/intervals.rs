//! Intervals for the impact ratio.

use super::Comparison;
use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::distributions::normal_quantile;
use crate::psychometrics::root::increasing_root;

/// Which score interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatioInterval {
    /// Koopman (1984): the score test as it is.
    Koopman,
    /// Miettinen and Nurminen (1985): its variance times N/(N − 1).
    MiettinenNurminen,
}

/// exp(ln ratio ± z √((1 − `p_f)/s_f` + (1 − `p_r)/s_r`)) (Katz and others 1978).
///
/// Absent where nobody or everybody of a group was selected: use [`score_interval`].
pub fn log_interval(comparison: &Comparison, confidence: f64) -> Statistic<(f64, f64)> {
    let [sf, nf, sr, nr] = comparison.counts();
    if sf <= 0.0 || sr <= 0.0 || sf >= nf || sr >= nr {
        return Err(Absent("nobody or everybody of a group was selected"));
    }
    let spread = ((1.0 - sf / nf) / sf + (1.0 - sr / nr) / sr).sqrt();
    let (ratio, reach) = (comparison.ratio()?, normal_quantile(0.5 + confidence / 2.0) * spread);
    Ok((ratio * (-reach).exp(), ratio * reach.exp()))
}

/// The ratios that the score test does not reject. It exists for every table in which somebody of the reference
/// group was selected; the lower end is 0 where nobody of the focal group was.
pub fn score_interval(comparison: &Comparison, kind: RatioInterval, confidence: f64) -> Statistic<(f64, f64)> {
    let [sf, _, sr, _] = comparison.counts();
    if sr <= 0.0 {
        return Err(Absent("nobody of the reference group was selected: the ratio has no upper end"));
    }
    let z = normal_quantile(0.5 + confidence / 2.0);
    // As the assumed ratio grows, the score falls; the ends are where it is z and −z.
    let end = |wanted: f64| {
        increasing_root(|log| wanted - score(comparison, kind, log.exp()), -60.0, 60.0, comparison.start()).exp()
    };
    let low = if sf <= 0.0 { 0.0 } else { end(z) };
    Ok((low, end(-z)))
}

impl Comparison {
    fn start(&self) -> f64 {
        let [sf, nf, sr, nr] = self.counts();
        ((sf + 0.5) / (nf + 0.5) / ((sr + 0.5) / (nr + 0.5))).ln()
    }
}

/// (`p̂_f` − φ `p̂_r`) over its standard error at the most likely rates under `p_f` = φ `p_r`.
fn score(comparison: &Comparison, kind: RatioInterval, ratio: f64) -> f64 {
    let [sf, nf, sr, nr] = comparison.counts();
    let all = nf + nr;
    let a = all * ratio;
    let b = -(nf * ratio + sf + nr + sr * ratio);
    let c = sf + sr;
    // The smaller root of a x² + b x + c, without cancellation.
    let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
    let rate_r = (2.0 * c / (root - b)).min(1.0);
    let rate_f = (rate_r * ratio).min(1.0);
    let variance = rate_f * (1.0 - rate_f) / nf + ratio * ratio * rate_r * (1.0 - rate_r) / nr;
    let corrected = match kind {
        RatioInterval::Koopman => variance,
        RatioInterval::MiettinenNurminen => variance * all / (all - 1.0),
    };
    let difference = sf / nf - ratio * sr / nr;
    if difference.abs() <= 0.0 { 0.0 } else { difference / corrected.sqrt() }
}
