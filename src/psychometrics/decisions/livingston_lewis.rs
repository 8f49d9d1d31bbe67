//! Livingston and Lewis's method (1995) for scores of any kind.
//!
//! The score is treated as if it were right answers on a test of an effective length that has the score's reliability;
//! true proportions get a four-parameter beta distribution with its first four moments (Hanson 1991), or, where that
//! has no place within 0 and 1, a two-parameter one with the first two.

use super::beta_binomial::{Decisions, TrueScores, beta_binomial_decisions};
use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::describe::{mean, variance};

/// [(μ − min)(max − μ) − ρσ²]/[σ²(1 − ρ)], not rounded.
pub fn effective_length(mean: f64, variance: f64, reliability: f64, range: (f64, f64)) -> Statistic {
    let (low, high) = range;
    let above = (mean - low) * (high - mean) - reliability * variance;
    quotient(above, variance * (1.0 - reliability), "without error or spread there is no effective length")
}

/// Accuracy, consistency and κ at a cut on the score's own scale; people at or above it pass.
pub fn livingston_lewis(scores: &[f64], reliability: f64, cut: f64, range: (f64, f64)) -> Statistic<Decisions> {
    let (low, high) = range;
    if low >= high || scores.iter().any(|score| !(low..=high).contains(score)) {
        return Err(Absent("every score must lie within the range"));
    }
    let length = effective_length(mean(scores)?, variance(scores)?, reliability, range)?.round();
    if !(1.0..=5_000.0).contains(&length) {
        return Err(Absent("the effective length is below 1 or too long to count out"));
    }
    let proportions: Vec<f64> = scores.iter().map(|score| (score - low) / (high - low)).collect();
    let truth = true_score_distribution(&proportions, length as usize)?;
    beta_binomial_decisions(length as usize, (cut - low) / (high - low), truth)
}

/// The distribution of true proportions behind observed ones on a test of `length` answers.
pub fn true_score_distribution(proportions: &[f64], length: usize) -> Statistic<TrueScores> {
    let raw = true_moments(proportions, length);
    let (first, second) = (raw[0], raw[1]);
    let spread = second - first * first;
    if spread.is_nan() || spread <= 0.0 {
        return Err(Absent("the observed spread is no larger than chance alone gives: true scores do not vary"));
    }
    let four = if length >= 4 { four_parameters(&raw) } else { None };
    let truth = four.unwrap_or_else(|| {
        let sum = first * (1.0 - first) / spread - 1.0;
        TrueScores { a: first * sum, b: (1.0 - first) * sum, low: 0.0, high: 1.0 }
    });
    if truth.a > 0.0 && truth.b > 0.0 { Ok(truth) } else { Err(Absent("no beta distribution has these moments")) }
}

/// Raw moments of the true proportion: E[x(x − 1)…(x − r + 1)]/[n(n − 1)…(n − r + 1)].
fn true_moments(proportions: &[f64], length: usize) -> [f64; 4] {
    let n = length as f64;
    let mut moments = [0.0; 4];
    for proportion in proportions {
        let mut falling = 1.0;
        for (r, moment) in moments.iter_mut().enumerate() {
            falling *= (proportion * n - r as f64) / (n - r as f64);
            *moment += falling;
        }
    }
    moments.map(|moment| moment / proportions.len() as f64)
}

/// The four-parameter beta with these moments, if it lies within 0 and 1.
fn four_parameters(raw: &[f64; 4]) -> Option<TrueScores> {
    let [m1, m2, m3, m4] = *raw;
    let variance = m2 - m1 * m1;
    let skewness = (m3 - 3.0 * m1 * m2 + 2.0 * m1.powi(3)) / variance.powf(1.5);
    let kurtosis = (m4 - 4.0 * m1 * m3 + 6.0 * m1 * m1 * m2 - 3.0 * m1.powi(4)) / (variance * variance);
    let square = skewness * skewness;
    let r = 6.0 * (kurtosis - square - 1.0) / (6.0 + 3.0 * square - 2.0 * kurtosis);
    let root = (1.0 - 24.0 * (r + 1.0) / ((r + 2.0) * (r + 3.0) * kurtosis - 3.0 * (r + 1.0) * (r - 6.0))).sqrt();
    let (larger, smaller) = (r / 2.0 * (1.0 + root), r / 2.0 * (1.0 - root));
    // A tail to the left has the larger shape first.
    let (a, b) = if skewness < 0.0 { (larger, smaller) } else { (smaller, larger) };
    let scale = (variance * (a + b + 1.0) / (a * b)).sqrt();
    let (low, high) = (m1 - a * scale, m1 + b * scale);
    let sound = a > 0.0 && b > 0.0 && low >= 0.0 && high <= 1.0 && low < high;
    sound.then_some(TrueScores { a, b, low, high })
}
