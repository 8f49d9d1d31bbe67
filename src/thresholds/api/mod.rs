//! Thresholds for programs, and the numbers that the page's script asks for.

mod look_again;
mod preview;
mod second_person;

use super::{Saved, save};
use crate::auth::{Allowed, may};
use crate::error::{Error, Result};
use crate::openings::Opening;
use crate::policies::{self, Policy};
use crate::scoring::{PerCompetency, Thresholds};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::HttpResponse;
use second_person::{PositionsBody, ProposalBody};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/openings/{opening}/threshold", Access::Right("thresholds.read"), to!(read)),
        Route::get(
            "/api/v1/openings/{opening}/threshold/preview",
            Access::Right("thresholds.read"),
            to!(preview::look),
        ),
        Route::post("/api/v1/openings/{opening}/threshold", Access::Right("thresholds.set"), to!(store)),
        Route::put(
            "/api/v1/openings/{opening}/positions",
            Access::Right("thresholds.set"),
            to!(second_person::put_positions),
        ),
        Route::post(
            "/api/v1/openings/{opening}/threshold/proposal",
            Access::Right("thresholds.set"),
            to!(second_person::answer),
        ),
        Route::get("/api/v1/openings/{opening}/look-again", Access::Right("results.read"), to!(look_again::list)),
        Route::post(
            "/api/v1/openings/{opening}/look-again/{candidate}",
            Access::Right("candidates.decide"),
            to!(look_again::mark),
        ),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(
    read,
    preview::look,
    store,
    second_person::put_positions,
    second_person::answer,
    look_again::list,
    look_again::mark
))]
pub struct Api;

/// A version of a threshold policy.
#[derive(Serialize, ToSchema)]
struct PolicyBody {
    /// Its version; 0 is the assessment's starting threshold.
    version: i64,
    /// The least total.
    total: f64,
    /// The least score in a competency, where one is asked for.
    minima: PerCompetency<Option<f64>>,
    /// How many standard errors the borderline zone is wide on either side.
    z: f64,
    /// Why.
    reason: String,
    /// The id of the staff member who set it; empty for version 0.
    author: String,
    /// Since when.
    created_at: String,
}

impl From<Policy> for PolicyBody {
    fn from(policy: Policy) -> Self {
        Self {
            version: policy.version,
            total: policy.thresholds.total,
            minima: policy.thresholds.minima,
            z: policy.thresholds.z,
            reason: policy.reason,
            author: policy.author,
            created_at: policy.created_at.rfc3339(),
        }
    }
}

/// The policy in force and those before it.
#[derive(Serialize, ToSchema)]
struct PoliciesBody {
    /// In force.
    current: PolicyBody,
    /// All that were saved, the newest first.
    history: Vec<PolicyBody>,
    /// Whether results have been opened: from then on a change needs a second person.
    results_opened: bool,
    /// Changes that were proposed, the newest first; at most one waits.
    proposals: Vec<ProposalBody>,
    /// How many people are to be hired, where somebody has said so.
    positions: Option<PositionsBody>,
}

/// Which threshold is in force, and how did it come about?
#[utoipa::path(get, path = "/api/v1/openings/{opening}/threshold", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = PoliciesBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn read(context: Context, allowed: Allowed<may::ThresholdsRead, Opening>) -> Result<HttpResponse> {
    let body = context
        .read(move |conn| {
            let opening = &allowed.thing;
            Ok::<_, Error>(PoliciesBody {
                current: policies::current(conn, opening)?.into(),
                history: policies::history(conn, opening)?.into_iter().map(Into::into).collect(),
                results_opened: policies::results_opened(conn, opening)?,
                proposals: policies::proposals(conn, opening)?.into_iter().map(Into::into).collect(),
                positions: policies::positions(conn, opening)?.map(Into::into),
            })
        })
        .await?;
    Ok(json(&body))
}

/// Thresholds to save.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPolicyBody {
    /// The least total, 0 to 100.
    total: f64,
    /// The least score in a competency, where one is asked for.
    #[serde(default)]
    minima: MinimaBody,
    /// 1, 1.645 or 1.96; 1 if left out.
    z: Option<f64>,
    /// Why. It stays with the version.
    reason: String,
    /// The version the sender has seen.
    seen: i64,
}

/// The least score in a competency, where one is asked for.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct MinimaBody {
    /// In empathy.
    empathy: Option<f64>,
    /// In patience.
    patience: Option<f64>,
    /// In communication.
    communication: Option<f64>,
    /// In product knowledge.
    product_knowledge: Option<f64>,
}

/// Save a new version. Outcomes follow it; decisions that were recorded stay. Once results have been opened, the answer
/// is 202 with a proposal, which another person approves.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/threshold", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = NewPolicyBody,
    responses((status = 200, body = PolicyBody), (status = 202, body = ProposalBody), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn store(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    body: Json<NewPolicyBody>,
) -> Result<HttpResponse> {
    let (opening, by, now, body) = (allowed.thing, allowed.actor.staff.id, context.now, body.0);
    let minima = PerCompetency {
        empathy: body.minima.empathy,
        patience: body.minima.patience,
        communication: body.minima.communication,
        product_knowledge: body.minima.product_knowledge,
    };
    let thresholds = Thresholds { total: body.total, minima, z: body.z.unwrap_or(1.0) };
    let saved =
        context.write(move |conn| save(conn, &opening, (&thresholds, &body.reason), (&by, body.seen), now)).await?;
    Ok(match saved {
        Saved::InForce(now) => json(&PolicyBody::from(now.policy)),
        Saved::Proposed(proposal) => HttpResponse::Accepted().json(ProposalBody::from(proposal)),
    })
}
