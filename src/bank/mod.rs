//! Question-bank files -> items: loading, linting, storing.
//!
//! A bank is a directory of Markdown files, the built-in one or a private one of an organization. Above the second
//! `---` of a file is secret, below it is public. The two halves become two types that do not meet: [`Item`] has the
//! key; [`Presented`] has not, and is the only one from which an applicant's page can be made.

mod assemble;
mod body;
mod choosable;
mod coverage;
mod document;
mod files;
mod finding;
mod first_words;
mod front_matter;
mod import;
mod item;
mod library;
pub mod lint;
mod marks;
mod persons;
mod reading;
mod shelves;
mod store;
mod yaml;

pub use choosable::Choosable;
pub use coverage::{Agreement, Coverage, Cue, Row};
pub use document::{Document, Place};
pub use files::Files;
pub use finding::{Finding, Severity};
pub use import::{Imported, import};
pub use item::{
    Basis, Channel, Facet, Instruction, Item, ItemKey, ItemMeta, ItemRef, OptionKey, Presented, PresentedBrief,
    PresentedOption, SecondReading, Status,
};
pub use library::{CompetencyText, FacetText, Feedback, Library, PracticeItem};
pub use reading::{minutes, plain, words};
pub use store::{all_in, items_for_blueprints, key_of, meta_of, practice_items, presented, rule_of};
pub use yaml::read as read_yaml;
