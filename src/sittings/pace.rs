//! How long a question was open before it was first answered. It counts for nothing and is shown to nobody who ranks;
//! it is there for whoever looks at the signals of one sitting, with a reason.

use super::step::Step;
use super::{Attempt, store};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::AttemptId;
use std::collections::BTreeMap;

/// Whole seconds by position.
pub type Pace = BTreeMap<i64, i64>;

/// With fewer others than this, their times say nothing about a question.
pub const LEAST_OTHERS: usize = 5;
/// How many of the others are looked at: the last who handed in.
const MOST_OTHERS: i64 = 500;

/// The times of others on one question: half of them lie between the quarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How many others.
    pub others: usize,
    /// A quarter of them took no longer than this.
    pub lower: i64,
    /// The one in the middle.
    pub median: i64,
    /// Three quarters of them took no longer than this.
    pub upper: i64,
}

impl Spread {
    /// Nothing where there are too few.
    fn of(mut seconds: Vec<i64>) -> Option<Self> {
        if seconds.len() < LEAST_OTHERS {
            return None;
        }
        seconds.sort_unstable();
        // By the nearest rank: a time that somebody really had.
        let at = |quarter: usize| seconds[(seconds.len() * quarter).div_ceil(4) - 1];
        Some(Self { others: seconds.len(), lower: at(1), median: at(2), upper: at(3) })
    }
}

/// The times of one sitting.
///
/// # Errors
/// The database's.
pub fn pace_of(conn: &mut Conn, attempt: &Attempt) -> Result<Pace> {
    let steps = store::timed_steps(conn, &attempt.organization, std::slice::from_ref(&attempt.id))?;
    Ok(paces(steps)?.remove(&attempt.id).unwrap_or_default())
}

/// The times of the others in the opening, by position.
///
/// # Errors
/// The database's.
pub fn spread_of_others(conn: &mut Conn, attempt: &Attempt) -> Result<BTreeMap<i64, Spread>> {
    let others = store::handed_in_beside(conn, attempt, MOST_OTHERS)?;
    let steps = store::timed_steps(conn, &attempt.organization, &others)?;
    let mut of: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (position, seconds) in paces(steps)?.into_values().flatten() {
        of.entry(position).or_default().push(seconds);
    }
    Ok(of.into_iter().filter_map(|(position, seconds)| Some((position, Spread::of(seconds)?))).collect())
}

/// From the first display of each question to its first answer. A question that a program answered without displaying it
/// has no time.
fn paces(steps: Vec<store::TimedStep>) -> Result<BTreeMap<AttemptId, Pace>> {
    let mut shown: BTreeMap<(AttemptId, i64), Moment> = BTreeMap::new();
    let mut of: BTreeMap<AttemptId, Pace> = BTreeMap::new();
    for (attempt, position, payload, at) in steps {
        match serde_json::from_str(&payload).map_err(Error::internal)? {
            Step::Shown => {
                shown.entry((attempt, position)).or_insert(at);
            }
            Step::Answered { response: Some(_), .. } => {
                if let Some(since) = shown.get(&(attempt.clone(), position)) {
                    of.entry(attempt).or_default().entry(position).or_insert(at.since(*since).num_seconds());
                }
            }
            _ => {}
        }
    }
    Ok(of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::Response;

    #[test]
    fn the_first_answer_ends_the_time_and_marking_alone_does_not() {
        let (one, at) = (AttemptId::new(), |second: i64| Moment::from_micros(second * 1_000_000).unwrap());
        let step =
            |position, step: &Step, second| (one.clone(), position, serde_json::to_string(step).unwrap(), at(second));
        let answered = |response| Step::Answered { response, flagged: true };
        let steps = vec![
            step(1, &Step::Shown, 10),
            step(1, &answered(None), 20),
            step(1, &answered(Some(Response::NoAnswer)), 55),
            step(1, &answered(Some(Response::NoAnswer)), 99),
            step(2, &answered(Some(Response::NoAnswer)), 60),
            step(3, &Step::Shown, 61),
        ];
        assert_eq!(paces(steps).unwrap()[&one], Pace::from([(1, 45)]));
    }

    #[test]
    fn half_of_the_others_lie_between_the_quarters_and_four_are_too_few() {
        assert_eq!(Spread::of(vec![9, 1, 2, 3]), None);
        let spread = Spread::of((1..=8).rev().collect()).unwrap();
        assert_eq!((spread.others, spread.lower, spread.median, spread.upper), (8, 2, 4, 6));
    }
}
