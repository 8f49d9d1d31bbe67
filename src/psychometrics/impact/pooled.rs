//! Mantel and Haenszel's odds ratio over several openings.

use super::Comparison;
use crate::psychometrics::absent::{Statistic, quotient};
use crate::psychometrics::distributions::{chi_square_upper, normal_quantile};

/// What the openings say together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PooledOdds {
    /// The common odds ratio of being selected, focal over reference.
    pub odds_ratio: f64,
    /// Its 95 % interval by the variance of Robins, Breslow and Greenland (1986).
    pub interval: (f64, f64),
    /// χ² without correction and its p.
    pub chi_square: (f64, f64),
    /// χ² with a continuity correction of one half (none where the difference is smaller) and its p.
    pub chi_square_corrected: (f64, f64),
}

/// Pools comparisons; openings in which all or none were selected say nothing and change nothing.
pub fn mantel_haenszel(openings: &[Comparison]) -> Statistic<PooledOdds> {
    let (mut r, mut s, mut pr, mut mixed, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut difference, mut variance) = (0.0, 0.0);
    for opening in openings {
        let [a, nf, c, nr] = opening.counts();
        let (b, d, t) = (nf - a, nr - c, nf + nr);
        let (p, q) = ((a + d) / t, (b + c) / t);
        let (ad, bc) = (a * d / t, b * c / t);
        r += ad;
        s += bc;
        pr += p * ad;
        mixed += p * bc + q * ad;
        qs += q * bc;
        difference += a - nf * (a + c) / t;
        if t > 1.0 {
            variance += nf * nr * (a + c) * (b + d) / (t * t * (t - 1.0));
        }
    }
    let why = "the openings leave no odds to compare";
    let odds_ratio = quotient(r, s, why)?;
    let error = (quotient(pr, 2.0 * r * r, why)? + mixed / (2.0 * r * s) + qs / (2.0 * s * s)).sqrt();
    let reach = normal_quantile(0.975) * error;
    let distance = difference.abs();
    let test = |correction: f64| {
        let chi = quotient((distance - correction).powi(2), variance, why)?;
        Ok((chi, chi_square_upper(chi, 1.0)))
    };
    Ok(PooledOdds {
        odds_ratio,
        interval: (odds_ratio * (-reach).exp(), odds_ratio * reach.exp()),
        chi_square: test(0.0)?,
        chi_square_corrected: test(if distance >= 0.5 { 0.5 } else { 0.0 })?,
    })
}
