//! What an assessment asks for, as its file says it, and whether the bank can fill it.

use crate::bank::{Channel, Finding, Instruction, Item, Library, Place, read_yaml};
use crate::scoring::{Format, PerCompetency};
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
    findings
}

/// Whether the items of a bank can fill its blueprints, and whether instructions are mixed.
pub fn check(blueprint: &Blueprint, items: &[Item], place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    let usable = || items.iter().filter(|item| item.status.usable());
    let fits = |item: &&Item| item.meta.instruction == blueprint.instruction;
    for competency in crate::scoring::Competency::all() {
        for (format, wanted) in &blueprint.mix {
            let of_kind =
                || usable().filter(|item| item.competency == competency && item.presented().format == *format);
            let there = of_kind().filter(fits).count();
            if there < *wanted {
                let other = of_kind().count() - there;
                let mixed = if other > 0 {
                    format!(" ({other} more have the other instruction, and the two are never mixed)")
                } else {
                    String::new()
                };
                let message = format!(
                    "`{}` wants {wanted} {format} items of {competency}, and the bank has {there} that are reviewed{mixed}.",
                    blueprint.id
                );
                findings.push(Finding::refused(
                    "blueprint",
                    place.clone(),
                    message,
                    "Write and review more, or change the mix.",
                ));
            }
        }
    }
    let channels: BTreeSet<Channel> = usable().filter(fits).map(|item| item.presented().channel).collect();
    if channels.len() < blueprint.channels_at_least {
        let message = format!(
            "`{}` wants {} channels, and the bank has {}.",
            blueprint.id,
            blueprint.channels_at_least,
            channels.len()
        );
        findings.push(Finding::refused("blueprint", place.clone(), message, "Write items for other channels."));
    }
    findings
}
