//! How often the four-fifths rule flags groups that are treated alike, by exact enumeration.

use super::{Comparison, Selection};
use crate::psychometrics::distributions::binomial_mass;

/// The probability that the rule flags the first group, named in advance, when both have the same true rate.
pub fn false_flag_named_group(focal: u64, reference: u64, rate: f64) -> f64 {
    enumerate(focal, reference, rate, super::comparison::Comparison::four_fifths_violation)
}

/// The probability that it flags one of two groups against the more selected one.
pub fn false_flag_either_way(one: u64, other: u64, rate: f64) -> f64 {
    enumerate(one, other, rate, |comparison| {
        let turned = Comparison { focal: comparison.reference, reference: comparison.focal };
        comparison.four_fifths_violation() || turned.four_fifths_violation()
    })
}

fn enumerate(focal: u64, reference: u64, rate: f64, flagged: impl Fn(&Comparison) -> bool) -> f64 {
    let masses = |n: u64| -> Vec<f64> { (0..=n).map(|x| binomial_mass(x, n, rate)).collect() };
    let (of_focal, of_reference) = (masses(focal), masses(reference));
    let mut flags = 0.0;
    for (x, mass) in (0_u64..).zip(&of_focal) {
        for (y, other) in (0_u64..).zip(&of_reference) {
            let focal = Selection { selected: x, n: focal };
            if flagged(&Comparison { focal, reference: Selection { selected: y, n: reference } }) {
                flags += mass * other;
            }
        }
    }
    flags
}
