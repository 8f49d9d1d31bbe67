//! Where staff read what applicants say about questions, and answer.

use crate::auth::{Allowed, may, shell};
use crate::bank::{self, Presented};
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::ReportId;
use crate::mail::Post;
use crate::openings::{self, Opening};
use crate::sittings::{self, Report, Resolution};
use crate::web::{Access, Context, Form, Route, rendered, see_other, to};
use actix_web::{HttpResponse, web};
use minijinja::Value;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let right = Access::Right("reports.answer");
    vec![
        Route::get("/openings/{opening}/reports", right, to!(list)),
        Route::post("/openings/{opening}/reports/{report}", right, to!(resolve)),
    ]
}

#[derive(Serialize)]
struct ReportsView {
    opening: String,
    opening_id: String,
    waiting: usize,
    voided: usize,
    items: usize,
    reports: Vec<ReportView>,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct ReportView {
    id: String,
    title: String,
    scenario: Value,
    message: String,
    created_at: String,
    voided: bool,
    resolution: Option<Resolution>,
    reply: Option<String>,
    resolved_at: Option<String>,
}

async fn list(context: Context, allowed: Allowed<may::ReportsAnswer, Opening>) -> Result<HttpResponse> {
    page(&context, &allowed, Vec::new()).await
}

async fn page(
    context: &Context,
    allowed: &Allowed<may::ReportsAnswer, Opening>,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let opening = allowed.thing.clone();
    let (reports, voided, items) = context
        .read(move |conn| {
            let set = openings::items(conn, &opening.organization, &opening.id)?;
            let lang = openings::assessment_of(conn, &opening)?.blueprint.lang;
            let mut views = Vec::new();
            for report in sittings::reports(conn, &opening)? {
                let Some(item) = set.iter().find(|item| item.position == report.position) else { continue };
                let presented = bank::presented(conn, &item.item, &lang)?;
                views.push(report_view(report, &presented, item.voided.is_some()));
            }
            let voided = set.iter().filter(|item| item.voided.is_some()).count();
            Ok::<_, Error>((views, voided, set.len()))
        })
        .await?;
    let view = ReportsView {
        opening: allowed.thing.title.clone(),
        opening_id: allowed.thing.id.to_string(),
        waiting: reports.iter().filter(|report| report.resolution.is_none()).count(),
        voided,
        items,
        reports,
        problems,
    };
    let shell = shell(&allowed.actor, "Reported questions", "/openings");
    if view.problems.is_empty() {
        context.page("sittings/reports.html", &shell, &view)
    } else {
        context.page_again("sittings/reports.html", &shell, &view)
    }
}

fn report_view(report: Report, presented: &Presented, voided: bool) -> ReportView {
    ReportView {
        id: report.id.to_string(),
        title: presented.title.clone(),
        scenario: rendered(&presented.scenario),
        message: report.message,
        created_at: report.created_at.day_and_time(),
        voided,
        resolution: report.resolution,
        reply: report.reply,
        resolved_at: report.resolved_at.map(crate::clock::Moment::day),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResolveForm {
    #[serde(default)]
    reply: String,
    resolution: Resolution,
}

async fn resolve(
    context: Context,
    allowed: Allowed<may::ReportsAnswer, Opening>,
    path: web::Path<(String, String)>,
    form: Form<ResolveForm>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let id: ReportId = path.1.parse().map_err(|_| Error::from(Code::NotFound))?;
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    let ResolveForm { reply, resolution } = form.0;
    let resolved =
        context.write(move |conn| sittings::resolve(conn, &post, &opening, &id, (resolution, &reply), &by, now)).await;
    match resolved {
        Ok(()) => Ok(see_other(&format!("/openings/{}/reports", allowed.thing.id))),
        Err(error) if error.code() == Code::Invalid => page(&context, &allowed, error.field_errors().to_vec()).await,
        Err(error) => Err(error),
    }
}
