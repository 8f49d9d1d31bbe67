//! The item set of an opening: drawn once, by a seed, from what the blueprint allows.
//!
//! For each competency and format the candidates are shuffled by the seed and taken in the order of how much they add:
//! first a facet that the competency has not met yet, then a channel that the set has not met yet. Items that give each
//! other away are not drawn together.

use super::Blueprint;
use super::blueprint::Candidate;
use crate::bank::{Choosable, ItemRef};
use crate::entropy::Stream;
use crate::error::{Code, Error, Result};
use crate::scoring::{Competency, Format};
use std::collections::BTreeSet;

/// An item of the set, with the version of the key that scores it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Which item.
    pub item: ItemRef,
    /// The key version, fixed with the set.
    pub key_version: i64,
}

/// Draws the set. The same blueprint, items and seed give the same set.
///
/// # Errors
/// [`Code::Invalid`] when the bank cannot fill the blueprint: the message says with what.
pub fn draw(blueprint: &Blueprint, bank: &[Choosable], seed: i64) -> Result<Vec<Drawn>> {
    let candidates = candidates(blueprint, bank);
    let mut set: Vec<&Choosable> = Vec::new();
    for competency in Competency::all() {
        for (format, wanted) in &blueprint.mix {
            let of_kind = |item: &&&Choosable| item.competency == competency && item.format == *format;
            let mut pool: Vec<&Choosable> = candidates.iter().filter(of_kind).copied().collect();
            Stream::new(seed, &format!("item set {competency} {format}")).shuffle(&mut pool);
            for _ in 0..*wanted {
                let next = next_of(&pool, &set).ok_or_else(|| short(blueprint, competency, *format, *wanted))?;
                set.push(next);
            }
        }
    }
    let channels: BTreeSet<_> = set.iter().map(|item| item.channel).collect();
    if channels.len() < blueprint.channels_at_least {
        let sentence = format!(
            "The set of `{}` has {} channels; {} are asked for.",
            blueprint.id,
            channels.len(),
            blueprint.channels_at_least
        );
        return Err(Error::new(Code::Invalid, sentence));
    }
    Ok(set.into_iter().map(|item| Drawn { item: item.item.clone(), key_version: item.key_version }).collect())
}

/// The items that may be in a set of this assessment.
pub fn candidates<'a>(blueprint: &Blueprint, bank: &'a [Choosable]) -> Vec<&'a Choosable> {
    let fits = |item: &&Choosable| {
        let candidate = Candidate {
            id: &item.item.id,
            channel: item.channel,
            instruction: item.meta.instruction,
            langs: item.langs.iter().map(String::as_str).collect(),
        };
        blueprint.mix.get(&item.format).is_some_and(|wanted| *wanted > 0) && blueprint.admits(&candidate)
    };
    bank.iter().filter(fits).collect()
}

/// The first of the pool that adds most; the pool's order decides between equals.
fn next_of<'a>(pool: &[&'a Choosable], set: &[&'a Choosable]) -> Option<&'a Choosable> {
    let is_free = |item: &&&Choosable| {
        set.iter().all(|taken| {
            taken.item != item.item
                && !taken.meta.enemies.contains(&item.item.id)
                && !item.meta.enemies.contains(&taken.item.id)
        })
    };
    let adds = |item: &Choosable| {
        let own = || set.iter().filter(|taken| taken.competency == item.competency);
        let new_facet = item.meta.facets.iter().any(|facet| !own().any(|taken| taken.meta.facets.contains(facet)));
        let met = set.iter().filter(|taken| taken.channel == item.channel).count();
        (u8::from(new_facet), std::cmp::Reverse(met))
    };
    // `max_by_key` keeps the last of equals; reversed, that is the first of the pool.
    pool.iter().filter(is_free).rev().max_by_key(|item| adds(item)).copied()
}

fn short(blueprint: &Blueprint, competency: Competency, format: Format, wanted: usize) -> Error {
    let sentence = format!(
        "The bank has fewer than the {wanted} reviewed {format} items of {competency} that `{}` asks for.",
        blueprint.id
    );
    Error::new(Code::Invalid, sentence)
}
