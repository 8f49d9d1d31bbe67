//! Translations against their sources: the same options and marks, under the right name, not behind.

use super::item::{check_sections, word};
use crate::bank::body::Body;
use crate::bank::finding::Finding;
use crate::bank::front_matter::{BriefFront, ItemFront};
use crate::bank::library::{BriefSheet, ItemSheet, PracticeItem, TranslationSheet};
use crate::bank::{Status, marks, yaml};
use std::collections::BTreeMap;

/// All translations, by what they translate.
#[derive(Default)]
pub struct Translations {
    /// Of items.
    pub items: Vec<TranslationSheet>,
    /// Of briefs.
    pub briefs: Vec<TranslationSheet>,
    /// Of practice items.
    pub practice: Vec<TranslationSheet>,
}

impl Translations {
    /// The shelf for the files of a folder.
    pub fn of(&mut self, folder: &str) -> &mut Vec<TranslationSheet> {
        match folder {
            "briefs" => &mut self.briefs,
            "practice" => &mut self.practice,
            _ => &mut self.items,
        }
    }

    /// The translations of an item that are finished and not behind.
    pub fn current_items<'a>(&'a self, front: &'a ItemFront) -> impl Iterator<Item = &'a TranslationSheet> {
        let own = |sheet: &&TranslationSheet| sheet.front.of.value == front.id.value;
        self.items.iter().filter(own).filter(|sheet| is_current(sheet, front.version.value))
    }

    /// The translation of a brief that is finished and not behind.
    pub fn current_brief(&self, front: &BriefFront, lang: &str) -> Option<&TranslationSheet> {
        self.brief(front, lang).filter(|sheet| is_current(sheet, front.version))
    }

    fn brief(&self, front: &BriefFront, lang: &str) -> Option<&TranslationSheet> {
        self.briefs.iter().find(|sheet| sheet.front.of.value == front.id.value && sheet.front.lang.value == lang)
    }
}

/// Whether a translation may be shown: finished, and of this version of its source.
pub fn is_current(sheet: &TranslationSheet, source_version: i64) -> bool {
    let usable = sheet.front.status.value.parse().is_ok_and(|status: Status| status.usable());
    usable && sheet.front.version.value == source_version
}

/// Checks all translations against what they translate.
pub fn check(
    translations: &Translations,
    items: &BTreeMap<String, ItemSheet>,
    briefs: &BTreeMap<String, BriefSheet>,
    practice: &[PracticeItem],
    findings: &mut Vec<Finding>,
) {
    for sheet in &translations.items {
        let source = items.get(&sheet.front.of.value);
        if !check_front(sheet, "item", source.map(|source| source.front.version.value), findings) {
            continue;
        }
        check_sections(&sheet.document, &sheet.body, &["Scenario", "Ask", "Options"], findings);
        if let Some(source) = source {
            check_letters(sheet, &letters(&source.body), findings);
            let brief = source.front.brief.as_ref().and_then(|id| briefs.get(&id.value));
            check_marks(sheet, source, brief.map(|brief| &brief.front), translations, findings);
        }
    }
    for sheet in &translations.briefs {
        let source = briefs.get(&sheet.front.of.value);
        if check_front(sheet, "brief", source.map(|source| source.front.version), findings) {
            marks::check_facts(&sheet.document, &sheet.front.facts, findings);
            source.into_iter().for_each(|source| check_fact_names(sheet, &source.front, findings));
        }
    }
    for sheet in &translations.practice {
        let source = practice.iter().find(|item| item.id == sheet.front.of.value);
        if check_front(sheet, "practice item", source.map(|source| source.version), findings) {
            check_sections(&sheet.document, &sheet.body, &["Scenario", "Ask", "Options", "Explanation"], findings);
            let wanted = source.iter().flat_map(|item| &item.presented.options);
            check_letters(sheet, &wanted.map(|option| option.letter.to_string()).collect::<Vec<_>>(), findings);
        }
    }
}

