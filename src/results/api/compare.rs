//! People beside each other, for programs. Each of them counts as looked at.

use super::ranking::RankedBody;
use crate::auth::{Allowed, may};
use crate::error::Result;
use crate::openings::Opening;
use crate::results::{Apart, Scale, chosen, compare};
use crate::web::{Access, Context, Problem, QueryPairs, Route, json, to};
use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

/// The route of the comparison.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/api/v1/openings/{opening}/compare", Access::Right("results.read"), to!(beside))]
}

/// The documentation of this route.
#[derive(OpenApi)]
#[openapi(paths(beside))]
pub struct Api;

/// Two to four people on one scale.
#[derive(Serialize, ToSchema)]
struct CompareBody {
    /// How many standard errors the range of a difference reaches to either side: that of the bands.
    c: f64,
    /// How often such a range holds the true difference, in words.
    range: &'static str,
    /// Whether the score predicts performance here, in a sentence.
    evidence: String,
    /// The people, the highest total first.
    people: Vec<RankedBody>,
    /// Every pair on the total and on each competency.
    differences: Vec<DifferenceBody>,
}

/// A difference of two people on a scale.
#[derive(Serialize, ToSchema)]
struct DifferenceBody {
    /// `total` or a competency.
    scale: &'static str,
    /// The id of whoever has the higher score.
    higher: String,
    /// The id of the other.
    lower: String,
    /// By how many points; not below 0.
    difference: f64,
    /// The lower end of its range.
    low: f64,
    /// The upper end.
    high: f64,
    /// Whether the range excludes 0: whether the difference is more than measurement error.
    clear: bool,
    /// The same in words.
    sentence: String,
}

impl From<Apart> for DifferenceBody {
    fn from(apart: Apart) -> Self {
        Self {
            scale: apart.scale.as_str(),
            higher: apart.higher.to_string(),
            lower: apart.lower.to_string(),
            difference: apart.contrast.value,
            low: apart.contrast.low,
            high: apart.contrast.high,
            clear: apart.contrast.is_clear(),
            sentence: apart.sentence,
        }
    }
}

/// Two to four people on one scale, with which differences are real.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/compare", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = Vec<String>, Query, description = "The ids of 2 to 4 candidates: `candidate=…&candidate=…`")),
    responses((status = 200, body = CompareBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn beside(
    context: Context,
    allowed: Allowed<may::ResultsRead, Opening>,
    query: QueryPairs,
) -> Result<HttpResponse> {
    let ids = chosen(&query.0)?;
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let comparison = context.write(move |conn| compare(conn, &opening, &ids, &by, now)).await?;
    Ok(json(&CompareBody {
        c: comparison.c,
        range: comparison.range_words(),
        evidence: comparison.evidence.clone(),
        people: comparison.people.iter().map(RankedBody::from).collect(),
        differences: Scale::all().flat_map(|scale| comparison.apart(scale)).map(DifferenceBody::from).collect(),
    }))
}
