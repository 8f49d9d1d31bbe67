//! Why an outcome: each required score against its zone, in a sentence. Page and report say the same.

use crate::policies::{Policy, tenths};
use crate::scores::ResultRow;
use crate::scoring::Score;

/// The sentences, the total first.
pub fn reasons(result: &ResultRow, policy: &Policy) -> Vec<String> {
    let (standing, thresholds) = (&result.standing, &policy.thresholds);
    let sentence = |name: &str, score: Score, threshold: f64| {
        let zone = thresholds.zone(threshold, score.se);
        let place = if score.value < zone.borderline_from {
            "safely below"
        } else if score.value >= zone.meets_from {
            "safely above"
        } else {
            "too close to call against"
        };
        format!(
            "{name}: {} is {place} {} (meets from {}, borderline from {}).",
            tenths(score.value),
            tenths(threshold),
            tenths(zone.meets_from),
            tenths(zone.borderline_from)
        )
    };
    let minima = thresholds.minima.iter().filter_map(|(competency, minimum)| {
        minimum.map(|minimum| sentence(competency.name(), standing.competencies[competency], minimum))
    });
    std::iter::once(sentence("Total", standing.total, thresholds.total)).chain(minima).collect()
}
