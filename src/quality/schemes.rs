//! What if ratings were compared with the key in another way: how many ranks and outcomes would change. Nothing is
//! stored. Of the other formats the rules know one scheme, so assessments without rating questions have no alternative.

use super::gather::{Gathered, Part};
use crate::psychometrics::describe::{correlation, ranks};
use crate::psychometrics::{Absent, Statistic};
use crate::scoring::{Format, Outcome, RateScheme};

/// One scheme beside the one in force.
#[derive(Debug, Clone)]
pub struct SchemeReport {
    /// Which.
    pub scheme: RateScheme,
    /// Whether it is the one in force.
    pub in_force: bool,
    /// How many tests were scored.
    pub tests: usize,
    /// How many people would have another rank in their opening.
    pub ranks_changed: usize,
    /// The most places that anybody would move.
    pub furthest: usize,
    /// How many of those in the top fifth of their opening would not be there.
    pub out_of_top: usize,
    /// How many there are in the top fifths.
    pub top: usize,
    /// How many would have another outcome under the thresholds in force.
    pub outcomes_changed: usize,
    /// Spearman's rank correlation with the scheme in force, the mean over openings by people.
    pub agreement: Statistic,
}

/// How a person would fare.
#[derive(Clone, Copy)]
struct Fare {
    total: f64,
    outcome: Outcome,
}

/// Every scheme for rating questions; empty where the assessment has none.
pub fn schemes(gathered: &Gathered) -> Vec<SchemeReport> {
    if !gathered.items.iter().any(|item| item.rule.format == Format::Rate) {
        return Vec::new();
    }
    let in_force = gathered.assessment.blueprint.rate_scheme;
    let now: Vec<Vec<Option<Fare>>> = gathered.parts.iter().map(|part| fares(part, in_force)).collect();
    RateScheme::ALL.iter().map(|&scheme| compare(gathered, &now, (scheme, scheme == in_force))).collect()
}

/// How everybody in an opening would fare; `None` for whom there would be no score.
fn fares(part: &Part, scheme: RateScheme) -> Vec<Option<Fare>> {
    let scorer = part.scorer.with_scheme(scheme);
    let fare = |given: &[_]| {
        let scores = scorer.score(given).ok()?;
        let outcome = part.thresholds.outcome(scores.total, &scores.competencies);
        Some(Fare { total: scores.total.value, outcome })
    };
    part.taken.iter().map(|taken| fare(&taken.given)).collect()
}

fn compare(gathered: &Gathered, now: &[Vec<Option<Fare>>], (scheme, in_force): (RateScheme, bool)) -> SchemeReport {
    let mut report = SchemeReport {
        scheme,
        in_force,
        tests: 0,
        ranks_changed: 0,
        furthest: 0,
        out_of_top: 0,
        top: 0,
        outcomes_changed: 0,
        agreement: Err(Absent("no opening has two finished tests that differ")),
    };
    let (mut sum, mut weight) = (0.0, 0.0);
    for (part, now) in gathered.parts.iter().zip(now) {
        let then = fares(part, scheme);
        let both: Vec<(Fare, Fare)> = now.iter().zip(&then).filter_map(|(now, then)| (*now).zip(*then)).collect();
        report.add(&both);
        let (old, new) = totals(&both);
        if let Ok(found) = correlation(&ranks(&old), &ranks(&new)) {
            sum += found * both.len() as f64;
            weight += both.len() as f64;
        }
    }
    if weight > 0.0 {
        report.agreement = Ok(sum / weight);
    }
    report
}

fn totals(both: &[(Fare, Fare)]) -> (Vec<f64>, Vec<f64>) {
    both.iter().map(|(now, then)| (now.total, then.total)).unzip()
}

impl SchemeReport {
    /// Adds the people of an opening.
    fn add(&mut self, both: &[(Fare, Fare)]) {
        let (old, new) = totals(both);
        let (old, new) = (places(&old), places(&new));
        let top = both.len().div_ceil(5);
        self.tests += both.len();
        self.top += old.iter().filter(|&&place| place <= top).count();
        for (&old, &new) in old.iter().zip(&new) {
            self.ranks_changed += usize::from(old != new);
            self.furthest = self.furthest.max(old.abs_diff(new));
            self.out_of_top += usize::from(old <= top && new > top);
        }
        self.outcomes_changed += both.iter().filter(|(now, then)| now.outcome != then.outcome).count();
    }
}

/// The place of each total from the top, from 1; equals share the best of their places.
fn places(totals: &[f64]) -> Vec<usize> {
    let mut sorted = totals.to_vec();
    sorted.sort_by(|one, other| other.total_cmp(one));
    totals.iter().map(|total| sorted.partition_point(|other| other > total) + 1).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn equals_share_a_place() {
        assert_eq!(super::places(&[10.0, 30.0, 10.0, 20.0, 30.0]), [4, 1, 4, 3, 1]);
    }
}
