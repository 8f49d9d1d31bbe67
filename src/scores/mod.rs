//! Score and outcome rows, their versions, and the projection that is ranked.
//!
//! A score is appended, never changed: scoring again is a new run. `results` is the projection of the last run with the
//! outcome under the policy in force; it can be derived again from the runs at any time. Bands are computed over the
//! whole opening and stored, and stand still once the first decision of a round has been recorded.

mod bands;
mod columns;
mod compare;
mod scorer;
mod store;

use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AttemptId, CandidateId};
use crate::openings::{Opening, Source, Stage};
use crate::policies::Policy;
use crate::scoring::{Given, NotScored, Outcome, PerCompetency, Score, Scores, VERSION};

pub use bands::{BandRound, band_round, freeze_bands, new_round, refresh as refresh_bands};
pub use columns::{Columns, with_columns};
pub use compare::{Difference, differences, differences_in_ranking};
pub use scorer::Scorer;
pub use store::{
    OutcomeCounts, Provenance, ResultRow, Run, changes, last_run, outcome_counts, provenance, result_of,
    results_for_preview, set_stage, undecided, withdraw_result,
};
pub(crate) use store::{ResultColumns, result_columns, result_row};

/// A finished sitting that is to be scored.
pub struct Finished<'a> {
    /// In which opening.
    pub opening: &'a Opening,
    /// Whose.
    pub candidate: &'a CandidateId,
    /// How they came: trials are scored and not ranked.
    pub source: Source,
    /// Which sitting.
    pub attempt: &'a AttemptId,
    /// When it was handed in.
    pub submitted_at: Moment,
}

/// A person's place in the ranking, apart from who they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The total.
    pub total: Score,
    /// Each competency.
    pub competencies: PerCompetency<Score>,
    /// What the policy says.
    pub outcome: Outcome,
    /// Under which version.
    pub policy_version: i64,
    /// What people decided.
    pub stage: Stage,
}

/// Scores a finished sitting, appends the run, and brings ranking and bands up to date.
///
/// # Errors
/// The database's. Too much missing is not an error but an answer: then nothing is written.
pub fn record(
    conn: &mut Conn,
    scorer: &Scorer,
    finished: &Finished<'_>,
    given: &[Given],
    policy: &Policy,
    now: Moment,
) -> Result<Result<Scores, NotScored>> {
    let scores = match scorer.score(given) {
        Ok(scores) => scores,
        Err(reason) => return Ok(Err(reason)),
    };
    let run = append_run(conn, scorer, finished, &scores, now)?;
    if finished.source != Source::Trial {
        let outcome = policy.thresholds.outcome(scores.total, &scores.competencies);
        store::put_result(conn, finished, run, &scores, (policy.version, outcome))?;
        refresh_bands(conn, finished.opening, scorer.form_se())?;
    }
    Ok(Ok(scores))
}

fn append_run(conn: &mut Conn, scorer: &Scorer, finished: &Finished<'_>, scores: &Scores, now: Moment) -> Result<i64> {
    let organization = &finished.opening.organization;
    let run = store::last_run_number(conn, organization, finished.attempt)? + 1;
    let rows = Run {
        run,
        total: scores.total,
        competencies: scores.competencies,
        key_set: scorer.key_set().to_owned(),
        scoring_version: VERSION.to_owned(),
        precision_version: scorer.precision_version(),
        computed_at: now,
    };
    store::insert_run(conn, organization, finished.attempt, &rows)?;
    Ok(run)
}

/// Brings the outcomes of an opening under a policy. Decisions stay as they are. Returns how many changed.
///
/// # Errors
/// The database's.
pub fn apply_policy(conn: &mut Conn, opening: &Opening, policy: &Policy) -> Result<usize> {
    let mut changed = 0;
    let mut stale = std::collections::BTreeMap::<Outcome, Vec<CandidateId>>::new();
    for row in store::results_for_preview(conn, opening)? {
        let before = &row.standing;
        let outcome = policy.thresholds.outcome(before.total, &before.competencies);
        changed += usize::from(before.outcome != outcome);
        if before.outcome != outcome || before.policy_version != policy.version {
            stale.entry(outcome).or_default().push(row.candidate);
        }
    }
    let change = store::next_change(conn, opening)?;
    for (outcome, ids) in stale {
        for some in ids.chunks(500) {
            store::set_outcome(conn, opening, some, (policy.version, outcome), change)?;
        }
    }
    Ok(changed)
}
