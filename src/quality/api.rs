//! Assessments with how precise they are, and freezing a new precision version, for programs.

mod report;

use super::{Frozen, Known, freeze_precision, known_precision};
use crate::assessments;
use crate::audit::Who;
use crate::auth::{Signed, may};
use crate::error::Result;
use crate::scoring::PerCompetency;
use crate::web::{Access, Context, Empty, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    let right = Access::Right("precision.freeze");
    vec![
        Route::get("/api/v1/precision", right, to!(list)),
        Route::post("/api/v1/assessments/{assessment}/precision", right, to!(freeze)),
        Route::get("/api/v1/assessments/{assessment}/{version}/quality", right, to!(report::read)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list, freeze, report::read))]
pub struct Api;

/// An assessment with how precise it is.
#[derive(Serialize, ToSchema)]
struct PrecisionBody {
    /// The id of the assessment.
    assessment: String,
    /// Its version.
    assessment_version: i64,
    /// Its name.
    title: String,
    /// The precision version that new openings use; 0 is the assumption.
    version: i64,
    /// How much item scores of one person spread, by competency: a standard deviation.
    item_sd: PerCompetency<f64>,
    /// Half the range in which the true total lies two times in three, in points.
    likely_range: f64,
    /// The frozen versions, the newest first.
    frozen: Vec<FrozenBody>,
}

/// A frozen precision version.
#[derive(Serialize, ToSchema)]
struct FrozenBody {
    /// Its version.
    version: i64,
    /// How many finished sittings it rests on.
    sittings: i64,
    /// Who froze it.
    frozen_by: String,
    /// When.
    frozen_at: String,
}

impl From<Frozen> for FrozenBody {
    fn from(frozen: Frozen) -> Self {
        Self {
            version: frozen.version,
            sittings: frozen.sittings,
            frozen_by: frozen.by,
            frozen_at: frozen.at.rfc3339(),
        }
    }
}

impl From<Known> for PrecisionBody {
    fn from(known: Known) -> Self {
        let Known { assessment, precision, frozen } = known;
        Self {
            likely_range: assessment.likely_range(&precision, 1.0),
            assessment: assessment.key.id,
            assessment_version: assessment.key.version,
            title: assessment.blueprint.title,
            version: precision.version,
            item_sd: precision.item_sd,
            frozen: frozen.into_iter().map(FrozenBody::from).collect(),
        }
    }
}

/// How precise are the assessments?
#[utoipa::path(get, path = "/api/v1/precision", tag = "administration",
    responses((status = 200, body = Vec<PrecisionBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list(context: Context, signed: Signed<may::PrecisionFreeze>) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let known = context.read(move |conn| known_precision(conn, &organization)).await?;
    Ok(json(&known.into_iter().map(PrecisionBody::from).collect::<Vec<_>>()))
}

/// What was frozen.
#[derive(Serialize, ToSchema)]
struct FreshBody {
    /// The new version, which new openings use.
    version: i64,
    /// How many finished sittings it rests on.
    sittings: i64,
}

/// Freeze a new precision version from all finished sittings of an assessment.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/precision", tag = "administration", params(("assessment" = String, Path, description = "The id of an assessment")),
    request_body = Empty,
    responses((status = 200, body = FreshBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn freeze(
    context: Context,
    signed: Signed<may::PrecisionFreeze>,
    id: web::Path<String>,
    _nothing: Json<Empty>,
) -> Result<HttpResponse> {
    let (organization, who, now) =
        (signed.actor.organization().clone(), Who::Staff(signed.actor.staff.id), context.now);
    let (version, sittings) = context
        .write(move |conn| {
            let assessment = assessments::find(conn, &organization, &id, None)?;
            freeze_precision(conn, &organization, &assessment.key, &who, now)
        })
        .await?;
    Ok(json(&FreshBody { version, sittings }))
}
