//! What applicants ask for, for the programs of those who answer; how long things are kept, and legal holds.

use crate::auth::{Allowed, Signed, may};
use crate::clock::Moment;
use crate::error::{Error, FieldError, Result};
use crate::mail::Post;
use crate::openings::Opening;
use crate::people::TextFault;
use crate::privacy::{self, Correction, DataRequest, PrivacyTask, RequestKind, RequestState, ReviewTask};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of requests.
pub fn routes() -> Vec<Route> {
    let (privacy, reviews) = (Access::Right("privacy.handle"), Access::Right("reviews.answer"));
    vec![
        Route::get("/api/v1/requests", privacy, to!(list)),
        Route::put("/api/v1/requests/{request}", privacy, to!(answer)),
        Route::get("/api/v1/reviews", reviews, to!(review_list)),
        Route::put("/api/v1/reviews/{request}", reviews, to!(answer_review)),
        Route::put("/api/v1/retention", privacy, to!(keep)),
        Route::put("/api/v1/openings/{opening}/hold", privacy, to!(hold)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list, answer, review_list, answer_review, keep, hold))]
pub struct Api;

/// Something an applicant asked for.
#[derive(Serialize, ToSchema)]
struct RequestBody {
    /// Its id.
    request: String,
    /// In which opening.
    opening: String,
    /// By whom; after an erasure the id stands for nobody.
    candidate: String,
    /// What for.
    kind: RequestKind,
    /// What has become of it.
    state: RequestState,
    /// What they wrote; may be empty.
    message: String,
    /// When.
    created_at: String,
    /// By when it has to be answered.
    due_at: String,
    /// Whole days until then; negative once it is overdue.
    days_left: i64,
    /// What they were told.
    answer: Option<String>,
    /// When.
    answered_at: Option<String>,
}

impl RequestBody {
    fn of(request: DataRequest, now: Moment) -> Self {
        Self {
            request: request.id.to_string(),
            opening: request.opening.to_string(),
            candidate: request.candidate.to_string(),
            kind: request.kind,
            state: request.state,
            created_at: request.created_at.rfc3339(),
            due_at: request.due_at.rfc3339(),
            days_left: request.days_left(now),
            answered_at: request.answered_at.map(Moment::rfc3339),
            message: request.message,
            answer: request.answer,
        }
    }
}

/// What do applicants ask of their data? Those that wait come first, the most urgent at the top.
#[utoipa::path(get, path = "/api/v1/requests", tag = "privacy",
    responses((status = 200, body = Vec<RequestBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list(context: Context, signed: Signed<may::PrivacyHandle>) -> Result<HttpResponse> {
    let (organization, now) = (signed.actor.organization().clone(), context.now);
    let kinds = [RequestKind::Erasure, RequestKind::Correction];
    let all = context.read(move |conn| privacy::requests(conn, &organization, &kinds)).await?;
    Ok(json(&all.into_iter().map(|request| RequestBody::of(request, now)).collect::<Vec<_>>()))
}

/// Who asks for another look at their result, in the openings I work on?
#[utoipa::path(get, path = "/api/v1/reviews", tag = "privacy",
    responses((status = 200, body = Vec<RequestBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn review_list(context: Context, signed: Signed<may::ReviewsAnswer>) -> Result<HttpResponse> {
    let now = context.now;
    let all = context
        .read(move |conn| {
            let own = privacy::openings_within(conn, &signed.actor, signed.reach)?;
            let own: Vec<_> = own.into_iter().map(|opening| opening.id).collect();
            Ok::<_, Error>(privacy::reviews(conn, signed.actor.organization(), &own)?)
        })
        .await?;
    Ok(json(&all.into_iter().map(|request| RequestBody::of(request, now)).collect::<Vec<_>>()))
}

/// An answer. The applicant gets it by mail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RequestAnswerBody {
    /// `done` or `refused`. An erasure that is done erases; a correction that is done writes the name and the address.
    state: RequestState,
    /// What the applicant is told.
    answer: String,
    /// The name as it is to be; for a correction that is done.
    name: Option<String>,
    /// The address as it is to be; for a correction that is done.
    email: Option<String>,
}

impl RequestAnswerBody {
    fn correction(&self) -> Result<Option<Correction>> {
        let (Some(name), Some(email)) = (&self.name, &self.email) else { return Ok(None) };
        let fault = |field: &str, problem: TextFault| {
            Error::fields(vec![FieldError { field: field.into(), message: problem.to_string() }])
        };
        Ok(Some(Correction {
            name: name.parse().map_err(|problem| fault("name", problem))?,
            email: email.parse().map_err(|problem| fault("email", problem))?,
        }))
    }
}

async fn save(
    context: Context,
    post: web::Data<Post>,
    request: DataRequest,
    body: RequestAnswerBody,
    by: crate::ids::StaffId,
) -> Result<HttpResponse> {
    let (correction, now) = (body.correction()?, context.now);
    context
        .write(move |conn| {
            privacy::answer(conn, &post, &request, (body.state, &body.answer), correction.as_ref(), &by, now)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Answer a request about data.
#[utoipa::path(put, path = "/api/v1/requests/{request}", tag = "privacy", params(("request" = String, Path, description = "The id of the request")), request_body = RequestAnswerBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn answer(
    context: Context,
    allowed: Allowed<may::PrivacyHandle, PrivacyTask>,
    body: Json<RequestAnswerBody>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    save(context, post, allowed.thing.0, body.0, allowed.actor.staff.id).await
}

/// Answer a request for another look.
#[utoipa::path(put, path = "/api/v1/reviews/{request}", tag = "privacy", params(("request" = String, Path, description = "The id of the request")), request_body = RequestAnswerBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn answer_review(
    context: Context,
    allowed: Allowed<may::ReviewsAnswer, ReviewTask>,
    body: Json<RequestAnswerBody>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    save(context, post, allowed.thing.0, body.0, allowed.actor.staff.id).await
}

/// For how long things are kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RetentionBody {
    /// For how many months after an opening is closed, from 1 to 120.
    months: i64,
    /// What it was when it was read, so that nobody's change is lost.
    seen: i64,
}

/// Set for how long answers and scores are kept. What is over is erased by itself.
#[utoipa::path(put, path = "/api/v1/retention", tag = "privacy", request_body = RetentionBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn keep(context: Context, signed: Signed<may::PrivacyHandle>, body: Json<RetentionBody>) -> Result<HttpResponse> {
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let change = (body.0.seen, body.0.months);
    context.write(move |conn| privacy::set_retention(conn, &organization, change, &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Whether the records of an opening must stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HoldBody {
    /// Whether they must.
    held: bool,
    /// Why; needed to place a hold.
    #[serde(default)]
    reason: String,
}

/// Place a legal hold on an opening, or lift it. While it stands, nothing in the opening is erased.
#[utoipa::path(put, path = "/api/v1/openings/{opening}/hold", tag = "privacy", params(("opening" = String, Path, description = "The id of the opening")), request_body = HoldBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn hold(
    context: Context,
    allowed: Allowed<may::PrivacyHandle, Opening>,
    body: Json<HoldBody>,
) -> Result<HttpResponse> {
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    context
        .write(move |conn| {
            if body.0.held {
                privacy::place_hold(conn, &opening, &body.0.reason, &by, now)
            } else {
                privacy::lift_hold(conn, &opening, &by, now)
            }
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
