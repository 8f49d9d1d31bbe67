//! How precise scores are: a versioned constant, estimated once from finished attempts, never recomputed live.
//!
//! A standard error of one's own would correlate with the score and open the door at the cut to the inconsistent
//! (Brennan's within-person error is a diagnostic only). One constant for each competency of an assessment treats all
//! alike.

use super::{Competency, PerCompetency};
use serde::{Deserialize, Serialize};

/// The standard deviation of item scores within a person, assumed before anybody has finished.
const ASSUMED_SD: f64 = 0.30;
/// How many observations that assumption weighs.
const ASSUMED_WEIGHT: f64 = 50.0;

/// The frozen constants of one precision version.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precision {
    /// The version that scores name; 0 is the assumption.
    pub version: i64,
    /// Within-person standard deviation of item scores, for each competency.
    pub item_sd: PerCompetency<f64>,
}

impl Precision {
    /// The assumption that stands until a version has been frozen from data.
    pub fn assumed() -> Self {
        Self { version: 0, item_sd: PerCompetency::from_fn(|_| ASSUMED_SD) }
    }

    /// The standard error of a competency score over so many items, in score points.
    pub fn competency_se(&self, competency: Competency, items: usize) -> f64 {
        100.0 * self.item_sd[competency] / (items as f64).sqrt()
    }

    /// The standard error of the total: √(Σ w² SE²) / Σ w.
    pub fn total_se(weights: &PerCompetency<f64>, ses: &PerCompetency<f64>) -> f64 {
        let (mut squares, mut sum) = (0.0, 0.0);
        for (competency, weight) in weights.iter() {
            squares += (weight * ses[competency]).powi(2);
            sum += weight;
        }
        squares.sqrt() / sum
    }

    /// The standard error of the total of a complete form.
    pub fn form_se(&self, weights: &PerCompetency<f64>, items: &PerCompetency<usize>) -> f64 {
        let ses = PerCompetency::from_fn(|competency| self.competency_se(competency, items[competency].max(1)));
        Self::total_se(weights, &ses)
    }
}

/// Gathers finished attempts into the within-person variance of item scores, with the assumption as a prior:
/// s² = (Σ persons Σ items (y − ȳ)² + 50 · 0.30²) / (Σ (n − 1) + 50).
#[derive(Debug, Clone, Copy, Default)]
pub struct ItemSpread {
    squares: f64,
    freedom: f64,
}

impl ItemSpread {
    /// Adds the item scores of one person in one competency.
    pub fn add(&mut self, scores: &[f64]) {
        if scores.len() < 2 {
            return;
        }
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        self.squares += scores.iter().map(|y| (y - mean).powi(2)).sum::<f64>();
        self.freedom += scores.len() as f64 - 1.0;
    }

    /// The standard deviation.
    pub fn sd(&self) -> f64 {
        ((self.squares + ASSUMED_WEIGHT * ASSUMED_SD.powi(2)) / (self.freedom + ASSUMED_WEIGHT)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_data_the_spread_is_the_assumption() {
        assert!((ItemSpread::default().sd() - 0.30).abs() < 1e-12);
    }

    #[test]
    fn data_outweigh_the_assumption() {
        let mut spread = ItemSpread::default();
        spread.add(&[0.0, 1.0]);
        // (0.5 + 4.5) / (1 + 50)
        assert!((spread.sd() - (5.0_f64 / 51.0).sqrt()).abs() < 1e-12);
        for _ in 0..100_000 {
            spread.add(&[0.0, 0.2]);
        }
        assert!((spread.sd() - 0.02_f64.sqrt()).abs() < 1e-3);
    }

    #[test]
    fn a_total_of_twenty_four_items_is_half_as_wide_as_one_of_six() {
        let precision = Precision::assumed();
        let weights = PerCompetency::from_fn(|_| 1.0);
        let se = |items| precision.form_se(&weights, &PerCompetency::from_fn(|_| items));
        assert!((se(6) - 100.0 * 0.30 / 24.0_f64.sqrt()).abs() < 1e-12);
        assert!((se(3) / se(6) - 2.0_f64.sqrt()).abs() < 1e-12);
    }
}
