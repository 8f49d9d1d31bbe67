//! What the ranking would be without a competency, or with other weights. It lives in an address and is never saved.
//!
//! A total of other weights is in no index. So the scores of an opening are kept in memory, a few numbers a person, and
//! weighed there. They are compared with the count of changes of the database on every request, and read again when it
//! has moved: what is shown is never older than the last commit. Outcomes stay those of the threshold in force, which
//! was set for the real total.

use super::filter::Filter;
use super::rank::{Asked, Cursor, Page, Sort, by_ids, in_order, named, paged};
use super::store;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{CandidateId, OpeningId};
use crate::openings::{Opening, Stage};
use crate::scores::{self, BandRound, Scorer};
use crate::scoring::{Outcome, PerCompetency, Score, bands};
use std::collections::HashSet;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// How many openings are kept: about 10 MB for each hundred thousand people.
const KEPT: usize = 4;

/// One person as they are kept.
struct Row {
    candidate: CandidateId,
    competencies: PerCompetency<f64>,
    submitted_at: Moment,
    outcome: Outcome,
    stage: Stage,
}

/// The people of an opening after a number of changes.
type Kept = (OpeningId, i64, Arc<Vec<Row>>);

/// The latest first.
static MEMORY: LazyLock<Mutex<Vec<Kept>>> = LazyLock::new(Mutex::default);

/// A page of the ranking under other weights, in bands of its own. The totals in it are those of the what-if.
pub fn rank(
    conn: &mut Conn,
    opening: &Opening,
    (asked, weights): (&Asked, &PerCompetency<f64>),
    after: Option<&Cursor>,
    size: usize,
) -> Result<Page> {
    let scorer = Scorer::load(conn, opening)?;
    let c = scores::band_round(conn, opening)?.c;
    let people = people(conn, opening)?;
    let weighed: Vec<(&Row, f64)> = people.iter().map(|row| (row, total(&row.competencies, weights))).collect();
    let mut totals: Vec<f64> = weighed.iter().map(|(_, total)| *total).collect();
    totals.sort_unstable_by(|one, other| other.total_cmp(one));
    let below = |bound: Option<f64>| {
        let place = bound.map_or(0, |bound| totals.partition_point(|total| *total >= bound));
        Ok::<_, crate::error::Error>(totals.get(place).copied())
    };
    let bands = bands::from_top(bands::width(scorer.form_se_weighed(weights), c), below)?;
    // A what-if has no rounds: its bands move with every result.
    let round = BandRound { round: 0, c, frozen_at: None, bands };
    let known = known(conn, opening, &asked.filter)?;
    let keys = weighed.into_iter().filter(|(row, total)| passes(row, *total, &asked.filter, &round, known.as_ref()));
    let value = |row: &Row, total: f64| match asked.sort {
        Sort::Band | Sort::Total => total,
        Sort::Empathy => row.competencies.empathy,
        Sort::Patience => row.competencies.patience,
        Sort::Communication => row.competencies.communication,
        Sort::ProductKnowledge => row.competencies.product_knowledge,
        Sort::Date => row.submitted_at.micros() as f64,
    };
    let keys = keys.map(|(row, total)| (&row.candidate, value(row, total)));
    let ids = in_order(keys, (asked.sort, &round.bands), after, size + 1);
    let mut rows = by_ids(conn, opening, &ids)?;
    for row in &mut rows {
        let standing = &mut row.standing;
        standing.total = score(&standing.competencies, weights);
    }
    let (rows, next) = paged(rows, size, |row| match asked.sort {
        Sort::Band => bands::rank(&round.bands, row.standing.total.value) as u64,
        column => store::sort_key(row, column),
    });
    let people = named(conn, opening, &round.bands, rows, &asked.names)?;
    Ok(Page { people, bands: round, next })
}

