//! One's own account: password, second factor, other sessions.

use super::sign_in::Nothing;
use crate::audit::Action;
use crate::auth::extract::{Signed, may};
use crate::auth::factor::{self, Enrolment};
use crate::auth::password::{self, Hasher};
use crate::auth::throttle::{Limit, count};
use crate::auth::{session, shell, sign_in};
use crate::config::Secrets;
use crate::error::{Code, Error, Result};
use crate::people::{self, Staff};
use crate::web::{Access, Context, Form, Query, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let own = Access::Right("account.own");
    vec![
        Route::get("/account", own, to!(page)),
        Route::post("/account/password", own, to!(change_password)),
        Route::get("/account/factor", own, to!(factor_form)),
        Route::post("/account/factor", own, to!(set_factor)),
        Route::post("/account/factor/remove", own, to!(remove_factor)),
        Route::post("/account/sessions/end", own, to!(end_others)),
    ]
}

#[derive(Serialize)]
struct AccountView {
    name: String,
    email: String,
    roles: Vec<&'static str>,
    has_second_factor: bool,
    recovery_codes: i64,
    problem: Option<String>,
    field: Option<&'static str>,
    done: Option<&'static str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AccountQuery {
    done: Option<String>,
}

fn done_words(done: &str) -> Option<&'static str> {
    match done {
        "password" => Some("Your password is changed. Your other sessions have ended."),
        "factor" => Some("The second factor is off."),
        "sessions" => Some("You are signed out everywhere else."),
        _ => None,
    }
}

