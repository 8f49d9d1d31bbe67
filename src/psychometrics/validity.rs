//! How a score goes with something measured later: the correlation inside groups, its interval, and what it would be
//! if nobody had been selected by the score.
//!
//! Formulas, sources and limits are in `docs/psychometrics.md`.

use super::absent::{Absent, Statistic, quotient};
use super::describe::{quantile, raw_mean};
use super::distributions::normal_quantile;
use super::seeded::Seeded;

/// Score and criterion of the people of one group, in one order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pairs {
    /// The scores.
    pub scores: Vec<f64>,
    /// What was measured later.
    pub criterion: Vec<f64>,
}

/// A correlation inside groups: of the distances from the means of one's own group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Within {
    /// The correlation.
    pub r: f64,
    /// How many people it rests on.
    pub persons: usize,
    /// In how many groups of two or more.
    pub groups: usize,
    /// The standard deviation of the scores inside groups.
    pub sd: f64,
}

/// Sums of squares and products of distances from the means of groups.
#[derive(Default)]
struct Sums {
    persons: usize,
    groups: usize,
    scores: f64,
    criterion: f64,
    products: f64,
}

impl Sums {
    fn add(&mut self, pairs: impl Iterator<Item = (f64, f64)> + Clone) {
        let n = pairs.clone().count();
        if n < 2 {
            return;
        }
        let mean = |of: fn((f64, f64)) -> f64| pairs.clone().map(of).sum::<f64>() / n as f64;
        let (mx, my) = (mean(|pair| pair.0), mean(|pair| pair.1));
        self.persons += n;
        self.groups += 1;
        for (x, y) in pairs {
            self.scores += (x - mx).powi(2);
            self.criterion += (y - my).powi(2);
            self.products += (x - mx) * (y - my);
        }
    }

    fn within(&self) -> Statistic<Within> {
        let why = "the scores or the ratings do not vary";
        let freedom = self.persons as f64 - self.groups as f64;
        // What is left of equal numbers is rounding error, not spread.
        let spread = if self.scores.min(self.criterion) <= 1e-12 { 0.0 } else { self.scores * self.criterion };
        let r = quotient(self.products, spread.sqrt(), why)?.clamp(-1.0, 1.0);
        Ok(Within { r, persons: self.persons, groups: self.groups, sd: (self.scores / freedom).sqrt() })
    }
}

/// The correlation inside groups; one group gives Pearson's r. Groups of one say nothing and are left out.
pub fn within_groups(groups: &[Pairs]) -> Statistic<Within> {
    let mut sums = Sums::default();
    for group in groups {
        if group.scores.len() != group.criterion.len() {
            return Err(Absent("everybody needs a score and a rating"));
        }
        sums.add(group.scores.iter().copied().zip(group.criterion.iter().copied()));
    }
    sums.within()
}

/// The standard deviation inside groups, n − 1 for each.
pub fn sd_within(groups: &[Vec<f64>]) -> Statistic {
    let (mut squares, mut freedom) = (0.0, 0.0);
    for group in groups.iter().filter(|group| group.len() > 1) {
        let mean = raw_mean(group);
        squares += group.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
        freedom += group.len() as f64 - 1.0;
    }
    quotient(squares, freedom, "no group has two people").map(f64::sqrt)
}

/// Fisher's interval: tanh(artanh r ± z/√(n − g − 2)), g the number of groups whose means were taken out (Fisher
/// 1921; one group gives the familiar n − 3).
pub fn fisher_interval(found: &Within, confidence: f64) -> Statistic<(f64, f64)> {
    let freedom = found.persons as f64 - found.groups as f64 - 2.0;
    if freedom <= 0.0 {
        return Err(Absent("the interval needs at least four people"));
    }
    if found.r.abs() >= 1.0 {
        return Err(Absent("a correlation of 1 has no interval"));
    }
    let (middle, reach) = (found.r.atanh(), normal_quantile(1.0 - (1.0 - confidence) / 2.0) / freedom.sqrt());
    Ok(((middle - reach).tanh(), (middle + reach).tanh()))
}

/// The correlation in all applicants, where those rated were selected by the score itself: rU/√(1 + r²(U² − 1)), U the
/// SD of all applicants over that of those rated (Pearson 1903; Thorndike 1949, case 2).
pub fn unrestricted(r: f64, ratio: f64) -> Statistic {
    if !(ratio.is_finite() && ratio > 0.0) {
        return Err(Absent("the ratio of the two spreads is not a number above 0"));
    }
    let below = (1.0 + r * r * (ratio * ratio - 1.0)).sqrt();
    quotient(r * ratio, below, "the spreads do not go with the correlation")
}

/// The percentile bootstrap of the correlation and of the corrected one: people are drawn anew inside their groups, and
/// the spread of those drawn is compared with that of all applicants, which is taken as known. Deterministic for a
/// seed.
pub fn bootstrap(
    groups: &[Pairs],
    applicants_sd: f64,
    (confidence, replicates, seed): (f64, usize, u64),
) -> Statistic<[(f64, f64); 2]> {
    let (mut plain, mut corrected) = (Vec::with_capacity(replicates), Vec::with_capacity(replicates));
    let mut seeded = Seeded::new(seed);
    for _ in 0..replicates {
        let mut sums = Sums::default();
        for group in groups {
            let n = group.scores.len().min(group.criterion.len());
            let drawn: Vec<usize> = (0..n).map(|_| seeded.below(n)).collect();
            sums.add(drawn.iter().map(|&at| (group.scores[at], group.criterion[at])));
        }
        // Somebody drawn again and again does not vary: such a sample says nothing of a correlation.
        let Ok(found) = sums.within() else { continue };
        plain.push(found.r);
        corrected.push(unrestricted(found.r, applicants_sd / found.sd)?);
    }
    let tail = (1.0 - confidence) / 2.0;
    let ends = |values: &[f64]| Ok((quantile(values, tail)?, quantile(values, 1.0 - tail)?));
    Ok([ends(&plain)?, ends(&corrected)?])
}

#[cfg(test)]
mod tests;
