//! An opening of last season, closed: from it come the frozen groups that stand beside thresholds.

use super::about;
use super::fill::{Desk, sit};
use crate::app::Server;
use crate::audit::Who;
use crate::cohorts;
use crate::error::{Code, Error, Result};
use crate::openings::{self, NewOpening};
use chrono::Duration;

/// The days before today on which it was opened and closed.
const OPENED: i64 = 120;
const CLOSED: i64 = 60;

/// Fills it with so many people, closes it, and freezes its groups where they are enough.
pub fn fill(server: &Server, desk: &Desk, seed: i64, applicants: u32, sat: &dyn Fn()) -> Result<()> {
    let now = server.clock.now();
    let (began, closed) = (now.minus(Duration::days(OPENED)), now.minus(Duration::days(CLOSED)));
    let (organization, recruiter, team) =
        (desk.organization.clone(), desk.recruiter.clone(), [desk.recruiter.clone(), desk.manager.clone()]);
    let opening = server.db.write_now(move |conn| {
        let new = NewOpening {
            place: "Leeds".parse().map_err(Error::internal)?,
            seed,
            invitation_days: 28,
            ..NewOpening::of(
                "Support specialist, spring".parse().map_err(Error::internal)?,
                "jobs@harbour-finch.example".parse().map_err(Error::internal)?,
                "customer-support-essentials",
            )
        };
        let opening = openings::create(conn, &organization, &recruiter, &new, began)?;
        openings::set_team(conn, &opening, (opening.version, &team), &recruiter, began)?;
        openings::opening(conn, &organization, &opening.id)?.ok_or_else(|| Error::from(Code::NotFound))
    })?;
    for number in 0..applicants {
        // Numbers of their own, so that nobody sits in two openings.
        sit(server, &opening, (seed, 1_000_000 + number), began, about::ASKED)?;
        sat();
    }
    let (by, assessment) = (desk.recruiter.clone(), opening.assessment.clone());
    server.db.write_now(move |conn| {
        openings::close(conn, &opening, &by, closed)?;
        let counted = cohorts::count(conn, &opening.organization, &assessment)?;
        let when = closed.plus(Duration::days(1));
        if cohorts::why_not(&counted, when).is_none() {
            cohorts::freeze(conn, &opening.organization, &assessment, &counted, &Who::Server, when)?;
        }
        Ok::<_, Error>(())
    })
}
