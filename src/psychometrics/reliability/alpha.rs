//! Cronbach's alpha, its interval, and alpha within strata.

use super::Moments;
use crate::psychometrics::absent::{Absent, Statistic, finite, quotient};
use crate::psychometrics::distributions::f_quantile;

/// α = k/(k−1) · (1 − Σσ²ᵢ/σ²ₜ) (Cronbach 1951).
pub fn alpha(moments: &Moments) -> Statistic {
    let items: Vec<usize> = (0..moments.items()).collect();
    alpha_of(moments, &items)
}

/// Alpha of the sum over some of the items.
pub fn alpha_of(moments: &Moments, items: &[usize]) -> Statistic {
    let k = items.len() as f64;
    if items.len() < 2 {
        return Err(Absent("alpha needs at least two items"));
    }
    if items.iter().any(|&item| item >= moments.items()) {
        return Err(Absent("an item is not among those measured"));
    }
    let parts: f64 = items.iter().map(|&item| moments.variance(item)).sum();
    let share = quotient(parts, moments.between(items, items), "the total does not vary")?;
    finite(k / (k - 1.0) * (1.0 - share), "the total does not vary")
}

/// Alpha of items brought to one spread: from the mean correlation r̄, k r̄/(1 + (k−1) r̄).
pub fn standardized_alpha(moments: &Moments) -> Statistic {
    let k = moments.items() as f64;
    if moments.items() < 2 {
        return Err(Absent("alpha needs at least two items"));
    }
    let correlations = moments.correlations()?;
    let all: f64 = (0..moments.items()).map(|row| correlations.row(row).iter().sum::<f64>()).sum();
    let mean = (all - k) / (k * (k - 1.0));
    quotient(k * mean, 1.0 + (k - 1.0) * mean, "the standardized total does not vary")
}

/// Feldt's interval (1965): 1 − (1 − α) F, with F quantiles at n − 1 and (n − 1)(k − 1) degrees of freedom.
pub fn feldt_interval(alpha: f64, n: usize, k: usize, confidence: f64) -> Statistic<(f64, f64)> {
    if n < 2 || k < 2 {
        return Err(Absent("the interval needs at least two persons and two items"));
    }
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Absent("the confidence must lie between 0 and 1"));
    }
    let (persons, tail) = (n as f64 - 1.0, (1.0 - confidence) / 2.0);
    let bound = |p: f64| 1.0 - (1.0 - alpha) * f_quantile(p, persons, persons * (k as f64 - 1.0));
    let why = "the interval has no finite end";
    Ok((finite(bound(1.0 - tail), why)?, finite(bound(tail), why)?))
}

/// Stratified alpha: 1 − Σ σ²ₛ(1 − αₛ)/σ²ₜ over the strata (Cronbach, Schönemann and `McKie` 1965).
///
/// `strata` names the stratum of each item. Each stratum that varies needs at least two items.
pub fn stratified_alpha(moments: &Moments, strata: &[usize]) -> Statistic {
    if strata.len() != moments.items() {
        return Err(Absent("every item needs a stratum"));
    }
    let mut error = 0.0;
    let mut names = strata.to_vec();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let members: Vec<usize> = (0..strata.len()).filter(|&item| strata[item] == name).collect();
        if members.len() < 2 {
            return Err(Absent("a stratum has fewer than two items"));
        }
        let variance = moments.between(&members, &members);
        if variance > 0.0 {
            error += variance * (1.0 - alpha_of(moments, &members)?);
        }
    }
    Ok(1.0 - quotient(error, moments.total_variance(), "the total does not vary")?)
}
