//! The fairness pages: everything together and over time, and a snapshot by itself. Nothing on them can be filtered: every
//! look shows the same.

mod jurisdiction;
mod views;

use super::api::records;
use super::{figures, freeze, snapshot, snapshots, waiting, wording};
use crate::audit::Who;
use crate::auth::{Signed, may, shell};
use crate::error::{Code, Error, Result};
use crate::fairness;
use crate::ids::OrganizationId;
use crate::people::{Actor, Right};
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use views::{FairnessView, SnapshotView, WaitingView};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    let (read, set) = (Access::Right("fairness.read"), Access::Right("fairness.set"));
    vec![
        Route::get("/fairness", read, to!(overview)),
        Route::post("/fairness/snapshots", set, to!(take)),
        Route::get("/fairness/snapshots/{number}", read, to!(one)),
        Route::get("/fairness/jurisdiction", read, to!(jurisdiction::show)),
        Route::post("/fairness/jurisdiction", set, to!(jurisdiction::save)),
        Route::get("/fairness/snapshots/{number}/records.zip", read, to!(records)),
    ]
}

async fn overview(context: Context, signed: Signed<may::FairnessRead>) -> Result<HttpResponse> {
    page(&context, &signed.actor, None).await
}

async fn page(context: &Context, actor: &Actor, problem: Option<String>) -> Result<HttpResponse> {
    let (organization, now) = (actor.organization().clone(), context.now);
    let read = move |conn: &mut crate::db::Conn| {
        let waits = waiting(conn, &organization, now)?;
        let asks = fairness::asked(conn, &organization)?.is_some();
        let rules = fairness::chosen_jurisdiction(conn, &organization)?.rules;
        Ok::<_, Error>((snapshots(conn, &organization)?, waits, asks, rules))
    };
    let (snapshots, waits, asks, rules) = context.read(read).await?;
    let waiting = WaitingView::of(waits, asks, actor.reach(Right::FairnessSet).is_some());
    let refused = problem.is_some();
    let view = FairnessView::of(&snapshots, waiting, rules, problem);
    let shell = shell(actor, "Fairness", "/fairness");
    if refused {
        context.page_again("monitor/page.html", &shell, &view)
    } else {
        context.page("monitor/page.html", &shell, &view)
    }
}

/// A button, and nothing else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TakeForm {}

async fn take(context: Context, signed: Signed<may::FairnessSet>, _: Form<TakeForm>) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let (who, now) = (Who::Staff(signed.actor.staff.id.clone()), context.now);
    match context.write(move |conn| freeze(conn, &organization, &who, now)).await {
        Ok(number) => Ok(see_other(&format!("/fairness/snapshots/{number}"))),
        Err(error) if error.code() == Code::WrongState => page(&context, &signed.actor, Some(error.to_string())).await,
        Err(error) => Err(error),
    }
}

/// The snapshot that an address names.
pub(super) async fn named(context: &Context, organization: &OrganizationId, number: &str) -> Result<super::Snapshot> {
    let number = number.parse().map_err(|_| Code::NotFound)?;
    let organization = organization.clone();
    let found = context.read(move |conn| snapshot(conn, &organization, number)).await?;
    found.ok_or_else(|| Code::NotFound.into())
}

async fn one(context: Context, signed: Signed<may::FairnessRead>, number: web::Path<String>) -> Result<HttpResponse> {
    let snapshot = named(&context, signed.actor.organization(), &number).await?;
    let organization = signed.actor.organization().clone();
    let rules = context.read(move |conn| fairness::chosen_jurisdiction(conn, &organization)).await?.rules;
    let view = SnapshotView::of(&snapshot, rules);
    let title = format!("Fairness snapshot {}", snapshot.number);
    context.page("monitor/snapshot.html", &shell(&signed.actor, &title, "/fairness"), &view)
}

/// Everything that is compared over all snapshots of the newest questions.
pub(super) fn pooled(snapshots: &[super::Snapshot]) -> Vec<figures::Pooled> {
    let Some(pack) = figures::packs(snapshots).into_iter().next() else { return Vec::new() };
    let questions = pack.questions.iter();
    let all = questions.flat_map(|question| figures::COMPARED.map(|measure| (question, measure)));
    all.flat_map(|(question, measure)| figures::pooled(snapshots, &pack.id, &question.id, measure)).collect()
}

/// The sentence above everything, and what it is worth.
pub(super) fn sentences(snapshots: &[super::Snapshot], pooled: &[figures::Pooled]) -> (String, String) {
    let advanced: Vec<_> = pooled.iter().filter(|one| one.measure == super::Measure::Advanced).cloned().collect();
    let pack = figures::packs(snapshots).into_iter().next();
    (wording::headline(snapshots, pack, &advanced), wording::meaning(advanced.len()))
}
