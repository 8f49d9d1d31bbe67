//! The links with which people begin: the first administrator's, printed at first start, and those of invited staff.

use crate::audit::{self, Action, Fact, Who};
use crate::auth::password::{self, Hasher};
use crate::auth::session::{self, Holder};
use crate::auth::{Tokens, sign_in};
use crate::clock::Moment;
use crate::config::token_hash;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::OrganizationId;
use crate::mail::fresh_token;
use crate::people::directory::{self, Entry, Kind};
use crate::people::{self, EmailAddress, NewOrganization, PersonName, Role, Staff, TextFault, Title};
use crate::web::{Access, Context, Form, Route, Shell, to};
use actix_web::{HttpResponse, web};
use chrono::Duration;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/setup/{token}", Access::Link, to!(setup_form)),
        Route::post("/setup/{token}", Access::Link, to!(set_up)),
        Route::get("/welcome/{token}", Access::Link, to!(welcome_form)),
        Route::post("/welcome/{token}", Access::Link, to!(set_password)),
    ]
}

/// A one-time link for the first administrator, if there is no organization yet. Earlier ones stop working.
///
/// # Errors
/// The database's.
pub fn first_admin_link(conn: &mut Conn, now: Moment) -> Result<Option<String>> {
    if !people::organizations(conn)?.is_empty() {
        return Ok(None);
    }
    let entry = Entry { organization: OrganizationId::built_in(), subject: "first".into() };
    directory::remove_subject(conn, Kind::FirstAdmin, &entry)?;
    let token = fresh_token();
    directory::put(conn, Kind::FirstAdmin, &token_hash(&token), &entry, Some(now.plus(Duration::days(7))))?;
    Ok(Some(format!("/setup/{token}")))
}

fn gone() -> Error {
    Error::new(Code::LinkGone, "This link has been used or has run out. Ask for a new one.")
}

#[derive(Serialize, Default)]
struct SetupView {
    organization: String,
    name: String,
    email: String,
    problems: Vec<FieldError>,
}

fn setup_shell() -> Shell {
    Shell { title: "Set up Rapport".into(), ..Shell::default() }
}

async fn check_setup(context: &Context, token: &str) -> Result<()> {
    let (hash, now) = (token_hash(token), context.now);
    context.read(move |conn| directory::find(conn, Kind::FirstAdmin, &hash, now)).await?.map(|_| ()).ok_or_else(gone)
}

