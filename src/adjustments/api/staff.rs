//! What waits for a decision, and deciding, for the programs of those who may.

use crate::adjustments::{self, Decision, Granted, Kind, NewSitting, State, Waiting};
use crate::auth::{Allowed, Signed, may};
use crate::clock::Moment;
use crate::error::Result;
use crate::mail::Post;
use crate::sittings::TimeFactor;
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of those who decide.
pub fn routes() -> Vec<Route> {
    let right = Access::Right("adjustments.decide");
    vec![
        Route::get("/api/v1/adjustments", right, to!(list)),
        Route::put("/api/v1/adjustments/{adjustment}", right, to!(decide)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list, decide))]
pub struct Api;

/// A request of an applicant.
#[derive(Serialize, ToSchema)]
struct AdjustmentBody {
    /// Its id.
    id: String,
    /// The name of the applicant.
    name: String,
    /// The id of the candidate.
    candidate: String,
    /// The id of the opening.
    opening: String,
    /// The title of the opening.
    title: String,
    /// For what they ask.
    kind: Kind,
    /// In their own words.
    message: String,
    /// The language in which they asked, and are answered.
    lang: String,
    /// When.
    created_at: String,
    /// By when they were promised an answer.
    due_at: String,
    /// Whether it still waits after that.
    overdue: bool,
    /// What has become of it.
    state: State,
    /// By how much a time limit was stretched.
    time_factor: Option<TimeFactor>,
    /// The fresh deadline.
    open_until: Option<String>,
    /// Why there may be a new sitting.
    new_sitting: Option<NewSitting>,
    /// Why it was decided so.
    reason: Option<String>,
    /// What the applicant was told.
    reply: Option<String>,
    /// The id of whoever decided.
    decided_by: Option<String>,
    /// When.
    decided_at: Option<String>,
    /// Counts changes: whoever decides names the version they saw.
    version: i64,
}

impl AdjustmentBody {
    fn of(about: Waiting, now: Moment) -> Self {
        let Waiting { request, candidate, opening, .. } = about;
        Self {
            id: request.id.to_string(),
            name: candidate.name,
            candidate: candidate.id.to_string(),
            opening: opening.id.to_string(),
            title: opening.title,
            kind: request.kind,
            message: request.message,
            lang: request.lang,
            created_at: request.created_at.rfc3339(),
            due_at: request.due_at.rfc3339(),
            overdue: request.state == State::Waiting && now > request.due_at,
            state: request.state,
            time_factor: request.factor,
            open_until: request.open_until.map(Moment::rfc3339),
            new_sitting: request.new_sitting,
            reason: request.reason,
            reply: request.reply,
            decided_by: request.decided_by.map(String::from),
            decided_at: request.decided_at.map(Moment::rfc3339),
            version: request.version,
        }
    }
}

/// What waits for a decision, the most urgent first; then the last hundred that were decided. Requests of openings on
/// whose team one ranks or decides oneself are not among them.
#[utoipa::path(get, path = "/api/v1/adjustments", tag = "adjustments",
    responses((status = 200, body = Vec<AdjustmentBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list(context: Context, signed: Signed<may::AdjustmentsDecide>) -> Result<HttpResponse> {
    let now = context.now;
    let all = context.read(move |conn| adjustments::queue(conn, &signed.actor)).await?;
    Ok(json(&all.into_iter().map(|about| AdjustmentBody::of(about, now)).collect::<Vec<_>>()))
}

/// What is granted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GrantedBody {
    /// By how much a time limit is stretched; `1` leaves it as it is.
    #[serde(default = "same")]
    time_factor: TimeFactor,
    /// A fresh deadline: until then their link is open, and a time limit that is running does not end before.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    open_until: Option<Moment>,
    /// A new sitting; they get a new link by mail.
    #[serde(default)]
    new_sitting: Option<NewSitting>,
}

fn same() -> TimeFactor {
    TimeFactor::Same
}

/// A decision.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AdjustmentDecisionBody {
    /// What is granted; leave it out to refuse.
    #[serde(default)]
    granted: Option<GrantedBody>,
    /// Why, for those who decide.
    reason: String,
    /// What the applicant is told, by mail.
    reply: String,
    /// The version that was seen.
    version: i64,
}

/// Decide a request. What is granted acts at once, also on a running sitting, and is never taken back.
#[utoipa::path(put, path = "/api/v1/adjustments/{adjustment}", tag = "adjustments", params(("adjustment" = String, Path, description = "The id of a request")),
    request_body = AdjustmentDecisionBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn decide(
    context: Context,
    allowed: Allowed<may::AdjustmentsDecide, Waiting>,
    body: Json<AdjustmentDecisionBody>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let (about, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let AdjustmentDecisionBody { granted, reason, reply, version } = body.0;
    let granted = granted.map(|granted| Granted {
        factor: granted.time_factor,
        open_until: granted.open_until,
        new_sitting: granted.new_sitting,
    });
    let decision = Decision { granted, reason, reply };
    context.write(move |conn| adjustments::decide(conn, &post, &about, (version, &decision), &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
