//! One item: the share x of what it makes possible, between its own worst and best answer.

use super::{ItemRule, Key, Letter, Response};
use crate::words::words;

words! {
    /// How ratings are compared with the key.
    RateScheme {
        /// Distance after the person's own level and spread are taken out: using only the middle or only the ends
        /// neither helps nor hurts (Cronbach and Gleser 1953; Weng et al. 2018).
        Standardized = "standardized",
        /// Distance of the ratings as they are.
        RawAbsolute = "raw-absolute",
        /// Squared distance of the ratings as they are.
        RawSquared = "raw-squared",
        /// Share of ratings on the same side of the midpoint as the key.
        Dichotomous = "dichotomous",
        /// Distance against that of rating all in the middle, which earns 0; it may be negative. The fall-back where
        /// a person has rated too little to know their level and spread.
        AgainstMidpoint = "against-midpoint",
    }
}

/// A person's own level and spread in rating, beside those of the key, over the same options.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    rated_mean: f64,
    rated_sd: f64,
    key_mean: f64,
    key_sd: f64,
}

/// Below this spread of ratings the spread is not stretched any further.
const LEAST_SPREAD: f64 = 0.5;

impl Level {
    /// Over exactly the options this person rated in this form; population standard deviations.
    pub fn of(rated: &[(u8, f64)]) -> Self {
        let (rated_mean, rated_sd) = mean_and_sd(rated.iter().map(|(rating, _)| f64::from(*rating)));
        let (key_mean, key_sd) = mean_and_sd(rated.iter().map(|(_, key)| *key));
        Self { rated_mean, rated_sd, key_mean, key_sd }
    }

    /// A rating on the level and spread of the key, kept on the scale.
    fn moved(&self, rating: f64, scale: f64) -> f64 {
        let moved = self.key_mean + self.key_sd * (rating - self.rated_mean) / self.rated_sd.max(LEAST_SPREAD);
        moved.clamp(1.0, scale)
    }
}

fn mean_and_sd(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / n;
    (mean, (values.map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt())
}

impl ItemRule {
    /// The share x that an answer earns; `None` for one that does not fit the item. "No answer" has no share: it is
    /// scored as chance. `level` is used by standardized rate items only.
    pub fn share(&self, response: &Response, level: Option<&Level>) -> Option<f64> {
        share(&self.key, response, self.scheme(), level)
    }
}

/// [`ItemRule::share`] without the rule: for enumerating what chance gives.
pub fn share(key: &Key, response: &Response, scheme: RateScheme, level: Option<&Level>) -> Option<f64> {
    match response {
        Response::PickBest { best } => {
            let chosen = effectiveness(key, *best)?;
            Some((chosen - key.lowest()) / (key.highest() - key.lowest()))
        }
        Response::BestWorst { best, worst } => {
            let difference = effectiveness(key, *best)? - effectiveness(key, *worst)?;
            let greatest = key.highest() - key.lowest();
            Some((difference + greatest) / (2.0 * greatest))
        }
        Response::Rank { order } => Some(1.0 - footrule(key, order)? as f64 / greatest_footrule(order.len()) as f64),
        Response::Rate { ratings } => {
            (ratings.len() == key.effectiveness().len()).then(|| closeness(key, ratings, scheme, level))
        }
        Response::NoAnswer => None,
    }
}

fn effectiveness(key: &Key, letter: Letter) -> Option<f64> {
    key.effectiveness().get(letter.place()).copied()
}

/// How many places the options are out of their place in the key, summed (Spearman's footrule).
fn footrule(key: &Key, order: &[Letter]) -> Option<usize> {
    let best_first = key.best_first();
    let places = best_first.iter().enumerate().map(|(keyed, option)| {
        let given = order.iter().position(|letter| letter.place() == *option)?;
        Some(given.abs_diff(keyed))
    });
    places.sum()
}

/// The footrule of the reversed order, floor(n² / 2): no order is further away.
fn greatest_footrule(options: usize) -> usize {
    (options * options / 2).max(1)
}

fn closeness(key: &Key, ratings: &[u8], scheme: RateScheme, level: Option<&Level>) -> f64 {
    let top = f64::from(key.scale());
    let middle = f64::midpoint(1.0, top);
    let pairs = || ratings.iter().map(|rating| f64::from(*rating)).zip(key.effectiveness().iter().copied());
    let furthest = |keyed: f64| (keyed - 1.0).max(top - keyed);
    let sum = |distance: &dyn Fn(f64, f64) -> f64| pairs().map(|(rated, keyed)| distance(rated, keyed)).sum::<f64>();
    match scheme {
        RateScheme::Standardized => {
            let moved = |rated| level.map_or(rated, |level| level.moved(rated, top));
            1.0 - sum(&|rated, keyed| (moved(rated) - keyed).abs()) / sum(&|_, keyed| furthest(keyed))
        }
        RateScheme::RawAbsolute => 1.0 - sum(&|rated, keyed| (rated - keyed).abs()) / sum(&|_, keyed| furthest(keyed)),
        RateScheme::RawSquared => {
            1.0 - sum(&|rated, keyed| (rated - keyed).powi(2)) / sum(&|_, keyed| furthest(keyed).powi(2))
        }
        RateScheme::Dichotomous => {
            let sided = |keyed: f64| f64::from(u8::from((keyed - middle).abs() > 0.0));
            let agrees = |rated: f64, keyed: f64| f64::from(u8::from((rated - middle) * (keyed - middle) > 0.0));
            sum(&agrees) / sum(&|_, keyed| sided(keyed))
        }
        RateScheme::AgainstMidpoint => {
            1.0 - sum(&|rated, keyed| (rated - keyed).abs()) / sum(&|_, keyed| (middle - keyed).abs())
        }
    }
}
