//! Thresholds for programs, and the numbers that the page's script asks for.

use super::{Counts, Preview, preview, save, sentence};
use crate::auth::{Allowed, may};
use crate::error::{Error, Result};
use crate::openings::Opening;
use crate::policies::{self, Policy};
use crate::scoring::{PerCompetency, Thresholds};
use crate::web::{Access, Context, Json, Problem, Query, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/openings/{opening}/threshold", Access::Right("thresholds.read"), to!(read)),
        Route::get("/api/v1/openings/{opening}/threshold/preview", Access::Right("thresholds.read"), to!(look)),
        Route::post("/api/v1/openings/{opening}/threshold", Access::Right("thresholds.set"), to!(store)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(read, look, store))]
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
}

/// Which threshold is in force, and how did it come about?
#[utoipa::path(get, path = "/api/v1/openings/{opening}/threshold", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = PoliciesBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn read(context: Context, allowed: Allowed<may::ThresholdsRead, Opening>) -> Result<HttpResponse> {
    let (current, history) = context
        .read(move |conn| {
            Ok::<_, Error>((policies::current(conn, &allowed.thing)?, policies::history(conn, &allowed.thing)?))
        })
        .await?;
    Ok(json(&PoliciesBody { current: current.into(), history: history.into_iter().map(Into::into).collect() }))
}

/// Thresholds to look at.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[into_params(parameter_in = Query)]
struct PreviewQuery {
    /// The least total, 0 to 100.
    total: f64,
    /// The least score in empathy.
    empathy: Option<f64>,
    /// The least score in patience.
    patience: Option<f64>,
    /// The least score in communication.
    communication: Option<f64>,
    /// The least score in product knowledge.
    product_knowledge: Option<f64>,
    /// How many standard errors the borderline zone is wide on either side: 1, 1.645 or 1.96. 1 if left out.
    z: Option<f64>,
}

impl PreviewQuery {
    fn thresholds(&self) -> Thresholds {
        let minima = PerCompetency {
            empathy: self.empathy,
            patience: self.patience,
            communication: self.communication,
            product_knowledge: self.product_knowledge,
        };
        Thresholds { total: self.total, minima, z: self.z.unwrap_or(1.0) }
    }
}

/// What thresholds would do.
#[derive(Serialize, ToSchema)]
struct PreviewBody {
    /// It in one sentence.
    sentence: String,
    /// How many are too close to call, and what would help.
    borderline_sentence: String,
    /// How many would have another outcome than now.
    change_sentence: String,
    /// Where a total meets, is borderline, is below.
    zone_sentence: String,
    /// Who would fall where.
    counts: Counts,
    /// How many would have another outcome than now.
    would_change: usize,
    /// Of them, how many have a decision already; it stays.
    decided_would_change: usize,
    /// From this total on, it meets.
    meets_from: f64,
    /// From this total on, it is borderline.
    borderline_from: f64,
    /// The threshold of the total.
    cut: f64,
    /// People by their total, in columns of `bin` points from 0.
    bins: Vec<usize>,
    /// The width of a column.
    bin: f64,
    /// How many items would halve the borderline cases, if any number up to ten times today's would.
    items_to_halve: Option<usize>,
}

impl From<&Preview> for PreviewBody {
    fn from(preview: &Preview) -> Self {
        Self {
            sentence: sentence::headline(preview),
            borderline_sentence: sentence::borderline(preview),
            change_sentence: sentence::change(preview),
            zone_sentence: sentence::zone(preview),
            counts: preview.counts,
            would_change: preview.would_change,
            decided_would_change: preview.decided_would_change,
            meets_from: preview.zone.meets_from,
            borderline_from: preview.zone.borderline_from,
            cut: preview.thresholds.total,
            bins: preview.bins.clone(),
            bin: super::BIN,
            items_to_halve: preview.items_to_halve,
        }
    }
}

/// What would these thresholds do? Nothing is saved.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/threshold/preview", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening"), PreviewQuery),
    responses((status = 200, body = PreviewBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn look(
    context: Context,
    allowed: Allowed<may::ThresholdsRead, Opening>,
    query: Query<PreviewQuery>,
) -> Result<HttpResponse> {
    let thresholds = query.0.thresholds();
    let preview = context.read(move |conn| preview(conn, &allowed.thing, &thresholds)).await?;
    Ok(json(&PreviewBody::from(&preview)))
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

/// Save a new version. Outcomes follow it; decisions that were recorded stay.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/threshold", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = NewPolicyBody,
    responses((status = 200, body = PolicyBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
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
    let (policy, _) =
        context.write(move |conn| save(conn, &opening, (&thresholds, &body.reason), (&by, body.seen), now)).await?;
    Ok(json(&PolicyBody::from(policy)))
}
