//! Proposals and positions, for programs.

use crate::auth::{Allowed, may};
use crate::error::Result;
use crate::openings::Opening;
use crate::policies::{self, Positions, Proposal, ProposalState, Verdict};
use crate::scoring::PerCompetency;
use crate::thresholds::answer as answer_proposal;
use crate::web::{Context, Json, Problem, json};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A change of the thresholds that somebody proposed.
#[derive(Serialize, ToSchema)]
pub struct ProposalBody {
    /// Counts the proposals of the opening.
    proposal: i64,
    /// The version that it would follow.
    base_version: i64,
    /// The least total.
    total: f64,
    /// The least score in a competency, where one is asked for.
    minima: PerCompetency<Option<f64>>,
    /// How many standard errors the borderline zone is wide on either side.
    z: f64,
    /// Why.
    reason: String,
    /// The id of who proposed it.
    author: String,
    /// When.
    created_at: String,
    /// The panel whose report it rests on.
    panel: Option<String>,
    /// What has become of it.
    state: ProposalState,
    /// What was said to it.
    answer: Option<String>,
    /// The id of who answered.
    answered_by: Option<String>,
    /// When.
    answered_at: Option<String>,
}

impl From<Proposal> for ProposalBody {
    fn from(proposal: Proposal) -> Self {
        Self {
            proposal: proposal.number,
            base_version: proposal.base_version,
            total: proposal.thresholds.total,
            minima: proposal.thresholds.minima,
            z: proposal.thresholds.z,
            reason: proposal.reason,
            author: proposal.author,
            created_at: proposal.created_at.rfc3339(),
            panel: proposal.panel,
            state: proposal.state,
            answer: proposal.answer,
            answered_by: proposal.answered_by,
            answered_at: proposal.answered_at.map(crate::clock::Moment::rfc3339),
        }
    }
}

/// An answer to a proposal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerBody {
    /// Which one.
    proposal: i64,
    /// Approve or refuse another person's; withdraw one's own.
    verdict: Verdict,
    /// Why; may be left out to withdraw.
    #[serde(default)]
    reason: String,
}

/// Answer a proposal. An approved one is in force at once.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/threshold/proposal", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = AnswerBody,
    responses((status = 200, body = ProposalBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn answer(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    body: Json<AnswerBody>,
) -> Result<HttpResponse> {
    let (opening, by, now, body) = (allowed.thing, allowed.actor.staff.id, context.now, body.0);
    let answered = context
        .write(move |conn| answer_proposal(conn, &opening, (body.proposal, body.verdict, &body.reason), &by, now));
    Ok(json(&ProposalBody::from(answered.await?.0)))
}

/// How many people are to be hired.
#[derive(Serialize, ToSchema)]
pub struct PositionsBody {
    /// So many.
    count: i64,
    /// Counts changes: whoever writes names the version they saw.
    version: i64,
}

impl From<Positions> for PositionsBody {
    fn from(positions: Positions) -> Self {
        Self { count: positions.count, version: positions.version }
    }
}

/// How many people are to be hired.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPositionsBody {
    /// So many, from 1.
    count: i64,
    /// The version the sender has seen; 0 where nobody had said so.
    seen: i64,
}

/// Say how many people are to be hired: previews hold it against how many meet.
#[utoipa::path(put, path = "/api/v1/openings/{opening}/positions", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = NewPositionsBody,
    responses((status = 200, body = PositionsBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn put_positions(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    body: Json<NewPositionsBody>,
) -> Result<HttpResponse> {
    let (opening, by, now, body) = (allowed.thing, allowed.actor.staff.id, context.now, body.0);
    let set =
        context.write(move |conn| policies::set_positions(conn, &opening, body.count, (&by, body.seen), now)).await?;
    Ok(json(&PositionsBody::from(set)))
}
