//! Whether one dimension is a fair description: the first eigenvalues of the correlations between items.

use super::patterns::{HOLE, Patterns};
use crate::psychometrics::absent::Statistic;
use crate::psychometrics::reliability::Moments;
use crate::psychometrics::tables::Responses;

/// The largest eigenvalues of the correlation matrix of those who answered everything, largest first.
///
/// A first value several times the second speaks for one dimension; correlations of coarse categories are too low,
/// so this is a look, not a test. Absent where an item does not vary among the complete cases.
pub fn first_eigenvalues(responses: &Responses, count: usize) -> Statistic<Vec<f64>> {
    let mut values = Moments::of_responses(responses)?.correlations()?.eigenvalues();
    values.truncate(count);
    Ok(values)
}

/// For each item, −1 where it falls as the mean of a person's other answers rises, else 1.
pub(super) fn signs(patterns: &Patterns) -> Vec<f64> {
    let middle: Vec<f64> = patterns
        .counts
        .iter()
        .map(|counts| {
            let n: f64 = counts.iter().sum();
            counts.iter().enumerate().map(|(k, count)| k as f64 * count).sum::<f64>() / n
        })
        .collect();
    let mut products = vec![0.0; patterns.items()];
    for pattern in 0..patterns.len() {
        let deviations = || {
            let answered = patterns.row(pattern).iter().enumerate().filter(|(_, cell)| **cell != HOLE);
            answered.map(|(item, &cell)| (item, f64::from(cell) - middle[item]))
        };
        let total: f64 = deviations().map(|(_, deviation)| deviation).sum();
        for (item, deviation) in deviations() {
            products[item] += patterns.weights[pattern] * deviation * (total - deviation);
        }
    }
    products.into_iter().map(|product| if product < 0.0 { -1.0 } else { 1.0 }).collect()
}
