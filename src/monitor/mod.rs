//! The fairness monitor: who scored, met the threshold and was advanced, by groups of the voluntary questions.
//!
//! Nothing here is live. A snapshot is frozen of openings that are closed and decided; at that moment, and never again, the
//! people in it are counted, and what may be told of the counts is decided and stored ([`release`]). Everybody is in one
//! snapshot at most. Pages, files and programs compute from what is stored, so that whatever they show, and however often,
//! tells nothing more. The floors and why they are what they are: `docs/fairness.md`.

pub mod api;
mod count;
mod exposure;
mod figures;
mod freeze;
pub mod pages;
mod records;
mod release;
mod store;
mod together;
mod wording;

#[cfg(test)]
mod attack_tests;

use crate::clock::Moment;
use crate::fairness::{self, Pack};
use crate::ids::OpeningId;
use crate::words::words;

pub use figures::{Against, Compared, Group, Pooled, compared, pooled};
pub use freeze::{LEAST_FINISHERS, Waiting, freeze, freeze_due, waiting};
pub use release::{MEASURES, Told};
pub use store::{snapshot, snapshots};

words! {
    /// What is counted of a group.
    Measure {
        /// They handed in.
        Finished = "finished",
        /// They scored above the median of their opening.
        Above = "above-median",
        /// They met the threshold.
        Meets = "meets",
        /// They were advanced.
        Advanced = "advanced",
    }
}

/// The answer of those who left a question open.
pub const UNSAID: &str = "unsaid";
/// The question of everybody.
pub const EVERYBODY: &str = "all";
/// The questions that are looked at together as well, where a pack has both.
pub const TOGETHER: [&str; 2] = ["sex", "ethnic-group"];

/// A snapshot, as it was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Counts them, from 1.
    pub number: i64,
    /// Whose questions the groups come from.
    pub pack: &'static Pack,
    /// Between which moments its openings were closed.
    pub closed: (Moment, Moment),
    /// Who froze it: a staff member's id, or the server.
    pub frozen_by: String,
    /// When.
    pub frozen_at: Moment,
    /// Its openings by the part they are in; small ones share one.
    pub openings: Vec<(i64, OpeningId, String)>,
    /// What was released: the whole first, then the parts.
    pub parts: Vec<Part>,
}

/// The released counts of a part of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// 0 for the whole snapshot, else counts the parts.
    pub stratum: i64,
    /// Everybody in it.
    pub everybody: Told,
    /// Question by question.
    pub tables: Vec<Table>,
}

/// What was released of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The question, or two with a plus between them.
    pub question: String,
    /// Its answers with their counts, in the order of the pack; the last two are those who did not want to say and those
    /// who said nothing.
    pub groups: Vec<(String, Told)>,
}

impl Part {
    /// The table of a question.
    pub fn table(&self, question: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.question == question)
    }
}

/// The answers that a question's groups are made of, with those of nobody's group at the end.
pub(crate) fn groups(question: &fairness::Question) -> Vec<String> {
    question.ids().map(str::to_owned).chain([UNSAID.to_owned()]).collect()
}
