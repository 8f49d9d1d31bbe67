//! Scores against thresholds: meets, borderline, below.
//!
//! Borderline is "a person must look": the range of a required score contains its threshold. With several required
//! scores the lower side is widened, so that measurement error alone does not push people below more often the more
//! scores are asked for (Šidák 1967).

use super::{Competency, PerCompetency, Score, normal};
use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// What a threshold policy says of a score; a person decides.
    Outcome {
        /// Every required score is safely above its threshold.
        Meets = "meets",
        /// Too close to call: a person must look.
        Borderline = "borderline",
        /// A required score is safely below its threshold.
        Below = "below",
    }
}

/// The thresholds of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// The least total.
    pub total: f64,
    /// The least score in a competency, where one is asked for.
    pub minima: PerCompetency<Option<f64>>,
    /// How many standard errors the range of a score is wide on either side: 1, 1.645 or 1.96.
    pub z: f64,
}

/// Where one required score meets, is borderline or is below, in score points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zone {
    /// The threshold.
    pub threshold: f64,
    /// From here on it meets.
    pub meets_from: f64,
    /// From here on it is borderline; under it, below.
    pub borderline_from: f64,
}

impl Thresholds {
    /// How many scores are required: the total and each competency with a minimum.
    pub fn required(&self) -> usize {
        1 + self.minima.iter().filter(|(_, minimum)| minimum.is_some()).count()
    }

    /// The z of the lower side: Φ⁻¹((1 − α)^(1/k)) with the α of z; z itself where one score is required.
    pub fn lower_z(&self) -> f64 {
        match self.required() {
            1 => self.z,
            k => normal::quantile(libm::pow(normal::cdf(self.z), 1.0 / k as f64)),
        }
    }

    /// The zone around one of the thresholds for scores with this standard error.
    pub fn zone(&self, threshold: f64, se: f64) -> Zone {
        Zone { threshold, meets_from: threshold + self.z * se, borderline_from: threshold - self.lower_z() * se }
    }

    /// What these thresholds say of these scores.
    pub fn outcome(&self, total: Score, competencies: &PerCompetency<Score>) -> Outcome {
        self.ruler().outcome(|scale| {
            let score = scale.map_or(total, |competency| competencies[competency]);
            (score.value, score.se)
        })
    }

    /// The same for many people: what is alike for all of them is computed once.
    pub fn ruler(&self) -> Ruler {
        Ruler { thresholds: *self, lower_z: self.lower_z() }
    }
}

/// Thresholds ready to be held against many people's scores.
#[derive(Debug, Clone, Copy)]
pub struct Ruler {
    thresholds: Thresholds,
    lower_z: f64,
}

impl Ruler {
    /// What the thresholds say of somebody. `score` gives the value and standard error of the total (`None`) or of a
    /// competency; it is asked only for what is required.
    pub fn outcome(&self, score: impl Fn(Option<Competency>) -> (f64, f64)) -> Outcome {
        let mut all_meet = true;
        let minima = self.thresholds.minima.iter();
        let minima = minima.filter_map(|(competency, minimum)| Some((Some(competency), (*minimum)?)));
        for (scale, threshold) in std::iter::once((None, self.thresholds.total)).chain(minima) {
            let (value, se) = score(scale);
            if value + self.lower_z * se < threshold {
                return Outcome::Below;
            }
            all_meet &= value - self.thresholds.z * se >= threshold;
        }
        if all_meet { Outcome::Meets } else { Outcome::Borderline }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(value: f64, se: f64) -> Score {
        Score { value, se, items: 24, missing: 0 }
    }

    fn flat(value: f64) -> PerCompetency<Score> {
        PerCompetency::from_fn(|_| score(value, 12.0))
    }

    #[test]
    fn borderline_is_exactly_the_range_that_contains_the_threshold() {
        let policy = Thresholds { total: 65.0, minima: PerCompetency::default(), z: 1.0 };
        let outcome = |value| policy.outcome(score(value, 6.0), &flat(0.0));
        assert_eq!(outcome(71.0), Outcome::Meets);
        assert_eq!(outcome(70.999_999), Outcome::Borderline);
        assert_eq!(outcome(59.0), Outcome::Borderline);
        assert_eq!(outcome(58.999_999), Outcome::Below);
        let zone = policy.zone(65.0, 6.0);
        assert_eq!((zone.meets_from, zone.borderline_from), (71.0, 59.0));
    }

    #[test]
    fn each_further_minimum_widens_the_lower_side() {
        let mut policy = Thresholds { total: 65.0, minima: PerCompetency::default(), z: 1.0 };
        let mut widths = vec![policy.lower_z()];
        for competency in super::super::Competency::all() {
            policy.minima[competency] = Some(50.0);
            widths.push(policy.lower_z());
        }
        assert!(widths.windows(2).all(|pair| pair[0] < pair[1]), "{widths:?}");
        // Φ⁻¹(0.841344746^(1/5)), by an independent computation.
        assert!((widths[4] - 1.825_4).abs() < 1e-3, "{widths:?}");
    }

    #[test]
    fn one_required_score_below_is_below_whatever_the_others_are() {
        let mut policy = Thresholds { total: 65.0, minima: PerCompetency::default(), z: 1.0 };
        policy.minima.patience = Some(50.0);
        let mut competencies = flat(90.0);
        competencies.patience = score(10.0, 12.0);
        assert_eq!(policy.outcome(score(90.0, 6.0), &competencies), Outcome::Below);
    }
}
