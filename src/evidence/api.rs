//! Evidence for programs: what later ratings say, storing them, taking them back. No rating comes out.

use super::pages::named;
use super::read::{self, MOST_ROWS};
use super::{Batch, Evidence, Row, RowFault, Scale, Upload, check, evidence, sentence, store_ratings, withdraw};
use crate::audit::Who;
use crate::auth::{Signed, may};
use crate::error::{Error, FieldError, Result};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    let right = Access::Right("evidence.manage");
    vec![
        Route::get("/api/v1/assessments/{assessment}/{version}/evidence", right, to!(read_evidence)),
        Route::post("/api/v1/assessments/{assessment}/{version}/evidence", right, to!(store)),
        Route::post("/api/v1/assessments/{assessment}/{version}/evidence/{batch}/withdrawal", right, to!(take_back)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(read_evidence, store, take_back))]
pub struct Api;

/// Whether a score predicts performance here.
#[derive(Serialize, ToSchema)]
struct EvidenceBody {
    /// The line that every page with a result carries.
    line: String,
    /// What it means, or how much is missing.
    meaning: String,
    /// What the correction for restricted range says.
    correction: Option<String>,
    /// How many people have a score, a rating, and somebody of their opening to be compared with.
    people: usize,
    /// How many ratings are stored.
    ratings: usize,
    /// By how many raters.
    raters: usize,
    /// How many people have a score.
    applicants: usize,
    /// The correlation inside openings; null under 50 people, like all that follows.
    r: Option<f64>,
    /// Its 95 % interval, by Fisher.
    r_ci: Option<[f64; 2]>,
    /// The same by the bootstrap.
    r_bootstrap_ci: Option<[f64; 2]>,
    /// The spread of the totals of all applicants over that of those rated.
    range_ratio: Option<f64>,
    /// The correlation corrected for restricted range (Thorndike's case 2).
    corrected_r: Option<f64>,
    /// Its 95 % interval: the ends of Fisher's, corrected alike.
    corrected_r_ci: Option<[f64; 2]>,
    /// The same by the bootstrap.
    corrected_r_bootstrap_ci: Option<[f64; 2]>,
    /// Fifths of the people by their total, the lowest first; empty under 50 people.
    fifths: Vec<FifthBody>,
    /// What was stored, the newest first.
    batches: Vec<BatchBody>,
}

/// A fifth of the people.
#[derive(Serialize, ToSchema)]
struct FifthBody {
    /// The lowest total in it, to a whole point.
    from: i64,
    /// The highest.
    to: i64,
    /// How many people.
    people: usize,
    /// Their mean rating as a share of the scale, 0 to 1.
    mean_rating: f64,
}

/// Ratings that were stored together.
#[derive(Serialize, ToSchema)]
struct BatchBody {
    /// Its id.
    batch: String,
    /// How many ratings.
    ratings: i64,
    /// The lowest rating of the scale.
    scale_low: f64,
    /// The highest.
    scale_high: f64,
    /// Who stored them.
    stored_by: String,
    /// When.
    stored_at: String,
    /// Since when they are gone.
    withdrawn_at: Option<String>,
    /// For `seen` of a withdrawal.
    version: i64,
}

impl From<Batch> for BatchBody {
    fn from(batch: Batch) -> Self {
        Self {
            batch: batch.id.to_string(),
            ratings: batch.ratings,
            scale_low: batch.scale.low,
            scale_high: batch.scale.high,
            stored_by: batch.stored_by,
            stored_at: batch.stored_at.rfc3339(),
            withdrawn_at: batch.withdrawn_at.map(crate::clock::Moment::rfc3339),
            version: batch.version,
        }
    }
}

fn body(found: &Evidence, batches: Vec<Batch>) -> EvidenceBody {
    let ends = |(low, high): (f64, f64)| [low, high];
    let relation = found.relation.and_then(std::result::Result::ok);
    let whole = |total: f64| total.round() as i64;
    let fifth = |fifth: &super::Fifth| FifthBody {
        from: whole(fifth.from),
        to: whole(fifth.to),
        people: fifth.people,
        mean_rating: fifth.rating,
    };
    EvidenceBody {
        line: sentence::headline(found),
        meaning: sentence::meaning(found),
        correction: sentence::correction(found),
        people: found.people,
        ratings: found.ratings,
        raters: found.raters,
        applicants: found.applicants,
        r: relation.map(|relation| relation.within.r),
        r_ci: relation.map(|relation| ends(relation.interval)),
        r_bootstrap_ci: found.bootstrap.map(|both| ends(both[0])),
        range_ratio: found.corrected.map(|(ratio, ..)| ratio),
        corrected_r: found.corrected.map(|(_, r, _)| r),
        corrected_r_ci: found.corrected.map(|(.., interval)| ends(interval)),
        corrected_r_bootstrap_ci: found.bootstrap.map(|both| ends(both[1])),
        fifths: found.fifths.iter().map(fifth).collect(),
        batches: batches.into_iter().map(BatchBody::from).collect(),
    }
}