fn total(competencies: &PerCompetency<f64>, weights: &PerCompetency<f64>) -> f64 {
    let (mut sum, mut weight) = (0.0, 0.0);
    for (competency, value) in competencies.iter() {
        sum += weights[competency] * value;
        weight += weights[competency];
    }
    sum / weight
}

/// The weighted mean with its standard error: the errors of the competencies are independent of each other.
fn score(competencies: &PerCompetency<Score>, weights: &PerCompetency<f64>) -> Score {
    let values = PerCompetency::from_fn(|competency| competencies[competency].value);
    let weight: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let variance: f64 = weights.iter().map(|(competency, weight)| (weight * competencies[competency].se).powi(2)).sum();
    Score { value: total(&values, weights), se: variance.sqrt() / weight, items: 0, missing: 0 }
}

/// The people of an opening as they are after the last commit.
fn people(conn: &mut Conn, opening: &Opening) -> Result<Arc<Vec<Row>>> {
    let changes = scores::changes(conn, opening)?;
    let find = |kept: &Kept| kept.0 == opening.id && kept.1 == changes;
    if let Some((_, _, rows)) = MEMORY.lock().unwrap_or_else(PoisonError::into_inner).iter().find(|kept| find(kept)) {
        return Ok(Arc::clone(rows));
    }
    let row = |row: scores::ResultRow| Row {
        outcome: row.standing.outcome,
        stage: row.standing.stage,
        candidate: row.candidate,
        competencies: PerCompetency::from_fn(|competency| row.standing.competencies[competency].value),
        submitted_at: row.submitted_at,
    };
    let rows: Arc<Vec<Row>> = Arc::new(scores::results_for_preview(conn, opening)?.into_iter().map(row).collect());
    let mut memory = MEMORY.lock().unwrap_or_else(PoisonError::into_inner);
    memory.retain(|kept| kept.0 != opening.id);
    memory.insert(0, (opening.id.clone(), changes, Arc::clone(&rows)));
    memory.truncate(KEPT);
    Ok(rows)
}

/// Who passes what is not kept in memory: words, tag, source, language. `None` where nothing of it is asked for.
fn known(conn: &mut Conn, opening: &Opening, filter: &Filter) -> Result<Option<HashSet<CandidateId>>> {
    let Filter { words, tag, source, language, names_hidden, .. } = filter.clone();
    let asked = Filter { words, source, language, tag, names_hidden, ..Filter::default() };
    if asked.is_empty() {
        return Ok(None);
    }
    Ok(Some(store::everybody(conn, opening, &asked)?.into_iter().collect()))
}

fn passes(row: &Row, total: f64, filter: &Filter, round: &BandRound, known: Option<&HashSet<CandidateId>>) -> bool {
    filter.outcome.is_none_or(|outcome| row.outcome == outcome)
        && filter.stage.is_none_or(|stage| row.stage == stage)
        && filter.at_least.is_none_or(|(competency, least)| row.competencies[competency] >= least)
        && filter.since.is_none_or(|since| row.submitted_at >= since)
        && filter.before.is_none_or(|before| row.submitted_at < before)
        && filter.band.is_none_or(|rank| bands::rank(&round.bands, total) == rank)
        && known.is_none_or(|known| known.contains(&row.candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_of_nothing_leaves_a_competency_out() {
        let score_of = |value| Score { value, se: 10.0, items: 6, missing: 0 };
        let scores = PerCompetency {
            empathy: score_of(90.0),
            patience: score_of(60.0),
            communication: score_of(30.0),
            product_knowledge: score_of(0.0),
        };
        let weights = PerCompetency { empathy: 2.0, patience: 1.0, communication: 1.0, product_knowledge: 0.0 };
        let weighed = score(&scores, &weights);
        assert!((weighed.value - 67.5).abs() < 1e-12);
        // √(20² + 10² + 10²) / 4
        assert!((weighed.se - 600.0_f64.sqrt() / 4.0).abs() < 1e-12);
    }
}
