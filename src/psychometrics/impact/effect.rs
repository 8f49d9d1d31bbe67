//! Effect sizes: how far groups are apart in scores, and what that means for selection.

use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::describe::{mean, variance};
use crate::psychometrics::distributions::{normal_cdf, normal_quantile};

/// Cohen's d: the difference of the means, focal less reference, over the pooled SD.
pub fn cohens_d(focal: &[f64], reference: &[f64]) -> Statistic {
    if focal.len() < 2 || reference.len() < 2 {
        return Err(Absent("each group needs at least two scores"));
    }
    let (df, dr) = (focal.len() as f64 - 1.0, reference.len() as f64 - 1.0);
    let pooled = ((df * variance(focal)? + dr * variance(reference)?) / (df + dr)).sqrt();
    quotient(mean(focal)? - mean(reference)?, pooled, "the scores do not vary within groups")
}

/// Hedges's g: d times the exact correction Γ(m/2)/(√(m/2) Γ((m − 1)/2)), m = `n_f` + `n_r` − 2.
pub fn hedges_g(focal: &[f64], reference: &[f64]) -> Statistic {
    let d = cohens_d(focal, reference)?;
    let m = (focal.len() + reference.len()) as f64 - 2.0;
    Ok(d * (libm::lgamma(m / 2.0) - libm::lgamma((m - 1.0) / 2.0)).exp() / (m / 2.0).sqrt())
}

/// Cohen's h: 2 asin √`p_f` − 2 asin √`p_r`.
pub fn cohens_h(focal_rate: f64, reference_rate: f64) -> f64 {
    2.0 * (focal_rate.sqrt().asin() - reference_rate.sqrt().asin())
}

/// The rate and the ratio to expect for a group whose normal scores lie d below, where `rate` of the others pass.
pub fn expected_ratio(d: f64, rate: f64) -> Statistic<(f64, f64)> {
    if !(rate > 0.0 && rate < 1.0) {
        return Err(Absent("the rate must lie between 0 and 1"));
    }
    let minority = normal_cdf(normal_quantile(rate) - d);
    Ok((minority, minority / rate))
}
