//! How one wants to hear of finished tests, for programs.

use crate::auth::{Allowed, may};
use crate::error::Result;
use crate::openings::{self, NoticeChoice, Opening};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of notices.
pub fn routes() -> Vec<Route> {
    let path = "/api/v1/openings/{opening}/notices";
    let read_them = Access::Right("results.read");
    vec![Route::get(path, read_them, to!(own_notices)), Route::put(path, read_them, to!(choose_notices))]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(own_notices, choose_notices))]
pub struct Api;

/// How one hears of tests that were handed in.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoticesBody {
    /// As they come, once a day at 7:00 by the clocks of the organization, or not at all.
    choice: NoticeChoice,
}

/// How do I hear of finished tests?
#[utoipa::path(get, path = "/api/v1/openings/{opening}/notices", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = NoticesBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn own_notices(context: Context, allowed: Allowed<may::ResultsRead, Opening>) -> Result<HttpResponse> {
    let (opening, staff) = (allowed.thing, allowed.actor.staff.id);
    let choice = context.read(move |conn| openings::notice_choice(conn, &opening, &staff)).await?;
    Ok(json(&NoticesBody { choice }))
}

/// Choose how to hear of finished tests. The mail says how many and where to look; it holds no name and no score.
#[utoipa::path(put, path = "/api/v1/openings/{opening}/notices", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = NoticesBody,
    responses((status = 200, body = NoticesBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn choose_notices(
    context: Context,
    allowed: Allowed<may::ResultsRead, Opening>,
    body: Json<NoticesBody>,
) -> Result<HttpResponse> {
    let (opening, staff, now, choice) = (allowed.thing, allowed.actor.staff.id, context.now, body.0.choice);
    context.write(move |conn| openings::choose_notice(conn, &opening, &staff, choice, now)).await?;
    Ok(json(&body.0))
}
