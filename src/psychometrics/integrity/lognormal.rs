//! Van der Linden's lognormal model of response times (2006): ln T ~ N(β − τ, 1/α²).

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::distributions::chi_square_upper;

/// One item's time parameters and the time one person spent on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeItem {
    /// Time intensity: the mean of ln T at speed 0.
    pub beta: f64,
    /// Discrimination: one over the SD of ln T.
    pub alpha: f64,
    /// The time spent, in the unit β was estimated in.
    pub time: f64,
}

/// One person's speed and what is unusual about the times.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseTimes {
    /// Speed τ by maximum likelihood: Σα²(β − ln t)/Σα².
    pub speed: f64,
    /// Its standard error: 1/√Σα².
    pub se: f64,
    /// α(ln t − β + τ) for each item: negative is fast for this person.
    pub residuals: Vec<f64>,
    /// The same with the speed estimated from the other items, standardized; absent with one item.
    pub residuals_left_out: Statistic<Vec<f64>>,
    /// Σ residuals².
    pub chi_square: f64,
    /// Items less one.
    pub df: f64,
    /// P(χ² > chi); absent with one item.
    pub p: Statistic,
}

/// Absent where there are no items or a time or an α is not above 0.
pub fn response_times(items: &[TimeItem]) -> Statistic<ResponseTimes> {
    let precision = precision(items)?;
    let speed = weighted(items) / precision;
    let residual = |item: &TimeItem| item.alpha * (item.time.ln() - item.beta + speed);
    let residuals: Vec<f64> = items.iter().map(residual).collect();
    let chi_square = residuals.iter().map(|z| z * z).sum();
    let df = items.len() as f64 - 1.0;
    let alone = Absent("with one item the speed takes up its time");
    // A residual has variance 1 − α²/Σα²: dividing by its root is leaving the item out.
    let left_out =
        items.iter().zip(&residuals).map(|(item, z)| z / (1.0 - item.alpha * item.alpha / precision).sqrt()).collect();
    let several = items.len() > 1;
    Ok(ResponseTimes {
        speed,
        se: 1.0 / precision.sqrt(),
        residuals,
        residuals_left_out: if several { Ok(left_out) } else { Err(alone) },
        chi_square,
        df,
        p: if several { Ok(chi_square_upper(chi_square, df)) } else { Err(alone) },
    })
}

/// Speed under a N(0, variance) prior: Σα²(β − ln t)/(Σα² + 1/variance).
pub fn speed_map(items: &[TimeItem], prior_variance: f64) -> Statistic {
    if prior_variance.is_nan() || prior_variance <= 0.0 {
        return Err(Absent("the prior needs a variance above 0"));
    }
    Ok(weighted(items) / (precision(items)? + 1.0 / prior_variance))
}

fn precision(items: &[TimeItem]) -> Statistic {
    let sound = |item: &TimeItem| item.alpha > 0.0 && item.time > 0.0 && item.time.is_finite() && item.beta.is_finite();
    if items.is_empty() || !items.iter().all(sound) {
        return Err(Absent("every item needs a time and a discrimination above 0"));
    }
    Ok(items.iter().map(|item| item.alpha * item.alpha).sum())
}

fn weighted(items: &[TimeItem]) -> f64 {
    items.iter().map(|item| item.alpha * item.alpha * (item.beta - item.time.ln())).sum()
}
