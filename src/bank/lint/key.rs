//! The key of an item against its options and its format.

use super::item::Resolved;
use crate::bank::body::Section;
use crate::bank::document::Document;
use crate::bank::finding::Finding;
use crate::bank::front_matter::{ItemFront, OptionFront};
use crate::bank::{Basis, Place, yaml};
use crate::scoring::{Format, Key, KeyFault};
use std::collections::BTreeSet;

/// The top of the scale where a key does not say.
pub const DEFAULT_SCALE: u8 = 5;

/// Checks the key.
pub fn check(
    document: &Document,
    front: &ItemFront,
    options: &[&Section],
    resolved: Resolved,
    findings: &mut Vec<Finding>,
) {
    let before = findings.len();
    check_pairs(document, front, options, findings);
    check_panel(document, front, resolved.basis, findings);
    for (letter, option) in &front.key.options.value {
        check_option(document, front, letter, option, resolved.basis, findings);
    }
    if findings.len() == before {
        check_spread(document, front, resolved.format, findings);
    }
}

/// The effectiveness an option has by what is written: the author's number, or the panel's mean.
pub fn effectiveness(option: &OptionFront) -> Option<f64> {
    if let Some(author) = &option.effectiveness {
        return Some(author.value);
    }
    match &option.ratings {
        Some(ratings) if !ratings.value.is_empty() => {
            Some(ratings.value.iter().map(|rating| f64::from(*rating)).sum::<f64>() / ratings.value.len() as f64)
        }
        _ => option.mean.as_ref().map(|mean| mean.value),
    }
}

fn check_pairs(document: &Document, front: &ItemFront, options: &[&Section], findings: &mut Vec<Finding>) {
    let keyed: BTreeSet<&str> = front.key.options.value.keys().map(String::as_str).collect();
    for (place, option) in options.iter().enumerate() {
        let wanted = char::from(b'a' + place as u8).to_string();
        if option.heading != wanted {
            let message = format!("The option is headed `{}`.", option.heading);
            let cure = format!("Head the options a, b, c … in their order; this one is `### {wanted}`.");
            findings.push(Finding::refused("options", document.in_body(option.start), message, cure));
        }
        if !keyed.contains(option.heading.as_str()) {
            let message = format!("The option `{}` has no key.", option.heading);
            let cure = "Add its effectiveness and why under `key: options:`.";
            findings.push(Finding::refused("key", document.in_body(option.start), message, cure));
        }
    }
    for letter in keyed {
        if !options.iter().any(|option| option.heading == letter) {
            let message = format!("The key rates an option `{letter}` that is not there.");
            let cure = format!("Write `### {letter}` under Options, or take it out of the key.");
            findings.push(Finding::refused("key", options_place(document, front), message, cure));
        }
    }
}

fn options_place(document: &Document, front: &ItemFront) -> Place {
    yaml::place(document, &front.key.options)
}

fn check_panel(document: &Document, front: &ItemFront, basis: Basis, findings: &mut Vec<Finding>) {
    let options = &front.key.options.value;
    let counts: BTreeSet<usize> =
        options.values().filter_map(|option| Some(option.ratings.as_ref()?.value.len())).collect();
    if counts.len() > 1 {
        let message = "The experts of the panel rated some options and not others: the rows differ in length.";
        let cure = "Give every option one rating from every expert, in the same order.";
        findings.push(Finding::refused("panel", options_place(document, front), message, cure));
    }
    if basis == Basis::Panel && front.key.panel.is_none() {
        let cure = "Add `panel:` with its id, or write `basis: author`. A key never claims a panel that did not sit.";
        let place = yaml::place(document, &front.key.basis);
        findings.push(Finding::refused("panel", place, "The key claims a panel and does not name it.", cure));
    }
}

