//! The documentation of an opening, for programs.

use super::{Section, report};
use crate::auth::{Allowed, may};
use crate::error::Result;
use crate::openings::Opening;
use crate::web::{Access, Context, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/api/v1/openings/{opening}/documentation", Access::Right("thresholds.read"), to!(read))]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(read))]
pub struct Api;

/// The report of an opening.
#[derive(Serialize, ToSchema)]
struct ReportBody {
    /// As of when.
    at: String,
    /// Its parts.
    sections: Vec<Section>,
}

/// What the opening rests on, section by section, and what is missing.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/documentation", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = ReportBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn read(context: Context, allowed: Allowed<may::ThresholdsRead, Opening>) -> Result<HttpResponse> {
    let now = context.now;
    let report = context.read(move |conn| report(conn, &allowed.thing, now)).await?;
    Ok(json(&ReportBody { at: report.at.rfc3339(), sections: report.sections }))
}
