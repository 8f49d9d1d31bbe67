//! A table of groups as templates see it.

use super::floor::{DAYS, FLOOR, GRID, MOVED};
use super::{Question, Table, sentence};
use crate::fairness::rounded;
use serde::Serialize;

/// A table of groups.
#[derive(Debug, Serialize)]
pub struct TableView {
    at: i64,
    frozen: String,
    people: i64,
    openings: i64,
    headline: String,
    questions: Vec<QuestionView>,
    grid: i64,
    floor: i64,
    days: i64,
    moved: i64,
}

#[derive(Debug, Serialize)]
struct QuestionView {
    id: &'static str,
    question: String,
    silence: String,
    groups: Vec<GroupView>,
}

#[derive(Debug, Serialize)]
struct GroupView {
    name: String,
    seen: Option<SeenView>,
}

#[derive(Debug, Serialize)]
struct SeenView {
    people: u64,
    reach: u64,
    rate: String,
    ratio: String,
    range: String,
    says: &'static str,
}

impl From<&Table> for TableView {
    fn from(table: &Table) -> Self {
        Self {
            at: table.at,
            frozen: table.cohort.frozen_at.day(),
            people: rounded(table.cohort.people),
            openings: table.cohort.openings,
            headline: sentence::headline(table),
            questions: table.questions.iter().map(question).collect(),
            grid: GRID,
            floor: FLOOR,
            days: DAYS,
            moved: MOVED,
        }
    }
}

fn question(question: &Question) -> QuestionView {
    let two = |number: f64| format!("{number:.2}");
    let groups = question.groups.iter().map(|group| GroupView {
        name: sentence::answer_words(question.question, &group.answer),
        seen: group.seen.map(|seen| SeenView {
            people: seen.counts.n,
            reach: seen.counts.selected,
            rate: seen.counts.rate().map(|rate| format!("{:.0} %", rate * 100.0)).unwrap_or_default(),
            ratio: seen.ratio.map_or_else(|| "–".to_owned(), two),
            range: seen.range.map_or_else(|| "–".to_owned(), |(low, high)| format!("{} to {}", two(low), two(high))),
            says: sentence::reading(seen.reading),
        }),
    });
    QuestionView {
        id: question.question.id.as_str(),
        question: sentence::question_words(question.question),
        silence: sentence::silence(question),
        groups: groups.collect(),
    }
}
