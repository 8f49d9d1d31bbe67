//! Signing in, the second step, signing out.

use crate::auth::extract::{HalfSignedIn, Signed, may};
use crate::auth::password::Hasher;
use crate::auth::sign_in::{self, SIGN_IN_FAULTS, SignedIn, Try};
use crate::auth::{Tokens, store};
use crate::config::Secrets;
use crate::error::{Error, Result};
use crate::web::{Access, Context, Form, Query, Route, Shell, cookies, local, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/sign-in", Access::Public, to!(form)),
        Route::post("/sign-in", Access::Public, to!(enter)),
        Route::get("/sign-in/code", Access::HalfSignedIn, to!(code_form)),
        Route::post("/sign-in/code", Access::HalfSignedIn, to!(enter_code)),
        Route::post("/sign-out", Access::Right("account.own"), to!(leave)),
    ]
}

/// Where to go afterwards.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Next {
    next: Option<String>,
}

#[derive(Serialize, Default)]
struct View {
    next: String,
    email: String,
    problem: Option<String>,
}

fn shell(title: &str) -> Shell {
    Shell { title: title.to_owned(), ..Shell::default() }
}

/// Where signing in leads to.
fn onward(next: Option<&str>) -> String {
    local(next.unwrap_or("/home")).to_owned()
}

async fn form(context: Context, query: Query<Next>) -> Result<HttpResponse> {
    let next = onward(query.0.next.as_deref());
    context.page("auth/sign_in.html", &shell("Sign in"), &View { next, ..View::default() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    next: Option<String>,
}

async fn enter(
    context: Context,
    form: Form<SignInForm>,
    hasher: web::Data<Hasher>,
    tokens: web::Data<Tokens>,
) -> Result<HttpResponse> {
    let SignInForm { email, password, next } = form.0;
    let next = onward(next.as_deref());
    let given = Try { email, password, address: context.address().to_owned() };
    match sign_in::sign_in(&context.db, &hasher, &tokens, &given, context.now).await {
        Ok(SignedIn::Whole { token }) => Ok(context.go(&next, context.staff_cookies(token))),
        Ok(SignedIn::Half { token }) => {
            let path = format!(
                "/sign-in/code?{}",
                form_urlencoded::Serializer::new(String::new()).append_pair("next", &next).finish()
            );
            Ok(context.go(&path, context.staff_cookies(token)))
        }
        Err(error) if SIGN_IN_FAULTS.contains(&error.code()) => {
            let view = View { next, email: given.email, problem: Some(error.sentence().to_owned()) };
            context.page_again("auth/sign_in.html", &shell("Sign in"), &view)
        }
        Err(error) => Err(error),
    }
}

async fn code_form(context: Context, _half: HalfSignedIn, query: Query<Next>) -> Result<HttpResponse> {
    let next = onward(query.0.next.as_deref());
    context.page("auth/code.html", &shell("Second step"), &View { next, ..View::default() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeForm {
    #[serde(default)]
    code: String,
    next: Option<String>,
}

async fn enter_code(
    context: Context,
    half: HalfSignedIn,
    form: Form<CodeForm>,
    tokens: web::Data<Tokens>,
    secrets: web::Data<Secrets>,
) -> Result<HttpResponse> {
    let next = onward(form.0.next.as_deref());
    match sign_in::second_step(&context.db, (&tokens, &secrets), half, form.0.code, context.now).await {
        Ok(token) => Ok(context.go(&next, context.staff_cookies(token))),
        Err(error) if error.code().status() < 500 => {
            let problem = error.field_errors().first().map_or(error.sentence(), |field| &field.message).to_owned();
            let view = View { next, problem: Some(problem), ..View::default() };
            context.page_again("auth/code.html", &shell("Second step"), &view)
        }
        Err(error) => Err(error),
    }
}

async fn leave(context: Context, signed: Signed<may::AccountOwn>, _form: Form<Nothing>) -> Result<HttpResponse> {
    let (now, session, staff) = (context.now, signed.session, signed.actor.staff);
    context
        .write(move |conn| {
            store::end_session(conn, &session.organization, &session.id, now)?;
            sign_in::note(conn, &staff, crate::audit::Action::SignedOut, now)?;
            Ok::<_, Error>(())
        })
        .await?;
    let ended = [cookies::end(&context.settings, cookies::STAFF), cookies::end(&context.settings, cookies::FORM)];
    Ok(context.go("/sign-in", ended))
}

/// A form with nothing but its token.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}
