//! Whether two people's answers agree more often than independent work explains.

use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::distributions::normal_cdf;

/// P(two people choose the same option of an item) from their option probabilities.
pub fn match_probability(first: &[f64], second: &[f64]) -> f64 {
    first.iter().zip(second).map(|(p, q)| p * q).sum()
}

/// The generalized binomial test (van der Linden and Sotaridona 2006): P(at least `observed` matches) when item i
/// matches with probability pᵢ, exactly.
pub fn generalized_binomial(matches: &[f64], observed: usize) -> Statistic {
    if matches.is_empty() || matches.iter().any(|p| !(0.0..=1.0).contains(p)) {
        return Err(Absent("the test needs a probability of a match for each item"));
    }
    let mut mass = vec![1.0];
    for p in matches {
        mass.push(0.0);
        for x in (0..mass.len()).rev() {
            mass[x] = mass[x] * (1.0 - p) + if x > 0 { mass[x - 1] * p } else { 0.0 };
        }
    }
    // From the small end up, so that the smallest terms keep their digits.
    Ok(mass.iter().skip(observed).rev().sum::<f64>().min(1.0))
}

/// Wollack's ω (1997): (observed − Σp)/√Σp(1 − p), p the copier's probability of the source's option on each item,
/// and its upper tail.
pub fn omega(matches: &[f64], observed: usize) -> Statistic<(f64, f64)> {
    let expected: f64 = matches.iter().sum();
    let variance: f64 = matches.iter().map(|p| p * (1.0 - p)).sum();
    let omega = quotient(observed as f64 - expected, variance.sqrt(), "the matches could not have been otherwise")?;
    Ok((omega, normal_cdf(-omega)))
}

/// How many pairs there are among so many people.
pub fn pairs(people: usize) -> usize {
    people * people.saturating_sub(1) / 2
}

/// A p value corrected for the number of pairs that were looked at: p × pairs, at most 1.
pub fn bonferroni(p: f64, pairs: usize) -> f64 {
    (p * pairs.max(1) as f64).min(1.0)
}
