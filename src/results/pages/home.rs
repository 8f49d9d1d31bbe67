//! The first page of staff: what waits for me.

use crate::auth::{Signed, may, shell};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::StaffId;
use crate::openings::{self, Funnel, Opening, OpeningState};
use crate::people::Right;
use crate::policies;
use crate::scores;
use crate::sittings;
use crate::web::{Access, Context, Route, to};
use actix_web::HttpResponse;
use serde::Serialize;

pub fn routes() -> Vec<Route> {
    vec![Route::get("/home", Access::Right("account.own"), to!(home))]
}

#[derive(Serialize)]
struct HomeView {
    name: String,
    waiting: Vec<WaitingView>,
    openings: Vec<OpeningView>,
    may_create: bool,
    may_staff: bool,
    no_second_factor: bool,
}

/// Something that waits for a person.
#[derive(Serialize)]
struct WaitingView {
    sentence: String,
    href: String,
    action: &'static str,
}

#[derive(Serialize)]
struct OpeningView {
    id: String,
    title: String,
    place: String,
    funnel: Funnel,
    may_rank: bool,
}

async fn home(context: Context, signed: Signed<may::AccountOwn>) -> Result<HttpResponse> {
    let actor = signed.actor;
    let reach = actor.reach(Right::OpeningsRead);
    let (organization, staff) = (actor.organization().clone(), actor.staff.id.clone());
    let may = |right| actor.reach(right).is_some();
    let (may_rank, may_report) = (may(Right::ResultsRead), may(Right::ReportsAnswer));
    let may_set = may(Right::ThresholdsSet);
    let (waiting, openings) = context
        .read(move |conn| {
            let Some(reach) = reach else { return Ok((Vec::new(), Vec::new())) };
            let (mut waiting, mut views) = (Vec::new(), Vec::new());
            let all = openings::openings_of(conn, &organization, reach, &staff)?;
            for opening in all.iter().filter(|opening| opening.state == OpeningState::Open) {
                if may_rank {
                    waiting.extend(undecided(conn, opening)?);
                }
                if may_rank {
                    waiting.extend(changed_outcomes(conn, opening)?);
                }
                if may_set {
                    waiting.extend(proposed(conn, opening, &staff)?);
                }
                if may_report {
                    waiting.extend(reported(conn, opening)?);
                }
                let (id, title, place) = (opening.id.to_string(), opening.title.clone(), opening.place.clone());
                views.push(OpeningView { id, title, place, funnel: openings::funnel(conn, opening)?, may_rank });
            }
            Ok::<_, Error>((waiting, views))
        })
        .await?;
    let view = HomeView {
        name: actor.staff.name.split_whitespace().next().unwrap_or_default().to_owned(),
        waiting,
        openings,
        may_create: actor.reach(Right::OpeningsManage).is_some(),
        may_staff: actor.reach(Right::StaffManage).is_some(),
        no_second_factor: !actor.staff.has_second_factor,
    };
    context.page("results/home.html", &shell(&actor, "Home", "/home"), &view)
}

/// People with a result about whom nobody has decided, those too close to call first.
fn undecided(conn: &mut Conn, opening: &Opening) -> Result<Vec<WaitingView>> {
    let (all, close_calls) = scores::undecided(conn, opening)?;
    let mut waiting = Vec::new();
    if close_calls > 0 {
        waiting.push(WaitingView {
            sentence: format!("{}: {} too close to call. A person must look.", opening.title, people(close_calls)),
            href: format!("/openings/{}/ranking?outcome=borderline&stage=undecided", opening.id),
            action: "Look",
        });
    }
    if all > close_calls {
        waiting.push(WaitingView {
            sentence: format!("{}: {} finished and undecided.", opening.title, people(all)),
            href: format!("/openings/{}/ranking?stage=undecided", opening.id),
            action: "Decide",
        });
    }
    Ok(waiting)
}

/// People decided on whose outcome a new threshold has changed.
fn changed_outcomes(conn: &mut Conn, opening: &Opening) -> Result<Option<WaitingView>> {
    let count = policies::reviews_waiting(conn, opening)?;
    Ok((count > 0).then(|| WaitingView {
        sentence: format!(
            "{}: a new threshold changed the outcome of {} already decided on.",
            opening.title,
            people(count)
        ),
        href: format!("/openings/{}/look-again", opening.id),
        action: "Look again",
    }))
}

/// A change of the threshold that somebody else proposed.
fn proposed(conn: &mut Conn, opening: &Opening, staff: &StaffId) -> Result<Option<WaitingView>> {
    let proposal = policies::waiting(conn, opening)?.filter(|proposal| proposal.author != staff.as_ref());
    Ok(proposal.map(|_| WaitingView {
        sentence: format!("{}: a change of the threshold waits for a second person.", opening.title),
        href: format!("/openings/{}/threshold", opening.id),
        action: "Answer",
    }))
}

fn reported(conn: &mut Conn, opening: &Opening) -> Result<Option<WaitingView>> {
    let waiting = sittings::reports(conn, opening)?.iter().filter(|report| report.resolution.is_none()).count();
    Ok((waiting > 0).then(|| WaitingView {
        sentence: match waiting {
            1 => format!("{}: an applicant reported a problem with a question.", opening.title),
            n => format!("{}: {n} reports of problems with questions.", opening.title),
        },
        href: format!("/openings/{}/reports", opening.id),
        action: "Answer",
    }))
}

fn people(count: i64) -> String {
    if count == 1 { "1 person".into() } else { format!("{count} people") }
}
