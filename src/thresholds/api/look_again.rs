//! People whose outcome a new threshold changed after they were decided on, for programs.

use crate::auth::{Allowed, may};
use crate::error::Result;
use crate::openings::{CandidateOfOpening, Opening};
use crate::policies::{self, Review, ReviewState};
use crate::scoring::Outcome;
use crate::web::{Context, Json, Problem, json};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Somebody decided on whose outcome a new version of the thresholds changed.
#[derive(Serialize, ToSchema)]
struct ReviewBody {
    /// The id of the candidate.
    candidate: String,
    /// The version that changed the outcome.
    policy_version: i64,
    /// What the outcome was.
    old: Outcome,
    /// What it is now.
    new: Outcome,
    /// What has become of it.
    state: ReviewState,
    /// What was written when somebody looked.
    note: Option<String>,
    /// The id of who looked.
    looked_by: Option<String>,
    /// When.
    looked_at: Option<String>,
}

impl From<Review> for ReviewBody {
    fn from(review: Review) -> Self {
        let (note, looked_by, looked_at) = match review.looked {
            Some(looked) => (Some(looked.note), Some(looked.by), Some(looked.at.rfc3339())),
            None => (None, None, None),
        };
        Self {
            candidate: review.changed.candidate.to_string(),
            policy_version: review.policy_version,
            old: review.changed.old,
            new: review.changed.new,
            state: review.state,
            note,
            looked_by,
            looked_at,
        }
    }
}

/// Whom a new threshold asks to look at again. No decision was changed.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/look-again", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = Vec<ReviewBody>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn list(context: Context, allowed: Allowed<may::ResultsRead, Opening>) -> Result<HttpResponse> {
    let reviews = context.read(move |conn| policies::reviews(conn, &allowed.thing)).await?;
    Ok(json(&reviews.into_iter().map(ReviewBody::from).collect::<Vec<_>>()))
}

/// What somebody found who looked again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LookBody {
    /// The version that changed the outcome.
    policy_version: i64,
    /// `stands` or `decided-anew`; for the latter, record the new decision first.
    verdict: ReviewState,
    /// Why.
    note: String,
}

/// Mark somebody as looked at.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/look-again/{candidate}", tag = "thresholds",
    params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    request_body = LookBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn mark(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, CandidateOfOpening>,
    body: Json<LookBody>,
) -> Result<HttpResponse> {
    let (case, by, now, body) = (allowed.thing, allowed.actor.staff.id, context.now, body.0);
    let looked = (body.policy_version, body.verdict, body.note);
    context.write(move |conn| policies::look(conn, &case, (looked.0, looked.1, &looked.2), &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
