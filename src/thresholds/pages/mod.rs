//! What a threshold would do, before it is saved; saving it with a reason, or proposing it; its history.
//!
//! The page is the same with and without script: the Preview button asks for it with the numbers in the address, and
//! the script only asks sooner.

mod groups;
mod look_again;
mod second_person;
mod typed;
mod view;

use super::{Saved, preview, save};
use crate::auth::{Allowed, may, shell};
use crate::error::{Code, Error, FieldError, Result};
use crate::openings::Opening;
use crate::people::{Actor, Right};
use crate::policies;
use crate::web::{Access, Context, Form, Query, Route, see_other, to};
use actix_web::HttpResponse;
use groups::GroupsView;
use typed::Typed;
use view::{Around, Extent};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    let set = Access::Right("thresholds.set");
    vec![
        Route::get("/openings/{opening}/threshold", Access::Right("thresholds.read"), to!(page)),
        Route::post("/openings/{opening}/threshold", set, to!(store)),
        Route::post("/openings/{opening}/threshold/positions", set, to!(second_person::positions)),
        Route::post("/openings/{opening}/threshold/proposal", set, to!(second_person::answer)),
        Route::get("/openings/{opening}/look-again", Access::Right("results.read"), to!(look_again::list)),
        Route::post(
            "/openings/{opening}/look-again/{candidate}",
            Access::Right("candidates.decide"),
            to!(look_again::mark),
        ),
    ]
}

async fn page(
    context: Context,
    allowed: Allowed<may::ThresholdsRead, Opening>,
    query: Query<Typed>,
) -> Result<HttpResponse> {
    render(&context, &allowed.actor, &allowed.thing, query.0, Vec::new()).await
}

async fn render(
    context: &Context,
    actor: &Actor,
    opening: &Opening,
    typed: Typed,
    mut problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let asked = typed.is_asked().then(|| typed.parse()).transpose().unwrap_or_else(|error| {
        if problems.is_empty() {
            problems.extend_from_slice(error.field_errors());
        }
        None
    });
    let (for_read, by, reads_groups) = (opening.clone(), actor.staff.id.clone(), groups::may_read(actor));
    let (current, shown, around, groups) = context
        .read(move |conn| {
            let current = policies::current(conn, &for_read)?;
            let shown = preview(conn, &for_read, &asked.unwrap_or(current.thresholds))?;
            let around = Around::load(conn, &for_read, &current, &by)?;
            let groups = GroupsView::load(conn, &for_read, shown.thresholds.total, reads_groups)?;
            Ok::<_, Error>((current, shown, around, groups))
        })
        .await?;
    let extent = Extent {
        may_set: actor.reach(Right::ThresholdsSet).is_some(),
        may_decide: actor.reach(Right::CandidatesDecide).is_some(),
        now: context.now,
    };
    let view = view::threshold(opening, (&current, &shown), (around, groups), (typed, problems), extent);
    let shell = shell(actor, "Threshold", "/openings");
    if view.problems.is_empty() {
        context.page("thresholds/page.html", &shell, &view)
    } else {
        context.page_again("thresholds/page.html", &shell, &view)
    }
}

async fn store(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    form: Form<Typed>,
) -> Result<HttpResponse> {
    let typed = form.0;
    if typed.act.as_deref() == Some("preview") {
        return Ok(see_other(&typed.preview_address(&allowed.thing)?));
    }
    let thresholds = match typed.parse() {
        Ok(thresholds) => thresholds,
        Err(error) => {
            return render(&context, &allowed.actor, &allowed.thing, typed, error.field_errors().to_vec()).await;
        }
    };
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    let (reason, seen) = (typed.reason.clone().unwrap_or_default(), typed.seen.unwrap_or(-1));
    let saved = context.write(move |conn| save(conn, &opening, (&thresholds, &reason), (&by, seen), now)).await;
    let done = match &saved {
        Ok(Saved::InForce(_)) => "saved",
        Ok(Saved::Proposed(_)) => "proposed",
        Err(_) => "",
    };
    match saved {
        Ok(_) => Ok(see_other(&format!("/openings/{}/threshold?done={done}", allowed.thing.id))),
        Err(error) => again(&context, (&allowed.actor, &allowed.thing), typed, "total", error).await,
    }
}

/// The page again with what was wrong, where that can be mended on it.
async fn again(
    context: &Context,
    (actor, opening): (&Actor, &Opening),
    typed: Typed,
    field: &str,
    error: Error,
) -> Result<HttpResponse> {
    match error.code() {
        Code::Invalid => render(context, actor, opening, typed, error.field_errors().to_vec()).await,
        Code::Conflict | Code::WrongState | Code::Forbidden => {
            let problem = FieldError { field: field.into(), message: error.sentence().to_owned() };
            render(context, actor, opening, typed, vec![problem]).await
        }
        _ => Err(error),
    }
}
