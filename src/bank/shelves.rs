//! The files of a bank by kind, before and after they are held against each other.

use super::body::Body;
use super::document::Document;
use super::finding::{Finding, Severity};
use super::front_matter::{BriefFront, ItemFront, PracticeFront};
use super::library::{
    BriefSheet, COMPETENCIES, CompetenciesFile, CompetencyText, FeedbackFile, ItemSheet, Library, PracticeItem,
    TranslationSheet,
};
use super::lint::{self, Context, Translations};
use super::{Item, Place, assemble, marks, yaml};
use std::collections::BTreeMap;

/// The files by kind, before anything refers to anything.
#[derive(Default)]
pub struct Shelves {
    competencies: Vec<CompetencyText>,
    feedback: Vec<(Document, FeedbackFile)>,
    briefs: BTreeMap<String, BriefSheet>,
    items: BTreeMap<String, ItemSheet>,
    practice: Vec<PracticeItem>,
    translations: Translations,
    blueprints: Vec<Document>,
    findings: Vec<Finding>,
}

impl Shelves {
    /// Puts every file where it belongs; one that cannot be read is a finding.
    pub fn sort(texts: &BTreeMap<String, String>) -> Self {
        let mut shelves = Self::default();
        for (path, text) in texts {
            if let Err(finding) = shelves.place(path, text) {
                shelves.findings.push(*finding);
            }
        }
        shelves
    }

    fn place(&mut self, path: &str, text: &str) -> Result<(), Box<Finding>> {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let translated = file.trim_end_matches(".md").contains('.');
        match (folder, file) {
            ("", COMPETENCIES) => {
                self.competencies = yaml::read::<CompetenciesFile>(&Document::yaml(path, text))?.competencies;
            }
            ("", name) if name.starts_with("competencies.") && name.strip_suffix(".yaml").is_some() => {
                let document = Document::yaml(path, text);
                let file = yaml::read(&document)?;
                self.feedback.push((document, file));
            }
            ("assessments", _) => self.blueprints.push(Document::yaml(path, text)),
            _ if translated => {
                let document = Document::split(path, text)?;
                let front = yaml::read(&document)?;
                let body = Body::read(&document, &mut self.findings);
                self.translations.of(folder).push(TranslationSheet { document, front, body });
            }
            ("practice", _) => {
                let document = Document::split(path, text)?;
                let front: PracticeFront = yaml::read(&document)?;
                self.practice.extend(assemble::practice_item(&document, &front, &mut self.findings));
            }
            ("briefs", _) => {
                let document = Document::split(path, text)?;
                let front: BriefFront = yaml::read(&document)?;
                Body::read(&document, &mut self.findings);
                marks::check_facts(&document, &front.facts, &mut self.findings);
                self.briefs.insert(front.id.value.clone(), BriefSheet { document, front });
            }
            _ => {
                let document = Document::split(path, text)?;
                let front: ItemFront = yaml::read(&document)?;
                let body = Body::read(&document, &mut self.findings);
                self.add_item(ItemSheet { document, front, body });
            }
        }
        Ok(())
    }

    fn add_item(&mut self, sheet: ItemSheet) {
        let id = sheet.front.id.value.clone();
        if let Some(first) = self.items.get(&id) {
            let message = format!("The id `{id}` is taken by {}.", first.document.path);
            let place = yaml::place(&sheet.document, &sheet.front.id);
            self.findings.push(Finding::refused("duplicate-id", place, message, "Give one of the two another id."));
        } else {
            self.items.insert(id, sheet);
        }
    }

    /// Holds them against each other.
    pub fn into_library(mut self) -> Library {
        let mut findings = std::mem::take(&mut self.findings);
        lint::check_translations(&self.translations, &self.items, &self.briefs, &self.practice, &mut findings);
        lint::translate_feedback(&mut self.competencies, &self.feedback, &mut findings);
        let items = self.checked_items(&mut findings);
        let root = Place { path: COMPETENCIES.into(), line: 1, column: 1 };
        lint::check_whole(&self.items, &items, &self.competencies, &root, &mut findings);
        let translated = self.translations.practice.iter().filter_map(|sheet| {
            let source = self.practice.iter().find(|item| item.id == sheet.front.of.value)?;
            assemble::translated_practice(source, sheet)
        });
        let translated: Vec<PracticeItem> = translated.collect();
        self.practice.extend(translated);
        Library {
            items,
            practice: self.practice,
            competencies: self.competencies,
            blueprints: self.blueprints,
            findings,
        }
    }

    fn checked_items(&self, findings: &mut Vec<Finding>) -> Vec<Item> {
        let refusals =
            |findings: &[Finding]| findings.iter().filter(|finding| finding.severity == Severity::Refused).count();
        let context = Context { competencies: &self.competencies, briefs: &self.briefs };
        let mut items = Vec::new();
        for sheet in self.items.values() {
            let before = refusals(findings);
            let resolved = lint::check_item(sheet, &context, findings);
            if let Some(resolved) = resolved.filter(|_| refusals(findings) == before) {
                items.push(assemble::item(sheet, resolved, &self.briefs, &self.translations));
            }
        }
        items
    }
}
