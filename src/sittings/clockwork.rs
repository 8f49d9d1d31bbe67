//! What the clock does: a sitting whose time is over is handed in with what is there; one whose invitation has run out
//! ends without a score.

use super::machine::GRACE;
use super::step::{Closing, Step};
use super::submit::{close, opening_of};
use super::{Attempt, AttemptState, outage, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::ids::{AttemptId, OrganizationId};

/// How many sittings one round closes.
const ROUND: i64 = 100;

/// Closes all sittings whose time is over. Returns how many.
///
/// # Errors
/// The database's.
pub fn close_overdue(db: &Db, now: Moment) -> Result<usize> {
    let due = db.read_now(move |conn| {
        let mut due = store::overdue(conn, now.minus(GRACE), ROUND)?;
        due.extend(store::overdue_parts(conn, now.minus(GRACE), ROUND)?);
        Ok::<_, Error>(due)
    })?;
    let count = due.len();
    for (organization, attempt) in due {
        let id = attempt.clone();
        if let Err(error) = db.write_now(move |conn| close_if_over(conn, &organization, &attempt, now)) {
            // The others must not wait for it.
            tracing::error!(?error, attempt = %id, "a sitting whose time is over could not be closed; it is tried again");
        }
    }
    Ok(count)
}

/// Closes one sitting if its time is over, and gives it as it is then.
///
/// # Errors
/// The database's.
pub fn close_if_over(conn: &mut Conn, organization: &OrganizationId, id: &AttemptId, now: Moment) -> Result<Attempt> {
    let attempt = store::hold_attempt(conn, organization, id)?;
    let over = |at: Moment| now > at.plus(GRACE);
    if attempt.state != AttemptState::Started {
        return Ok(attempt);
    }
    let last_part = store::begun(conn, &attempt)?.last().filter(|last| last.is_last).and_then(|last| last.deadline_at);
    let limits = [attempt.deadline_at, last_part];
    if !over(attempt.closes_at()) && !last_part.is_some_and(over) {
        return Ok(attempt);
    }
    // When no server was there for a while, that time is added first.
    if outage::is_unaccounted(conn, now)? {
        return Ok(attempt);
    }
    // A time limit hands in what is there; the end of the invitation alone does not: nobody was promised that.
    if limits.into_iter().flatten().any(over) {
        let opening = opening_of(conn, &attempt)?;
        close(conn, &opening, attempt, Closing::Clock, now)?;
    } else {
        expire(conn, attempt, now)?;
    }
    store::attempt(conn, organization, id)?.ok_or_else(|| Code::NotFound.into())
}

fn expire(conn: &mut Conn, mut attempt: Attempt, now: Moment) -> Result<()> {
    let revision = store::own_steps(conn, &attempt)? + 1;
    store::append(conn, &attempt, (0, revision), &Step::Expired, now)?;
    attempt.state = AttemptState::Expired;
    if !store::update_attempt(conn, &attempt)? {
        return Err(Code::Conflict.into());
    }
    let fact = Fact {
        organization: &attempt.organization,
        at: now,
        who: &Who::Server,
        action: Action::AttemptExpired,
        object: format!("attempt:{}", attempt.id),
        detail: &[("opening", attempt.opening.to_string())],
    };
    audit::append(conn, &fact)
}
