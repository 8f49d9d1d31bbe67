//! Staff of an organization, for the programs of administrators.

use crate::auth::staff::{self, Member};
use crate::auth::{Allowed, Signed, may};
use crate::error::{Error, FieldError, Result};
use crate::mail::Post;
use crate::people::{self, EmailAddress, PersonName, Role, Staff, TextFault};
use crate::web::{Access, Context, Empty, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of staff.
pub fn routes() -> Vec<Route> {
    let manage = Access::Right("staff.manage");
    vec![
        Route::get("/api/v1/staff", manage, to!(list)),
        Route::post("/api/v1/staff", manage, to!(add)),
        Route::put("/api/v1/staff/{staff}/roles", manage, to!(set_roles)),
        Route::put("/api/v1/staff/{staff}/state", manage, to!(set_state)),
        Route::post("/api/v1/staff/{staff}/link", manage, to!(send_link)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list, add, set_roles, set_state, send_link))]
pub struct Api;

/// A staff member.
#[derive(Serialize, ToSchema)]
struct StaffBody {
    /// Their id.
    staff: String,
    /// Their name.
    name: String,
    /// The address they sign in with.
    email: String,
    /// Their roles.
    roles: Vec<Role>,
    /// Whether they may not sign in.
    disabled: bool,
    /// Whether they have set a password.
    has_password: bool,
    /// Whether they have a second factor.
    has_second_factor: bool,
    /// Counts changes. Whoever gives them other roles names the version they saw.
    version: i64,
}

impl From<Member> for StaffBody {
    fn from(Member { staff, roles }: Member) -> Self {
        Self {
            staff: staff.id.to_string(),
            name: staff.name,
            email: staff.email,
            roles,
            disabled: staff.disabled_at.is_some(),
            has_password: staff.has_password,
            has_second_factor: staff.has_second_factor,
            version: staff.version,
        }
    }
}

/// Everybody of the organization's staff.
#[utoipa::path(get, path = "/api/v1/staff", tag = "administration",
    responses((status = 200, body = Vec<StaffBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list(context: Context, signed: Signed<may::StaffManage>) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let members = context.read(move |conn| staff::members(conn, &organization)).await?;
    Ok(json(&members.into_iter().map(StaffBody::from).collect::<Vec<_>>()))
}

async fn respond(context: &Context, of: Staff) -> Result<HttpResponse> {
    let member = context
        .read(move |conn| {
            let fresh = people::staff(conn, &of.organization, &of.id)?.unwrap_or(of);
            staff::member(conn, fresh)
        })
        .await?;
    Ok(json(&StaffBody::from(member)))
}

/// Somebody new.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewStaffBody {
    /// Their name.
    name: String,
    /// The address they will sign in with.
    email: String,
    /// One role or several.
    roles: Vec<Role>,
}

impl NewStaffBody {
    fn parse(&self) -> Result<(PersonName, EmailAddress)> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, problem: TextFault| {
            faults.push(FieldError { field: field.into(), message: problem.to_string() });
        };
        let name = self.name.parse().map_err(|problem| fault("name", problem)).ok();
        let email = self.email.parse().map_err(|problem| fault("email", problem)).ok();
        name.zip(email).ok_or_else(|| Error::fields(faults))
    }
}

/// Add a staff member. They get a mail with the link with which they set a password.
#[utoipa::path(post, path = "/api/v1/staff", tag = "administration", request_body = NewStaffBody,
    responses((status = 200, body = StaffBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add(
    context: Context,
    signed: Signed<may::StaffManage>,
    body: Json<NewStaffBody>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let (name, email) = body.0.parse()?;
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id, context.now);
    let roles = body.0.roles;
    let added =
        context.write(move |conn| staff::add(conn, &post, &organization, (&name, &email, &roles), &by, now)).await?;
    respond(&context, added).await
}

/// The roles of a staff member: all of them, as they shall be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RolesBody {
    /// One role or several.
    roles: Vec<Role>,
    /// The version of the staff member that the sender has seen.
    version: i64,
}

/// Give a staff member other roles. They act on the next request.
#[utoipa::path(put, path = "/api/v1/staff/{staff}/roles", tag = "administration", params(("staff" = String, Path, description = "The id of a staff member")),
    request_body = RolesBody,
    responses((status = 200, body = StaffBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn set_roles(
    context: Context,
    allowed: Allowed<may::StaffManage, Staff>,
    body: Json<RolesBody>,
) -> Result<HttpResponse> {
    let (member, by, now) = (allowed.thing.clone(), allowed.actor.staff.id, context.now);
    context.write(move |conn| staff::set_roles(conn, &member, (body.0.version, &body.0.roles), &by, now)).await?;
    respond(&context, allowed.thing).await
}

/// Whether a staff member may sign in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StaffStateBody {
    /// `true` ends their sessions, and they may not sign in until it is `false` again.
    disabled: bool,
}

/// Disable a staff member, or enable them again.
#[utoipa::path(put, path = "/api/v1/staff/{staff}/state", tag = "administration", params(("staff" = String, Path, description = "The id of a staff member")),
    request_body = StaffStateBody,
    responses((status = 200, body = StaffBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn set_state(
    context: Context,
    allowed: Allowed<may::StaffManage, Staff>,
    body: Json<StaffStateBody>,
) -> Result<HttpResponse> {
    let (member, by, now) = (allowed.thing.clone(), allowed.actor.staff.id, context.now);
    context.write(move |conn| staff::set_disabled(conn, &member, body.0.disabled, &by, now)).await?;
    respond(&context, allowed.thing).await
}

/// Mail a staff member a new link with which they set a password. Earlier ones stop working.
#[utoipa::path(post, path = "/api/v1/staff/{staff}/link", tag = "administration", params(("staff" = String, Path, description = "The id of a staff member")),
    request_body = Empty,
    responses((status = 202), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn send_link(
    context: Context,
    allowed: Allowed<may::StaffManage, Staff>,
    _nothing: Json<Empty>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let (member, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    context.write(move |conn| staff::send_link(conn, &post, &member, &by, now)).await?;
    Ok(HttpResponse::Accepted().finish())
}
