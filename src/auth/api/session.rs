//! `POST /api/v1/session`: a token for programs.

use crate::auth::sign_in::{self, SignedIn, Try};
use crate::auth::{HalfSignedIn, Hasher, Signed, Tokens, may, session, store};
use crate::config::Secrets;
use crate::error::{Code, Error, Result};
use crate::people::{self, Role};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of sessions.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/api/v1/session", Access::Public, to!(create)),
        Route::get("/api/v1/session", Access::Right("account.own"), to!(read)),
        Route::delete("/api/v1/session", Access::Right("account.own"), to!(end)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(create, read, end))]
pub struct Api;

/// How a program signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Credentials {
    /// The address of a staff member.
    email: String,
    /// Their password.
    password: String,
    /// A code of the second factor, where there is one.
    code: Option<String>,
}

/// A session.
#[derive(Serialize, ToSchema)]
struct Token {
    /// For the header `Authorization: Bearer …`.
    token: String,
}

/// Who holds a session.
#[derive(Serialize, ToSchema)]
struct Me {
    /// The name.
    name: String,
    /// The address.
    email: String,
    /// The organization's name.
    organization: String,
    /// The roles.
    roles: Vec<Role>,
}

/// Sign in.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", security(()), request_body = Credentials,
    responses((status = 200, body = Token), (status = 401, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem, headers(("Retry-After" = i64, description = "Seconds to wait")))))]
async fn create(
    context: Context,
    body: Json<Credentials>,
    hasher: web::Data<Hasher>,
    tokens: web::Data<Tokens>,
    secrets: web::Data<Secrets>,
) -> Result<HttpResponse> {
    let Credentials { email, password, code } = body.0;
    let given = Try { email, password, address: context.address().to_owned() };
    let token = match sign_in::sign_in(&context.db, &hasher, &tokens, &given, context.now).await? {
        SignedIn::Whole { token } => token,
        SignedIn::Half { token } => {
            let code =
                code.ok_or_else(|| Error::field("code", "This account has a second factor: send its code too."))?;
            let half = half(&context, &tokens, &token).await?;
            sign_in::second_step(&context.db, (&tokens, &secrets), half, code, context.now).await?
        }
    };
    Ok(json(&Token { token }))
}

/// The half session that has just been opened.
async fn half(context: &Context, tokens: &Tokens, token: &str) -> Result<HalfSignedIn> {
    let (now, handle) = (context.now, tokens.read(token, context.now)?);
    context
        .read(move |conn| {
            let session = session::find(conn, &handle, session::Holder::HalfStaff, now)?;
            let staff = people::staff_by_id(conn, &session.organization, &session.holder_id)?;
            Ok::<_, Error>(HalfSignedIn { staff: staff.ok_or(Code::SignInNeeded)?, session })
        })
        .await
}

/// Who am I?
#[utoipa::path(get, path = "/api/v1/session", tag = "session",
    responses((status = 200, body = Me), (status = 401, body = Problem)))]
async fn read(signed: Signed<may::AccountOwn>) -> Result<HttpResponse> {
    let actor = signed.actor;
    Ok(json(&Me {
        name: actor.staff.name,
        email: actor.staff.email,
        organization: actor.organization_name,
        roles: actor.roles,
    }))
}

/// Sign out.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session",
    responses((status = 204), (status = 401, body = Problem)))]
async fn end(context: Context, signed: Signed<may::AccountOwn>) -> Result<HttpResponse> {
    let (now, session) = (context.now, signed.session);
    context.write(move |conn| store::end_session(conn, &session.organization, &session.id, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
