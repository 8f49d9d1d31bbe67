//! What a set of an assessment would be like: how long it takes, which facets it meets.

use super::{Blueprint, draw};
use crate::bank::{self, Choosable, Facet};
use crate::error::Result;
use std::collections::BTreeSet;

/// Of one set. Another draw of the same assessment has about the same length and may meet other facets.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Expected minutes, computed from the words.
    pub minutes: i64,
    /// The facets that its items are about.
    pub facets: BTreeSet<Facet>,
}

/// Looks at the set that a seed draws.
///
/// # Errors
/// As [`draw`]: when the bank cannot fill the blueprint.
pub fn outlook(blueprint: &Blueprint, bank: &[Choosable], seed: i64) -> Result<Outlook> {
    let drawn = draw(blueprint, bank, seed)?;
    let set: Vec<&Choosable> =
        drawn.iter().filter_map(|drawn| bank.iter().find(|item| item.item == drawn.item)).collect();
    let words = set.iter().map(|item| item.meta.words).sum();
    Ok(Outlook {
        minutes: bank::minutes(set.len(), words).ceil() as i64,
        facets: set.iter().flat_map(|item| item.meta.facets.iter().cloned()).collect(),
    })
}
