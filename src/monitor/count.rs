//! PURE. People -> counts. Nobody's id comes in, and nothing about one of them goes out.

use super::release::{Asked, Counts, Crossed, MEASURES};
use super::{TOGETHER, UNSAID, groups};
use crate::fairness::Question;
use std::collections::BTreeMap;

/// Somebody who handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Finisher {
    /// In which part of the snapshot, from 0.
    pub part: usize,
    /// What they said about themselves.
    pub said: BTreeMap<String, String>,
    /// Whether they scored above the median of their opening, met the threshold, were advanced.
    pub favoured: [bool; MEASURES - 1],
}

impl Finisher {
    fn counts(&self) -> Counts {
        let favoured = |place: usize| place == 0 || self.favoured[place - 1];
        std::array::from_fn(|place| i64::from(favoured(place)))
    }

    fn group(&self, question: &Question, groups: &[String]) -> usize {
        let said = self.said.get(&question.id).map_or(UNSAID, String::as_str);
        groups.iter().position(|group| group == said).unwrap_or(groups.len() - 1)
    }
}

fn add(cell: &mut Counts, other: Counts) {
    for (sum, count) in cell.iter_mut().zip(other) {
        *sum += count;
    }
}

/// The counts by question and part.
pub fn asked(people: &[Finisher], parts: usize, question: &Question) -> Asked {
    let groups = groups(question);
    let mut cells = vec![vec![[0; MEASURES]; groups.len()]; parts];
    for person in people {
        add(&mut cells[person.part][person.group(question, &groups)], person.counts());
    }
    Asked { cells }
}

/// The counts by the two questions that are looked at together, where both are asked.
pub fn crossed(people: &[Finisher], questions: &[Question]) -> Option<Crossed> {
    let place = |id: &str| questions.iter().position(|question| question.id == id);
    let (rows, columns) = (place(TOGETHER[0])?, place(TOGETHER[1])?);
    let (down, across) = (groups(&questions[rows]), groups(&questions[columns]));
    let mut cells = vec![vec![[0; MEASURES]; across.len()]; down.len()];
    for person in people {
        let (row, column) = (person.group(&questions[rows], &down), person.group(&questions[columns], &across));
        add(&mut cells[row][column], person.counts());
    }
    Some(Crossed { rows, columns, cells })
}

/// Who of these totals lies above their median; a tie at the median does not.
pub fn above_median(totals: &[f64]) -> Vec<bool> {
    let middle = crate::psychometrics::describe::median(totals).unwrap_or(f64::INFINITY);
    totals.iter().map(|total| *total > middle).collect()
}
