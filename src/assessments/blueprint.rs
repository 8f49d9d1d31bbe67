//! What an assessment asks for, as its file says it, and whether the bank can fill it.

use super::sections::{self, Section};
use crate::bank::{Channel, Finding, Instruction, Item, Library, Place, read_yaml};
use crate::scoring::{Competency, Format, PerCompetency, RateScheme};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many items of which competency and format, the weights, the time rule, the feedback rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blueprint {
    /// Its id, which is its file's name.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// Its name in the list.
    pub title: String,
    /// Two sentences that help a recruiter choose.
    pub description: String,
    /// What all its items ask for.
    pub instruction: Instruction,
    /// The language of its items.
    pub lang: String,
    /// Minutes for everybody, or none.
    pub time_limit_minutes: Option<i64>,
    /// How much each competency counts in the total.
    pub weights: PerCompetency<f64>,
    /// How many items of each format every competency gets.
    pub mix: BTreeMap<Format, usize>,
    /// The items come from at least so many channels.
    pub channels_at_least: usize,
    /// The only channels they come from, where the job has no others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels: Option<Vec<Channel>>,
    /// Exactly these items, where the form is fixed; otherwise each opening draws its own set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Vec<String>>,
    /// The parts it is taken in, one after the other; none where it is one whole. Only a fixed form has parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// How ratings are compared with the key.
    #[serde(default = "standardized", skip_serializing_if = "is_standardized")]
    pub rate_scheme: RateScheme,
    /// The practice items.
    pub practice: Vec<String>,
    /// What a new opening starts with.
    pub threshold: StartingThreshold,
    /// What applicants get afterwards.
    pub feedback: FeedbackRule,
    /// The assessment that the page sets beside it.
    #[serde(default)]
    pub compare_with: Option<String>,
}

fn standardized() -> RateScheme {
    RateScheme::Standardized
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_standardized(scheme: &RateScheme) -> bool {
    *scheme == RateScheme::Standardized
}

/// What a new opening starts with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartingThreshold {
    /// The least total.
    pub total: f64,
    /// What to think of it.
    pub note: String,
}

/// What applicants get afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FeedbackRule {
    /// A strength and a next step for each competency, in words.
    Words,
    /// Nothing.
    None,
}

impl Blueprint {
    /// How many items every competency gets.
    pub fn items_per_competency(&self) -> usize {
        self.mix.values().sum()
    }

    /// How many items there are in all.
    pub fn items(&self) -> usize {
        4 * self.items_per_competency()
    }
}

/// What decides whether an item may be in a set.
pub struct Candidate<'a> {
    /// Its id.
    pub id: &'a str,
    /// Where it happens.
    pub channel: Channel,
    /// Should or would.
    pub instruction: Instruction,
    /// The languages in which it can be read.
    pub langs: Vec<&'a str>,
}

impl Blueprint {
    /// Whether an item may be in a set of this assessment.
    pub fn admits(&self, item: &Candidate<'_>) -> bool {
        item.instruction == self.instruction && self.admits_otherwise(item)
    }

    fn admits_otherwise(&self, item: &Candidate<'_>) -> bool {
        item.langs.contains(&self.lang.as_str())
            && self.channels.as_ref().is_none_or(|channels| channels.contains(&item.channel))
            && self.form.as_ref().is_none_or(|form| form.iter().any(|id| id == item.id))
    }
}

/// Reads the blueprints of a bank; what cannot be read is a finding.
pub fn read(library: &Library) -> (Vec<Blueprint>, Vec<Finding>) {
    let (mut blueprints, mut findings) = (Vec::new(), Vec::new());
    for document in &library.blueprints {
        match read_yaml::<Blueprint>(document) {
            Ok(blueprint) => {
                let place = document.in_front(1, 1);
                findings.extend(check_file(&blueprint, &place));
                blueprints.push(blueprint);
            }
            Err(finding) => findings.push(*finding),
        }
    }
    (blueprints, findings)
}

