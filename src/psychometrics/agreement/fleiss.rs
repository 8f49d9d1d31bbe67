//! Fleiss's kappa: judges who sort targets into named categories.

use crate::psychometrics::absent::{Absent, Statistic, quotient};

/// κ = (P̄ − P̄ₑ)/(1 − P̄ₑ) (Fleiss 1971); rows are targets, entries the category each of the same number of judges chose.
pub fn fleiss_kappa(targets: &[Vec<i64>]) -> Statistic {
    let judges = targets.first().map_or(0, Vec::len);
    if judges < 2 || targets.iter().any(|row| row.len() != judges) {
        return Err(Absent("every target needs the same two or more judges"));
    }
    let mut categories: Vec<i64> = targets.iter().flatten().copied().collect();
    categories.sort_unstable();
    categories.dedup();
    let (n, m) = (targets.len() as f64, judges as f64);
    let count = |row: &[i64], category: i64| row.iter().filter(|&&chosen| chosen == category).count() as f64;
    let mut agreed = 0.0;
    let mut by_chance = 0.0;
    for &category in &categories {
        let counts: Vec<f64> = targets.iter().map(|row| count(row, category)).collect();
        agreed += counts.iter().map(|c| c * (c - 1.0)).sum::<f64>() / (n * m * (m - 1.0));
        by_chance += (counts.iter().sum::<f64>() / (n * m)).powi(2);
    }
    if categories.len() < 2 {
        return Err(Absent("only one category was used"));
    }
    quotient(agreed - by_chance, 1.0 - by_chance, "only one category was used")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_fleiss_as_commonly_printed() {
        // Ten targets, fourteen judges, five categories; κ = 0.210 (printed to three digits).
        let counts = [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ];
        let spread = |row: &[usize; 5]| {
            (0..5).flat_map(|category| std::iter::repeat_n(i64::try_from(category).unwrap(), row[category])).collect()
        };
        let targets: Vec<Vec<i64>> = counts.iter().map(spread).collect();
        assert!((fleiss_kappa(&targets).unwrap() - 0.210).abs() < 5e-4);
    }

    #[test]
    fn one_category_leaves_nothing_to_agree_about() {
        assert!(fleiss_kappa(&[vec![1, 1], vec![1, 1]]).is_err());
        assert!((fleiss_kappa(&[vec![1, 1], vec![2, 2]]).unwrap() - 1.0).abs() < 1e-12);
    }
}
