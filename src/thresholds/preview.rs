//! What a policy would do: counts, who would change side (how many, never who), the distribution, and how much longer a
//! test would have to be for half as many borderline cases.

use crate::openings::Stage;
use crate::scores::{ResultRow, Standing};
use crate::scoring::{Outcome, PerCompetency, Score, Thresholds, Zone};

/// The width of a column of the histogram, in score points.
pub const BIN: f64 = 2.5;

/// How many people fall where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Counts {
    /// Every required score is safely above its threshold.
    pub meets: usize,
    /// Too close to call.
    pub borderline: usize,
    /// A required score is safely below its threshold.
    pub below: usize,
}

impl Counts {
    /// All of them.
    pub fn all(&self) -> usize {
        self.meets + self.borderline + self.below
    }

    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Meets => self.meets += 1,
            Outcome::Borderline => self.borderline += 1,
            Outcome::Below => self.below += 1,
        }
    }
}

/// What a policy would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The thresholds looked at.
    pub thresholds: Thresholds,
    /// Who would fall where.
    pub counts: Counts,
    /// How many would have another outcome than now.
    pub would_change: usize,
    /// Of them, how many have a decision already; it stays.
    pub decided_would_change: usize,
    /// The zone around the threshold of the total, for a complete sitting.
    pub zone: Zone,
    /// People by their total, in columns of [`BIN`] points; the first column holds everything below its end.
    pub bins: Vec<usize>,
    /// How many items would halve the borderline cases, if any number up to ten times today's would.
    pub items_to_halve: Option<usize>,
    /// How many items there are.
    pub items: usize,
}

/// Computes the preview. `form_se` is the standard error of the total of a complete sitting of `items` items.
pub fn preview_of(thresholds: &Thresholds, rows: &[ResultRow], form_se: f64, items: usize) -> Preview {
    let mut preview = Preview {
        thresholds: *thresholds,
        counts: Counts::default(),
        would_change: 0,
        decided_would_change: 0,
        zone: thresholds.zone(thresholds.total, form_se),
        bins: vec![0; (100.0 / BIN) as usize],
        items_to_halve: None,
        items,
    };
    let last = preview.bins.len() - 1;
    for row in rows {
        let outcome = outcome_at(thresholds, &row.standing, 1.0);
        preview.counts.add(outcome);
        if outcome != row.standing.outcome {
            preview.would_change += 1;
            preview.decided_would_change += usize::from(row.standing.stage != Stage::Undecided);
        }
        preview.bins[((row.standing.total.value / BIN).max(0.0) as usize).min(last)] += 1;
    }
    preview.items_to_halve = items_to_halve(thresholds, rows, items, preview.counts.borderline);
    preview
}

/// The outcome if all standard errors were multiplied by a factor.
fn outcome_at(thresholds: &Thresholds, standing: &Standing, factor: f64) -> Outcome {
    let scaled = |score: Score| Score { se: score.se * factor, ..score };
    let competencies = PerCompetency::from_fn(|competency| scaled(standing.competencies[competency]));
    thresholds.outcome(scaled(standing.total), &competencies)
}

/// The least number of items, a multiple of four, at which at most half as many would be borderline. Errors shrink with
/// the square root of the number of items (Spearman 1910, Brown 1910).
fn items_to_halve(thresholds: &Thresholds, rows: &[ResultRow], items: usize, borderline: usize) -> Option<usize> {
    if borderline == 0 || items == 0 {
        return None;
    }
    let few_enough = |longer: usize| {
        let factor = (items as f64 / longer as f64).sqrt();
        let count =
            rows.iter().filter(|row| outcome_at(thresholds, &row.standing, factor) == Outcome::Borderline).count();
        count * 2 <= borderline
    };
    // Fewer and fewer are borderline as the test grows, so the place can be found by halving the interval.
    let (mut short, mut long) = (items / 4, items * 10 / 4);
    if !few_enough(long * 4) {
        return None;
    }
    while long - short > 1 {
        let middle = usize::midpoint(short, long);
        if few_enough(middle * 4) { long = middle } else { short = middle }
    }
    Some(long * 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::ids::{AttemptId, CandidateId};

    fn person(total: f64, outcome: Outcome, stage: Stage) -> ResultRow {
        let score = |value, se| Score { value, se, items: 24, missing: 0 };
        ResultRow {
            candidate: CandidateId::new(),
            attempt: AttemptId::new(),
            submitted_at: Moment::from_micros(0).unwrap(),
            standing: Standing {
                total: score(total, 6.0),
                competencies: PerCompetency::from_fn(|_| score(total, 12.0)),
                outcome,
                policy_version: 1,
                stage,
            },
        }
    }

    fn at(total: f64) -> Thresholds {
        Thresholds { total, minima: PerCompetency::default(), z: 1.0 }
    }

    #[test]
    fn everybody_is_counted_once_in_counts_and_columns() {
        let rows: Vec<ResultRow> = [-12.0, 0.0, 40.0, 58.0, 60.0, 64.0, 71.0, 100.0]
            .map(|total| person(total, Outcome::Below, Stage::Undecided))
            .to_vec();
        let preview = preview_of(&at(60.0), &rows, 6.0, 24);
        assert_eq!(preview.counts, Counts { meets: 2, borderline: 3, below: 3 });
        assert_eq!(preview.bins.iter().sum::<usize>(), rows.len());
        assert_eq!((preview.bins[0], preview.bins[39]), (2, 1));
        assert_eq!((preview.zone.borderline_from, preview.zone.meets_from), (54.0, 66.0));
    }

    #[test]
    fn those_who_change_side_are_counted_and_the_decided_among_them() {
        let rows = [
            person(80.0, Outcome::Below, Stage::Reject),
            person(80.0, Outcome::Meets, Stage::Advance),
            person(10.0, Outcome::Meets, Stage::Undecided),
        ];
        let preview = preview_of(&at(60.0), &rows, 6.0, 24);
        assert_eq!((preview.would_change, preview.decided_would_change), (2, 1));
    }

    #[test]
    fn half_as_many_borderline_cases_take_about_four_times_the_items() {
        // Evenly spread people: the share within z · SE is proportional to SE, which shrinks by half at four times.
        let rows: Vec<ResultRow> =
            (0..1000).map(|n| person(30.0 + 0.06 * f64::from(n), Outcome::Below, Stage::Undecided)).collect();
        let items = preview_of(&at(60.0), &rows, 6.0, 24).items_to_halve.unwrap();
        assert!((92..=100).contains(&items), "{items}");
        assert_eq!(preview_of(&at(99.9), &[], 6.0, 24).items_to_halve, None);
    }
}
