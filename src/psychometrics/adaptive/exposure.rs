//! Sympson and Hetter's exposure parameters, found by simulation.

use super::bank::Bank;
use super::criteria::{Criterion, Selector};
use super::progress::Progress;
use super::select::Rules;
use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::seeded::Seeded;

/// What the calibration came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The probability of giving each item once it is picked.
    pub exposure: Vec<f64>,
    /// The share of simulated persons who were given each item in the last round.
    pub given: Vec<f64>,
}

/// Adjusts exposure parameters over `rounds` of simulated tests of `length` items for persons drawn from N(0, 1) until
/// no item is given to more than `target` of them; named "under the assumed model". Deterministic for a seed.
pub fn calibrate_exposure(
    bank: &Bank,
    criterion: Criterion,
    (length, persons, rounds): (usize, usize, usize),
    target: f64,
    seed: u64,
) -> Statistic<Calibration> {
    if length == 0 || length > bank.items().len() || persons == 0 || rounds == 0 {
        return Err(Absent("a simulation needs persons, rounds and a test no longer than the bank"));
    }
    if target.is_nan() || target * (bank.items().len() as f64) < length as f64 {
        return Err(Absent("the bank is too small for that exposure"));
    }
    let mut exposure = vec![1.0; bank.items().len()];
    let mut given = vec![0.0; bank.items().len()];
    let mut seeded = Seeded::new(seed);
    let mut selector = Selector::new(bank, criterion);
    for _ in 0..rounds {
        given.fill(0.0);
        for _ in 0..persons {
            for item in simulated_test(bank, &mut selector, &exposure, length, &mut seeded)? {
                given[item] += 1.0 / persons as f64;
            }
        }
        for (chance, given) in exposure.iter_mut().zip(&given) {
            // P(picked) = P(given)/P(given | picked).
            let picked = given / *chance;
            *chance = if picked > target { target / picked } else { 1.0 };
        }
    }
    Ok(Calibration { exposure, given })
}

/// The items given to one simulated person.
fn simulated_test(
    bank: &Bank,
    selector: &mut Selector,
    exposure: &[f64],
    length: usize,
    seeded: &mut Seeded,
) -> Statistic<Vec<usize>> {
    let theta = seeded.normal();
    let mut progress = Progress::new(bank, 1.0)?;
    for _ in 0..length {
        let at = progress.estimate(bank).theta;
        let rules = Rules { exposure: Some(exposure), ..Rules::default() };
        let item = selector.next(bank, &progress, at, &rules, seeded)?;
        let category = answer(&bank.items()[item].probabilities(theta), seeded.uniform());
        progress.answer(bank, item, category)?;
    }
    Ok(progress.given().iter().map(|(item, _)| *item).collect())
}

/// The category in which a uniform number falls.
fn answer(probabilities: &[f64], draw: f64) -> usize {
    let mut below = 0.0;
    for (category, p) in probabilities.iter().enumerate() {
        below += p;
        if draw < below {
            return category;
        }
    }
    probabilities.len() - 1
}
