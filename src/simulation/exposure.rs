//! How often openings draw each item.

use crate::assessments::{self, Blueprint};
use crate::bank::Library;
use crate::ids::OrganizationId;
use crate::psychometrics::describe::median;
use serde::Serialize;
use std::collections::BTreeMap;

/// Over how many openings, at most.
const OPENINGS: u32 = 200;
/// How many of the most exposed are named.
const NAMED: usize = 10;

/// In which share of openings items are drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exposure {
    /// How many openings were tried.
    pub openings: u32,
    /// How many of them the bank could not fill.
    pub unfilled: u32,
    /// How many items may be drawn at all.
    pub pool: usize,
    /// How many of those were never drawn.
    pub never_drawn: usize,
    /// The share of openings of the least exposed item of the pool.
    pub minimum: f64,
    /// In the middle.
    pub median: f64,
    /// Of the most exposed one.
    pub maximum: f64,
    /// The most exposed.
    pub most: Vec<Exposed>,
}

/// How often one item is drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exposed {
    /// The item.
    pub item: String,
    /// In which share of openings.
    pub share: f64,
}

/// Draws for openings with consecutive seeds, the given one first.
pub fn exposure(library: &Library, blueprint: &Blueprint, seed: i64) -> Exposure {
    let bank = library.choosable(&OrganizationId::built_in());
    let pool = assessments::candidates(blueprint, &bank);
    let mut times: BTreeMap<String, u32> = pool.iter().map(|item| (item.item.id.clone(), 0)).collect();
    let mut filled = 0;
    for step in 0..i64::from(OPENINGS) {
        if let Ok(set) = assessments::draw(blueprint, &bank, seed.wrapping_add(step)) {
            filled += 1;
            set.into_iter().for_each(|drawn| *times.entry(drawn.item.id).or_default() += 1);
        }
    }
    let share = |times: u32| f64::from(times) / f64::from(filled.max(1));
    let shares: Vec<f64> = times.values().map(|&times| share(times)).collect();
    let mut most: Vec<(String, u32)> = times.into_iter().collect();
    most.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Exposure {
        openings: OPENINGS,
        unfilled: OPENINGS - filled,
        pool: shares.len(),
        never_drawn: most.iter().filter(|(_, times)| *times == 0).count(),
        minimum: shares.iter().copied().fold(1.0, f64::min),
        median: median(&shares).unwrap_or_default(),
        maximum: shares.iter().copied().fold(0.0, f64::max),
        most: most.into_iter().take(NAMED).map(|(item, times)| Exposed { item, share: share(times) }).collect(),
    }
}
