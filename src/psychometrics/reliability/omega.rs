//! Omega total from one factor fitted to the covariances by maximum likelihood.
//!
//! Maximum likelihood does not depend on the units of the items, so the factor is fitted to correlations and carried
//! back. The fit is the EM algorithm of Rubin and Thayer (1982), accelerated; uniquenesses stay above zero, so a
//! Heywood case ends at the border of what is possible.

use super::Moments;
use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::matrix::Matrix;
use crate::psychometrics::squarem::{Climb, squarem};

/// The least share of an item's variance that is left to itself.
const LEAST_UNIQUENESS: f64 = 1e-7;

/// One common factor.
#[derive(Debug, Clone, PartialEq)]
pub struct OneFactor {
    /// The loading of each item in its own units; the sign is chosen so that their sum is not negative.
    pub loadings: Vec<f64>,
    /// What is left of each item's variance.
    pub uniquenesses: Vec<f64>,
    /// Whether some uniqueness stands at the border of zero (a Heywood case).
    pub heywood: bool,
}

impl OneFactor {
    /// ω = (Σλ)² / ((Σλ)² + Σθ) (`McDonald` 1999).
    pub fn omega(&self) -> Statistic {
        let common = self.loadings.iter().sum::<f64>().powi(2);
        let unique: f64 = self.uniquenesses.iter().sum();
        quotient(common, common + unique, "no item varies")
    }
}

/// Omega total; items that do not vary add nothing and are left out of the fit. Absent under three varying items.
pub fn omega_total(moments: &Moments) -> Statistic {
    one_factor(moments)?.omega()
}

/// The factor, by maximum likelihood on the covariance matrix.
pub fn one_factor(moments: &Moments) -> Statistic<OneFactor> {
    let varying: Vec<usize> = (0..moments.items()).filter(|&item| moments.variance(item) > 0.0).collect();
    if varying.len() < 3 {
        return Err(Absent("one factor needs at least three items that vary"));
    }
    let scale: Vec<f64> = varying.iter().map(|&item| moments.variance(item).sqrt()).collect();
    let correlation =
        Matrix::from_fn(varying.len(), |i, j| moments.covariance[(varying[i], varying[j])] / (scale[i] * scale[j]));
    let fit = squarem(&Factoring { correlation: &correlation }, start(&correlation), 1e-10, 20_000);
    // A Heywood case creeps towards its border long after the likelihood is at its top.
    if !fit.converged && !fit.level {
        return Err(Absent("the one-factor fit did not converge"));
    }
    let (loadings, uniquenesses) = fit.parameters.split_at(varying.len());
    let sign = if loadings.iter().zip(&scale).map(|(l, s)| l * s).sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    let mut factor = OneFactor {
        loadings: vec![0.0; moments.items()],
        uniquenesses: vec![0.0; moments.items()],
        heywood: uniquenesses.iter().any(|&unique| unique < 2.0 * LEAST_UNIQUENESS),
    };
    for (place, &item) in varying.iter().enumerate() {
        factor.loadings[item] = sign * loadings[place] * scale[place];
        factor.uniquenesses[item] = uniquenesses[place] * scale[place].powi(2);
    }
    Ok(factor)
}

/// Loadings along the first principal axis, found by the power method, with half of each variance left unique.
fn start(correlation: &Matrix) -> Vec<f64> {
    let k = correlation.order();
    // A start that does not depend on the order of the items.
    let mut axis: Vec<f64> = (0..k).map(|i| correlation.row(i).iter().map(|r| r * r).sum()).collect();
    for _ in 0..300 {
        let turned: Vec<f64> = (0..k).map(|i| correlation.row(i).iter().zip(&axis).map(|(r, v)| r * v).sum()).collect();
        let length = turned.iter().map(|v| v * v).sum::<f64>().sqrt();
        axis = turned.iter().map(|v| v / length).collect();
    }
    let size = 0.7 * (k as f64).sqrt();
    let loadings = axis.iter().map(|v| (v * size).clamp(-0.9, 0.9));
    loadings.chain(std::iter::repeat_n(0.5, k)).collect()
}

struct Factoring<'a> {
    correlation: &'a Matrix,
}

impl Climb for Factoring<'_> {
    /// One EM step on loadings λ and uniquenesses ψ, and the log-likelihood before it (up to constants).
    fn step(&self, parameters: &[f64]) -> (f64, Vec<f64>) {
        let k = self.correlation.order();
        let (loadings, uniquenesses) = parameters.split_at(k);
        // Σ⁻¹λ = Ψ⁻¹λ / (1 + λ'Ψ⁻¹λ)
        let scaled: Vec<f64> = loadings.iter().zip(uniquenesses).map(|(l, u)| l / u).collect();
        let strength = 1.0 + loadings.iter().zip(&scaled).map(|(l, s)| l * s).sum::<f64>();
        let weights: Vec<f64> = scaled.iter().map(|s| s / strength).collect();
        let with_factor: Vec<f64> =
            (0..k).map(|i| self.correlation.row(i).iter().zip(&weights).map(|(r, w)| r * w).sum()).collect();
        let explained: f64 = weights.iter().zip(&with_factor).map(|(w, c)| w * c).sum();
        let factor_variance = 1.0 / strength + explained;
        let trace: f64 = uniquenesses.iter().map(|u| 1.0 / u).sum::<f64>() - strength * explained;
        let log_determinant: f64 = uniquenesses.iter().map(|u| u.ln()).sum::<f64>() + strength.ln();
        let next = with_factor.iter().map(|c| c / factor_variance);
        let unique = with_factor.iter().map(|c| (1.0 - c * c / factor_variance).max(LEAST_UNIQUENESS));
        (-0.5 * (log_determinant + trace), next.chain(unique).collect())
    }

    fn admissible(&self, parameters: &[f64]) -> bool {
        parameters[self.correlation.order()..].iter().all(|&unique| unique >= LEAST_UNIQUENESS)
    }
}