/// Does the score of an assessment predict performance here?
#[utoipa::path(get, path = "/api/v1/assessments/{assessment}/{version}/evidence", tag = "administration",
    params(("assessment" = String, Path, description = "The id of an assessment"), ("version" = i64, Path, description = "Its version")),
    responses((status = 200, body = EvidenceBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn read_evidence(
    context: Context,
    signed: Signed<may::EvidenceManage>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    let ((id, version), organization) = (path.into_inner(), signed.actor.organization().clone());
    let (found, batches) = context
        .read(move |conn| {
            let assessment = named(conn, &organization, (&id, &version))?.key;
            let found = evidence(conn, &organization, &assessment)?;
            Ok::<_, Error>((found, super::batches(conn, &organization, &assessment)?))
        })
        .await?;
    Ok(json(&body(&found, batches)))
}

/// Ratings to store: all of them, or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRatingsBody {
    /// The lowest rating of the scale.
    scale_low: f64,
    /// The highest.
    scale_high: f64,
    /// The ratings, up to 500.
    ratings: Vec<RatingBody>,
    /// Only look whether they could be stored. False if left out.
    #[serde(default)]
    #[schema(required = false)]
    preview: bool,
}

/// One rating.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RatingBody {
    /// The pseudonym, id or e-mail address of a candidate with a score.
    candidate: String,
    /// The rating.
    rating: f64,
    /// The day, as in 2026-11-23.
    date: String,
    /// Who rated.
    rater: String,
}

/// What was stored, or would be.
#[derive(Serialize, ToSchema)]
struct StoredBody {
    /// The id of the batch; null for a preview.
    batch: Option<String>,
    /// How many ratings.
    ratings: usize,
    /// Of how many people.
    people: usize,
    /// By how many raters.
    raters: usize,
}

fn refused(faults: Vec<RowFault>) -> Error {
    let field = |fault: RowFault| FieldError { field: format!("ratings.{}", fault.row), message: fault.problem };
    Error::fields(faults.into_iter().map(field).collect())
}

/// The rows of a body; the first is number 1.
fn rows(ratings: Vec<RatingBody>, scale: Scale) -> Result<Vec<Row>> {
    if ratings.is_empty() || ratings.len() > MOST_ROWS {
        return Err(Error::field("ratings", format!("Send 1 to {MOST_ROWS} ratings at once.")));
    }
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (place, rating) in ratings.into_iter().enumerate() {
        let text =
            [rating.candidate, rating.rating.to_string(), rating.date, rating.rater].map(|t| t.trim().to_owned());
        match read::row(place + 1, text, scale) {
            Ok(row) => rows.push(row),
            Err(problem) => faults.push(RowFault { row: place + 1, text: String::new(), problem }),
        }
    }
    if faults.is_empty() { Ok(rows) } else { Err(refused(faults)) }
}

/// Store later performance ratings, all or none; with `preview`, only look whether they could be.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/{version}/evidence", tag = "administration",
    params(("assessment" = String, Path, description = "The id of an assessment"), ("version" = i64, Path, description = "Its version")),
    request_body = NewRatingsBody,
    responses((status = 200, body = StoredBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn store(
    context: Context,
    signed: Signed<may::EvidenceManage>,
    path: web::Path<(String, String)>,
    body: Json<NewRatingsBody>,
) -> Result<HttpResponse> {
    let NewRatingsBody { scale_low, scale_high, ratings, preview } = body.0;
    let scale = read::scale(&scale_low.to_string(), &scale_high.to_string())?;
    let rows = rows(ratings, scale)?;
    let ((id, version), organization) = (path.into_inner(), signed.actor.organization().clone());
    let (who, now) = (Who::Staff(signed.actor.staff.id.clone()), context.now);
    let (checked, batch) = context
        .write(move |conn| {
            let assessment = named(conn, &organization, (&id, &version))?.key;
            let upload = Upload { assessment, scale, rows: rows.clone() };
            let checked = check(conn, &organization, &upload, now)?.map_err(refused)?;
            let batch = (!preview).then(|| store_ratings(conn, &organization, &upload, &who, now)).transpose()?;
            Ok::<_, Error>((checked, batch))
        })
        .await?;
    Ok(json(&StoredBody {
        batch: batch.map(|batch| batch.to_string()),
        ratings: checked.ratings(),
        people: checked.people(),
        raters: checked.raters(),
    }))
}

/// Which version of a batch was looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WithdrawalBody {
    /// The `version` of the batch.
    seen: i64,
}

/// Take a batch back: its ratings are deleted.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/{version}/evidence/{batch}/withdrawal", tag = "administration",
    params(("assessment" = String, Path, description = "The id of an assessment"), ("version" = i64, Path, description = "Its version"), ("batch" = String, Path, description = "The id of a batch")),
    request_body = WithdrawalBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn take_back(
    context: Context,
    signed: Signed<may::EvidenceManage>,
    path: web::Path<(String, String, String)>,
    body: Json<WithdrawalBody>,
) -> Result<HttpResponse> {
    let ((id, version, batch), organization) = (path.into_inner(), signed.actor.organization().clone());
    let (who, now) = (Who::Staff(signed.actor.staff.id.clone()), context.now);
    context
        .write(move |conn| {
            let assessment = named(conn, &organization, (&id, &version))?.key;
            withdraw(conn, &organization, (&assessment, &batch, body.0.seen), &who, now)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
