//! A bank in memory: every file read, checked and taken together.

use super::body::Body;
use super::document::Document;
use super::finding::{Finding, Severity};
use super::front_matter::{BriefFront, ItemFront, PracticeFront, TranslationFront};
use super::item::Presented;
use super::lint::{self, Context};
use super::{Files, Item, Place, assemble, marks, yaml};
use crate::error::Result;
use crate::scoring::Competency;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A competency as `competencies.yaml` describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompetencyText {
    /// Which one.
    pub id: Competency,
    /// Its name.
    pub name: String,
    /// What it looks like in replies.
    pub looks_like: String,
    /// Its parts.
    pub facets: Vec<FacetText>,
}

/// A facet as `competencies.yaml` describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacetText {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it looks like in replies.
    pub looks_like: String,
    /// The source texts that describe it.
    pub source: Vec<String>,
    /// What applicants read about it afterwards.
    pub feedback: Feedback,
}

/// What applicants read about a facet afterwards.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Where it was their strongest.
    pub strength: String,
    /// Where it was not: something to try.
    pub next_step: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CompetenciesFile {
    #[expect(dead_code, reason = "for the people who read the file")]
    sources: BTreeMap<String, String>,
    competencies: Vec<CompetencyText>,
}

/// An item's file, taken apart.
pub struct ItemSheet {
    pub document: Document,
    pub front: ItemFront,
    pub body: Body,
}

/// A translation's file, taken apart.
pub struct TranslationSheet {
    pub document: Document,
    pub front: TranslationFront,
    pub body: Body,
}

/// A brief's file, taken apart.
pub struct BriefSheet {
    pub document: Document,
    pub front: BriefFront,
}

/// A practice item.
#[derive(Debug, Clone)]
pub struct PracticeItem {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// All of it: it has no key.
    pub presented: Presented,
}

/// A bank: what can be used of it, and what is wrong with it.
pub struct Library {
    /// The items whose files are not refused.
    pub items: Vec<Item>,
    /// The practice items.
    pub practice: Vec<PracticeItem>,
    /// The competencies and their facets.
    pub competencies: Vec<CompetencyText>,
    /// The blueprints' files, which `assessments` reads.
    pub blueprints: Vec<Document>,
    /// What is wrong, in the order of the files.
    pub findings: Vec<Finding>,
}

impl Library {
    /// Reads a bank. A private bank may leave out `competencies.yaml` and then uses that of the built-in one.
    ///
    /// # Errors
    /// When its files cannot be read at all; what is wrong inside them is a finding.
    pub fn read(files: &Files) -> Result<Self> {
        let mut texts = files.read()?;
        if !texts.contains_key(COMPETENCIES) {
            texts.extend(Files::BuiltIn.read()?.remove_entry(COMPETENCIES));
        }
        let mut library = Shelves::sort(&texts).into_library();
        library.findings.sort_by(|a, b| (&a.place, a.rule).cmp(&(&b.place, b.rule)));
        Ok(library)
    }

    /// Whether anything makes the bank unusable.
    pub fn is_refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Refused)
    }
}

const COMPETENCIES: &str = "competencies.yaml";

/// The files by kind, before anything refers to anything.
#[derive(Default)]
struct Shelves {
    competencies: Vec<CompetencyText>,
    briefs: BTreeMap<String, BriefSheet>,
    items: BTreeMap<String, ItemSheet>,
    translations: Vec<TranslationSheet>,
    practice: Vec<PracticeItem>,
    blueprints: Vec<Document>,
    findings: Vec<Finding>,
}

impl Shelves {
    fn sort(texts: &BTreeMap<String, String>) -> Self {
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
            ("assessments", _) => self.blueprints.push(Document::yaml(path, text)),
            ("practice", _) if !translated => {
                let document = Document::split(path, text)?;
                let front: PracticeFront = yaml::read(&document)?;
                self.practice.extend(assemble::practice_item(&document, &front, &mut self.findings));
            }
            ("briefs", _) if !translated => {
                let document = Document::split(path, text)?;
                let front: BriefFront = yaml::read(&document)?;
                Body::read(&document, &mut self.findings);
                marks::check_facts(&document, &front, &mut self.findings);
                self.briefs.insert(front.id.value.clone(), BriefSheet { document, front });
            }
            ("briefs" | "practice", _) => {}
            _ if translated => {
                let document = Document::split(path, text)?;
                let front = yaml::read(&document)?;
                let body = Body::read(&document, &mut self.findings);
                self.translations.push(TranslationSheet { document, front, body });
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

    fn into_library(mut self) -> Library {
        let mut findings = std::mem::take(&mut self.findings);
        let context = Context { competencies: &self.competencies, briefs: &self.briefs };
        let mut items = Vec::new();
        for sheet in self.items.values() {
            let before = findings.iter().filter(|finding| finding.severity == Severity::Refused).count();
            let resolved = lint::check_item(sheet, &context, &mut findings);
            let refused = findings.iter().filter(|finding| finding.severity == Severity::Refused).count() > before;
            if let (Some(resolved), false) = (resolved, refused) {
                let translations = self.translations.iter().filter(|text| text.front.of.value == sheet.front.id.value);
                items.push(assemble::item(sheet, resolved, &self.briefs, translations));
            }
        }
        for sheet in &self.translations {
            lint::check_translation(sheet, &self.items, &mut findings);
        }
        let root = Place { path: COMPETENCIES.into(), line: 1, column: 1 };
        lint::check_whole(&self.items, &items, &self.competencies, &root, &mut findings);
        Library {
            items,
            practice: self.practice,
            competencies: self.competencies,
            blueprints: self.blueprints,
            findings,
        }
    }
}