async fn view(
    context: &Context,
    signed: &Signed<may::AccountOwn>,
    fault: Option<(&'static str, String)>,
) -> Result<AccountView> {
    let staff = signed.actor.staff.clone();
    let left = context.read(move |conn| people::recovery_codes(conn, &staff.organization, &staff.id)).await?;
    let staff = &signed.actor.staff;
    let (field, problem) = fault.unzip();
    Ok(AccountView {
        name: staff.name.clone(),
        email: staff.email.clone(),
        roles: signed.actor.roles.iter().map(|role| role.as_str()).collect(),
        has_second_factor: staff.has_second_factor,
        recovery_codes: left,
        problem,
        field,
        done: None,
    })
}

async fn page(context: Context, signed: Signed<may::AccountOwn>, query: Query<AccountQuery>) -> Result<HttpResponse> {
    let view =
        AccountView { done: query.0.done.as_deref().and_then(done_words), ..view(&context, &signed, None).await? };
    context.page("auth/account.html", &shell(&signed.actor, "Your account", ""), &view)
}

async fn again(
    context: &Context,
    signed: &Signed<may::AccountOwn>,
    field: &'static str,
    error: &Error,
) -> Result<HttpResponse> {
    let problem = error.field_errors().first().map_or(error.sentence(), |field| &field.message).to_owned();
    let view = view(context, signed, Some((field, problem))).await?;
    context.page_again("auth/account.html", &shell(&signed.actor, "Your account", ""), &view)
}

/// Whether somebody knows their own password: asked for before anything about an account changes.
async fn check_password(context: &Context, hasher: &Hasher, staff: &Staff, password: &str) -> Result<()> {
    count(&context.db, &[(Limit::OWN_PASSWORD, staff.id.to_string())], context.now).await?;
    let who = staff.clone();
    let hash = context.read(move |conn| people::password_hash(conn, &who.organization, &who.id)).await?;
    if hasher.verify(password, hash).await? {
        return Ok(());
    }
    Err(Error::field("current", "This is not your password."))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PasswordForm {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

async fn change_password(
    context: Context,
    signed: Signed<may::AccountOwn>,
    form: Form<PasswordForm>,
    hasher: web::Data<Hasher>,
) -> Result<HttpResponse> {
    let staff = signed.actor.staff.clone();
    let checked = async {
        check_password(&context, &hasher, &staff, &form.0.current).await?;
        password::check_strength(&form.0.password, &[&staff.name, &staff.email, &signed.actor.organization_name])?;
        hasher.hash(&form.0.password).await
    };
    let hash = match checked.await {
        Ok(hash) => hash,
        Err(error) if error.code() == Code::Invalid => return again(&context, &signed, "password", &error).await,
        Err(error) => return Err(error),
    };
    let (now, kept) = (context.now, signed.session.id);
    context
        .write(move |conn| {
            people::put_password(conn, &staff.organization, &staff.id, &hash)?;
            session::end_all(conn, &staff.organization, staff.id.as_ref(), Some(&kept), now)?;
            sign_in::note(conn, &staff, Action::PasswordSet, now)
        })
        .await?;
    Ok(see_other("/account?done=password"))
}

#[derive(Serialize)]
struct FactorView {
    sealed: String,
    typed: String,
    qr_side: usize,
    qr_path: String,
    problem: Option<String>,
    recovery_codes: Vec<String>,
}

fn factor_view(sealed: String, enrolment: &Enrolment, problem: Option<String>) -> Result<FactorView> {
    let (qr_side, qr_path) = factor::qr_path(&enrolment.url)?;
    Ok(FactorView { sealed, typed: enrolment.typed.clone(), qr_side, qr_path, problem, recovery_codes: Vec::new() })
}

async fn factor_form(
    context: Context,
    signed: Signed<may::AccountOwn>,
    secrets: web::Data<Secrets>,
) -> Result<HttpResponse> {
    let (sealed, enrolment) = factor::begin(&secrets, &signed.actor.staff.email)?;
    let view = factor_view(sealed, &enrolment, None)?;
    context.page("auth/factor.html", &shell(&signed.actor, "Second factor", ""), &view)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactorForm {
    #[serde(default)]
    current: String,
    #[serde(default)]
    code: String,
    sealed: String,
}

async fn set_factor(
    context: Context,
    signed: Signed<may::AccountOwn>,
    form: Form<FactorForm>,
    hasher: web::Data<Hasher>,
    secrets: web::Data<Secrets>,
) -> Result<HttpResponse> {
    let (staff, now) = (signed.actor.staff.clone(), context.now);
    let enrolment =
        factor::enrolment(&secrets, &form.0.sealed, &staff.email).map_err(|_| Error::from(Code::Malformed))?;
    let known = check_password(&context, &hasher, &staff, &form.0.current).await;
    let step = enrolment.fits(&form.0.code, now);
    let problem = match known {
        Err(error) if error.code() != Code::Invalid => return Err(error),
        Err(error) => error.field_errors().first().map(|field| field.message.clone()),
        Ok(()) => step.is_none().then(|| "This code does not fit. Type the one your app shows now.".to_owned()),
    };
    let page = shell(&signed.actor, "Second factor", "");
    let Some(step) = step.filter(|_| problem.is_none()) else {
        return context.page_again("auth/factor.html", &page, &factor_view(form.0.sealed, &enrolment, problem)?);
    };
    let (shown, hashes): (Vec<String>, Vec<String>) = factor::fresh_recovery_codes().into_iter().unzip();
    let (sealed, kept) = (form.0.sealed.clone(), signed.session.id.clone());
    context
        .write(move |conn| {
            // The code that was typed here is used up, and whoever was signed in without a second factor is not any more.
            people::put_totp(conn, &staff.organization, &staff.id, Some((&sealed, step)), &hashes)?;
            session::end_all(conn, &staff.organization, staff.id.as_ref(), Some(&kept), now)?;
            sign_in::note(conn, &staff, Action::FactorChanged, now)
        })
        .await?;
    let mut view = factor_view(form.0.sealed, &enrolment, None)?;
    view.recovery_codes = shown;
    context.page("auth/factor_done.html", &page, &view)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RemoveForm {
    #[serde(default)]
    current: String,
}

async fn remove_factor(
    context: Context,
    signed: Signed<may::AccountOwn>,
    form: Form<RemoveForm>,
    hasher: web::Data<Hasher>,
) -> Result<HttpResponse> {
    let (staff, now) = (signed.actor.staff.clone(), context.now);
    match check_password(&context, &hasher, &staff, &form.0.current).await {
        Err(error) if error.code() == Code::Invalid => return again(&context, &signed, "remove", &error).await,
        other => other?,
    }
    context
        .write(move |conn| {
            people::put_totp(conn, &staff.organization, &staff.id, None, &[])?;
            sign_in::note(conn, &staff, Action::FactorChanged, now)
        })
        .await?;
    Ok(see_other("/account?done=factor"))
}

async fn end_others(context: Context, signed: Signed<may::AccountOwn>, _form: Form<Nothing>) -> Result<HttpResponse> {
    let (now, session, staff) = (context.now, signed.session, signed.actor.staff);
    context
        .write(move |conn| {
            session::end_all(conn, &staff.organization, staff.id.as_ref(), Some(&session.id), now)?;
            sign_in::note(conn, &staff, Action::SignedOut, now)
        })
        .await?;
    Ok(see_other("/account?done=sessions"))
}
