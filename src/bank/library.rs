//! A bank in memory: every file read, checked and taken together.

use super::body::Body;
use super::document::Document;
use super::finding::{Finding, Severity};
use super::front_matter::{BriefFront, ItemFront, TranslationFront};
use super::item::Presented;
use super::shelves::Shelves;
use super::yaml::Spanned;
use super::{Files, Item};
use crate::error::Result;
use crate::scoring::Competency;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

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
    /// What applicants read about it afterwards, in the language of the file.
    pub feedback: Feedback,
    /// The same in other languages, from `competencies.<language>.yaml`.
    #[serde(skip)]
    pub translations: BTreeMap<String, Feedback>,
}

impl FacetText {
    /// What applicants read about it in a language, and in which language that is: English where there is no other.
    pub fn feedback_in<'a>(&'a self, lang: &'a str) -> (&'a Feedback, &'a str) {
        self.translations.get(lang).map_or((&self.feedback, "en"), |translated| (translated, lang))
    }
}

/// What applicants read about a facet afterwards.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Where it was their strongest, and their replies began to show it.
    pub growing: String,
    /// The same where they showed it often.
    pub solid: String,
    /// The same where they showed it nearly everywhere.
    pub strong: String,
    /// Where they showed it least: one thing to try tomorrow.
    pub tomorrow: String,
}

/// The name of the file that describes them.
pub const COMPETENCIES: &str = "competencies.yaml";

/// The feedback of all facets in another language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedbackFile {
    pub lang: Spanned<String>,
    pub facets: Vec<TranslatedFacet>,
}

/// The feedback of a facet in another language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TranslatedFacet {
    pub id: Spanned<String>,
    pub growing: String,
    pub solid: String,
    pub strong: String,
    pub tomorrow: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompetenciesFile {
    #[expect(dead_code, reason = "for the people who read the file")]
    sources: BTreeMap<String, String>,
    pub competencies: Vec<CompetencyText>,
}

/// An item's file, taken apart.
pub struct ItemSheet {
    pub document: Document,
    pub front: ItemFront,
    pub body: Body,
}

/// The file of a translated item, brief or practice item, taken apart.
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
            texts.extend(Files::BuiltIn.read()?.into_iter().filter(|(path, _)| path.starts_with("competencies.")));
        }
        let mut library = Shelves::sort(&texts).into_library();
        library.findings.sort_by(|a, b| (&a.place, a.rule).cmp(&(&b.place, b.rule)));
        Ok(library)
    }

    /// The practice items, each once however many languages it is there in.
    pub fn practice_ids(&self) -> BTreeSet<&str> {
        self.practice.iter().map(|item| item.id.as_str()).collect()
    }

    /// Whether anything makes the bank unusable.
    pub fn is_refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Refused)
    }
}
