//! A translation against its source: the same options, not behind.

use super::item::{check_sections, word};
use crate::bank::finding::Finding;
use crate::bank::library::{ItemSheet, TranslationSheet};
use crate::bank::{Status, yaml};
use std::collections::BTreeMap;

/// Checks one translation of an item.
pub fn check(sheet: &TranslationSheet, items: &BTreeMap<String, ItemSheet>, findings: &mut Vec<Finding>) {
    let TranslationSheet { document, front, body } = sheet;
    let Some(source) = items.get(&front.of.value) else {
        let message = format!("There is no item `{}` to translate.", front.of.value);
        findings.push(Finding::refused(
            "translation",
            yaml::place(document, &front.of),
            message,
            "Name the item's id in `of:`.",
        ));
        return;
    };
    let wanted = format!("{}.{}.md", front.of.value, front.lang.value);
    if document.path.rsplit('/').next() != Some(wanted.as_str()) {
        let message = format!("The file is not named {wanted}.");
        findings.push(Finding::refused(
            "translation",
            yaml::place(document, &front.lang),
            message,
            "Rename the file, or mend `of:` and `lang:`.",
        ));
    }
    check_sections(document, body, &["Scenario", "Ask", "Options"], findings);
    let _: Option<Status> = word(document, "status", &front.status, findings);
    let letters =
        |body: &crate::bank::body::Body| body.options().map(|option| option.heading.clone()).collect::<Vec<_>>();
    if letters(body) != letters(&source.body) {
        let place = document.in_body(body.section("Options").map_or(0, |section| section.start));
        let message = format!(
            "The translation has the options {}, its source {}.",
            letters(body).join(", "),
            letters(&source.body).join(", ")
        );
        findings.push(Finding::refused("translation", place, message, "Translate every option under the same letter."));
    }
    if front.version.value < source.front.version.value {
        let message = format!(
            "The translation is of version {}, its source is at {}.",
            front.version.value, source.front.version.value
        );
        let cure = "Bring it up to date; until then the source's language is shown.";
        findings.push(Finding::warning("translation-behind", yaml::place(document, &front.version), message, cure));
    }
}
