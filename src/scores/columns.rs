//! The results of an opening as columns in memory, for what is computed over all of them while somebody moves a slider.
//!
//! They are a copy, never the truth: each use asks the database for its watermark first and reads what was written
//! after the one they know, so that they are never older than the last commit seen. Any process may keep them or throw
//! them away. Whatever writes `results` goes through `scores::store`, which moves the watermark; a test holds that.

use super::store::{self, Marks, ResultRow};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{CandidateId, OpeningId};
use crate::openings::{Opening, Stage};
use crate::scoring::{Competency, Outcome, Ruler};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// How many rows are read at once.
const PAGE: i64 = 20_000;
/// How many rows are kept at most, over all openings: about 200 bytes each.
const KEPT_ROWS: usize = 2_000_000;

/// The results of an opening, one place a person, in no order that means anything.
#[derive(Debug, Default)]
pub struct Columns {
    marks: Option<Marks>,
    places: HashMap<CandidateId, usize>,
    /// The total, then each competency: values and standard errors.
    scales: [Scale; 5],
    outcomes: Vec<Outcome>,
    stages: Vec<Stage>,
}

#[derive(Debug, Default)]
struct Scale {
    values: Vec<f64>,
    ses: Vec<f64>,
}

fn place_of(scale: Option<Competency>) -> usize {
    scale.map_or(0, |competency| competency as usize + 1)
}

impl Columns {
    /// How many people there are.
    pub fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// Whether nobody has finished.
    pub fn is_empty(&self) -> bool {
        self.outcomes.is_empty()
    }

    /// The number of the change up to which they are known: the same number, the same results.
    pub fn mark(&self) -> (i64, i64) {
        self.marks.map_or((-1, -1), |marks| (marks.changed, marks.gone))
    }

    /// The totals (`None`) or the scores of a competency.
    pub fn values(&self, scale: Option<Competency>) -> &[f64] {
        &self.scales[place_of(scale)].values
    }

    /// The mean square of the standard errors of a scale.
    pub fn mean_error_variance(&self, scale: Option<Competency>) -> f64 {
        let ses = &self.scales[place_of(scale)].ses;
        ses.iter().map(|se| se * se).sum::<f64>() / ses.len().max(1) as f64
    }

    /// What somebody's outcome is under the policy in force.
    pub fn outcome(&self, person: usize) -> Outcome {
        self.outcomes[person]
    }

    /// What people decided about somebody.
    pub fn stage(&self, person: usize) -> Stage {
        self.stages[person]
    }

    /// What somebody's outcome would be if all standard errors were multiplied by a factor.
    pub fn outcome_by(&self, ruler: &Ruler, person: usize, factor: f64) -> Outcome {
        ruler.outcome(|scale| {
            let scale = &self.scales[place_of(scale)];
            (scale.values[person], scale.ses[person] * factor)
        })
    }

    /// Columns of rows that are at hand.
    pub fn of(rows: &[ResultRow]) -> Self {
        let mut columns = Self::default();
        rows.iter().for_each(|row| columns.put(row));
        columns
    }

    fn put(&mut self, row: &ResultRow) {
        let standing = &row.standing;
        let scores = [None].into_iter().chain(Competency::all().map(Some)).map(|scale| {
            (place_of(scale), scale.map_or(standing.total, |competency| standing.competencies[competency]))
        });
        if let Some(&place) = self.places.get(&row.candidate) {
            for (scale, score) in scores {
                self.scales[scale].values[place] = score.value;
                self.scales[scale].ses[place] = score.se;
            }
            self.outcomes[place] = standing.outcome;
            self.stages[place] = standing.stage;
        } else {
            self.places.insert(row.candidate.clone(), self.outcomes.len());
            for (scale, score) in scores {
                self.scales[scale].values.push(score.value);
                self.scales[scale].ses.push(score.se);
            }
            self.outcomes.push(standing.outcome);
            self.stages.push(standing.stage);
        }
    }

    fn refresh(&mut self, conn: &mut Conn, opening: &Opening) -> Result<()> {
        // The mark is read before the rows: what is written in between is newer than it, and is read again next time.
        let now = store::marks(conn, opening)?;
        let since = match self.marks {
            Some(before) if before == now => return Ok(()),
            Some(before) if before.gone == now.gone => before.changed,
            _ => {
                *self = Self::default();
                -1
            }
        };
        let mut after: Option<CandidateId> = None;
        loop {
            let rows = store::rows_changed_since(conn, opening, since, after.as_ref(), PAGE)?;
            rows.iter().for_each(|row| self.put(row));
            match rows.last() {
                Some(last) if rows.len() == PAGE as usize => after = Some(last.candidate.clone()),
                _ => break,
            }
        }
        self.marks = Some(now);
        Ok(())
    }
}

type Kept = (OpeningId, Arc<Mutex<Columns>>, usize);

/// The openings that were asked for, the last one last.
static KEPT: LazyLock<Mutex<Vec<Kept>>> = LazyLock::new(Mutex::default);

/// Computes something over all results of an opening.
///
/// # Errors
/// The database's.
pub fn with_columns<T>(conn: &mut Conn, opening: &Opening, compute: impl FnOnce(&Columns) -> T) -> Result<T> {
    let shared = {
        let mut kept = KEPT.lock().map_err(poisoned)?;
        match kept.iter().position(|(id, ..)| *id == opening.id) {
            Some(place) => {
                let entry = kept.remove(place);
                let shared = Arc::clone(&entry.1);
                kept.push(entry);
                shared
            }
            None => {
                let shared = Arc::new(Mutex::new(Columns::default()));
                kept.push((opening.id.clone(), Arc::clone(&shared), 0));
                shared
            }
        }
    };
    let mut columns = shared.lock().unwrap_or_else(|broken| {
        // Whoever panicked may have left half a row behind: begin anew.
        let mut columns = PoisonError::into_inner(broken);
        *columns = Columns::default();
        columns
    });
    if let Err(error) = columns.refresh(conn, opening) {
        *columns = Columns::default();
        return Err(error);
    }
    forget_oldest(&opening.id, columns.len())?;
    Ok(compute(&columns))
}

fn forget_oldest(just_used: &OpeningId, rows: usize) -> Result<()> {
    let mut kept = KEPT.lock().map_err(poisoned)?;
    if let Some(entry) = kept.iter_mut().find(|(id, ..)| id == just_used) {
        entry.2 = rows;
    }
    while kept.len() > 1 && (kept.len() > 64 || kept.iter().map(|(.., rows)| rows).sum::<usize>() > KEPT_ROWS) {
        kept.remove(0);
    }
    Ok(())
}

fn poisoned<T>(_: PoisonError<T>) -> Error {
    Error::internal("the list of columns in memory was left locked by a panic")
}
