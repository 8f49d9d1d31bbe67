//! Erasing a person: because they asked, or because the time is over for which anything was to be kept.

use super::store;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::ids::{CandidateId, OpeningId, OrganizationId};
use crate::openings::{self, Candidate, Opening};
use crate::people::directory::{self, Entry};
use crate::scores::{self, Scorer};
use chrono::Months;

/// How many people one transaction of the retention erases, so that nobody waits for it.
const ROUND: i64 = 50;

/// Erases everything that is held on a candidate. What stays is the audit log, whose ids now stand for nobody, and that
/// something was asked for and when, without its words.
///
/// # Errors
/// [`Code::WrongState`] while a legal hold is on the opening.
pub fn erase(conn: &mut Conn, opening: &Opening, candidate: &Candidate, by: &Who, now: Moment) -> Result<()> {
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    if let Some(hold) = store::hold(conn, &opening.organization, &opening.id)? {
        let sentence = format!(
            "A legal hold is on this opening, so nothing in it may be erased: {} Lift the hold, or refuse the request \
             and say why.",
            hold.reason
        );
        return Err(Error::new(Code::WrongState, sentence));
    }
    for invitation in store::invitation_ids(conn, candidate)? {
        let entry = Entry { organization: opening.organization.clone(), subject: invitation.to_string() };
        directory::remove_subject(conn, directory::Kind::Invitation, &entry)?;
    }
    let ranked = scores::result_of(conn, opening, &candidate.id)?.is_some();
    store::close_requests(conn, candidate, now)?;
    scores::withdraw_result(conn, opening, &candidate.id)?;
    store::erase_candidate(conn, candidate)?;
    if ranked {
        let form_se = Scorer::load(conn, opening)?.form_se();
        scores::refresh_bands(conn, opening, form_se)?;
    }
    let why = if *by == Who::Server { "retention" } else { "request" };
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: by,
        action: Action::Erased,
        object: format!("candidate:{}", candidate.id),
        detail: &[("opening", opening.id.to_string()), ("why", why.into())],
    };
    audit::append(conn, &fact)
}

/// Erases everybody in openings that were closed longer ago than their organization keeps anything. Returns how many.
///
/// # Errors
/// The database's.
pub fn erase_what_is_over(db: &Db, now: Moment) -> Result<usize> {
    let closed = db.read_now(store::closed_openings)?;
    let over = closed.into_iter().filter(|(_, _, months, closed_at)| is_over(*closed_at, *months, now));
    let mut erased = 0;
    for (organization, opening, _, _) in over {
        let (org, of) = (organization.clone(), opening.clone());
        let people = db.read_now(move |conn| store::some_candidates(conn, &org, &of, ROUND))?;
        erased += people.len();
        if !people.is_empty() {
            db.write_now(move |conn| erase_all(conn, &organization, &opening, &people, now))?;
        }
    }
    Ok(erased)
}

fn erase_all(
    conn: &mut Conn,
    organization: &OrganizationId,
    opening: &OpeningId,
    people: &[CandidateId],
    now: Moment,
) -> Result<()> {
    let opening = openings::opening(conn, organization, opening)?.ok_or(Code::NotFound)?;
    for person in people {
        if let Some(candidate) = openings::candidate(conn, organization, person)? {
            erase(conn, &opening, &candidate, &Who::Server, now)?;
        }
    }
    Ok(())
}

/// Whether so many months have passed, by the calendar.
fn is_over(closed_at: Moment, months: i64, now: Moment) -> bool {
    let months = u32::try_from(months).unwrap_or(u32::MAX);
    closed_at.after_months(Months::new(months)).is_some_and(|end| end < now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_the_calendar() {
        let at = |text: &str| serde_json::from_str::<Moment>(&format!("\"{text}\"")).unwrap();
        let closed = at("2026-01-31T12:00:00Z");
        assert!(!is_over(closed, 1, at("2026-02-28T12:00:00Z")));
        assert!(is_over(closed, 1, at("2026-02-28T12:00:01Z")));
        assert!(!is_over(closed, 12, at("2026-12-31T00:00:00Z")));
        assert!(!is_over(closed, i64::MAX, at("2099-12-31T00:00:00Z")), "past the calendar is never");
    }
}
