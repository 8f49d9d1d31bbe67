//! One option as a panel sees it, and whether to look at it again.

use super::within_group::{average_deviation, awg, rwg, uniform_variance};
use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::describe::{median, raw_mean, sd};

/// The ends of a rating scale with steps of 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The lowest rating.
    pub low: f64,
    /// The highest rating.
    pub high: f64,
}

impl Scale {
    /// A, the number of points.
    pub fn points(self) -> f64 {
        self.high - self.low + 1.0
    }
}

/// Why a panel should discuss an option again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookAgain {
    /// The standard error of the mean is above .25 of a point on 1 to 5 (on other scales in proportion).
    Imprecise,
    /// The judges fall into two camps.
    Bimodal,
    /// The mean deviation is above A/6.
    Spread,
}

/// The ratings of one option.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionAgreement {
    /// How many judges rated it.
    pub n: usize,
    /// The mean rating.
    pub mean: f64,
    /// The median rating.
    pub median: f64,
    /// The standard deviation (n − 1).
    pub sd: Statistic,
    /// `r_wg` against a uniform null, floored at 0.
    pub rwg: Statistic,
    /// `a_wg`.
    pub awg: Statistic,
    /// The mean deviation from the mean.
    pub ad: f64,
    /// The mean deviation from the median.
    pub ad_median: f64,
    /// The standard error of the mean: s/√k.
    pub se: Statistic,
    /// Why to look again; empty: keep.
    pub look_again: Vec<LookAgain>,
}

impl OptionAgreement {
    /// Whether the option may be kept as it is.
    pub fn keep(&self) -> bool {
        self.look_again.is_empty()
    }
}

/// The statistics of one option; absent where nobody rated it.
pub fn option_agreement(ratings: &[f64], scale: Scale) -> Statistic<OptionAgreement> {
    if ratings.is_empty() {
        return Err(Absent("nobody rated the option"));
    }
    let spread = sd(ratings);
    let variance = spread.map(|sd| sd * sd);
    let mean = raw_mean(ratings);
    let centre = median(ratings)?;
    let ad = average_deviation(ratings, mean);
    let se = spread.map(|sd| sd / (ratings.len() as f64).sqrt());
    let mut look_again = Vec::new();
    if se.is_ok_and(|se| se > 0.25 * (scale.high - scale.low) / 4.0) {
        look_again.push(LookAgain::Imprecise);
    }
    if is_bimodal(ratings, scale) {
        look_again.push(LookAgain::Bimodal);
    }
    if ad > scale.points() / 6.0 {
        look_again.push(LookAgain::Spread);
    }
    Ok(OptionAgreement {
        n: ratings.len(),
        mean,
        median: centre,
        sd: spread,
        rwg: variance.and_then(|variance| rwg(variance, uniform_variance(scale))),
        awg: variance.and_then(|variance| awg(ratings, variance, scale)),
        ad,
        ad_median: average_deviation(ratings, centre),
        se,
        look_again,
    })
}

/// Whether the judges fall into two camps: a cut between two different ratings leaves at least a quarter of them (and
/// two) on either side, and the two sides' means are half of the scale or more apart.
pub fn is_bimodal(ratings: &[f64], scale: Scale) -> bool {
    let mut sorted = ratings.to_vec();
    sorted.sort_by(f64::total_cmp);
    let least = sorted.len().div_ceil(4).max(2);
    (least..=sorted.len().saturating_sub(least)).any(|cut| {
        let (low, high) = sorted.split_at(cut);
        low[cut - 1] < high[0] && raw_mean(high) - raw_mean(low) >= (scale.high - scale.low) / 2.0 - 1e-9
    })
}
