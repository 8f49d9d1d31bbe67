//! The item set that an opening would draw, ready to be answered and scored.

use super::Simulated;
use crate::assessments::{self, Blueprint, Drawn};
use crate::bank::{self, Channel, Item, Library};
use crate::error::{Error, Result};
use crate::ids::OrganizationId;
use crate::scoring::{Given, ItemRule, PerCompetency, Precision, RateScheme, Scores, Slot, score};

/// An item set with everything that scoring it needs.
pub struct Form {
    items: Vec<FormItem>,
    weights: PerCompetency<f64>,
    precision: Precision,
}

/// An item of the set.
struct FormItem {
    id: String,
    channel: Channel,
    words: usize,
    rule: ItemRule,
}

impl Form {
    /// The set that an opening with this seed would draw if this bank were all there is.
    ///
    /// # Errors
    /// When the bank cannot fill the blueprint.
    pub fn draw(library: &Library, blueprint: &Blueprint, seed: i64) -> Result<Self> {
        let bank = library.choosable(&OrganizationId::built_in());
        let set = assessments::draw(blueprint, &bank, seed)?;
        Ok(Self {
            items: set
                .iter()
                .map(|drawn| FormItem::of(library, drawn, blueprint.rate_scheme))
                .collect::<Result<_>>()?,
            weights: blueprint.weights,
            precision: Precision::assumed(),
        })
    }

    /// The rules, in the order of the set.
    pub fn rules(&self) -> impl Iterator<Item = &ItemRule> {
        self.items.iter().map(|item| &item.rule)
    }

    /// The items' ids, in the order of the set.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|item| item.id.as_str())
    }

    /// Where each item happens.
    pub fn channels(&self) -> impl Iterator<Item = Channel> {
        self.items.iter().map(|item| item.channel)
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The words of all items.
    pub fn words(&self) -> usize {
        self.items.iter().map(|item| item.words).sum()
    }

    /// The expected minutes, as pages say them.
    pub fn minutes(&self) -> i64 {
        bank::minutes(self.len(), self.words()).ceil() as i64
    }

    /// How much each item score counts in the total: 100 · w of its competency / (its items · Σ w).
    pub fn item_weights(&self) -> Vec<f64> {
        let sum: f64 = self.weights.iter().map(|(_, weight)| weight).sum();
        let count =
            PerCompetency::from_fn(|competency| self.rules().filter(|rule| rule.competency == competency).count());
        let weight = |rule: &ItemRule| 100.0 * self.weights[rule.competency] / (count[rule.competency] as f64 * sum);
        self.rules().map(weight).collect()
    }

    /// Somebody answers everything, and the real code scores it.
    ///
    /// # Errors
    /// A defect of the blueprint: a competency without items.
    pub fn sit(&self, person: &mut Simulated) -> Result<Scores> {
        let given: Vec<Given> = self.rules().map(|rule| Given::Response(person.answer(rule))).collect();
        let slots: Vec<Slot<'_>> = self.rules().zip(&given).map(|(rule, given)| Slot { rule, given }).collect();
        score(&slots, &self.weights, &self.precision).map_err(Error::internal)
    }
}

impl FormItem {
    fn of(library: &Library, drawn: &Drawn, scheme: RateScheme) -> Result<Self> {
        let known = |item: &&Item| item.id == drawn.item.id;
        let item =
            library.items.iter().find(known).ok_or_else(|| Error::internal("an item that is not in the bank"))?;
        Ok(Self {
            id: item.id.clone(),
            channel: item.presented().channel,
            words: item.meta.words,
            rule: item.key.rule(item.competency, item.presented().format, scheme)?,
        })
    }
}
