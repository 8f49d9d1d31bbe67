//! Kendall's W: whether judges put targets into the same order.

use super::Ratings;
use crate::psychometrics::absent::{Statistic, quotient};
use crate::psychometrics::describe::ranks;
use crate::psychometrics::distributions::chi_square_upper;

/// The concordance of the judges' orders.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concordance {
    /// W = 12 S/(m²(n³ − n) − m Σ(t³ − t)), ties sharing mean ranks and corrected for.
    pub w: f64,
    /// W without the correction for ties, 12 S/(m²(n³ − n)): never larger.
    pub uncorrected: f64,
    /// P(χ² > m(n − 1)W) with n − 1 degrees of freedom.
    pub p: f64,
}

/// Kendall and Babington Smith (1939): m judges, n targets.
pub fn kendall_w(ratings: &Ratings) -> Statistic<Concordance> {
    let (n, m) = (ratings.targets(), ratings.judges());
    let mut sums = vec![0.0; n];
    let mut ties = 0.0;
    for judge in 0..m {
        let given: Vec<f64> = ratings.rows().iter().map(|row| row[judge]).collect();
        ranks(&given).iter().zip(&mut sums).for_each(|(rank, sum)| *sum += rank);
        let mut sorted = given;
        sorted.sort_by(f64::total_cmp);
        let cubes = |run: &[f64]| (run.len() as f64).powi(3) - run.len() as f64;
        ties += sorted.chunk_by(|x, y| x.total_cmp(y).is_eq()).map(cubes).sum::<f64>();
    }
    let (n, m) = (n as f64, m as f64);
    let middle = m * (n + 1.0) / 2.0;
    let s: f64 = sums.iter().map(|sum| (sum - middle).powi(2)).sum();
    let all = m * m * (n.powi(3) - n);
    let below = if all - m * ties <= all * 1e-12 { 0.0 } else { all - m * ties };
    let w = quotient(12.0 * s, below, "no judge tells the targets apart")?;
    Ok(Concordance { w, uncorrected: 12.0 * s / all, p: chi_square_upper(m * (n - 1.0) * w, n - 1.0) })
}
