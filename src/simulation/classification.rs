//! How often a threshold puts people on the side on which their true score lies.

use super::{Person, Plan};
use crate::analyze::Keeper;
use crate::psychometrics::{Absent, Statistic};
use crate::scoring::Outcome;
use serde::Serialize;

/// Around one threshold on the total. Shares run over both sittings of everybody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Classification {
    /// The threshold.
    pub threshold: f64,
    /// The share of people whose true score reaches it.
    pub truly_above: f64,
    /// The share of scores on the side of the true score.
    pub accuracy: f64,
    /// The share of people whose two scores lie on one side.
    pub consistency: f64,
    /// The share of people with the same outcome twice.
    pub same_outcome_twice: f64,
    /// Safely above.
    pub meets: Cell,
    /// Too close to call.
    pub borderline: Cell,
    /// Safely below.
    pub below: Cell,
    /// Of those that meet, the share whose true score is below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrongly_meets: Option<f64>,
    /// Of those below, the share whose true score reaches the threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrongly_below: Option<f64>,
}

/// An outcome: shares of everybody.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cell {
    /// With this outcome.
    pub share: f64,
    /// With this outcome and a true score that reaches the threshold.
    pub truly_above: f64,
    /// With this outcome and a true score below.
    pub truly_below: f64,
}

/// Computes it.
pub fn classify(people: &[Person], plan: &Plan, keeper: &mut Keeper) -> Classification {
    let reaches = |score: f64| score >= plan.threshold;
    let share = |holds: &dyn Fn(&Person, usize) -> bool| {
        let times = |person: &Person| (0..2).filter(|&time| holds(person, time)).count();
        people.iter().map(times).sum::<usize>() as f64 / (2 * people.len()) as f64
    };
    let cell = |outcome: Outcome| {
        let with = |above: bool| {
            share(&|person, time| person.sittings[time].outcome == outcome && reaches(person.truth) == above)
        };
        let (truly_above, truly_below) = (with(true), with(false));
        Cell { share: truly_above + truly_below, truly_above, truly_below }
    };
    let (meets, borderline, below) = (cell(Outcome::Meets), cell(Outcome::Borderline), cell(Outcome::Below));
    let of = |part: f64, whole: f64| -> Statistic {
        if whole > 0.0 { Ok(part / whole) } else { Err(Absent("nobody has this outcome")) }
    };
    Classification {
        threshold: plan.threshold,
        truly_above: share(&|person, _| reaches(person.truth)),
        accuracy: share(&|person, time| reaches(person.sittings[time].total) == reaches(person.truth)),
        consistency: share(&|person, _| reaches(person.sittings[0].total) == reaches(person.sittings[1].total)),
        same_outcome_twice: share(&|person, _| person.sittings[0].outcome == person.sittings[1].outcome),
        meets,
        borderline,
        below,
        wrongly_meets: keeper.keep("classification.wrongly_meets", of(meets.truly_below, meets.share)),
        wrongly_below: keeper.keep("classification.wrongly_below", of(below.truly_above, below.share)),
    }
}
