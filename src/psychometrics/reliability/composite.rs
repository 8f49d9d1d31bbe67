//! The reliability of a weighted sum of scores that have reliabilities of their own.

use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::matrix::Matrix;

/// A weighted composite.
#[derive(Debug, Clone, PartialEq)]
pub struct Composite {
    /// The variance of the composite.
    pub variance: f64,
    /// Its reliability.
    pub reliability: f64,
    /// Its standard error of measurement.
    pub sem: f64,
    /// The share of the composite's variance that each part brings: wᵢ Σⱼ wⱼ σᵢⱼ / σ²; they sum to 1.
    pub effective_weights: Vec<f64>,
}

/// Mosier's formula (1943): ρ = 1 − Σ wᵢ²σᵢ²(1 − ρᵢ) / `σ²_C`.
///
/// `covariance` is that of the parts: correlations where the weights apply to standard scores.
pub fn mosier(weights: &[f64], reliabilities: &[f64], covariance: &Matrix) -> Statistic<Composite> {
    let k = covariance.order();
    if weights.len() != k || reliabilities.len() != k {
        return Err(Absent("every part needs a weight and a reliability"));
    }
    let with_composite = |i: usize| -> f64 { covariance.row(i).iter().zip(weights).map(|(c, w)| c * w).sum() };
    let contributions: Vec<f64> = (0..k).map(|i| weights[i] * with_composite(i)).collect();
    let variance: f64 = contributions.iter().sum();
    let error: f64 = (0..k).map(|i| weights[i].powi(2) * covariance[(i, i)] * (1.0 - reliabilities[i])).sum();
    if error < 0.0 {
        return Err(Absent("a reliability above 1 leaves no error"));
    }
    let share = quotient(error, variance, "the composite does not vary")?;
    Ok(Composite {
        variance,
        reliability: 1.0 - share,
        sem: error.sqrt(),
        effective_weights: contributions.iter().map(|part| part / variance).collect(),
    })
}

/// The reliability of the difference of two scores on one scale: ((ρ₁ + ρ₂)/2 − r)/(1 − r).
pub fn reliability_of_difference(first: f64, second: f64, correlation: f64) -> Statistic {
    quotient(f64::midpoint(first, second) - correlation, 1.0 - correlation, "the two scores do not differ")
}
