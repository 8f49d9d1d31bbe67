//! Whether a competency score says more about the competency than the total does (Haberman 2008).

use super::{Moments, alpha_of};
use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::describe::quantile;
use crate::psychometrics::seeded::Seeded;
use crate::psychometrics::tables::Scores;

/// The proportional reduction in mean squared error when a true subscore is estimated from …
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SubscoreValue {
    /// … the observed subscore: its reliability (alpha).
    pub from_subscore: f64,
    /// … the observed total: Cov(τₛ, x)² / (σ²(τₛ) σ²ₓ), with Cov(τₛ, x) = σₛₓ − σ²ₛ(1 − αₛ).
    pub from_total: f64,
}

impl SubscoreValue {
    /// How much better the subscore does than the total; it adds value where this is above 0.
    pub fn gain(&self) -> f64 {
        self.from_subscore - self.from_total
    }
}

/// The value of the sum over `members` beside the sum of all items.
pub fn subscore_value(moments: &Moments, members: &[usize]) -> Statistic<SubscoreValue> {
    let all: Vec<usize> = (0..moments.items()).collect();
    let reliability = alpha_of(moments, members)?;
    if reliability <= 0.0 {
        return Err(Absent("the subscore has no reliable variance"));
    }
    let variance = moments.between(members, members);
    let with_total = moments.between(members, &all) - variance * (1.0 - reliability);
    let below = reliability * variance * moments.total_variance();
    let from_total = quotient(with_total.powi(2), below, "the total does not vary")?;
    Ok(SubscoreValue { from_subscore: reliability, from_total })
}

/// The lower end of the percentile bootstrap interval of the gain: persons are drawn anew `replicates` times.
///
/// Samples in which the gain does not exist count as no gain at all. Deterministic for a seed.
pub fn bootstrap_lower_bound(
    scores: &Scores,
    members: &[usize],
    confidence: f64,
    replicates: usize,
    seed: u64,
) -> Statistic {
    if scores.persons() < 2 || replicates == 0 {
        return Err(Absent("the bootstrap needs at least two persons and one sample"));
    }
    let parts = Parts::of(scores, members)?;
    let mut seeded = Seeded::new(seed);
    let gains: Vec<f64> = (0..replicates).map(|_| parts.resampled_gain(&mut seeded)).collect();
    quantile(&gains, (1.0 - confidence) / 2.0)
}

/// What a gain is made of, one row per person: member scores, their sum, the total.
struct Parts {
    width: usize,
    cells: Vec<f64>,
}

impl Parts {
    fn of(scores: &Scores, members: &[usize]) -> Statistic<Self> {
        if members.len() < 2 || members.iter().any(|&item| item >= scores.items()) {
            return Err(Absent("a subscore needs at least two of the items"));
        }
        let all: Vec<usize> = (0..scores.items()).collect();
        let (part, total) = (scores.sums(members), scores.sums(&all));
        let mut cells = Vec::with_capacity(scores.persons() * (members.len() + 2));
        for person in 0..scores.persons() {
            cells.extend(members.iter().map(|&item| scores.column(item)[person]));
            cells.extend([part[person], total[person]]);
        }
        Ok(Self { width: members.len() + 2, cells })
    }

    fn resampled_gain(&self, seeded: &mut Seeded) -> f64 {
        let n = self.cells.len() / self.width;
        let drawn: Vec<&[f64]> =
            (0..n).map(|_| seeded.below(n) * self.width).map(|at| &self.cells[at..at + self.width]).collect();
        let means: Vec<f64> =
            (0..self.width).map(|place| drawn.iter().map(|row| row[place]).sum::<f64>() / n as f64).collect();
        let covariance = |i: usize, j: usize| {
            drawn.iter().map(|row| (row[i] - means[i]) * (row[j] - means[j])).sum::<f64>() / (n as f64 - 1.0)
        };
        let k = self.width - 2;
        let (part, total) = (k, k + 1);
        let items: f64 = (0..k).map(|item| covariance(item, item)).sum();
        let variance = covariance(part, part);
        let reliability = k as f64 / (k as f64 - 1.0) * (1.0 - items / variance);
        let with_total = covariance(part, total) - variance * (1.0 - reliability);
        let gain = reliability - with_total.powi(2) / (reliability * variance * covariance(total, total));
        if gain.is_finite() && reliability > 0.0 { gain } else { -1.0 }
    }
}
