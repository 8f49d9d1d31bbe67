//! Many simulated applicants, each of whom takes the same test again and again.

use super::{Form, Plan, Simulated};
use crate::error::{Error, Result};
use crate::scoring::{Outcome, PerCompetency, Scores, Thresholds};
use std::ops::Range;
use std::thread;

/// How many further sittings make a true score: what remains of its error is a tenth of that of one sitting.
pub const TRUE_SCORE_SITTINGS: u32 = 100;

/// One sitting.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    /// The total.
    pub total: f64,
    /// The standard error that is shown with it.
    pub se: f64,
    /// What a policy that asks for a total says.
    pub outcome: Outcome,
    /// The score of each competency.
    pub competencies: PerCompetency<f64>,
    /// The item scores, in the order of the set.
    pub items: Vec<f64>,
}

/// One simulated applicant.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Two sittings of the same skill with other noise.
    pub sittings: [Sitting; 2],
    /// The true score: the mean total of [`TRUE_SCORE_SITTINGS`] others.
    pub truth: f64,
}

/// Simulates all applicants of a plan, on all cores. `done` hears of each. The result depends on nothing but the form
/// and the plan.
///
/// # Errors
/// A defect of the blueprint.
pub fn people(form: &Form, plan: &Plan, done: &(dyn Fn() + Sync)) -> Result<Vec<Person>> {
    let policy = Thresholds { total: plan.threshold, minima: PerCompetency::default(), z: 1.0 };
    let one = |number: u32| {
        let mut person = Simulated::draw(plan.seed, number);
        let first = Sitting::of(form.sit(&mut person)?, &policy);
        let second = Sitting::of(form.sit(&mut person)?, &policy);
        let mut sum = 0.0;
        for _ in 0..TRUE_SCORE_SITTINGS {
            sum += form.sit(&mut person)?.total.value;
        }
        done();
        Ok(Person { sittings: [first, second], truth: sum / f64::from(TRUE_SCORE_SITTINGS) })
    };
    let some = |range: Range<u32>| range.map(one).collect::<Result<Vec<Person>>>();
    let threads = thread::available_parallelism().map_or(1, |count| u32::try_from(count.get()).unwrap_or(1));
    let size = plan.applicants.div_ceil(threads).max(1);
    let parts = (1..=plan.applicants).step_by(size as usize).map(|from| from..(from + size).min(plan.applicants + 1));
    thread::scope(|scope| {
        let running: Vec<_> = parts.map(|part| scope.spawn(|| some(part))).collect();
        let mut all = Vec::with_capacity(plan.applicants as usize);
        for part in running {
            all.extend(part.join().map_err(|_| Error::internal("a thread of the simulation ended early"))??);
        }
        Ok(all)
    })
}

impl Sitting {
    fn of(scores: Scores, policy: &Thresholds) -> Self {
        Self {
            total: scores.total.value,
            se: scores.total.se,
            outcome: policy.outcome(scores.total, &scores.competencies),
            competencies: PerCompetency::from_fn(|competency| scores.competencies[competency].value),
            // Nobody leaves anything out.
            items: scores.items.into_iter().map(Option::unwrap_or_default).collect(),
        }
    }
}
