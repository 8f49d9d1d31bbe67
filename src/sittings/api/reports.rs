//! What applicants say about questions, for the programs of staff.

use crate::auth::{Allowed, may};
use crate::error::{Code, Error, Result};
use crate::ids::ReportId;
use crate::mail::Post;
use crate::openings::Opening;
use crate::sittings::{self, Resolution};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of staff.
pub fn routes() -> Vec<Route> {
    let reports = Access::Right("reports.answer");
    vec![
        Route::get("/api/v1/openings/{opening}/reports", reports, to!(list_reports)),
        Route::put("/api/v1/openings/{opening}/reports/{report}", reports, to!(resolve)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list_reports, resolve))]
pub struct Api;

/// What an applicant said about a question.
#[derive(Serialize, ToSchema)]
struct ReportedBody {
    /// Its id.
    id: String,
    /// The position of the item in the opening's set.
    position: i64,
    /// What they said.
    message: String,
    /// When.
    created_at: String,
    /// What was done.
    resolution: Option<Resolution>,
    /// What they were told.
    reply: Option<String>,
}

/// What did applicants say about questions?
#[utoipa::path(get, path = "/api/v1/openings/{opening}/reports", tag = "reports", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = Vec<ReportedBody>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn list_reports(context: Context, allowed: Allowed<may::ReportsAnswer, Opening>) -> Result<HttpResponse> {
    let reports = context.read(move |conn| sittings::reports(conn, &allowed.thing)).await?;
    let bodies: Vec<ReportedBody> = reports
        .into_iter()
        .map(|report| ReportedBody {
            id: report.id.to_string(),
            position: report.position,
            message: report.message,
            created_at: report.created_at.rfc3339(),
            resolution: report.resolution,
            reply: report.reply,
        })
        .collect();
    Ok(json(&bodies))
}

/// The answer to a report.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResolutionBody {
    /// `kept`, or `voided`: then the question counts for nobody, and everything is scored again.
    resolution: Resolution,
    /// What the applicant is told.
    reply: String,
}

/// Answer a report.
#[utoipa::path(put, path = "/api/v1/openings/{opening}/reports/{report}", tag = "reports", params(("opening" = String, Path, description = "The id of an opening"), ("report" = String, Path, description = "The id of a report")),
    request_body = ResolutionBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn resolve(
    context: Context,
    allowed: Allowed<may::ReportsAnswer, Opening>,
    path: web::Path<(String, String)>,
    body: Json<ResolutionBody>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let id: ReportId = path.1.parse().map_err(|_| Error::from(Code::NotFound))?;
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let ResolutionBody { resolution, reply } = body.0;
    context.write(move |conn| sittings::resolve(conn, &post, &opening, &id, (resolution, &reply), &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
