//! Scoring again from the stored steps: to check what is stored, and after a question was voided.

use super::{Attempt, AttemptState, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::ids::{AttemptId, CandidateId};
use crate::openings::{self, Opening, Source};
use crate::policies;
use crate::scores::{self, Difference, Finished, Scorer};
use crate::scoring::Given;
use std::collections::BTreeMap;

/// What came of checking the stored scores of an opening.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// How many sittings were computed again.
    pub sittings: usize,
    /// Every stored number that is not what its stored answers give.
    pub differences: Vec<(AttemptId, Difference)>,
    /// Sittings whose last run was made under other keys, voids or rules than those in force.
    pub stale: Vec<AttemptId>,
}

/// What was given in a sitting, replayed from its steps.
///
/// # Errors
/// The database's.
pub fn given_of(conn: &mut Conn, attempt: &Attempt, items: usize) -> Result<Vec<Given>> {
    Ok(store::sitting(conn, attempt, items, None)?.given())
}

/// Computes every stored score of an opening again and compares it bit for bit, with its outcome and its place in the
/// ranking.
///
/// # Errors
/// The database's.
pub fn verify_opening(conn: &mut Conn, opening: &Opening) -> Result<Checked> {
    let scorer = Scorer::load(conn, opening)?;
    let policy = policies::current(conn, opening)?;
    let mut checked = Checked::default();
    for attempt in store::attempts_of(conn, opening, &[AttemptState::Scored])? {
        checked.sittings += 1;
        let Some(run) = scores::last_run(conn, &opening.organization, &attempt.id)? else {
            checked.stale.push(attempt.id);
            continue;
        };
        if run.key_set != scorer.key_set() || run.scoring_version != crate::scoring::VERSION {
            checked.stale.push(attempt.id);
            continue;
        }
        let given = given_of(conn, &attempt, scorer.rules().len())?;
        match scorer.score(&given) {
            Ok(fresh) => {
                let mut found = scores::differences(&run, &fresh);
                let person =
                    openings::candidate(conn, &opening.organization, &attempt.candidate)?.ok_or(Code::NotFound)?;
                if person.source != Source::Trial {
                    let ranked = scores::differences_in_ranking(conn, opening, &person.id, &fresh, &policy)?;
                    found.extend(ranked);
                }
                checked.differences.extend(found.into_iter().map(|difference| (attempt.id.clone(), difference)));
            }
            Err(_) => checked.stale.push(attempt.id),
        }
    }
    Ok(checked)
}

/// The last sitting of each person: one that could not be scored may have been followed by another.
fn latest_of_each(attempts: Vec<Attempt>) -> Vec<Attempt> {
    let mut latest: BTreeMap<CandidateId, Attempt> = BTreeMap::new();
    for attempt in attempts {
        if latest.get(&attempt.candidate).is_none_or(|known| known.number < attempt.number) {
            latest.insert(attempt.candidate.clone(), attempt);
        }
    }
    latest.into_values().collect()
}

/// Scores every finished sitting of an opening again, as new runs. Returns how many.
///
/// # Errors
/// The database's.
pub fn rescore_opening(conn: &mut Conn, opening: &Opening, who: &Who, now: Moment) -> Result<usize> {
    // Before anything is read, so that nobody is scored by the old keys in the meantime and left out.
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let scorer = Scorer::load(conn, opening)?;
    let policy = policies::current(conn, opening)?;
    let attempts = store::attempts_of(conn, opening, &[AttemptState::Scored, AttemptState::Submitted])?;
    let mut count = 0;
    for mut attempt in latest_of_each(attempts) {
        let candidate = openings::candidate(conn, &opening.organization, &attempt.candidate)?.ok_or(Code::NotFound)?;
        let given = given_of(conn, &attempt, scorer.rules().len())?;
        let finished = Finished {
            opening,
            candidate: &candidate.id,
            source: candidate.source,
            attempt: &attempt.id,
            submitted_at: attempt.submitted_at.unwrap_or(now),
        };
        let scored = scores::record(conn, &scorer, &finished, &given, &policy, now)?;
        count += usize::from(scored.is_ok());
        let state = if scored.is_ok() { AttemptState::Scored } else { AttemptState::Submitted };
        if scored.is_err() {
            scores::withdraw_result(conn, opening, &candidate.id)?;
        }
        if attempt.state != state {
            attempt.state = state;
            if !store::update_attempt(conn, &attempt)? {
                return Err(Code::Conflict.into());
            }
        }
    }
    scores::refresh_bands(conn, opening, scorer.form_se())?;
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who,
        action: Action::Rescored,
        object: format!("opening:{}", opening.id),
        detail: &[("sittings", count.to_string()), ("key_set", scorer.key_set().to_owned())],
    };
    audit::append(conn, &fact)?;
    Ok(count)
}
