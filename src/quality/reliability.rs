//! How reliable the total is: every coefficient on columns that add up to the total in points, so that an error is in
//! points too. Openings with the same questions are one item set; of several sets each is computed apart and pooled,
//! because people who answered different questions have no covariances in common.

use super::gather::{Gathered, Part};
use crate::psychometrics::reliability::{
    Moments, SetAlpha, alpha, matched_halves, omega_total, pooled_alpha, split_half, stratified_alpha,
};
use crate::psychometrics::{Absent, Scores, Statistic};
use crate::scoring::{Competency, PerCompetency};
use std::collections::BTreeMap;

/// Under so many finished tests with the same questions nothing is said of them.
pub const LEAST_TESTS: usize = 50;
/// From so many on, the error of measurement is said.
pub const LEAST_FOR_ERROR: usize = 100;

/// The people who were asked the same questions.
#[derive(Debug, Clone)]
pub struct SetReliability {
    /// How many of them answered everything.
    pub tests: usize,
    /// How many questions count.
    pub items: usize,
    /// Cronbach's alpha.
    pub alpha: Statistic,
    /// Alpha within competencies.
    pub stratified: Statistic,
    /// McDonald's omega of one factor.
    pub omega: Statistic,
    /// Two halves of like content, stepped up.
    pub halves: Statistic,
    /// How far totals spread.
    pub sd: f64,
}

/// How reliable the total of an assessment is.
#[derive(Debug, Clone)]
pub struct Reliability {
    /// The item sets with enough tests, the largest first.
    pub sets: Vec<SetReliability>,
    /// Alpha over the sets, with its 95 % interval.
    pub alpha: Statistic<(f64, (f64, f64))>,
    /// Stratified alpha over the sets: what is quoted.
    pub stratified: Statistic,
    /// Omega over the sets.
    pub omega: Statistic,
    /// Split halves over the sets.
    pub halves: Statistic,
    /// The spread of totals inside the sets.
    pub sd: f64,
    /// The error of measurement in points: SD √(1 − stratified alpha); absent under [`LEAST_FOR_ERROR`].
    pub sem: Statistic,
}

/// Too little to say how reliable the total is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFew {
    /// How many finished tests the largest item set has.
    pub largest: usize,
}

impl TooFew {
    /// How many more are needed.
    pub fn missing(self) -> usize {
        LEAST_TESTS.saturating_sub(self.largest)
    }
}

/// Computes it.
///
/// # Errors
/// [`TooFew`] where no item set has enough tests.
pub fn reliability(gathered: &Gathered) -> Result<Reliability, TooFew> {
    let mut by_set: BTreeMap<&str, Vec<&Part>> = BTreeMap::new();
    for part in &gathered.parts {
        by_set.entry(part.scorer.key_set()).or_default().push(part);
    }
    let (mut sets, mut largest) = (Vec::new(), 0);
    for parts in by_set.values() {
        let table = Table::of(parts);
        largest = largest.max(table.rows);
        if table.rows >= LEAST_TESTS
            && let Ok(set) = table.reliability()
        {
            sets.push(set);
        }
    }
    sets.sort_by_key(|set| std::cmp::Reverse(set.tests));
    if sets.is_empty() { Err(TooFew { largest }) } else { Ok(pooled(sets)) }
}

/// Item scores of the complete sittings of one item set, in points of the total.
struct Table {
    rows: usize,
    columns: Vec<Vec<f64>>,
    strata: Vec<usize>,
}

impl Table {
    fn of(parts: &[&Part]) -> Self {
        let first = parts[0];
        let counted: Vec<usize> = (0..first.set.len()).filter(|&place| first.set[place].1).collect();
        let competency = |place: usize| first.scorer.rules()[place].competency;
        let points = points(first, &counted);
        let mut columns = vec![Vec::new(); counted.len()];
        for (part, taken) in parts.iter().flat_map(|part| part.taken.iter().map(move |taken| (part, taken))) {
            let Ok(scores) = part.scorer.score(&taken.given) else { continue };
            let row: Option<Vec<f64>> = counted.iter().map(|&place| scores.items[place]).collect();
            // A question that was never displayed has no score: listwise.
            let Some(row) = row else { continue };
            for ((column, y), &place) in columns.iter_mut().zip(row).zip(&counted) {
                column.push(y * points[competency(place)]);
            }
        }
        let strata = counted.iter().map(|&place| competency(place) as usize).collect();
        Self { rows: columns.first().map_or(0, Vec::len), columns, strata }
    }

    fn reliability(self) -> Statistic<SetReliability> {
        let (tests, items) = (self.rows, self.columns.len());
        let moments = Moments::of_scores(&Scores::new(self.columns)?)?;
        let halves = matched_halves(&moments.means, &self.strata).and_then(|first| split_half(&moments, &first));
        Ok(SetReliability {
            tests,
            items,
            alpha: alpha(&moments),
            stratified: stratified_alpha(&moments, &self.strata),
            omega: omega_total(&moments),
            halves: halves.map(|(_, stepped_up)| stepped_up),
            sd: moments.total_variance().sqrt(),
        })
    }
}

/// How many points of the total an item score of 1 is worth, for each competency: the columns add up to the total.
fn points(part: &Part, counted: &[usize]) -> PerCompetency<f64> {
    let weights = part.scorer.weights();
    let all: f64 = weights.iter().map(|(_, weight)| weight).sum();
    PerCompetency::from_fn(|competency: Competency| {
        let own = counted.iter().filter(|&&place| part.scorer.rules()[place].competency == competency).count();
        100.0 * weights[competency] / (all * own.max(1) as f64)
    })
}

fn pooled(sets: Vec<SetReliability>) -> Reliability {
    let freedom = |set: &SetReliability| set.tests as f64 - 1.0;
    let all: f64 = sets.iter().map(freedom).sum();
    let mean = |of: fn(&SetReliability) -> Statistic| -> Statistic {
        let mut sum = 0.0;
        for set in &sets {
            sum += freedom(set) * of(set)?;
        }
        Ok(sum / all)
    };
    let alphas: Statistic<Vec<SetAlpha>> =
        sets.iter().map(|set| Ok(SetAlpha { alpha: set.alpha?, persons: set.tests, items: set.items })).collect();
    let stratified = mean(|set| set.stratified);
    let error = |set: &SetReliability| -> Statistic { Ok(set.sd.powi(2) * (1.0 - set.stratified?)) };
    let mut errors = Ok(0.0);
    for set in &sets {
        errors = errors.and_then(|sum| Ok(sum + freedom(set) * error(set)?));
    }
    let tests: usize = sets.iter().map(|set| set.tests).sum();
    let sem = if tests < LEAST_FOR_ERROR {
        Err(Absent("fewer than 100 finished tests"))
    } else {
        errors.map(|sum: f64| (sum / all).sqrt())
    };
    Reliability {
        alpha: alphas.and_then(|alphas| pooled_alpha(&alphas, 0.95)),
        omega: mean(|set| set.omega),
        halves: mean(|set| set.halves),
        sd: (sets.iter().map(|set| freedom(set) * set.sd.powi(2)).sum::<f64>() / all).sqrt(),
        stratified,
        sem,
        sets,
    }
}

impl Reliability {
    /// How many finished tests it rests on.
    pub fn tests(&self) -> usize {
        self.sets.iter().map(|set| set.tests).sum()
    }

    /// How far two totals must lie apart to differ 19 times in 20: 1.96 √2 SEM.
    pub fn clear_difference(&self) -> Statistic {
        Ok(1.96 * crate::psychometrics::reliability::sed(self.sem?))
    }
}
