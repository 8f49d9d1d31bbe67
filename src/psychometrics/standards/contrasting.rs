//! Cuts from the scores of people whose competence is known: borderline and contrasting groups.

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::describe::{mean, median};
use crate::psychometrics::regression::{Cell, logistic};

/// The middle of a borderline group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Borderline {
    /// The median score.
    pub median: f64,
    /// The mean score.
    pub mean: f64,
}

/// The scores of people judged to be just at the border.
pub fn borderline(scores: &[f64]) -> Statistic<Borderline> {
    Ok(Borderline { median: median(scores)?, mean: mean(scores)? })
}

/// The errors that a cut would make: people at or above it pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CutErrors {
    /// The cut.
    pub cut: f64,
    /// How many competent people would fail.
    pub false_fail: usize,
    /// How many not competent people would pass.
    pub false_pass: usize,
}

impl CutErrors {
    /// Both kinds together.
    pub fn total(&self) -> usize {
        self.false_fail + self.false_pass
    }
}

/// What two contrasting groups say.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrasting {
    /// Halfway between the two means.
    pub midpoint_of_means: f64,
    /// Constant and slope of the logistic regression of competence on the score; absent where a score separates the
    /// groups or scores do not vary.
    pub coefficients: Statistic<[f64; 2]>,
    /// The score at which it gives one half; absent where the slope is not above 0.
    pub logistic_cut: Statistic,
    /// Every cut from below the lowest score to above the highest.
    pub table: Vec<CutErrors>,
    /// The cuts with the fewest errors.
    pub least_errors: Vec<f64>,
}

/// The scores of people known to be competent and of people known not to be.
pub fn contrasting(not_competent: &[f64], competent: &[f64]) -> Statistic<Contrasting> {
    let midpoint_of_means = f64::midpoint(mean(not_competent)?, mean(competent)?);
    let coefficients = regression(not_competent, competent);
    let logistic_cut = coefficients.and_then(half);
    let errors = |cut: f64| CutErrors {
        cut,
        false_fail: competent.iter().filter(|&&score| score < cut).count(),
        false_pass: not_competent.iter().filter(|&&score| score >= cut).count(),
    };
    let table: Vec<CutErrors> = cuts(not_competent, competent).into_iter().map(errors).collect();
    let least = table.iter().map(CutErrors::total).min().unwrap_or(0);
    let least_errors = table.iter().filter(|row| row.total() == least).map(|row| row.cut).collect();
    Ok(Contrasting { midpoint_of_means, coefficients, logistic_cut, table, least_errors })
}

/// The logistic cut of [`contrasting`] alone.
///
/// # Errors
/// Why there is none.
pub fn contrasting_cut(not_competent: &[f64], competent: &[f64]) -> Statistic {
    regression(not_competent, competent).and_then(half)
}

/// The score at which a logistic regression gives one half.
fn half([constant, slope]: [f64; 2]) -> Statistic {
    if slope > 0.0 { Ok(-constant / slope) } else { Err(Absent("the competent do not score higher")) }
}

/// Whole scores close together: every whole number from one below to one above. Otherwise every score that occurs and
/// one above.
fn cuts(not_competent: &[f64], competent: &[f64]) -> Vec<f64> {
    let mut scores: Vec<f64> = not_competent.iter().chain(competent).copied().collect();
    scores.sort_by(f64::total_cmp);
    scores.dedup();
    let (low, high) = (scores[0], scores[scores.len() - 1]);
    if scores.iter().all(|score| score.fract().abs() <= 0.0) && high - low <= 1000.0 {
        (0..=(high - low) as u32 + 2).map(|step| low - 1.0 + f64::from(step)).collect()
    } else {
        scores.push(high + 1.0);
        scores
    }
}

fn regression(not_competent: &[f64], competent: &[f64]) -> Statistic<[f64; 2]> {
    let centre = f64::midpoint(mean(not_competent)?, mean(competent)?);
    let cell = |score: f64, hits: f64| Cell { x: vec![1.0, score - centre], n: 1.0, hits };
    let cells: Vec<Cell> =
        not_competent.iter().map(|&s| cell(s, 0.0)).chain(competent.iter().map(|&s| cell(s, 1.0))).collect();
    let fitted = logistic(&cells).map_err(|_| Absent("the scores do not vary"))?;
    if !fitted.settled {
        return Err(Absent("a score separates the two groups: the regression has no finite slope"));
    }
    let slope = fitted.coefficients[1];
    Ok([fitted.coefficients[0] - slope * centre, slope])
}
