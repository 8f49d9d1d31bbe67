//! The key of an item: how effective each option is, and what can be said of it before anyone answers.

use super::chance::mean_share_by_chance;
use super::{Competency, RateScheme};
use crate::words::words;

words! {
    /// What an item asks for.
    Format {
        /// The best reply.
        PickBest = "pick-best",
        /// The best and the worst reply.
        BestWorst = "best-worst",
        /// All replies in order.
        Rank = "rank",
        /// A rating of each reply.
        Rate = "rate",
    }
}

/// The effectiveness of each option, in the order of the item's file.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    effectiveness: Vec<f64>,
    scale: u8,
}

/// Why a list of numbers cannot be a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// Fewer options than a choice needs, or more than can be enumerated and read.
    #[error("an item needs two to eight options")]
    Options,
    /// A value outside 1 to the top of the scale.
    #[error("an effectiveness lies outside the scale")]
    OffScale,
    /// All options are equally effective: nothing could be scored.
    #[error("all options are equally effective, so no answer would be better than another")]
    NoSpread,
    /// Two neighbours of a rank key are closer than 0.5.
    #[error("two options of a rank key are closer than 0.5, so their order means nothing")]
    CloseNeighbours,
}

/// The least distance between neighbours in the key of a rank item.
const RANK_GAP: f64 = 0.5;

impl Key {
    /// A key on the scale 1 to `scale`.
    ///
    /// # Errors
    /// When no answer could be scored by it.
    pub fn new(format: Format, effectiveness: Vec<f64>, scale: u8) -> Result<Self, KeyFault> {
        if !(2..=8).contains(&effectiveness.len()) {
            return Err(KeyFault::Options);
        }
        if effectiveness.iter().any(|e| !(1.0..=f64::from(scale)).contains(e)) {
            return Err(KeyFault::OffScale);
        }
        let key = Self { effectiveness, scale };
        if key.highest() <= key.lowest() {
            return Err(KeyFault::NoSpread);
        }
        let order = key.best_first();
        let close = |pair: &[usize]| key.effectiveness[pair[0]] - key.effectiveness[pair[1]] < RANK_GAP;
        if format == Format::Rank && order.windows(2).any(close) {
            return Err(KeyFault::CloseNeighbours);
        }
        Ok(key)
    }

    /// The effectiveness of each option, 1 to [`Key::scale`].
    pub fn effectiveness(&self) -> &[f64] {
        &self.effectiveness
    }

    /// The top of the scale.
    pub fn scale(&self) -> u8 {
        self.scale
    }

    /// The highest effectiveness.
    pub fn highest(&self) -> f64 {
        self.effectiveness.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// The lowest effectiveness.
    pub fn lowest(&self) -> f64 {
        self.effectiveness.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The options from the most to the least effective; equals in the order of the file.
    pub fn best_first(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.effectiveness.len()).collect();
        order.sort_by(|&a, &b| self.effectiveness[b].total_cmp(&self.effectiveness[a]));
        order
    }
}

/// All that scoring needs to know of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemRule {
    /// The competency it belongs to.
    pub competency: Competency,
    /// What it asks for.
    pub format: Format,
    /// How effective each option is.
    pub key: Key,
    scheme: RateScheme,
    chance: f64,
    chance_fallback: f64,
}

impl ItemRule {
    /// The rule of an item. What chance gives is enumerated here, once.
    pub fn new(competency: Competency, format: Format, key: Key, scheme: RateScheme) -> Self {
        let chance = mean_share_by_chance(format, &key, scheme);
        let chance_fallback = mean_share_by_chance(format, &key, RateScheme::AgainstMidpoint);
        Self { competency, format, key, scheme, chance, chance_fallback }
    }

    /// How ratings are compared with the key.
    pub fn scheme(&self) -> RateScheme {
        self.scheme
    }

    /// The mean share under random answers.
    pub fn chance(&self) -> f64 {
        self.chance
    }

    /// The item score y = (x - c) / (1 - c): 0 is what chance gives, 1 the key; it may be negative.
    pub fn adjusted(&self, share: f64) -> f64 {
        (share - self.chance) / (1.0 - self.chance)
    }

    /// The item score where the raw fall-back of rate items was used.
    pub fn adjusted_fallback(&self, share: f64) -> f64 {
        (share - self.chance_fallback) / (1.0 - self.chance_fallback)
    }
}
