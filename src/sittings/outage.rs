//! When no server was there, nobody could answer, and nobody could start: the time between is added to every sitting that was
//! running, and to every link that ran out in it before its person had started.
//!
//! Every process leaves a pulse every few seconds, in one row. Whoever finds it old holds the row, adds the time and writes
//! it anew in the same transaction: so it is added once, however many processes come back at once.

use super::{Attempt, AttemptState, parts, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::ids::OrganizationId;
use crate::openings;
use chrono::Duration;
use std::collections::BTreeMap;

/// A silence longer than this is an outage; shorter ones are within the grace of every deadline.
const SILENCE: Duration = Duration::seconds(30);
/// The longest time that is added for one outage.
const LONGEST: Duration = Duration::hours(24);

/// Leaves a pulse. Returns how many sittings had time added.
///
/// # Errors
/// The database's.
pub fn beat_now(db: &Db, now: Moment) -> Result<usize> {
    match db.write_now(move |conn| beat(conn, now)) {
        // Another process left the very first pulse in the same moment.
        Err(error) if error.is_unique_violation() => Ok(0),
        outcome => outcome,
    }
}

/// The same in the caller's transaction.
///
/// # Errors
/// The database's.
pub fn beat(conn: &mut Conn, now: Moment) -> Result<usize> {
    let Some(last) = store::hold_pulse(conn)? else {
        store::insert_pulse(conn, now)?;
        return Ok(0);
    };
    if now <= last {
        return Ok(0);
    }
    store::move_pulse(conn, now)?;
    if now.since(last) <= SILENCE {
        return Ok(0);
    }
    bridge(conn, last, now)
}

/// Whether there was a silence that nobody has accounted for yet: until then the clock ends no sitting.
pub(super) fn is_unaccounted(conn: &mut Conn, now: Moment) -> Result<bool> {
    Ok(store::pulse(conn)?.is_some_and(|last| now.since(last) > SILENCE))
}

/// What one silence has moved in one organization.
#[derive(Default)]
struct Moved {
    sittings: i64,
    links: i64,
}

/// Adds the length of a silence to every sitting that was running in it, and to every link that ran out in it unused.
fn bridge(conn: &mut Conn, from: Moment, now: Moment) -> Result<usize> {
    // Whole seconds, the last one begun counted: the length is noted beside the limit in seconds.
    let length = Duration::seconds(now.since(from).num_seconds() + 1).min(LONGEST);
    let mut of: BTreeMap<OrganizationId, Moved> = BTreeMap::new();
    for (organization, id) in store::running_at(conn, from)? {
        let attempt = store::hold_attempt(conn, &organization, &id)?;
        if attempt.state != AttemptState::Started {
            continue;
        }
        if !store::update_attempt(conn, &later(&attempt, length))? {
            return Err(Code::Conflict.into());
        }
        store::add_outage(conn, &attempt, length)?;
        parts::add_outage(conn, &attempt, from, length)?;
        of.entry(organization).or_default().sittings += 1;
    }
    for (organization, links) in openings::extend_what_ran_out(conn, (from, now), length)? {
        of.entry(organization).or_default().links += links;
    }
    for (organization, candidate, until) in store::terms_ending(conn, (from, now))? {
        if store::move_terms(conn, &organization, &candidate, (until, until.plus(length)))? {
            of.entry(organization).or_default().links += 1;
        }
    }
    // The log comes last: whoever hands in holds their sitting before it.
    for (organization, moved) in &of {
        let mut detail = vec![("seconds", length.num_seconds().to_string()), ("sittings", moved.sittings.to_string())];
        detail.extend((moved.links > 0).then(|| ("links", moved.links.to_string())));
        let fact = Fact {
            organization,
            at: now,
            who: &Who::Server,
            action: Action::OutageBridged,
            object: format!("outage:{}", from.rfc3339()),
            detail: &detail,
        };
        audit::append(conn, &fact)?;
    }
    let (sittings, links) =
        of.values().fold((0, 0), |(sittings, links), moved| (sittings + moved.sittings, links + moved.links));
    tracing::warn!(
        seconds = length.num_seconds(),
        sittings,
        links,
        "no server was there; what ran or ran out has more time"
    );
    usize::try_from(sittings).map_err(Error::internal)
}

/// A sitting that closes later: what would have closed it is moved, and the other so far that it does not come before.
fn later(attempt: &Attempt, length: Duration) -> Attempt {
    let deadline_at = attempt.deadline_at.map(|deadline| deadline.plus(length));
    let nearer = attempt.deadline_at.is_none_or(|deadline| attempt.open_until <= deadline);
    let open_until = if nearer { attempt.open_until.plus(length) } else { attempt.open_until };
    let open_until = deadline_at.map_or(open_until, |deadline| deadline.max(open_until));
    Attempt { open_until, deadline_at, ..attempt.clone() }
}
