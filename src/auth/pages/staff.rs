//! Staff of an organization: who they are, what they may do; adding and disabling.

use crate::auth::extract::{Allowed, Signed, may};
use crate::auth::{shell, staff};
use crate::error::{Code, Error, FieldError, Result};
use crate::mail::Post;
use crate::people::{Actor, EmailAddress, PersonName, Role, Staff, TextFault};
use crate::web::{Access, Context, Fields, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::Serialize;

pub fn routes() -> Vec<Route> {
    let right = Access::Right("staff.manage");
    vec![
        Route::get("/staff", right, to!(list)),
        Route::post("/staff", right, to!(add)),
        Route::post("/staff/{staff}", right, to!(change)),
    ]
}

#[derive(Serialize)]
struct StaffView {
    staff: Vec<MemberView>,
    roles: Vec<RoleView>,
    form: AddForm,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct MemberView {
    id: String,
    name: String,
    email: String,
    roles: Vec<&'static str>,
    disabled: bool,
    has_password: bool,
    has_second_factor: bool,
    is_self: bool,
    version: i64,
}

#[derive(Serialize)]
struct RoleView {
    id: &'static str,
    words: &'static str,
}

#[derive(Debug, Clone, Default, Serialize)]
struct AddForm {
    name: String,
    email: String,
    roles: Vec<String>,
}

fn role_views() -> Vec<RoleView> {
    let words = |role: Role| match role {
        Role::Admin => "Admin: staff, audit log, mail. Sees no results.",
        Role::Author => "Author: assessments and their precision.",
        Role::Recruiter => "Recruiter: invites, ranks, decides.",
        Role::Manager => "Manager: sets thresholds, decides.",
    };
    Role::ALL.iter().map(|role| RoleView { id: role.as_str(), words: words(*role) }).collect()
}

async fn list(context: Context, signed: Signed<may::StaffManage>) -> Result<HttpResponse> {
    page(&context, &signed.actor, AddForm::default(), Vec::new()).await
}

async fn page(context: &Context, actor: &Actor, form: AddForm, problems: Vec<FieldError>) -> Result<HttpResponse> {
    let (organization, own) = (actor.organization().clone(), actor.staff.id.clone());
    let all = context
        .read(move |conn| {
            let members = staff::members(conn, &organization)?.into_iter().map(|member| MemberView {
                id: member.staff.id.to_string(),
                is_self: member.staff.id == own,
                name: member.staff.name,
                email: member.staff.email,
                roles: member.roles.iter().map(|role| role.as_str()).collect(),
                disabled: member.staff.disabled_at.is_some(),
                has_password: member.staff.has_password,
                has_second_factor: member.staff.has_second_factor,
                version: member.staff.version,
            });
            Ok::<_, Error>(members.collect::<Vec<_>>())
        })
        .await?;
    let view = StaffView { staff: all, roles: role_views(), form, problems };
    let shell = shell(actor, "Staff", "/staff");
    if view.problems.is_empty() {
        context.page("auth/staff.html", &shell, &view)
    } else {
        context.page_again("auth/staff.html", &shell, &view)
    }
}

fn roles_of(fields: &Fields) -> Result<Vec<Role>> {
    fields
        .all("role")
        .map(str::parse)
        .collect::<Result<_, String>>()
        .map_err(|problem| Error::new(Code::Malformed, problem))
}

async fn add(
    context: Context,
    signed: Signed<may::StaffManage>,
    fields: Fields,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let form =
        AddForm { name: text("name"), email: text("email"), roles: fields.all("role").map(str::to_owned).collect() };
    let roles = roles_of(&fields)?;
    let mut problems = Vec::new();
    let mut fault = |field: &str, message: String| problems.push(FieldError { field: field.into(), message });
    let name = form.name.parse::<PersonName>().map_err(|problem: TextFault| fault("name", problem.to_string())).ok();
    let email =
        form.email.parse::<EmailAddress>().map_err(|problem: TextFault| fault("email", problem.to_string())).ok();
    if roles.is_empty() {
        fault("roles", "Choose at least one role.".into());
    }
    let (Some(name), Some(email), true) = (name, email, !roles.is_empty()) else {
        return page(&context, &signed.actor, form, problems).await;
    };
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let added =
        context.write(move |conn| staff::add(conn, &post, &organization, (&name, &email, &roles), &by, now)).await;
    match added {
        Ok(_) => Ok(see_other("/staff")),
        Err(error) if error.code() == Code::Invalid => {
            page(&context, &signed.actor, form, error.field_errors().to_vec()).await
        }
        Err(error) => Err(error),
    }
}

/// Other roles, a new link, or an end: whatever changes rights also ends the sessions of the one whose rights change.
async fn change(
    context: Context,
    allowed: Allowed<may::StaffManage, Staff>,
    fields: Fields,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let (member, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let roles = roles_of(&fields)?;
    let seen: Option<i64> = fields.get("version").and_then(|version| version.parse().ok());
    let act = fields.get("act").unwrap_or_default().to_owned();
    context
        .write(move |conn| match act.as_str() {
            "roles" => staff::set_roles(conn, &member, (seen.ok_or(Code::Malformed)?, &roles), &by, now),
            "disable" | "enable" => staff::set_disabled(conn, &member, act == "disable", &by, now),
            "link" => staff::send_link(conn, &post, &member, &by, now),
            _ => Err(Code::Malformed.into()),
        })
        .await?;
    Ok(see_other("/staff"))
}
