//! Everything that scoring the sittings of one opening needs, loaded once.

use crate::assessments;
use crate::bank;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::base32;
use crate::openings::{self, Opening};
use crate::scoring::{
    Competency, Given, ItemRule, NotScored, PerCompetency, Precision, RateScheme, Scores, Slot, score,
};
use sha2::{Digest, Sha256};

/// The rules of the items of an opening, its weights and its precision.
pub struct Scorer {
    rules: Vec<ItemRule>,
    voided: Vec<bool>,
    weights: PerCompetency<f64>,
    precision: Precision,
    key_set: String,
}

impl Scorer {
    /// Loads it.
    ///
    /// # Errors
    /// The database's.
    pub fn load(conn: &mut Conn, opening: &Opening) -> Result<Self> {
        let set = openings::items(conn, &opening.organization, &opening.id)?;
        let blueprint = openings::assessment_of(conn, opening)?.blueprint;
        let precision =
            assessments::precision(conn, &opening.organization, &opening.assessment, opening.precision_version)?;
        let mut rules = Vec::with_capacity(set.len());
        let mut digest = Sha256::new();
        for item in &set {
            rules.push(bank::rule_of(conn, &item.item, item.key_version, blueprint.rate_scheme)?);
            let (reference, voided) = (&item.item, item.voided.is_some());
            digest.update(format!(
                "{} {} {} {} {voided}\n",
                reference.owner, reference.id, reference.version, item.key_version
            ));
        }
        Ok(Self {
            rules,
            voided: set.iter().map(|item| item.voided.is_some()).collect(),
            weights: blueprint.weights,
            precision,
            key_set: base32(&digest.finalize()),
        })
    }

    /// Scores what was given, in the order of the item set; voided items are missing whatever was given.
    ///
    /// # Errors
    /// When too much is missing.
    pub fn score(&self, given: &[Given]) -> Result<Scores, NotScored> {
        let given: Vec<Given> = (0..self.rules.len())
            .map(|place| match given.get(place) {
                Some(given) if !self.voided[place] => given.clone(),
                _ => Given::Missing,
            })
            .collect();
        let slots: Vec<Slot<'_>> = self.rules.iter().zip(&given).map(|(rule, given)| Slot { rule, given }).collect();
        score(&slots, &self.weights, &self.precision)
    }

    /// The same with another way to compare ratings with the key: what if; nothing is stored under it.
    #[must_use]
    pub fn with_scheme(&self, scheme: RateScheme) -> Self {
        let rule = |rule: &ItemRule| ItemRule::new(rule.competency, rule.format, rule.key.clone(), scheme);
        Self {
            rules: self.rules.iter().map(rule).collect(),
            voided: self.voided.clone(),
            key_set: self.key_set.clone(),
            ..*self
        }
    }

    /// The rules, in the order of the item set.
    pub fn rules(&self) -> &[ItemRule] {
        &self.rules
    }

    /// How many items count: those that were not voided.
    pub fn counted(&self) -> usize {
        self.counted_rules().count()
    }

    fn counted_rules(&self) -> impl Iterator<Item = &ItemRule> {
        self.rules.iter().zip(&self.voided).filter(|(_, voided)| !**voided).map(|(rule, _)| rule)
    }

    /// The standard error of the total of a complete sitting: the one frozen number that bands and zones are made of.
    pub fn form_se(&self) -> f64 {
        self.form_se_weighed(&self.weights)
    }

    /// The same under other weights.
    pub fn form_se_weighed(&self, weights: &PerCompetency<f64>) -> f64 {
        let of = |competency| self.counted_rules().filter(|rule| rule.competency == competency).count();
        self.precision.form_se(weights, &PerCompetency::from_fn(of))
    }

    /// What each competency weighs in the total.
    pub fn weights(&self) -> &PerCompetency<f64> {
        &self.weights
    }

    /// How many items of a competency count.
    pub fn counted_in(&self, competency: Competency) -> usize {
        self.counted_rules().filter(|rule| rule.competency == competency).count()
    }

    /// The lowest total that answers can come to, where every answer is the worst one: an item score is then
    /// −c/(1 − c) with the share c of chance.
    pub fn lowest_total(&self) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (competency, weight) in self.weights.iter() {
            let worst = |rule: &ItemRule| -rule.chance() / (1.0 - rule.chance());
            let of: Vec<f64> = self.counted_rules().filter(|rule| rule.competency == competency).map(worst).collect();
            sum += weight * 100.0 * of.iter().sum::<f64>() / of.len().max(1) as f64;
            weights += weight;
        }
        sum / weights
    }

    /// The SHA-256 of the items, their key versions and which of them are voided.
    pub fn key_set(&self) -> &str {
        &self.key_set
    }

    /// The precision version that scores name.
    pub fn precision_version(&self) -> i64 {
        self.precision.version
    }
}
