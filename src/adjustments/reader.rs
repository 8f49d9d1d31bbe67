//! Who may read requests: those with the right, and not those who rank or decide about the people of that opening,
//! whatever other roles they hold.

use super::{Request, store};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AdjustmentId, OpeningId, OrganizationId};
use crate::openings::{self, Candidate, Opening};
use crate::people::{self, Actor, Reach, Right, Scoped, Staff};
use std::collections::BTreeSet;

/// A request with whom and what it is about.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The request.
    pub request: Request,
    /// Who asks.
    pub candidate: Candidate,
    /// In which opening.
    pub opening: Opening,
    /// Whether a part of its test has a limit of its own.
    pub limited_parts: bool,
}

/// The openings whose people somebody judges: nothing of theirs is shown to them here.
fn judged_by(conn: &mut Conn, actor: &Actor) -> Result<BTreeSet<OpeningId>> {
    if !actor.judges() {
        return Ok(BTreeSet::new());
    }
    let own = openings::openings_of(conn, actor.organization(), Reach::Own, &actor.staff.id)?;
    Ok(own.into_iter().map(|opening| opening.id).collect())
}

/// What waits, the most urgent first, and then what was decided, the newest first.
///
/// # Errors
/// The database's.
pub fn queue(conn: &mut Conn, actor: &Actor) -> Result<Vec<Waiting>> {
    let judged = judged_by(conn, actor)?;
    let mut all = store::waiting(conn, actor.organization())?;
    all.extend(store::decided(conn, actor.organization())?);
    let mut found = Vec::with_capacity(all.len());
    for request in all.into_iter().filter(|request| !judged.contains(&request.opening)) {
        found.extend(about(conn, request)?);
    }
    Ok(found)
}

fn about(conn: &mut Conn, request: Request) -> Result<Option<Waiting>> {
    let candidate = openings::candidate(conn, &request.organization, &request.candidate)?;
    let opening = openings::opening(conn, &request.organization, &request.opening)?;
    let Some((candidate, opening)) = candidate.zip(opening) else { return Ok(None) };
    let parts = openings::sections(conn, &opening.organization, &opening.id)?;
    let limited_parts = parts.iter().any(|part| part.minutes.is_some());
    Ok(Some(Waiting { request, candidate, opening, limited_parts }))
}

/// The staff who may decide about requests of an opening.
pub(super) fn deciders(conn: &mut Conn, organization: &OrganizationId, opening: &OpeningId) -> Result<Vec<Staff>> {
    let mut found = Vec::new();
    for staff in people::staff_list(conn, organization)?.into_iter().filter(|staff| staff.disabled_at.is_none()) {
        let roles = people::roles_of(conn, organization, &staff.id)?;
        let may = roles.iter().any(|role| role.reach(Right::AdjustmentsDecide).is_some());
        if may
            && !(roles.iter().any(|role| role.judges()) && openings::on_team(conn, organization, opening, &staff.id)?)
        {
            found.push(staff);
        }
    }
    Ok(found)
}

impl Scoped for Waiting {
    const SEGMENTS: &'static [&'static str] = &["adjustment"];

    fn find(conn: &mut Conn, actor: &Actor, _: Reach, ids: &[String]) -> Result<Option<Self>> {
        let Some(Ok(id)) = ids.first().map(|id| id.parse::<AdjustmentId>()) else { return Ok(None) };
        let Some(request) = store::request(conn, actor.organization(), &id)? else { return Ok(None) };
        if judged_by(conn, actor)?.contains(&request.opening) { Ok(None) } else { about(conn, request) }
    }
}
