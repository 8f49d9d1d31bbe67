//! One alpha for several item sets of one assessment, each taken by people of its own.

use super::feldt_interval;
use crate::psychometrics::absent::{Absent, Statistic, finite};
use crate::psychometrics::distributions::normal_quantile;

/// The alpha of one item set: the value, how many people and how many items it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SetAlpha {
    /// The value.
    pub alpha: f64,
    /// How many people.
    pub persons: usize,
    /// How many items.
    pub items: usize,
}

/// Alpha with its interval. One set keeps Feldt's; of several, ln(1 − α) is averaged with the inverse of its variance
/// 2k/((k − 1)(n − 2)) as weight (Bonett 2002).
pub fn pooled_alpha(sets: &[SetAlpha], confidence: f64) -> Statistic<(f64, (f64, f64))> {
    if let [one] = sets {
        return Ok((one.alpha, feldt_interval(one.alpha, one.persons, one.items, confidence)?));
    }
    if sets.is_empty() || sets.iter().any(|set| set.persons < 3 || set.items < 2) {
        return Err(Absent("each item set needs at least three persons and two items"));
    }
    let weight = |set: &SetAlpha| {
        let k = set.items as f64;
        (k - 1.0) * (set.persons as f64 - 2.0) / (2.0 * k)
    };
    let all: f64 = sets.iter().map(weight).sum();
    let log = finite(
        sets.iter().map(|set| weight(set) * (1.0 - set.alpha).ln()).sum::<f64>() / all,
        "an alpha of 1 leaves no error to average",
    )?;
    let reach = normal_quantile(1.0 - (1.0 - confidence) / 2.0) / all.sqrt();
    Ok((1.0 - log.exp(), (1.0 - (log + reach).exp(), 1.0 - (log - reach).exp())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_set_is_itself_and_equal_sets_are_as_sure_as_one_of_both() {
        let set = |persons| SetAlpha { alpha: 0.7, persons, items: 20 };
        let (alpha, interval) = pooled_alpha(&[set(100)], 0.95).unwrap();
        assert_eq!((alpha, interval), (0.7, feldt_interval(0.7, 100, 20, 0.95).unwrap()));
        // ln 0.3 ± 1.959964 / √(19 · 98 / 40 · 2), by hand.
        let (alpha, (low, high)) = pooled_alpha(&[set(100), set(100)], 0.95).unwrap();
        assert!((alpha - 0.7).abs() < 1e-12);
        assert!((low - 0.632_430_6).abs() < 1e-6 && (high - 0.755_148_3).abs() < 1e-6, "{low} {high}");
    }

    #[test]
    fn the_larger_set_weighs_more_and_nothing_is_made_of_nothing() {
        let set = |alpha, persons| SetAlpha { alpha, persons, items: 20 };
        let (alpha, _) = pooled_alpha(&[set(0.8, 300), set(0.4, 50)], 0.95).unwrap();
        assert!(alpha > 0.7, "{alpha}");
        assert!(pooled_alpha(&[], 0.95).is_err());
        assert!(pooled_alpha(&[set(1.0, 50), set(0.4, 50)], 0.95).is_err());
    }
}
