//! The team of an opening, for programs.

use crate::auth::{Allowed, may};
use crate::error::{Error, Result};
use crate::ids::StaffId;
use crate::openings::{self, Opening};
use crate::people::Role;
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of teams.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/openings/{opening}/team", Access::Right("openings.read"), to!(read)),
        Route::put("/api/v1/openings/{opening}/team", Access::Right("openings.manage"), to!(replace)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(read, replace))]
pub struct Api;

/// A staff member who is on the team of an opening, or could be.
#[derive(Serialize, ToSchema)]
struct TeamMemberBody {
    /// The id of the staff member.
    staff: String,
    /// Their name.
    name: String,
    /// Their roles.
    roles: Vec<Role>,
    /// Whether they are on the team.
    on_team: bool,
}

async fn respond(context: &Context, opening: Opening) -> Result<HttpResponse> {
    let members = context.read(move |conn| openings::members(conn, &opening)).await?;
    let bodies: Vec<TeamMemberBody> = members
        .into_iter()
        .map(|member| TeamMemberBody {
            staff: member.staff.id.to_string(),
            name: member.staff.name,
            roles: member.roles,
            on_team: member.on_team,
        })
        .collect();
    Ok(json(&bodies))
}

/// Who is on the team of an opening, and who could be.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/team", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = Vec<TeamMemberBody>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn read(context: Context, allowed: Allowed<may::OpeningsRead, Opening>) -> Result<HttpResponse> {
    respond(&context, allowed.thing).await
}

/// The team of an opening: all of it, as it shall be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TeamBody {
    /// The ids of staff members. Whoever leaves themselves out loses sight of the opening.
    members: Vec<String>,
    /// The version of the opening that the sender has seen.
    version: i64,
}

/// Replace the team of an opening.
#[utoipa::path(put, path = "/api/v1/openings/{opening}/team", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = TeamBody,
    responses((status = 200, body = Vec<TeamMemberBody>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn replace(
    context: Context,
    allowed: Allowed<may::OpeningsManage, Opening>,
    body: Json<TeamBody>,
) -> Result<HttpResponse> {
    let wanted: Vec<StaffId> =
        body.0.members.iter().map(|id| id.parse()).collect::<Result<_, _>>().map_err(|_| {
            Error::field("members", "Send ids of staff members, as `GET` of the same address lists them.")
        })?;
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id, context.now);
    context.write(move |conn| openings::set_team(conn, &opening, (body.0.version, &wanted), &by, now)).await?;
    respond(&context, allowed.thing).await
}
