//! Staff of an organization: who they are, what they may do; adding and disabling.

use crate::audit::{self, Action, Fact, Who};
use crate::auth::extract::{Signed, may};
use crate::auth::pages::mail_staff_link;
use crate::auth::{end_all, shell};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::StaffId;
use crate::mail::Post;
use crate::people::{self, Actor, EmailAddress, PersonName, Role, Staff, TextFault};
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
    let staff = context
        .read(move |conn| {
            let members = people::staff_list(conn, &organization)?.into_iter().map(|member| {
                let roles = people::roles_of(conn, &organization, &member.id)?;
                Ok(MemberView {
                    id: member.id.to_string(),
                    is_self: member.id == own,
                    name: member.name,
                    email: member.email,
                    roles: roles.iter().map(|role| role.as_str()).collect(),
                    disabled: member.disabled_at.is_some(),
                    has_password: member.has_password,
                    has_second_factor: member.has_second_factor,
                })
            });
            members.collect::<Result<Vec<_>>>()
        })
        .await?;
    let view = StaffView { staff, roles: role_views(), form, problems };
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
    let added = context
        .write(move |conn| {
            let id = people::add_staff(conn, &organization, &email, &name, &roles, now)?;
            let staff = people::staff(conn, &organization, &id)?.ok_or(Code::NotFound)?;
            mail_staff_link(conn, &post, &staff, now)?;
            note(conn, &staff, (&by, "added", &roles), now)
        })
        .await;
    match added {
        Ok(()) => Ok(see_other("/staff")),
        Err(error) if error.code() == Code::Invalid => {
            page(&context, &signed.actor, form, error.field_errors().to_vec()).await
        }
        Err(error) => Err(people::address_taken(error)),
    }
}

/// Other roles, a new link, or an end: whatever changes rights also ends the sessions of the one whose rights change.
async fn change(
    context: Context,
    signed: Signed<may::StaffManage>,
    id: web::Path<String>,
    fields: Fields,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let id: StaffId = id.parse().map_err(|_| Error::from(Code::NotFound))?;
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let roles = roles_of(&fields)?;
    let act = fields.get("act").unwrap_or_default().to_owned();
    if id == by && act != "roles" {
        return Err(Error::new(Code::WrongState, "You cannot disable yourself. Ask another administrator."));
    }
    if id == by && !roles.contains(&Role::Admin) {
        return Err(Error::new(
            Code::WrongState,
            "You cannot take the admin role from yourself. Ask another administrator.",
        ));
    }
    context
        .write(move |conn| {
            let staff = people::staff(conn, &organization, &id)?.ok_or(Code::NotFound)?;
            match act.as_str() {
                "roles" if roles.is_empty() => return Err(Error::field("roles", "Choose at least one role.")),
                "roles" => people::set_roles(conn, &organization, &id, &roles)?,
                "disable" => people::end_staff(conn, &organization, &id, Some(now))?,
                "enable" => people::end_staff(conn, &organization, &id, None)?,
                "link" => mail_staff_link(conn, &post, &staff, now)?,
                _ => return Err(Code::Malformed.into()),
            }
            if act == "disable" {
                end_all(conn, &organization, id.as_ref(), None, now)?;
            }
            note(conn, &staff, (&by, &act, &roles), now)
        })
        .await?;
    Ok(see_other("/staff"))
}

fn note(conn: &mut Conn, staff: &Staff, (by, what, roles): (&StaffId, &str, &[Role]), now: Moment) -> Result<()> {
    let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    let fact = Fact {
        organization: &staff.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::StaffChanged,
        object: format!("staff:{}", staff.id),
        detail: &[("what", what.to_owned()), ("roles", roles.join(" "))],
    };
    audit::append(conn, &fact)
}
