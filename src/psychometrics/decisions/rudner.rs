//! Rudner's indices (2001, 2005) from abilities and their standard errors.

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::distributions::normal_cdf;
use crate::psychometrics::irt::Estimate;

/// Expected shares over all persons.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RudnerIndices {
    /// The expected share classified where they belong: the mean of P(the category of θ̂).
    pub accuracy: f64,
    /// The expected share classified alike twice: the mean of Σ P².
    pub consistency: f64,
}

/// `cuts` on the ability scale, ascending; a person at a cut is above it.
pub fn rudner(persons: &[Estimate], cuts: &[f64]) -> Statistic<RudnerIndices> {
    if persons.is_empty() || cuts.is_empty() {
        return Err(Absent("there are no persons or no cuts"));
    }
    if cuts.windows(2).any(|pair| pair[0] >= pair[1]) || persons.iter().any(|p| p.se.is_nan() || p.se <= 0.0) {
        return Err(Absent("cuts must ascend and every standard error be above 0"));
    }
    let (mut accuracy, mut consistency) = (0.0, 0.0);
    for Estimate { theta, se } in persons {
        let mut below = 0.0;
        let own = cuts.partition_point(|cut| cut <= theta);
        for category in 0..=cuts.len() {
            let up_to = cuts.get(category).map_or(1.0, |cut| normal_cdf((cut - theta) / se));
            let p = up_to - below;
            consistency += p * p;
            if category == own {
                accuracy += p;
            }
            below = up_to;
        }
    }
    let n = persons.len() as f64;
    Ok(RudnerIndices { accuracy: accuracy / n, consistency: consistency / n })
}
