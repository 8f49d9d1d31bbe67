//! What gives the best reply away to somebody who has not understood the scene.

use super::item::Resolved;
use super::key::effectiveness;
use crate::bank::body::Section;
use crate::bank::finding::Finding;
use crate::bank::library::ItemSheet;
use crate::bank::reading::{grade, plain, words};
use crate::bank::yaml;
use crate::html::Html;

/// The best may be so many times as long as the others on average.
const LENGTH_RATIO: f64 = 1.4;

/// Checks lengths, reading grade, and options that stand out by a word.
pub fn check(sheet: &ItemSheet, options: &[&Section], _resolved: Resolved, findings: &mut Vec<Finding>) {
    let text = |section: &Section| Html::from_markdown(&sheet.document.body()[section.text.clone()]);
    let texts: Vec<Html> = options.iter().map(|section| text(section)).collect();
    check_length(sheet, options, &texts, findings);
    check_grade(sheet, &texts, findings);
    let scene = sheet.body.section("Scenario").map(&text);
    if let Some(scene) = &scene {
        let count = words(scene);
        if !(35..=130).contains(&count) {
            let place = sheet.document.in_body(sheet.body.section("Scenario").map_or(0, |section| section.start));
            let cure = "Tell one moment in 40 to 120 words.";
            findings.push(Finding::warning("scenario-length", place, format!("The scenario has {count} words."), cure));
        }
    }
    let plain_texts: Vec<String> = texts.iter().map(|text| plain(text.as_str()).to_lowercase()).collect();
    let apologizes = |text: &String| ["sorry", "apolog"].iter().any(|word| text.contains(word));
    let names: Vec<String> = scene.iter().flat_map(|scene| names_in(&plain(scene.as_str()))).collect();
    let says_name = |text: &String| names.iter().any(|name| words_of(text).any(|word| word == name));
    let has_number = |text: &String| text.chars().any(|c| c.is_ascii_digit());
    for (what, cure, alone) in [
        ("apologizes", "Let none or at least two replies apologize.", only(&plain_texts, apologizes)),
        ("names a number", "Let none or at least two replies name a number.", only(&plain_texts, has_number)),
        ("says the customer's name", "Let none or at least two replies say it.", only(&plain_texts, says_name)),
    ] {
        if let Some(place) = alone {
            let message = format!("Only the option `{}` {what}.", options[place].heading);
            let here = sheet.document.in_body(options[place].start);
            findings.push(Finding::warning("stands-out", here, message, cure));
        }
    }
}

/// Capitals that are no names.
const NO_NAMES: &[&str] = &[
    "I",
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Dr",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "English",
];

/// The names that a scene tells, in lower case: words with a capital inside a sentence.
fn names_in(scene: &str) -> Vec<String> {
    let words: Vec<&str> = scene.split_whitespace().collect();
    let inside = words.windows(2).filter(|pair| pair[0].ends_with(|c: char| c.is_alphanumeric() || c == ','));
    let capital = inside.filter_map(|pair| pair[1].split(|c: char| !c.is_alphanumeric()).next());
    let names =
        capital.filter(|word| word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase));
    names.filter(|word| !NO_NAMES.contains(word)).map(str::to_lowercase).collect()
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The one place where it holds, if it is only one.
fn only(texts: &[String], holds: impl Fn(&String) -> bool) -> Option<usize> {
    let mut places = texts.iter().enumerate().filter(|(_, text)| holds(text)).map(|(place, _)| place);
    let first = places.next()?;
    places.next().is_none().then_some(first)
}

fn check_length(sheet: &ItemSheet, options: &[&Section], texts: &[Html], findings: &mut Vec<Finding>) {
    let keyed: Option<Vec<f64>> = options
        .iter()
        .map(|section| sheet.front.key.options.value.get(&section.heading).and_then(effectiveness))
        .collect();
    let Some(best) = keyed.and_then(|keyed| (0..keyed.len()).max_by(|&a, &b| keyed[a].total_cmp(&keyed[b]))) else {
        return;
    };
    let lengths: Vec<f64> = texts.iter().map(|text| words(text) as f64).collect();
    let others = (lengths.iter().sum::<f64>() - lengths[best]) / (lengths.len() as f64 - 1.0).max(1.0);
    if lengths[best] > LENGTH_RATIO * others {
        let message = format!("The best reply has {} words, the others {others:.0} on average.", lengths[best]);
        let cure = "Make the others as well made as the best, or the best shorter.";
        findings.push(Finding::warning("length-cue", sheet.document.in_body(options[best].start), message, cure));
    }
}

fn check_grade(sheet: &ItemSheet, texts: &[Html], findings: &mut Vec<Finding>) {
    let scenario = sheet.body.section("Scenario").map(|section| &sheet.document.body()[section.text.clone()]);
    let all: Vec<String> = texts.iter().map(|text| plain(text.as_str())).collect();
    let grade = grade(&format!("{} {}", plain(scenario.unwrap_or_default()), all.join(" ")));
    let ceiling = sheet.front.grade.value;
    if grade > ceiling {
        let message = format!("The item reads at grade {grade:.1}, above its ceiling of {ceiling}.");
        let place = yaml::place(&sheet.document, &sheet.front.grade);
        findings.push(Finding::warning("grade", place, message, "Use shorter sentences and plainer words."));
    }
}