async fn setup_form(context: Context, token: web::Path<String>) -> Result<HttpResponse> {
    check_setup(&context, &token).await?;
    context.page("auth/setup.html", &setup_shell(), &SetupView::default())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetupForm {
    #[serde(default)]
    organization: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

/// The fields of the first form, parsed.
struct Setup {
    organization: Title,
    name: PersonName,
    email: EmailAddress,
}

fn parse_setup(form: &SetupForm) -> Result<Setup> {
    let mut faults = Vec::new();
    let mut fault =
        |field: &str, problem: TextFault| faults.push(FieldError { field: field.into(), message: problem.to_string() });
    let organization = form.organization.parse().map_err(|problem| fault("organization", problem)).ok();
    let name = form.name.parse().map_err(|problem| fault("name", problem)).ok();
    let email = form.email.parse().map_err(|problem| fault("email", problem)).ok();
    if let Err(weak) = password::check_strength(&form.password, &[&form.name, &form.email, &form.organization]) {
        faults.extend_from_slice(weak.field_errors());
    }
    match (organization, name, email) {
        (Some(organization), Some(name), Some(email)) if faults.is_empty() => Ok(Setup { organization, name, email }),
        _ => Err(Error::fields(faults)),
    }
}

async fn set_up(
    context: Context,
    token: web::Path<String>,
    form: Form<SetupForm>,
    hasher: web::Data<Hasher>,
    tokens: web::Data<Tokens>,
) -> Result<HttpResponse> {
    check_setup(&context, &token).await?;
    let form = form.0;
    let setup = match parse_setup(&form) {
        Ok(setup) => setup,
        Err(error) => {
            let view = SetupView {
                organization: form.organization,
                name: form.name,
                email: form.email,
                problems: error.field_errors().to_vec(),
            };
            return context.page_again("auth/setup.html", &setup_shell(), &view);
        }
    };
    let hash = hasher.hash(&form.password).await?;
    let (now, lookup, tokens) = (context.now, token_hash(&token), tokens.clone());
    let session = context.write(move |conn| begin(conn, &tokens, &lookup, (&setup, &hash), now)).await?;
    Ok(context.go("/home", context.staff_cookies(session)))
}

/// Creates the first organization with its first member, who holds every role so that they can try everything.
fn begin(conn: &mut Conn, tokens: &Tokens, lookup: &str, (setup, hash): (&Setup, &str), now: Moment) -> Result<String> {
    directory::find(conn, Kind::FirstAdmin, lookup, now)?.ok_or_else(gone)?;
    directory::remove(conn, Kind::FirstAdmin, lookup)?;
    let new = NewOrganization { name: &setup.organization, contact: &setup.email, retention_months: 12 };
    let organization = people::create_organization(conn, &new, now)?;
    let fact = Fact {
        organization: &organization,
        at: now,
        who: &Who::Command,
        action: Action::OrganizationCreated,
        object: format!("organization:{organization}"),
        detail: &[],
    };
    audit::append(conn, &fact)?;
    let id = people::add_staff(conn, &organization, &setup.email, &setup.name, Role::ALL, now)?;
    people::put_password(conn, &organization, &id, hash)?;
    session::open(conn, tokens, &organization, (Holder::Staff, id.as_ref()), now)
}

#[derive(Serialize)]
struct WelcomeView {
    name: String,
    email: String,
    problem: Option<String>,
}

async fn welcomed(context: &Context, token: &str) -> Result<Staff> {
    let (hash, now) = (token_hash(token), context.now);
    let staff = context.read(move |conn| {
        let Some(entry) = directory::find(conn, Kind::StaffLink, &hash, now)? else { return Ok(None) };
        people::staff_by_id(conn, &entry.organization, &entry.subject)
    });
    staff.await?.filter(|staff| staff.disabled_at.is_none()).ok_or_else(gone)
}

fn welcome_shell() -> Shell {
    Shell { title: "Choose a password".into(), ..Shell::default() }
}

async fn welcome_form(context: Context, token: web::Path<String>) -> Result<HttpResponse> {
    let staff = welcomed(&context, &token).await?;
    context.page(
        "auth/welcome.html",
        &welcome_shell(),
        &WelcomeView { name: staff.name, email: staff.email, problem: None },
    )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WelcomeForm {
    #[serde(default)]
    password: String,
}

async fn set_password(
    context: Context,
    token: web::Path<String>,
    form: Form<WelcomeForm>,
    hasher: web::Data<Hasher>,
) -> Result<HttpResponse> {
    let staff = welcomed(&context, &token).await?;
    if let Err(weak) = password::check_strength(&form.0.password, &[&staff.name, &staff.email]) {
        let problem = weak.field_errors().first().map(|field| field.message.clone());
        let view = WelcomeView { name: staff.name, email: staff.email, problem };
        return context.page_again("auth/welcome.html", &welcome_shell(), &view);
    }
    let hash = hasher.hash(&form.0.password).await?;
    let (now, lookup) = (context.now, token_hash(&token));
    context
        .write(move |conn| {
            directory::find(conn, Kind::StaffLink, &lookup, now)?.ok_or_else(gone)?;
            directory::remove(conn, Kind::StaffLink, &lookup)?;
            people::put_password(conn, &staff.organization, &staff.id, &hash)?;
            session::end_all(conn, &staff.organization, staff.id.as_ref(), None, now)?;
            sign_in::note(conn, &staff, Action::PasswordSet, now)
        })
        .await?;
    Ok(context.go("/sign-in", []))
}
