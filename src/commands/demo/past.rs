//! Openings of the demonstration that are over: closed, everybody decided about, and frozen for the fairness monitor.

use super::fill::{Desk, open, sit};
use crate::app::Server;
use crate::audit::Who;
use crate::clock::Moment;
use crate::cohorts;
use crate::entropy::Stream;
use crate::error::{Code, Error, Result};
use crate::monitor;
use crate::openings::{self, Opening, Stage};
use crate::results;
use crate::scores;
use crate::scoring::Outcome;
use chrono::Duration;
use indicatif::ProgressBar;

/// When the organization began.
pub const BEGAN: Duration = Duration::days(200);
/// Title, place, assessment, threshold, and how many days ago it was opened.
const OPENINGS: [(&str, &str, &str, f64, i64); 4] = [
    ("Support specialist, spring", "Leeds", ESSENTIALS, 56.0, 190),
    ("Store adviser, spring", "Bristol", SHORT, 52.0, 188),
    ("Support specialist, summer", "Leeds", ESSENTIALS, 56.0, 90),
    ("Store adviser, summer", "Bristol", SHORT, 52.0, 88),
];
const ESSENTIALS: &str = "customer-support-essentials";
const SHORT: &str = "customer-support-short-screen";
/// How long an opening was open.
const OPEN: Duration = Duration::days(30);
/// With fewer applicants than this, the demonstration has no past: nothing could be told of it.
const LEAST: u32 = 100;

/// How many people apply in one of them, beside so many who apply now.
const fn each(applicants: u32) -> u32 {
    if applicants < LEAST {
        0
    } else if applicants > 1000 {
        750
    } else {
        applicants * 3 / 4
    }
}

/// How many people apply in all of them.
pub const fn applicants(now: u32) -> u32 {
    each(now) * OPENINGS.len() as u32
}

/// Fills them, and freezes a snapshot of every two.
pub fn fill(server: &Server, desk: &Desk, seed: i64, applicants: u32, bar: &ProgressBar) -> Result<()> {
    let mut number = 1_000_000;
    for (place, (title, town, assessment, cut, ago)) in OPENINGS.into_iter().enumerate() {
        if each(applicants) == 0 {
            return Ok(());
        }
        let began = server.clock.now().minus(Duration::days(ago));
        let kind = (title, town, assessment, cut);
        let opening = open(server, desk, kind, (seed + 100 + place as i64, began))?;
        for _ in 0..each(applicants) {
            number += 1;
            sit(server, &opening, (seed, number), began)?;
            bar.inc(1);
        }
        decide_and_close(server, &opening, desk, (seed + place as i64, began.plus(OPEN)))?;
        if place % 2 == 1 {
            let (organization, at) = (desk.organization.clone(), began.plus(OPEN).plus(Duration::days(1)));
            server.db.write_now(move |conn| monitor::freeze(conn, &organization, &Who::Server, at))?;
        }
        freeze_groups(server, &opening, began.plus(OPEN).plus(Duration::days(1)))?;
    }
    Ok(())
}

/// Freezes the reference groups of an assessment, where there are enough people by now.
fn freeze_groups(server: &Server, opening: &Opening, at: Moment) -> Result<()> {
    let (organization, assessment) = (opening.organization.clone(), opening.assessment.clone());
    server.db.write_now(move |conn| {
        let counted = cohorts::count(conn, &organization, &assessment)?;
        if cohorts::why_not(&counted, at).is_none() {
            cohorts::freeze(conn, &organization, &assessment, &counted, &Who::Server, at)?;
        }
        Ok::<_, Error>(())
    })
}

/// Of those who met the threshold most go on, and of the others who nearly did a few.
fn decide_and_close(server: &Server, opening: &Opening, desk: &Desk, (seed, at): (i64, Moment)) -> Result<()> {
    let (opening, recruiter) = (opening.clone(), desk.recruiter.clone());
    server.db.write_now(move |conn| {
        let mut stream = Stream::new(seed, "past decisions");
        let mut rows = scores::results_for_preview(conn, &opening)?;
        rows.sort_by(|a, b| a.candidate.cmp(&b.candidate));
        for row in rows {
            let chance = match row.standing.outcome {
                Outcome::Meets => 0.8,
                Outcome::Borderline => 0.35,
                Outcome::Below => 0.05,
            };
            let (stage, reason) = if stream.unit() < chance {
                (Stage::Advance, "Demo: clear and kind replies; invited to the interview.")
            } else {
                (Stage::Reject, "Demo: others were nearer to what the job asks for.")
            };
            let candidate = openings::candidate(conn, &opening.organization, &row.candidate)?.ok_or(Code::NotFound)?;
            let case = openings::CandidateOfOpening { opening: opening.clone(), candidate };
            results::decide(conn, &case, (stage, reason), (&recruiter, 0), at)?;
        }
        let opening = openings::opening(conn, &opening.organization, &opening.id)?.ok_or(Code::NotFound)?;
        openings::close(conn, &opening, &recruiter, at)?;
        Ok::<_, Error>(())
    })
}
