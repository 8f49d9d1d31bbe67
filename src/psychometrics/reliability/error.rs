//! Standard errors of measurement, of a difference, and conditional on the score.

use crate::psychometrics::absent::{Absent, Statistic, quotient};

/// The standard error of measurement: SD √(1 − reliability).
pub fn sem(sd: f64, reliability: f64) -> Statistic {
    if reliability > 1.0 {
        return Err(Absent("a reliability above 1 leaves no error"));
    }
    // A negative reliability leaves an error larger than the spread itself: said, not hidden.
    Ok(sd * (1.0 - reliability).sqrt())
}

/// The standard error of the difference of two people's scores: √2 SEM.
pub fn sed(sem: f64) -> f64 {
    std::f64::consts::SQRT_2 * sem
}

/// Kelley's estimate of a true score: the observed one drawn towards the mean by the reliability.
pub fn kelley(score: f64, mean: f64, reliability: f64) -> f64 {
    reliability * score + (1.0 - reliability) * mean
}

/// Kuder and Richardson's formula 21 with the variance over n.
pub fn kr21(mean: f64, population_variance: f64, items: usize) -> Statistic {
    let k = items as f64;
    if items < 2 {
        return Err(Absent("the formula needs at least two items"));
    }
    let share = quotient(mean * (k - mean), k * population_variance, "the total does not vary")?;
    Ok(k / (k - 1.0) * (1.0 - share))
}

/// Lord's binomial error at a number-right score of k right-or-wrong items: √(x(k − x)/(k − 1)) (Lord 1955).
pub fn lord_error(score: f64, items: usize) -> Statistic {
    let k = items as f64;
    if items < 2 || !(0.0..=k).contains(&score) {
        return Err(Absent("the score must lie between 0 and the number of items, of which there are two or more"));
    }
    Ok((score * (k - score) / (k - 1.0)).sqrt())
}

/// Keats's correction of Lord's error, so that its mean square fits the reliability: × √((1 − ρ)/(1 − KR21)).
pub fn keats_error(score: f64, items: usize, reliability: f64, kr21: f64) -> Statistic {
    let ratio = quotient(1.0 - reliability, 1.0 - kr21, "KR21 leaves no error")?;
    if ratio < 0.0 {
        return Err(Absent("a reliability above 1 leaves no error"));
    }
    Ok(lord_error(score, items)? * ratio.sqrt())
}
