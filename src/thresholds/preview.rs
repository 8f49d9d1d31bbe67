//! What a policy would do: counts, who would change side (how many, never who), the distribution, how much longer a test
//! would have to be for half as many borderline cases, and how often the cut would be expected to decide rightly.

use super::expected::{self, ENOUGH_RELIABILITY, Truth};
use crate::openings::Stage;
use crate::psychometrics::Statistic;
use crate::psychometrics::decisions::Decisions;
use crate::scores::{Columns, Scorer};
use crate::scoring::{Competency, Outcome, PerCompetency, Ruler, Thresholds, Zone};

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

/// What is known of the test apart from who has taken it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// The standard error of the total of a complete sitting.
    pub se: f64,
    /// How many items count.
    pub items: usize,
    /// How many of them in each competency.
    pub items_in: PerCompetency<usize>,
    /// The lowest total that answers can come to.
    pub lowest: f64,
}

impl Test {
    /// What a scorer knows of it.
    pub fn of(scorer: &Scorer) -> Self {
        Self {
            se: scorer.form_se(),
            items: scorer.counted(),
            items_in: PerCompetency::from_fn(|competency| scorer.counted_in(competency)),
            lowest: scorer.lowest_total(),
        }
    }
}

/// A minimum in a competency that sorts people largely by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Doubt {
    /// In which competency.
    pub competency: Competency,
    /// On how many items it rests.
    pub items: usize,
    /// How reliable it is here, if that can be said.
    pub reliability: Statistic,
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
    /// How many people are to be hired, where somebody has said so.
    pub positions: Option<i64>,
    /// How often the threshold of the total is expected to decide rightly.
    pub expected: Statistic<Decisions>,
    /// The minima that rest on too little.
    pub doubts: Vec<Doubt>,
}

/// Computes the preview. `truth` is the distribution of true totals behind the columns.
pub fn preview_of(
    thresholds: &Thresholds,
    columns: &Columns,
    test: &Test,
    truth: Statistic<Truth>,
    positions: Option<i64>,
) -> Preview {
    let mut preview = Preview {
        thresholds: *thresholds,
        counts: Counts::default(),
        would_change: 0,
        decided_would_change: 0,
        zone: thresholds.zone(thresholds.total, test.se),
        bins: vec![0; (100.0 / BIN) as usize],
        items_to_halve: None,
        items: test.items,
        positions,
        expected: truth.and_then(|truth| truth.at(thresholds.total)),
        doubts: doubts(thresholds, columns, test),
    };
    let ruler = thresholds.ruler();
    let mut borderline = Vec::new();
    for person in 0..columns.len() {
        let outcome = columns.outcome_by(&ruler, person, 1.0);
        preview.counts.add(outcome);
        if outcome == Outcome::Borderline {
            borderline.push(person);
        }
        if outcome != columns.outcome(person) {
            preview.would_change += 1;
            preview.decided_would_change += usize::from(columns.stage(person) != Stage::Undecided);
        }
    }
    let last = preview.bins.len() - 1;
    for total in columns.values(None) {
        preview.bins[((total / BIN).max(0.0) as usize).min(last)] += 1;
    }
    preview.items_to_halve = items_to_halve(&ruler, columns, test.items, &borderline);
    preview
}

fn doubts(thresholds: &Thresholds, columns: &Columns, test: &Test) -> Vec<Doubt> {
    let asked = Competency::all().filter(|competency| thresholds.minima[*competency].is_some());
    let doubt = asked.map(|competency| Doubt {
        competency,
        items: test.items_in[competency],
        reliability: expected::reliability(columns, Some(competency)),
    });
    doubt.filter(|doubt| !doubt.reliability.is_ok_and(|known| known >= ENOUGH_RELIABILITY)).collect()
}