/// Name, status and version; false if there is nothing that it translates.
fn check_front(sheet: &TranslationSheet, kind: &str, source: Option<i64>, findings: &mut Vec<Finding>) -> bool {
    let TranslationSheet { document, front, .. } = sheet;
    let Some(source) = source else {
        let message = format!("There is no {kind} `{}` to translate.", front.of.value);
        let cure = format!("Name the id of a {kind} in `of:`.");
        findings.push(Finding::refused("translation", yaml::place(document, &front.of), message, cure));
        return false;
    };
    let wanted = format!("{}.{}.md", front.of.value, front.lang.value);
    if document.path.rsplit('/').next() != Some(wanted.as_str()) {
        let message = format!("The file is not named {wanted}.");
        let cure = "Rename the file, or mend `of:` and `lang:`.";
        findings.push(Finding::refused("translation", yaml::place(document, &front.lang), message, cure));
    }
    let _: Option<Status> = word(document, "status", &front.status, findings);
    if front.version.value != source {
        let message = format!("The translation is of version {}, its source is at {source}.", front.version.value);
        let cure = "Bring it up to date; until then the source's language is shown.";
        findings.push(Finding::warning("translation-behind", yaml::place(document, &front.version), message, cure));
    }
    true
}

fn letters(body: &Body) -> Vec<String> {
    body.options().map(|option| option.heading.clone()).collect()
}

fn check_letters(sheet: &TranslationSheet, wanted: &[String], findings: &mut Vec<Finding>) {
    let own = letters(&sheet.body);
    if own != wanted {
        let place = sheet.document.in_body(sheet.body.section("Options").map_or(0, |section| section.start));
        let message = format!("The translation has the options {}, its source {}.", own.join(", "), wanted.join(", "));
        findings.push(Finding::refused("translation", place, message, "Translate every option under the same letter."));
    }
}

/// Each option carries the marks of its source, and they hold against the brief in the same language.
fn check_marks(
    sheet: &TranslationSheet,
    source: &ItemSheet,
    brief: Option<&BriefFront>,
    translations: &Translations,
    findings: &mut Vec<Finding>,
) {
    let TranslationSheet { document, front, body } = sheet;
    let Some(brief) = brief else { return };
    let Some(translated) = translations.brief(brief, &front.lang.value) else {
        let message = format!("The brief `{}` is not there in `{}`.", brief.id.value, front.lang.value);
        let cure = format!("Translate it as briefs/{}.{}.md.", brief.id.value, front.lang.value);
        findings.push(Finding::refused("translation", yaml::place(document, &front.of), message, cure));
        return;
    };
    for (option, of_source) in body.options().zip(source.body.options()) {
        marks::check(document, body, option, &translated.front.facts, findings);
        let sorted = |body: &Body, section| {
            let mut targets: Vec<String> = body.links_in(section).map(|link| link.target.clone()).collect();
            targets.sort();
            targets
        };
        let (own, wanted) = (sorted(body, option), sorted(&source.body, of_source));
        // A number of its own may become a word in another language; what the brief says may not.
        let of_brief =
            |targets: &[String]| targets.iter().filter(|target| *target != "own").cloned().collect::<Vec<_>>();
        if of_brief(&own) != of_brief(&wanted) {
            let message = format!("The reply has the marks [{}], its source [{}].", own.join(", "), wanted.join(", "));
            let cure = "Mark the same numbers with the same names.";
            findings.push(Finding::refused("translation", document.in_body(option.start), message, cure));
        }
    }
}

fn check_fact_names(sheet: &TranslationSheet, source: &BriefFront, findings: &mut Vec<Finding>) {
    let missing = source.facts.keys().filter(|name| !sheet.front.facts.contains_key(*name));
    let unknown = sheet.front.facts.keys().filter(|name| !source.facts.contains_key(*name));
    let missing = missing.map(|name| format!("The translation lacks the fact `{name}`."));
    for message in missing.chain(unknown.map(|name| format!("The source has no fact `{name}`."))) {
        let place = yaml::place(&sheet.document, &sheet.front.of);
        let cure = "Give `facts:` the names of the source, with the values as the translation writes them.";
        findings.push(Finding::refused("translation", place, message, cure));
    }
}
