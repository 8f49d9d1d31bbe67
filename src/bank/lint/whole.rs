//! The bank as a whole: what no single file can know.

use super::length_cue;
use crate::bank::finding::Finding;
use crate::bank::library::{CompetencyText, ItemSheet};
use crate::bank::{Item, Place, Status, first_words, persons, yaml};
use crate::scoring::{Competency, Format};
use std::collections::{BTreeMap, BTreeSet};

/// Correlations beyond this give a cue.
const LENGTH_CUE: f64 = 0.15;
/// Below so many options a correlation says nothing.
const LENGTH_CUE_OPTIONS: usize = 30;
/// Two scenarios that share more of their word triples than this are near-duplicates.
const NEAR_DUPLICATE: f64 = 0.35;
/// A facet is met in at least so many channels.
const CHANNELS_A_FACET: usize = 3;

/// Checks the whole bank.
pub fn check(
    sheets: &BTreeMap<String, ItemSheet>,
    items: &[Item],
    competencies: &[CompetencyText],
    root: &Place,
    findings: &mut Vec<Finding>,
) {
    check_enemies(sheets, findings);
    check_duplicates(sheets, findings);
    let used: Vec<&Item> = items.iter().filter(|item| item.status != Status::Retired).collect();
    check_coverage(&used, competencies, root, findings);
    for competency in Competency::all() {
        check_cue(
            competency.as_str(),
            used.iter().copied().filter(|item| item.competency == competency),
            root,
            findings,
        );
    }
    check_cue("the bank", used.iter().copied(), root, findings);
    check_first_words(&used, root, findings);
    check_persons(&used, root, findings);
}

fn check_cue<'a>(name: &str, items: impl Iterator<Item = &'a Item>, root: &Place, findings: &mut Vec<Finding>) {
    let cue = length_cue(items);
    if let Some(r) = cue.r.filter(|r| r.abs() > LENGTH_CUE && cue.options >= LENGTH_CUE_OPTIONS) {
        let message = format!("Over {name}, the length of a reply goes with its effectiveness (r = {r:+.2}).");
        let cure = "Lengthen poor replies or shorten good ones (or the other way round) without filler.";
        findings.push(Finding::warning("length-cue", root.clone(), message, cure));
    }
}

/// Below so many items a share says nothing.
const ITEMS_FOR_A_SHARE: usize = 20;

fn check_first_words(items: &[&Item], root: &Place, findings: &mut Vec<Finding>) {
    let share =
        items.iter().filter(|item| first_words::best_opens_with_feeling(item)).count() as f64 / items.len() as f64;
    if items.len() >= ITEMS_FOR_A_SHARE && share > first_words::MOST {
        let message = format!("In {:.0} % of the items the best reply opens with feeling.", share * 100.0);
        let cure = "In a quarter at least, let an action, a fact or a limit come first.";
        findings.push(Finding::warning("formula", root.clone(), message, cure));
    }
}

fn check_persons(items: &[&Item], root: &Place, findings: &mut Vec<Finding>) {
    let persons = persons::of(items);
    if items.len() >= ITEMS_FOR_A_SHARE && !persons.balanced() {
        let message = format!("{} scenes are about a woman, {} about a man.", persons.she, persons.he);
        let cure = "Let them be met about equally often, in all parts.";
        findings.push(Finding::warning("persons", root.clone(), message, cure));
    }
    for (name, scenes) in &persons.often {
        let message = format!("The name {name} is met in {scenes} scenes.");
        findings.push(Finding::warning("persons", root.clone(), message, "Vary the names."));
    }
}

fn check_enemies(sheets: &BTreeMap<String, ItemSheet>, findings: &mut Vec<Finding>) {
    for (id, sheet) in sheets {
        for enemy in &sheet.front.enemies {
            let mutual =
                sheets.get(&enemy.value).is_some_and(|other| other.front.enemies.iter().any(|back| back.value == *id));
            if !mutual {
                let message = format!("`{id}` names `{}` as an enemy, which does not name it back.", enemy.value);
                let cure = "Items that give each other away name each other.";
                findings.push(Finding::refused("enemies", yaml::place(&sheet.document, enemy), message, cure));
            }
        }
    }
}

fn check_coverage(items: &[&Item], competencies: &[CompetencyText], root: &Place, findings: &mut Vec<Finding>) {
    for text in competencies {
        let own = || items.iter().filter(|item| item.competency == text.id);
        if own().next().is_none() {
            continue;
        }
        for facet in &text.facets {
            let channels: BTreeSet<_> = own()
                .filter(|item| item.meta.facets.contains(&facet.id))
                .map(|item| item.presented().channel)
                .collect();
            if channels.len() < CHANNELS_A_FACET {
                let message = format!("The facet {} is met in {} of the five channels.", facet.id, channels.len());
                let cure = "Write items about it for other channels: three at least.";
                findings.push(Finding::warning("channels", root.clone(), message, cure));
            }
        }
        for format in Format::ALL {
            if !own().any(|item| item.presented().format == *format) {
                let message = format!("{} has no item of the format {format}.", text.id.name());
                let cure = "Blueprints give every competency the same mix of formats: write one.";
                findings.push(Finding::warning("formats", root.clone(), message, cure));
            }
        }
    }
}

fn check_duplicates(sheets: &BTreeMap<String, ItemSheet>, findings: &mut Vec<Finding>) {
    let triples: Vec<(&ItemSheet, BTreeSet<String>)> =
        sheets.values().map(|sheet| (sheet, triples_of(sheet))).collect();
    for (place, (sheet, own)) in triples.iter().enumerate() {
        for (other, theirs) in &triples[..place] {
            let shared = own.intersection(theirs).count() as f64;
            let all = own.union(theirs).count().max(1) as f64;
            if shared / all > NEAR_DUPLICATE {
                let message = format!("The scenario is nearly that of `{}`.", other.front.id.value);
                let start = sheet.body.section("Scenario").map_or(0, |section| section.start);
                let cure = "Tell another moment, or retire one of the two.";
                findings.push(Finding::warning("near-duplicate", sheet.document.in_body(start), message, cure));
            }
        }
    }
}

fn triples_of(sheet: &ItemSheet) -> BTreeSet<String> {
    let text = sheet.body.section("Scenario").map(|section| sheet.document.body()[section.text.clone()].to_lowercase());
    let words: Vec<String> = text
        .unwrap_or_default()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.windows(3).map(|three| three.join(" ")).collect()
}
