//! Answers as unique patterns of categories 0, 1, 2 …, with how many persons gave each.

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::tables::{MISSING, Responses};
use std::collections::HashMap;

/// The mark of a missing answer in a pattern.
pub(super) const HOLE: u8 = u8::MAX;

/// The patterns of the items that can be modelled.
#[derive(Debug, Clone)]
pub(super) struct Patterns {
    /// The places of the modelled items among all; an item that everybody answered alike has no curve.
    pub(super) varying: Vec<usize>,
    /// The number of categories of each modelled item.
    pub(super) categories: Vec<usize>,
    /// Patterns x items: the category, or [`HOLE`].
    pub(super) cells: Vec<u8>,
    /// The same with 0 for holes.
    pub(super) scores: Vec<u8>,
    /// Where the holes of a pattern begin in `holes`, with the end behind the last.
    pub(super) hole_starts: Vec<usize>,
    /// The items that are missing, pattern by pattern.
    pub(super) holes: Vec<usize>,
    /// How many persons gave each pattern.
    pub(super) weights: Vec<f64>,
    /// The pattern of each person; none where nothing was answered.
    pub(super) of_person: Vec<Option<usize>>,
    /// Σ of weights.
    pub(super) persons: f64,
    /// How many chose each category of each item.
    pub(super) counts: Vec<Vec<f64>>,
}

impl Patterns {
    /// `frequencies` are how often each person's row occurs, 1 each where there are none. Categories are recoded to
    /// consecutive ones in their order.
    pub(super) fn of(responses: &Responses, frequencies: Option<&[u32]>) -> Statistic<Self> {
        if frequencies.is_some_and(|frequencies| frequencies.len() != responses.persons()) {
            return Err(Absent("every person needs a frequency"));
        }
        let frequency = |person: usize| frequencies.map_or(1, |frequencies| frequencies[person]);
        let mut varying = Vec::new();
        let mut levels = Vec::new();
        for item in 0..responses.items() {
            let found = levels_of(responses.column(item), &frequency);
            if found.len() > usize::from(HOLE) {
                return Err(Absent("an item has more than 255 categories"));
            }
            if found.len() > 1 {
                varying.push(item);
                levels.push(found);
            }
        }
        if varying.is_empty() {
            return Err(Absent("no item has answers in two categories"));
        }
        let mut patterns = Self::empty(varying, levels.iter().map(Vec::len).collect());
        let mut known: HashMap<Vec<u8>, usize> = HashMap::new();
        for person in 0..responses.persons() {
            let code = |(&item, levels): (&usize, &Vec<i16>)| match responses.column(item)[person] {
                MISSING => HOLE,
                answer => levels.partition_point(|&level| level < answer) as u8,
            };
            let row: Vec<u8> = patterns.varying.iter().zip(&levels).map(code).collect();
            let times = f64::from(frequency(person));
            let place = (times > 0.0 && row.iter().any(|&cell| cell != HOLE))
                .then(|| *known.entry(row).or_insert_with_key(|row| patterns.push(row)));
            if let Some(place) = place {
                patterns.weights[place] += times;
            }
            patterns.of_person.push(place);
        }
        patterns.count();
        Ok(patterns)
    }

    fn empty(varying: Vec<usize>, categories: Vec<usize>) -> Self {
        let counts = categories.iter().map(|&categories| vec![0.0; categories]).collect();
        Self {
            varying,
            categories,
            cells: Vec::new(),
            scores: Vec::new(),
            hole_starts: vec![0],
            holes: Vec::new(),
            weights: Vec::new(),
            of_person: Vec::new(),
            persons: 0.0,
            counts,
        }
    }

    fn push(&mut self, row: &[u8]) -> usize {
        self.cells.extend_from_slice(row);
        self.scores.extend(row.iter().map(|&cell| if cell == HOLE { 0 } else { cell }));
        self.holes.extend((0..row.len()).filter(|&item| row[item] == HOLE));
        self.hole_starts.push(self.holes.len());
        self.weights.push(0.0);
        self.weights.len() - 1
    }

    fn count(&mut self) {
        self.persons = self.weights.iter().sum();
        for (row, weight) in self.cells.chunks_exact(self.varying.len()).zip(&self.weights) {
            for (item, &cell) in row.iter().enumerate().filter(|(_, cell)| **cell != HOLE) {
                self.counts[item][usize::from(cell)] += weight;
            }
        }
    }

    /// The number of modelled items.
    pub(super) fn items(&self) -> usize {
        self.varying.len()
    }

    /// The number of patterns.
    pub(super) fn len(&self) -> usize {
        self.weights.len()
    }

    /// One pattern.
    pub(super) fn row(&self, pattern: usize) -> &[u8] {
        &self.cells[pattern * self.items()..(pattern + 1) * self.items()]
    }

    /// One pattern with 0 for holes.
    pub(super) fn score_row(&self, pattern: usize) -> &[u8] {
        &self.scores[pattern * self.items()..(pattern + 1) * self.items()]
    }

    /// The items missing from one pattern.
    pub(super) fn holes_of(&self, pattern: usize) -> &[usize] {
        &self.holes[self.hole_starts[pattern]..self.hole_starts[pattern + 1]]
    }
}

/// The categories that occur, ascending.
fn levels_of(column: &[i16], frequency: &impl Fn(usize) -> u32) -> Vec<i16> {
    let mut levels: Vec<i16> = Vec::new();
    for (person, &answer) in column.iter().enumerate() {
        if answer != MISSING && frequency(person) > 0 {
            let place = levels.partition_point(|&level| level < answer);
            if levels.get(place) != Some(&answer) {
                levels.insert(place, answer);
            }
        }
    }
    levels
}
