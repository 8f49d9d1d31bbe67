//! Split halves: the correlation of two half tests, stepped up by Spearman and Brown's formula.

use super::Moments;
use crate::psychometrics::absent::{Absent, Statistic, quotient};

/// Which items make the first half: every other one, beginning with the first.
pub fn odd_even_halves(items: usize) -> Vec<bool> {
    (0..items).map(|item| item % 2 == 0).collect()
}

/// Halves matched on content and difficulty: within each stratum the items, ordered by their means, are dealt
/// A B B A A B B A …, the first half of each stratum beginning where the one before it ended.
pub fn matched_halves(means: &[f64], strata: &[usize]) -> Statistic<Vec<bool>> {
    if means.len() != strata.len() {
        return Err(Absent("every item needs a stratum"));
    }
    let mut order: Vec<usize> = (0..means.len()).collect();
    order.sort_by(|&i, &j| strata[i].cmp(&strata[j]).then(means[i].total_cmp(&means[j])).then(i.cmp(&j)));
    let mut first = vec![false; means.len()];
    for (place, item) in order.into_iter().enumerate() {
        first[item] = matches!(place % 4, 0 | 3);
    }
    Ok(first)
}

/// The correlation r between the two halves and 2r/(1 + r).
pub fn split_half(moments: &Moments, first: &[bool]) -> Statistic<(f64, f64)> {
    if first.len() != moments.items() {
        return Err(Absent("every item needs a half"));
    }
    let half = |wanted: bool| -> Vec<usize> { (0..first.len()).filter(|&item| first[item] == wanted).collect() };
    let (a, b) = (half(true), half(false));
    if a.is_empty() || b.is_empty() {
        return Err(Absent("both halves need an item"));
    }
    let spread = (moments.between(&a, &a) * moments.between(&b, &b)).sqrt();
    let r = quotient(moments.between(&a, &b), spread, "one of the halves does not vary")?;
    Ok((r, spearman_brown(r, 2.0)?))
}

/// The reliability of a test `length` times as long as one with reliability r: ℓr/(1 + (ℓ − 1)r).
pub fn spearman_brown(r: f64, length: f64) -> Statistic {
    let below = 1.0 + (length - 1.0) * r;
    // Halves that are wholly opposed leave nothing but rounding error below the line.
    quotient(length * r, if below > 1e-12 { below } else { 0.0 }, "the halves are opposed: the formula has no value")
}