/// The least number of items, a multiple of four, at which at most half as many would be borderline. Errors shrink with
/// the square root of the number of items (Spearman 1910, Brown 1910). Whoever is not borderline now is not with smaller
/// errors either, so only the `borderline` are looked at again.
fn items_to_halve(ruler: &Ruler, columns: &Columns, items: usize, borderline: &[usize]) -> Option<usize> {
    if borderline.is_empty() || items == 0 {
        return None;
    }
    let few_enough = |longer: usize| {
        let factor = (items as f64 / longer as f64).sqrt();
        let still = |person: &&usize| columns.outcome_by(ruler, **person, factor) == Outcome::Borderline;
        borderline.iter().filter(still).count() * 2 <= borderline.len()
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
    use crate::psychometrics::Absent;
    use crate::scores::{ResultRow, Standing};
    use crate::scoring::Score;

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

    fn look(thresholds: &Thresholds, rows: &[ResultRow]) -> Preview {
        let test = Test { se: 6.0, items: 24, items_in: PerCompetency::from_fn(|_| 6), lowest: -70.0 };
        let columns = Columns::of(rows);
        preview_of(thresholds, &columns, &test, Truth::of(&columns, test.lowest), None)
    }

    #[test]
    fn everybody_is_counted_once_in_counts_and_columns() {
        let rows: Vec<ResultRow> = [-12.0, 0.0, 40.0, 58.0, 60.0, 64.0, 71.0, 100.0]
            .map(|total| person(total, Outcome::Below, Stage::Undecided))
            .to_vec();
        let preview = look(&at(60.0), &rows);
        assert_eq!(preview.counts, Counts { meets: 2, borderline: 3, below: 3 });
        assert_eq!(preview.bins.iter().sum::<usize>(), rows.len());
        assert_eq!((preview.bins[0], preview.bins[39]), (2, 1));
        assert_eq!((preview.zone.borderline_from, preview.zone.meets_from), (54.0, 66.0));
        assert_eq!(preview.expected, Err(Absent("fewer than 30 people have finished")));
    }

    #[test]
    fn those_who_change_side_are_counted_and_the_decided_among_them() {
        let rows = [
            person(80.0, Outcome::Below, Stage::Reject),
            person(80.0, Outcome::Meets, Stage::Advance),
            person(10.0, Outcome::Meets, Stage::Undecided),
        ];
        let preview = look(&at(60.0), &rows);
        assert_eq!((preview.would_change, preview.decided_would_change), (2, 1));
    }

    /// People evenly spread over 30 to 90.
    fn spread() -> Vec<ResultRow> {
        (0..1000).map(|n| person(30.0 + 0.06 * f64::from(n), Outcome::Below, Stage::Undecided)).collect()
    }

    #[test]
    fn half_as_many_borderline_cases_take_about_four_times_the_items() {
        // Evenly spread people: the share within z · SE is proportional to SE, which shrinks by half at four times.
        let items = look(&at(60.0), &spread()).items_to_halve.unwrap();
        assert!((92..=100).contains(&items), "{items}");
        assert_eq!(look(&at(99.9), &[]).items_to_halve, None);
    }

    #[test]
    fn a_cut_in_the_middle_misplaces_more_people_than_one_at_the_edge() {
        let accuracy = |cut| look(&at(cut), &spread()).expected.unwrap().accuracy;
        let (middle, edge) = (accuracy(60.0), accuracy(88.0));
        assert!((0.85..0.95).contains(&middle), "SD 17 against SE 6: {middle}");
        assert!(edge > middle && edge < 1.0, "{edge}");
        let expected = look(&at(60.0), &spread()).expected.unwrap();
        assert!(expected.consistency < expected.accuracy, "two errors are more than one");
    }

    #[test]
    fn a_minimum_on_an_unreliable_competency_is_doubted_and_one_on_a_reliable_one_is_not() {
        let mut thresholds = at(60.0);
        thresholds.minima.patience = Some(50.0);
        // SD 17.3 against SE 12: 1 − 144/300 = .52.
        let doubts = look(&thresholds, &spread()).doubts;
        assert_eq!(
            doubts.iter().map(|doubt| (doubt.competency, doubt.items)).collect::<Vec<_>>(),
            [(Competency::Patience, 6)]
        );
        assert!((doubts[0].reliability.unwrap() - 0.52).abs() < 0.01, "{doubts:?}");
        let mut rows = spread();
        for row in &mut rows {
            row.standing.competencies.patience.se = 5.0;
        }
        assert_eq!(look(&thresholds, &rows).doubts, []);
    }
}
