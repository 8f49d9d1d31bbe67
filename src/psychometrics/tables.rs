//! What comes in: integer answers (possibly missing) and complete item scores, both one column per item.

use super::absent::{Absent, Statistic};

/// The mark of a missing answer in a column of [`Responses`].
pub const MISSING: i16 = i16::MIN;

/// Answers as integer categories, persons x items, stored by column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responses {
    persons: usize,
    columns: Vec<Vec<i16>>,
}

impl Responses {
    /// One column per item, all of one length, [`MISSING`] where there is no answer; absent where lengths differ.
    pub fn new(columns: Vec<Vec<i16>>) -> Statistic<Self> {
        let persons = columns.first().map_or(0, Vec::len);
        if columns.iter().any(|column| column.len() != persons) {
            return Err(Absent("every item needs one entry for each person"));
        }
        Ok(Self { persons, columns })
    }

    /// From rows of persons; `None` where there is no answer.
    pub fn from_rows(rows: &[Vec<Option<i16>>]) -> Statistic<Self> {
        let items = rows.first().map_or(0, Vec::len);
        if rows.iter().any(|row| row.len() != items) {
            return Err(Absent("every person needs one entry for each item"));
        }
        let column = |item: usize| rows.iter().map(|row| row[item].unwrap_or(MISSING)).collect();
        Self::new((0..items).map(column).collect())
    }

    /// The number of persons.
    pub fn persons(&self) -> usize {
        self.persons
    }

    /// The number of items.
    pub fn items(&self) -> usize {
        self.columns.len()
    }

    /// The answers to one item.
    pub fn column(&self, item: usize) -> &[i16] {
        &self.columns[item]
    }

    /// The answers of one person.
    pub fn row(&self, person: usize) -> Vec<i16> {
        self.columns.iter().map(|column| column[person]).collect()
    }

    /// Which persons answered every item, by place.
    pub fn complete_persons(&self) -> Vec<usize> {
        (0..self.persons).filter(|&person| self.columns.iter().all(|column| column[person] != MISSING)).collect()
    }

    /// Whether no answer is missing.
    pub fn is_complete(&self) -> bool {
        self.columns.iter().all(|column| !column.contains(&MISSING))
    }

    /// The rows of these persons, in this order.
    #[must_use]
    pub fn of_persons(&self, persons: &[usize]) -> Self {
        let pick = |column: &Vec<i16>| persons.iter().map(|&person| column[person]).collect();
        Self { persons: persons.len(), columns: self.columns.iter().map(pick).collect() }
    }

    /// Listwise: only the persons who answered every item.
    #[must_use]
    pub fn complete(&self) -> Self {
        if self.is_complete() { self.clone() } else { self.of_persons(&self.complete_persons()) }
    }

    /// The sum of each person's answers; call it on complete answers.
    pub fn totals(&self) -> Vec<i64> {
        let mut totals = vec![0; self.persons];
        for column in &self.columns {
            for (total, &answer) in totals.iter_mut().zip(column) {
                *total += i64::from(answer);
            }
        }
        totals
    }
}

/// Complete item scores as real numbers, persons x items, stored by column.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    persons: usize,
    columns: Vec<Vec<f64>>,
}

impl Scores {
    /// One column per item, all of one length; absent where lengths differ or a score is not a number.
    pub fn new(columns: Vec<Vec<f64>>) -> Statistic<Self> {
        let persons = columns.first().map_or(0, Vec::len);
        if columns.iter().any(|column| column.len() != persons) {
            return Err(Absent("every item needs one score for each person"));
        }
        if columns.iter().flatten().any(|score| !score.is_finite()) {
            return Err(Absent("a score is not a number"));
        }
        Ok(Self { persons, columns })
    }

    /// The answers of those who answered everything.
    pub fn of_responses(responses: &Responses) -> Self {
        let complete = responses.complete();
        let real = |column: &Vec<i16>| column.iter().map(|&answer| f64::from(answer)).collect();
        Self { persons: complete.persons, columns: complete.columns.iter().map(real).collect() }
    }

    /// The number of persons.
    pub fn persons(&self) -> usize {
        self.persons
    }

    /// The number of items.
    pub fn items(&self) -> usize {
        self.columns.len()
    }

    /// The scores on one item.
    pub fn column(&self, item: usize) -> &[f64] {
        &self.columns[item]
    }

    /// The sum over these items for each person.
    pub fn sums(&self, items: &[usize]) -> Vec<f64> {
        let mut sums = vec![0.0; self.persons];
        for &item in items {
            for (sum, score) in sums.iter_mut().zip(&self.columns[item]) {
                *sum += score;
            }
        }
        sums
    }
}
