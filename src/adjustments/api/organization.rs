//! The rules of the organization, for the programs of administrators.

use crate::adjustments;
use crate::auth::{Signed, may};
use crate::clock::Zone;
use crate::error::{Error, Result};
use crate::ids::OrganizationId;
use crate::people::{self, Rules};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of the rules.
pub fn routes() -> Vec<Route> {
    let right = Access::Right("organization.set");
    vec![
        Route::get("/api/v1/organization/rules", right, to!(read)),
        Route::put("/api/v1/organization/rules", right, to!(change)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(read, change))]
pub struct Api;

/// What holds for all openings.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RulesBody {
    /// The IANA name of the time zone in which deadlines are told, such as `Europe/Berlin`.
    time_zone: String,
    /// How many new sittings somebody may have, 0 to 12, apart from those after a technical failure …
    retakes: i64,
    /// … within so many months, 1 to 60.
    retake_months: i64,
    /// Counts changes, from 0: whoever changes them names the version they saw.
    version: i64,
}

async fn respond(context: &Context, organization: OrganizationId) -> Result<HttpResponse> {
    let rules = context.read(move |conn| people::rules(conn, &organization)).await?;
    let Rules { zone, retakes, retake_months, version } = rules;
    Ok(json(&RulesBody { time_zone: zone.to_string(), retakes, retake_months, version }))
}

/// The rules of the organization.
#[utoipa::path(get, path = "/api/v1/organization/rules", tag = "administration",
    responses((status = 200, body = RulesBody), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn read(context: Context, signed: Signed<may::OrganizationSet>) -> Result<HttpResponse> {
    respond(&context, signed.actor.organization().clone()).await
}

/// Change the rules of the organization.
#[utoipa::path(put, path = "/api/v1/organization/rules", tag = "administration", request_body = RulesBody,
    responses((status = 200, body = RulesBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn change(context: Context, signed: Signed<may::OrganizationSet>, body: Json<RulesBody>) -> Result<HttpResponse> {
    let RulesBody { time_zone, retakes, retake_months, version } = body.0;
    let zone = time_zone.parse::<Zone>().map_err(|problem| Error::field("time_zone", problem))?;
    let rules = Rules { zone, retakes, retake_months, version };
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id, context.now);
    let of = organization.clone();
    context.write(move |conn| adjustments::change_rules(conn, &organization, &rules, &by, now)).await?;
    respond(&context, of).await
}
