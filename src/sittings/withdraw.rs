//! Withdrawing: an applicant does not want to take part any more. The ranking forgets them at once; what is kept until
//! its time is over is erased only when somebody asks for that too.

use super::step::Step;
use super::{Attempt, AttemptState, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::openings::{self, Candidate, Opening};
use crate::scores::{self, Scorer};

/// Takes an applicant out of an opening, for good. Doing it again changes nothing.
///
/// # Errors
/// The database's.
pub fn withdraw(conn: &mut Conn, opening: &Opening, candidate: &Candidate, now: Moment) -> Result<()> {
    let organization = &opening.organization;
    let last = store::latest_attempt(conn, organization, &candidate.id)?;
    // The order of locks is that of handing in: the sitting, the opening, the log.
    let held = last.map(|attempt| store::hold_attempt(conn, organization, &attempt.id)).transpose()?;
    openings::hold_opening(conn, organization, &opening.id)?;
    if store::withdrawn_at(conn, organization, &candidate.id)?.is_some() {
        return Ok(());
    }
    store::insert_withdrawal(conn, organization, &candidate.id, now)?;
    if let Some(attempt) = held {
        end(conn, attempt, now)?;
        scores::withdraw_result(conn, opening, &candidate.id)?;
        let form_se = Scorer::load(conn, opening)?.form_se();
        scores::refresh_bands(conn, opening, form_se)?;
    }
    let fact = Fact {
        organization,
        at: now,
        who: &Who::Applicant(candidate.id.clone()),
        action: Action::Withdrew,
        object: format!("candidate:{}", candidate.id),
        detail: &[("opening", opening.id.to_string())],
    };
    audit::append(conn, &fact)
}

/// What was answered and scored stays as it was; the state says that it does not count.
fn end(conn: &mut Conn, mut attempt: Attempt, now: Moment) -> Result<()> {
    if matches!(attempt.state, AttemptState::Expired | AttemptState::Voided | AttemptState::Withdrawn) {
        return Ok(());
    }
    let revision = store::own_steps(conn, &attempt)? + 1;
    store::append(conn, &attempt, (0, revision), &Step::Withdrawn, now)?;
    attempt.state = AttemptState::Withdrawn;
    if !store::update_attempt(conn, &attempt)? {
        return Err(Code::Conflict.into());
    }
    Ok(())
}