fn check_option(
    document: &Document,
    front: &ItemFront,
    letter: &str,
    option: &OptionFront,
    basis: Basis,
    findings: &mut Vec<Finding>,
) {
    let here = options_place(document, front);
    let scale = front.key.scale.as_ref().map_or(DEFAULT_SCALE, |scale| scale.value);
    let why = option.why.as_ref().map(|why| why.value.trim()).unwrap_or_default();
    if why.split_whitespace().count() < 4 {
        let place = option.why.as_ref().map_or_else(|| here.clone(), |why| yaml::place(document, why));
        let message = format!("The option `{letter}` has no rationale.");
        let cure = "Write `why:` with what this reply does to the customer, in a sentence.";
        findings.push(Finding::refused("why", place, message, cure));
    }
    let place = option.effectiveness.as_ref().map_or_else(|| here.clone(), |value| yaml::place(document, value));
    let panel_parts = option.ratings.is_some() || option.mean.is_some();
    match (basis, &option.effectiveness) {
        (Basis::Author, None) => {
            let cure = format!("Write `effectiveness:` with a whole number from 1 to {scale}.");
            findings.push(Finding::refused("key", place, format!("The option `{letter}` has no effectiveness."), cure));
        }
        (Basis::Author, Some(value)) if value.value.fract() != 0.0 => {
            let message = format!("{} is a decimal, which an author's key cannot know.", value.value);
            let cure = format!("Write a whole number from 1 to {scale}; decimals come from a panel.");
            findings.push(Finding::refused("key", place, message, cure));
        }
        (Basis::Panel, _) if !panel_parts || option.mean.is_some() && (option.sd.is_none() || option.n.is_none()) => {
            let cure = "List `ratings: [5, 4, …]`, one per expert, or `mean`, `sd` and `n`.";
            findings.push(Finding::refused(
                "panel",
                here,
                format!("The panel's ratings of `{letter}` are missing."),
                cure,
            ));
        }
        _ => {
            let values = effectiveness(option)
                .into_iter()
                .chain(option.ratings.iter().flat_map(|ratings| ratings.value.iter().map(|rating| f64::from(*rating))));
            for value in values.filter(|value| !(1.0..=f64::from(scale)).contains(value)) {
                let message = format!("{value} is off the scale.");
                let cure = format!("Use 1 (very poor) to {scale} (very good).");
                findings.push(Finding::refused("scale", place.clone(), message, cure));
            }
        }
    }
}

/// The lead that the best option should have where it is to be picked.
const LEAST_LEAD: f64 = 0.5;
/// The spread a key should have.
const LEAST_SPREAD: f64 = 1.5;

fn check_spread(document: &Document, front: &ItemFront, format: Format, findings: &mut Vec<Finding>) {
    let values: Vec<f64> = front.key.options.value.values().filter_map(effectiveness).collect();
    let place = options_place(document, front);
    let scale = front.key.scale.as_ref().map_or(DEFAULT_SCALE, |scale| scale.value);
    let key = match Key::new(format, values, scale) {
        Ok(key) => key,
        Err(fault) => {
            let (rule, cure) = match fault {
                KeyFault::NoSpread => ("spread", "Let the options differ: an item is about their difference."),
                KeyFault::CloseNeighbours => ("rank-gap", "Set the options of a rank item at least 0.5 apart."),
                KeyFault::Options => ("options", "Write four or five options."),
                KeyFault::OffScale => ("scale", "Keep to the scale."),
            };
            findings.push(Finding::refused(rule, place, format!("The key cannot score: {fault}."), cure));
            return;
        }
    };
    if key.highest() - key.lowest() < LEAST_SPREAD {
        let message = format!("The options lie within {:.1} of each other.", key.highest() - key.lowest());
        findings.push(Finding::warning("spread", place.clone(), message, "Let them spread over the scale."));
    }
    let order = key.best_first();
    let lead = |better: usize, worse: usize| key.effectiveness()[order[better]] - key.effectiveness()[order[worse]];
    let picked = matches!(format, Format::PickBest | Format::BestWorst);
    if picked && lead(0, 1) < LEAST_LEAD {
        let message = "The best option does not lead the second by 0.5.";
        findings.push(Finding::warning("lead", place.clone(), message, "Make one reply clearly the best."));
    }
    if format == Format::BestWorst && lead(order.len() - 2, order.len() - 1) < LEAST_LEAD {
        let message = "The worst option is not worse than the last but one by 0.5.";
        findings.push(Finding::warning("lead", place, message, "Make one reply clearly the worst."));
    }
}