fn check_file(blueprint: &Blueprint, place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut refuse =
        |rule, message: String, cure: &str| findings.push(Finding::refused(rule, place.clone(), message, cure));
    if !place.path.ends_with(&format!("/{}.yaml", blueprint.id)) {
        refuse("id", format!("The id `{}` is not the name of the file.", blueprint.id), "Rename the file or the id.");
    }
    if blueprint.version < 1 {
        refuse("version", "Versions count from 1.".into(), "Write `version: 1`.");
    }
    if blueprint.items_per_competency() == 0 {
        refuse("mix", "The mix holds no item.".into(), "Say how many items of each format every competency gets.");
    }
    let weights = || blueprint.weights.iter().map(|(_, weight)| *weight);
    if weights().any(|weight| weight < 0.0 || !weight.is_finite()) || weights().sum::<f64>() <= 0.0 {
        refuse(
            "weights",
            "The weights add up to nothing.".into(),
            "Give each competency a weight of 0 or more, one of them above 0.",
        );
    }
    if blueprint.time_limit_minutes.is_some_and(|minutes| !(1..=600).contains(&minutes)) {
        refuse("time-limit", "A time limit lies between 1 and 600 minutes.".into(), "Write null for none.");
    }
    for (message, cure) in sections::faults(blueprint) {
        refuse("sections", message, cure);
    }
    findings
}

/// Whether the items of a bank can fill its blueprints, and whether instructions are mixed.
pub fn check(blueprint: &Blueprint, items: &[Item], place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut refuse =
        |message: String, cure: &str| findings.push(Finding::refused("blueprint", place.clone(), message, cure));
    let usable: Vec<&Item> = items.iter().filter(|item| item.status.usable()).collect();
    for competency in Competency::all() {
        for (format, wanted) in &blueprint.mix {
            let of_kind = || {
                let kind = |item: &&&Item| item.competency == competency && item.presented().format == *format;
                usable.iter().filter(kind).map(|item| candidate(item)).filter(|item| blueprint.admits_otherwise(item))
            };
            let there = of_kind().filter(|item| blueprint.admits(item)).count();
            let fixed = blueprint.form.is_some() && there != *wanted;
            if there < *wanted || fixed {
                let message = short_of(blueprint, (*wanted, there, of_kind().count() - there), *format, competency);
                refuse(
                    message,
                    if fixed {
                        "List as many as the mix asks for."
                    } else {
                        "Write and review more, or change the mix."
                    },
                );
            }
        }
    }
    for id in blueprint.form.iter().flatten().filter(|id| !usable.iter().any(|item| item.id == **id)) {
        refuse(
            format!("`{}` lists `{id}`, which is no reviewed item.", blueprint.id),
            "Mend the id, or review the item.",
        );
    }
    for (id, enemy) in enemies_in(blueprint, &usable) {
        let message = format!("`{}` lists `{id}` and `{enemy}`, which give each other away.", blueprint.id);
        refuse(message, "Take another item for one of the two.");
    }
    let admitted = usable.iter().map(|item| candidate(item)).filter(|item| blueprint.admits(item));
    let channels: BTreeSet<Channel> = admitted.map(|item| item.channel).collect();
    if channels.len() < blueprint.channels_at_least {
        let (id, wanted, there) = (&blueprint.id, blueprint.channels_at_least, channels.len());
        refuse(format!("`{id}` wants {wanted} channels, and the bank has {there}."), "Write items for other channels.");
    }
    findings
}

/// The pairs of a fixed form that must not meet in one test.
fn enemies_in<'a>(blueprint: &'a Blueprint, usable: &[&'a Item]) -> Vec<(&'a str, &'a str)> {
    let listed = || blueprint.form.iter().flatten();
    let items = usable.iter().filter(|item| listed().any(|id| *id == item.id));
    let pairs = items.flat_map(|item| item.meta.enemies.iter().map(|enemy| (item.id.as_str(), enemy.as_str())));
    pairs.filter(|(id, enemy)| id < enemy && listed().any(|listed| listed == enemy)).collect()
}

fn candidate(item: &Item) -> Candidate<'_> {
    Candidate {
        id: &item.id,
        channel: item.presented().channel,
        instruction: item.meta.instruction,
        langs: item.texts.iter().map(|text| text.lang.as_str()).collect(),
    }
}

fn short_of(
    blueprint: &Blueprint,
    (wanted, there, other): (usize, usize, usize),
    format: Format,
    competency: Competency,
) -> String {
    let mixed = if other > 0 {
        format!(" ({other} more have the other instruction, and the two are never mixed)")
    } else {
        String::new()
    };
    let lang = if blueprint.lang == "en" { String::new() } else { format!(" in `{}`", blueprint.lang) };
    let id = &blueprint.id;
    format!(
        "`{id}` wants {wanted} {format} items of {competency}, and the bank has {there} that are reviewed{lang}{mixed}."
    )
}
