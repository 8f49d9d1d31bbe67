//! Time on an item and whether people got to it.

use crate::psychometrics::absent::Statistic;
use crate::psychometrics::describe::quantile;
use crate::psychometrics::tables::{MISSING, Responses};

/// The quartiles of the times spent on an item, in the unit they are given in.
pub fn time_quartiles(times: &[f64]) -> Statistic<[f64; 3]> {
    Ok([quantile(times, 0.25)?, quantile(times, 0.5)?, quantile(times, 0.75)?])
}

/// For each item in the order of presentation, how many persons neither answered it nor any item after it.
pub fn not_reached(responses: &Responses) -> Vec<usize> {
    let mut counts = vec![0; responses.items()];
    for person in 0..responses.persons() {
        for item in (0..responses.items()).rev() {
            if responses.column(item)[person] != MISSING {
                break;
            }
            counts[item] += 1;
        }
    }
    counts
}
