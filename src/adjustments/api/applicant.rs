//! What an applicant asks for and was answered, for their programs: by the secret of their link, before and after the
//! start alike.

use crate::adjustments::{self, Asked, Kind, NewSitting, Request, State};
use crate::clock::Moment;
use crate::config::token_hash;
use crate::error::Result;
use crate::i18n::Locale;
use crate::mail::Post;
use crate::sittings::TimeFactor;
use crate::sittings::seat;
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of personal links.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/invitations/{token}/adjustments", Access::Link, to!(list)),
        Route::post("/api/v1/invitations/{token}/adjustments", Access::Link, to!(ask)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list, ask))]
pub struct Api;

/// What an applicant has asked for, as they may read it.
#[derive(Serialize, ToSchema)]
struct OwnRequestBody {
    /// Its id.
    id: String,
    /// For what.
    kind: Kind,
    /// In their own words.
    message: String,
    /// When.
    created_at: String,
    /// By when there is an answer.
    due_at: String,
    /// What has become of it.
    state: State,
    /// By how much a time limit was stretched, where it was granted.
    time_factor: Option<TimeFactor>,
    /// The fresh deadline, where one was granted.
    open_until: Option<String>,
    /// Why there may be a new sitting, where one was granted.
    new_sitting: Option<NewSitting>,
    /// The answer in words.
    reply: Option<String>,
    /// When it was answered.
    decided_at: Option<String>,
}

impl From<Request> for OwnRequestBody {
    fn from(request: Request) -> Self {
        Self {
            id: request.id.to_string(),
            kind: request.kind,
            message: request.message,
            created_at: request.created_at.rfc3339(),
            due_at: request.due_at.rfc3339(),
            state: request.state,
            time_factor: request.factor,
            open_until: request.open_until.map(Moment::rfc3339),
            new_sitting: request.new_sitting,
            reply: request.reply,
            decided_at: request.decided_at.map(Moment::rfc3339),
        }
    }
}

/// What have I asked for, and what was answered? The newest first.
#[utoipa::path(get, path = "/api/v1/invitations/{token}/adjustments", tag = "applicants", security(()), params(("token" = String, Path, description = "The secret part of a personal link")),
    responses((status = 200, body = Vec<OwnRequestBody>), (status = 410, body = Problem)))]
async fn list(context: Context, token: web::Path<String>) -> Result<HttpResponse> {
    let (hash, now) = (token_hash(&token), context.now);
    let requests = context
        .read(move |conn| {
            let seat = seat::by_link(conn, &hash, now)?;
            adjustments::requests_of(conn, &seat.organization.id, &seat.candidate.id)
        })
        .await?;
    Ok(json(&requests.into_iter().map(OwnRequestBody::from).collect::<Vec<_>>()))
}

/// What an applicant asks for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskBody {
    /// What would help.
    kind: Kind,
    /// In their own words, up to 2,000 characters; needed for `something-else`. No reason and nothing about their health.
    #[serde(default)]
    message: String,
}

/// Ask for more time, a later deadline, another attempt or something else. One request waits at a time; the same once more
/// is the one that is there. Nobody who ranks or decides is shown it.
#[utoipa::path(post, path = "/api/v1/invitations/{token}/adjustments", tag = "applicants", security(()), params(("token" = String, Path, description = "The secret part of a personal link")),
    request_body = AskBody,
    responses((status = 200, body = OwnRequestBody), (status = 409, body = Problem), (status = 410, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn ask(
    context: Context,
    token: web::Path<String>,
    body: Json<AskBody>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let (hash, now) = (token_hash(&token), context.now);
    let AskBody { kind, message } = body.0;
    let request = context
        .write(move |conn| {
            let seat = seat::by_link(conn, &hash, now)?;
            let lang = Locale::offered(&seat.lang).unwrap_or(Locale::English);
            let asked = Asked { kind, message: message.clone(), lang };
            adjustments::ask(conn, &post, &seat, &asked, now)
        })
        .await?;
    Ok(json(&OwnRequestBody::from(request)))
}
