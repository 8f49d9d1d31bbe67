//! The classical statistics of each item.

use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::reliability::Moments;

/// One item beside the others.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemStatistics {
    /// The mean score.
    pub mean: f64,
    /// The standard deviation (n − 1).
    pub sd: f64,
    /// The correlation with the total, the item itself included.
    pub r_total: Statistic,
    /// The corrected correlation: with the total of the other items.
    pub r_drop: Statistic,
    /// Alpha of the other items.
    pub alpha_if_dropped: Statistic,
}

/// Every item's statistics from the moments alone; exact and in one pass.
pub fn item_statistics(moments: &Moments) -> Vec<ItemStatistics> {
    let k = moments.items() as f64;
    let total = moments.total_variance();
    let parts: f64 = (0..moments.items()).map(|item| moments.variance(item)).sum();
    let one = |item: usize| {
        let variance = moments.variance(item);
        let with_total = moments.with_total(item);
        let rest = total - 2.0 * with_total + variance;
        let why = "the item, or what it is compared with, does not vary";
        let alpha_if_dropped = if moments.items() < 3 {
            Err(Absent("alpha needs at least two items"))
        } else {
            quotient(parts - variance, vanish(rest, total), "the total of the other items does not vary")
                .map(|share| (k - 1.0) / (k - 2.0) * (1.0 - share))
        };
        ItemStatistics {
            mean: moments.means[item],
            sd: variance.sqrt(),
            r_total: quotient(with_total, (variance * total).sqrt(), why),
            r_drop: quotient(with_total - variance, (variance * vanish(rest, total)).sqrt(), why),
            alpha_if_dropped,
        }
    };
    (0..moments.items()).map(one).collect()
}

/// A variance got by subtraction, zero where only rounding error is left of it.
fn vanish(variance: f64, scale: f64) -> f64 {
    if variance <= scale * 1e-13 { 0.0 } else { variance }
}

/// The mean as a share of what is possible; 1 is the easiest.
pub fn difficulty(mean: f64, lowest: f64, highest: f64) -> Statistic {
    quotient(mean - lowest, highest - lowest, "the item has no range")
}
