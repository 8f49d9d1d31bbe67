//! Keeping a link open for longer: the same link, until a later day.

use super::{Candidate, Opening, OpeningState, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{OrganizationId, StaffId};
use chrono::Duration;
use std::collections::BTreeMap;

/// The farthest day to which a link may be extended, from now.
const FARTHEST: Duration = Duration::days(365);

/// The end of a day that somebody typed, as `2026-12-24`: a link that is open until then is open on that day.
///
/// # Errors
/// A sentence, when it is no day, has passed, or is more than a year away.
pub fn end_of_day(text: &str, now: Moment) -> Result<Moment, String> {
    let wrong = || "Enter a day like 2026-12-24.".to_owned();
    let day: chrono::NaiveDate = text.trim().parse().map_err(|_| wrong())?;
    let end = Moment::from(day.and_hms_opt(23, 59, 59).ok_or_else(wrong)?);
    if end < now {
        return Err("This day has passed. Enter a later one.".into());
    }
    if end > now.plus(FARTHEST) {
        return Err("Enter a day within a year.".into());
    }
    Ok(end)
}

/// Keeps a candidate's link open until a later moment, and with it a sitting that has no deadline of its own. A link that
/// has run out works again; one that was taken back does not, and nobody's time gets shorter. `false` where there is
/// nothing to extend.
///
/// # Errors
/// [`Code::WrongState`] for a closed opening.
pub fn extend(
    conn: &mut Conn,
    opening: &Opening,
    candidate: &Candidate,
    until: Moment,
    (by, now): (&StaffId, Moment),
) -> Result<bool> {
    if opening.state == OpeningState::Closed {
        return Err(Error::new(Code::WrongState, "This opening is closed. Reopen it to extend links."));
    }
    let Some(link) = store::live_invitation(conn, &opening.organization, &candidate.id)? else { return Ok(false) };
    if link.expires_at >= until || !store::extend_invitation(conn, &opening.organization, &link, until)? {
        return Ok(false);
    }
    store::extend_sitting(conn, &opening.organization, &candidate.id, until)?;
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::InvitationExtended,
        object: format!("candidate:{}", candidate.id),
        detail: &[("opening", opening.id.to_string()), ("until", until.rfc3339())],
    };
    audit::append(conn, &fact)?;
    Ok(true)
}

/// Gives links that ran out between two moments, in which no server was there, so much longer: those of people who had not
/// started, in openings that are open. Returns how many, by organization.
///
/// # Errors
/// The database's.
pub fn extend_what_ran_out(
    conn: &mut Conn,
    (from, until): (Moment, Moment),
    by: Duration,
) -> Result<BTreeMap<OrganizationId, i64>> {
    let mut of: BTreeMap<OrganizationId, i64> = BTreeMap::new();
    for (organization, link) in store::unused_links_ending(conn, (from, until))? {
        let end = link.expires_at.plus(by);
        if store::extend_invitation(conn, &organization, &link, end)? {
            *of.entry(organization).or_default() += 1;
        }
    }
    Ok(of)
}
