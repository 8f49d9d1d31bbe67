//! Messages that have not arrived, for programs.

use super::{Kind, State, Waiting, problems_of};
use crate::auth::{Signed, may};
use crate::error::Result;
use crate::web::{Access, Context, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/api/v1/outbox", Access::Right("mail.read"), to!(list))]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list))]
pub struct Api;

/// A message that has not arrived. Its recipient and its content are sealed.
#[derive(Serialize, ToSchema)]
struct MessageBody {
    /// What it is for.
    kind: Kind,
    /// The id of whom or what it is about.
    subject: String,
    /// What has become of it.
    state: State,
    /// How often it was tried.
    tries: i64,
    /// What the mail server said last.
    problem: Option<String>,
    /// Since when it waits.
    created_at: String,
}

impl From<Waiting> for MessageBody {
    fn from(message: Waiting) -> Self {
        Self {
            kind: message.kind,
            subject: message.subject_id,
            state: message.state,
            tries: message.tries,
            problem: message.problem,
            created_at: message.created_at.rfc3339(),
        }
    }
}

/// Which messages wait or failed?
#[utoipa::path(get, path = "/api/v1/outbox", tag = "administration",
    responses((status = 200, body = Vec<MessageBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list(context: Context, signed: Signed<may::MailRead>) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let waiting = context.read(move |conn| problems_of(conn, &organization)).await?;
    Ok(json(&waiting.into_iter().map(MessageBody::from).collect::<Vec<_>>()))
}
