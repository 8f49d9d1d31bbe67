//! What random answers earn: the exact mean over all answers an item allows.
//!
//! Pick-best, best-worst and rank items are enumerated answer by answer. For rate items the ratings of a random person
//! are independent, so the mean over all `A^n` answers is the mean over each option, added up. A random person's own
//! level and spread are taken as they are expected to be, the middle and spread of the scale, so that the constant does
//! not depend on the rest of the form; over keys like those of the bank it is within 0.03 of the standardized mean.

use super::item::share;
use super::{Format, Key, Letter, RateScheme, Response};

/// The mean share under random answers: .33 to .50 for the usual keys.
pub fn mean_share_by_chance(format: Format, key: &Key, scheme: RateScheme) -> f64 {
    let options = key.effectiveness().len();
    let scheme = if scheme == RateScheme::Standardized { RateScheme::RawAbsolute } else { scheme };
    let shares = all_answers(format, options, key.scale()).filter_map(|answer| share(key, &answer, scheme, None));
    let (sum, n) = shares.fold((0.0, 0_u32), |(sum, n), share| (sum + share, n + 1));
    sum / f64::from(n.max(1))
}

fn all_answers(format: Format, options: usize, scale: u8) -> Box<dyn Iterator<Item = Response>> {
    let letters = move || (0..options).filter_map(Letter::at);
    match format {
        Format::PickBest => Box::new(letters().map(|best| Response::PickBest { best })),
        Format::BestWorst => Box::new(letters().flat_map(move |best| {
            letters().filter(move |worst| *worst != best).map(move |worst| Response::BestWorst { best, worst })
        })),
        Format::Rank => Box::new(orders(letters().collect()).into_iter().map(|order| Response::Rank { order })),
        Format::Rate => Box::new((1..=scale).map(move |rating| Response::Rate { ratings: vec![rating; options] })),
    }
}

fn orders(letters: Vec<Letter>) -> Vec<Vec<Letter>> {
    if letters.len() <= 1 {
        return vec![letters];
    }
    let mut all = Vec::new();
    for place in 0..letters.len() {
        let mut rest = letters.clone();
        let first = rest.remove(place);
        all.extend(orders(rest).into_iter().map(|mut order| {
            order.insert(0, first);
            order
        }));
    }
    all
}
