//! The groups of a cohort at a cut of the grid, with what a ratio needs beside it. All of it is computed from counts that
//! have passed the floors, so that nothing here can tell more than they do.

use super::floor::{BINS, Released, Row, released};
use super::{Cohort, Counts, NO_ANSWER};
use crate::fairness::{self, PREFER_NOT};
use crate::psychometrics::impact::{Comparison, RatioInterval, Selection, log_interval, most_selected, score_interval};
use crate::words::words;

words! {
    /// What a ratio says, and what not.
    Reading {
        /// The group with the highest rate: the others are held against it.
        Highest = "highest",
        /// Chance alone could explain the difference.
        CouldBeChance = "could-be-chance",
        /// Less often than chance explains, and at least four fifths as often.
        LessOften = "less-often",
        /// Less often than chance explains, and under four fifths as often.
        UnderFourFifths = "under-four-fifths",
        /// There is nothing to hold it against.
        Alone = "alone",
    }
}

/// The groups of a cohort at a cut.
#[derive(Debug, Clone)]
pub struct Table {
    /// The cohort.
    pub cohort: Cohort,
    /// The cut, on the grid.
    pub at: i64,
    /// What was asked.
    pub questions: Vec<Question>,
}

/// The groups of a question.
#[derive(Debug, Clone)]
pub struct Question {
    /// The question.
    pub question: &'static fairness::Question,
    /// Its groups, in the order of its answers.
    pub groups: Vec<Group>,
    /// How many did not say, rounded; `None` for fewer than ten.
    pub silent: Option<i64>,
    /// How many people it was for, rounded.
    pub people: i64,
}

/// A group.
#[derive(Debug, Clone)]
pub struct Group {
    /// The id of the answer.
    pub answer: String,
    /// What may be said of it; `None` for too few.
    pub seen: Option<Seen>,
}

/// What may be said of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// How many reach the cut of how many, rounded.
    pub counts: Selection,
    /// Its rate over the highest one, where there is one above zero.
    pub ratio: Option<f64>,
    /// Where the true ratio lies, 19 times in 20.
    pub range: Option<(f64, f64)>,
    /// What that says.
    pub reading: Reading,
}

/// The table of a cohort.
pub fn table(cohort: Cohort, counts: &Counts, at: i64) -> Table {
    let asked = fairness::pack(&cohort.pack).map(|pack| pack.questions.as_slice()).unwrap_or_default();
    let questions = asked.iter().map(|question| question_table(question, counts, at)).collect();
    Table { cohort, at, questions }
}

fn question_table(question: &'static fairness::Question, counts: &Counts, at: i64) -> Question {
    let row = |answer: &str| counts.get(&(question.id.clone(), answer.to_owned())).copied().unwrap_or([0; BINS]);
    let rows: Vec<Row> = question.answers.iter().map(|answer| row(&answer.id)).collect();
    let mut silent = row(PREFER_NOT);
    for (place, people) in row(NO_ANSWER).iter().enumerate() {
        silent[place] += people;
    }
    let Released { groups, silent, people } = released(&rows, &silent, at);
    let seen = compared(&groups);
    let groups = question.answers.iter().zip(seen).map(|(answer, seen)| Group { answer: answer.id.clone(), seen });
    Question { question, groups: groups.collect(), silent, people }
}

/// Every group beside the one with the highest rate.
fn compared(groups: &[Option<Selection>]) -> Vec<Option<Seen>> {
    let shown: Vec<Selection> = groups.iter().flatten().copied().collect();
    let highest = most_selected(&shown).map(|place| shown[place]);
    let mut found = false;
    let seen = |counts: &Selection| {
        let alone = Seen { counts: *counts, ratio: None, range: None, reading: Reading::Alone };
        let Some(highest) = highest.filter(|highest| shown.len() > 1 && highest.selected > 0) else { return alone };
        if *counts == highest && !found {
            found = true;
            return Seen { ratio: Some(1.0), reading: Reading::Highest, ..alone };
        }
        beside(*counts, highest).unwrap_or(alone)
    };
    let mut seen = seen;
    groups.iter().map(|group| group.as_ref().map(&mut seen)).collect()
}

fn beside(counts: Selection, highest: Selection) -> Option<Seen> {
    let comparison = Comparison::new(counts, highest).ok()?;
    let ratio = comparison.ratio().ok()?;
    let range = log_interval(&comparison, 0.95)
        .or_else(|_| score_interval(&comparison, RatioInterval::MiettinenNurminen, 0.95))
        .ok();
    let reading = match range {
        Some((_, high)) if high < 1.0 && comparison.four_fifths_violation() => Reading::UnderFourFifths,
        Some((_, high)) if high < 1.0 => Reading::LessOften,
        _ => Reading::CouldBeChance,
    };
    Some(Seen { counts, ratio: Some(ratio), range, reading })
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn group(selected: u64, n: u64) -> Selection {
        Selection { selected, n }
    }

    /// Groups, of which those without people are too few to say.
    fn of(groups: &[Selection]) -> Vec<Option<Selection>> {
        groups.iter().map(|group| (group.n > 0).then_some(*group)).collect()
    }

    fn readings(groups: &[Selection]) -> Vec<Option<Reading>> {
        compared(&of(groups)).into_iter().map(|seen| seen.map(|seen| seen.reading)).collect()
    }

    #[test]
    fn a_ratio_is_said_with_what_chance_explains() {
        use Reading::{Alone, CouldBeChance, Highest, LessOften, UnderFourFifths};
        assert_eq!(readings(&[group(40, 80), group(35, 80), group(0, 0)]), [Some(Highest), Some(CouldBeChance), None]);
        assert_eq!(readings(&[group(60, 200), group(120, 200)]), [Some(UnderFourFifths), Some(Highest)]);
        assert_eq!(readings(&[group(4500, 5000), group(4000, 5000)]), [Some(Highest), Some(LessOften)]);
        assert_eq!(readings(&[group(20, 40), group(0, 0)]), [Some(Alone), None]);
        assert_eq!(readings(&[group(0, 40), group(0, 40)]), [Some(Alone), Some(Alone)]);
        assert_eq!(readings(&[group(30, 60), group(30, 60)]), [Some(Highest), Some(CouldBeChance)]);
    }

    #[test]
    fn nobody_of_a_group_still_has_a_range() {
        let seen = compared(&of(&[group(0, 40), group(20, 40)]))[0].unwrap();
        assert_eq!((seen.ratio, seen.range.unwrap().0), (Some(0.0), 0.0));
        assert!(seen.range.unwrap().1 < 0.8, "{seen:?}");
    }
}
