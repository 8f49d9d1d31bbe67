//! Angoff's method and its extension to items with more than two scores.

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::describe::{mean, sd};

/// What judges' expectations of a minimally competent person come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Angoff {
    /// The sum of each judge's ratings: the judge's cut.
    pub judge_cuts: Vec<f64>,
    /// The mean of the judges' cuts, in raw score points.
    pub cut: f64,
    /// The SD of the judges' cuts; absent with one judge.
    pub sd_judges: Statistic,
    /// The standard error over judges: SD/√judges.
    pub se_judges: Statistic,
    /// The variance components of the judge x item table.
    pub components: Statistic<Generalizability>,
}

/// Variance components of a crossed table with one rating a cell, and the errors of its mean per item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Generalizability {
    /// Mean squares of judges, items and residual.
    pub mean_squares: [f64; 3],
    /// Variances of judges, items and residual; those of judges and items not below 0.
    pub variances: [f64; 3],
    /// The standard error of the mean rating when these items are the test: √(σ²ⱼ/nⱼ + σ²ⱼᵢ/(nⱼnᵢ)).
    pub se_mean_items_fixed: f64,
    /// The same when the items are a sample of such items: with σ²ᵢ/nᵢ added.
    pub se_mean_items_random: f64,
}

/// `ratings`: judges x items; the expected score of a minimally competent person on each item (a probability where
/// the item is right or wrong).
pub fn angoff(ratings: &[Vec<f64>]) -> Statistic<Angoff> {
    let items = ratings.first().map_or(0, Vec::len);
    if items == 0 || ratings.iter().any(|row| row.len() != items) {
        return Err(Absent("every judge needs a rating of every item"));
    }
    let judge_cuts: Vec<f64> = ratings.iter().map(|row| row.iter().sum()).collect();
    let sd_judges = sd(&judge_cuts);
    Ok(Angoff {
        cut: mean(&judge_cuts)?,
        se_judges: sd_judges.map(|sd| sd / (judge_cuts.len() as f64).sqrt()),
        sd_judges,
        judge_cuts,
        components: components(ratings),
    })
}

impl Angoff {
    /// The standard error of the cut with the test's own error of measurement: √(SE² + SEM²).
    pub fn se_with_sem(&self, sem: f64) -> Statistic {
        self.se_judges.map(|se| se.hypot(sem))
    }
}

fn components(ratings: &[Vec<f64>]) -> Statistic<Generalizability> {
    let (judges, items) = (ratings.len() as f64, ratings[0].len() as f64);
    if ratings.len() < 2 || ratings[0].len() < 2 {
        return Err(Absent("variance components need at least two judges and two items"));
    }
    let judge_means: Vec<f64> = ratings.iter().map(|row| row.iter().sum::<f64>() / items).collect();
    let item_means: Vec<f64> =
        (0..ratings[0].len()).map(|item| ratings.iter().map(|row| row[item]).sum::<f64>() / judges).collect();
    let grand = judge_means.iter().sum::<f64>() / judges;
    let squares = |means: &[f64]| means.iter().map(|mean| (mean - grand).powi(2)).sum::<f64>();
    let residual: f64 = ratings
        .iter()
        .zip(&judge_means)
        .flat_map(|(row, judge)| row.iter().zip(&item_means).map(move |(x, item)| (x - judge - item + grand).powi(2)))
        .sum();
    let ms_judges = items * squares(&judge_means) / (judges - 1.0);
    let ms_items = judges * squares(&item_means) / (items - 1.0);
    let ms_residual = residual / ((judges - 1.0) * (items - 1.0));
    let of_judges = ((ms_judges - ms_residual) / items).max(0.0);
    let of_items = ((ms_items - ms_residual) / judges).max(0.0);
    let fixed = of_judges / judges + ms_residual / (judges * items);
    Ok(Generalizability {
        mean_squares: [ms_judges, ms_items, ms_residual],
        variances: [of_judges, of_items, ms_residual],
        se_mean_items_fixed: fixed.sqrt(),
        se_mean_items_random: (fixed + of_items / items).sqrt(),
    })
}
