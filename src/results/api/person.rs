//! What staff do about a person besides deciding, for programs: look behind the pseudonym, write an impression, put tags;
//! and hiding the names of an opening.

use crate::auth::{Allowed, may};
use crate::error::Result;
use crate::openings::{self, CandidateOfOpening, Opening};
use crate::results::impressions::{Impression, Written, impressions, tag, write_impression};
use crate::scoring::PerCompetency;
use crate::web::{Access, Context, Empty, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes.
pub fn routes() -> Vec<Route> {
    let (right, tag) = (Access::Right("results.read"), "/api/v1/openings/{opening}/candidates/{candidate}/tags/{tag}");
    let of_one = "/api/v1/openings/{opening}/candidates/{candidate}/impressions";
    vec![
        Route::post("/api/v1/openings/{opening}/candidates/{candidate}/reveal", right, to!(reveal)),
        Route::get(of_one, right, to!(list)),
        Route::post(of_one, right, to!(write)),
        Route::put(tag, right, to!(put_tag)),
        Route::delete(tag, right, to!(delete_tag)),
        Route::put("/api/v1/openings/{opening}/names", Access::Right("candidates.decide"), to!(names)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(reveal, list, write, put_tag, delete_tag, names))]
pub struct Api;

type OnPerson = Allowed<may::ResultsRead, CandidateOfOpening>;

/// Look behind a person's pseudonym, where names are hidden. It is written into the audit log.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/candidates/{candidate}/reveal", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    request_body = Empty,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn reveal(context: Context, allowed: OnPerson, _nothing: Json<Empty>) -> Result<HttpResponse> {
    let (case, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    context.write(move |conn| openings::reveal(conn, &case, &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The impressions of a person, as whoever asks may see them.
#[derive(Serialize, ToSchema)]
struct ImpressionsBody {
    /// One's own, the first first.
    own: Vec<WrittenBody>,
    /// Those of colleagues; none before one's own is in.
    colleagues: Vec<WrittenBody>,
    /// How many colleagues have written something that is still hidden.
    hidden: usize,
}

/// An impression. It changes no score.
#[derive(Serialize, ToSchema)]
struct WrittenBody {
    /// The id of the staff member.
    by: String,
    /// Over all, from 1 (very weak) to 5 (very strong).
    rating: i64,
    /// In single competencies, where they said so.
    competencies: PerCompetency<Option<i64>>,
    /// In their own words.
    note: String,
    /// When.
    written_at: String,
}

impl From<Written> for WrittenBody {
    fn from(written: Written) -> Self {
        let Impression { rating, competencies, note } = written.impression;
        Self { by: written.by.to_string(), rating, competencies, note, written_at: written.at.rfc3339() }
    }
}

/// What staff think of a person; colleagues' impressions are hidden until one's own is in.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/candidates/{candidate}/impressions", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    responses((status = 200, body = ImpressionsBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn list(context: Context, allowed: OnPerson) -> Result<HttpResponse> {
    let (person, by) = (allowed.thing.candidate, allowed.actor.staff.id);
    let seen = context.read(move |conn| impressions(conn, &person, &by)).await?;
    let bodies = |all: Vec<Written>| all.into_iter().map(WrittenBody::from).collect();
    Ok(json(&ImpressionsBody { own: bodies(seen.own), colleagues: bodies(seen.colleagues), hidden: seen.hidden }))
}

/// An impression to write down.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewImpressionBody {
    /// Over all, from 1 (very weak) to 5 (very strong).
    rating: i64,
    /// In single competencies, from 1 to 5.
    #[serde(default)]
    competencies: RatingsBody,
    /// In one's own words, up to 4,000 characters.
    #[serde(default)]
    note: String,
    /// How many of one's own about this person one has seen.
    seen: i64,
}

/// Ratings in single competencies; what is left out is not rated.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct RatingsBody {
    /// For empathy.
    empathy: Option<i64>,
    /// For patience.
    patience: Option<i64>,
    /// For communication.
    communication: Option<i64>,
    /// For product knowledge.
    product_knowledge: Option<i64>,
}

/// Write an impression of a person. It changes no score; what was written before stays.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/candidates/{candidate}/impressions", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    request_body = NewImpressionBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn write(context: Context, allowed: OnPerson, body: Json<NewImpressionBody>) -> Result<HttpResponse> {
    let (case, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let NewImpressionBody {
        rating,
        competencies: RatingsBody { empathy, patience, communication, product_knowledge },
        note,
        seen,
    } = body.0;
    let competencies = PerCompetency { empathy, patience, communication, product_knowledge };
    let impression = Impression { rating, competencies, note };
    context.write(move |conn| write_impression(conn, &case, &impression, (&by, seen), now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Put a tag on a person. Twice is the same as once.
#[utoipa::path(put, path = "/api/v1/openings/{opening}/candidates/{candidate}/tags/{tag}", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate"), ("tag" = String, Path, description = "Up to 40 characters; kept in small letters")),
    request_body = Empty,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
async fn put_tag(
    context: Context,
    allowed: OnPerson,
    path: web::Path<(String, String, String)>,
    _nothing: Json<Empty>,
) -> Result<HttpResponse> {
    set(context, allowed, (path.into_inner().2, true)).await
}

/// Take a tag from a person.
#[utoipa::path(delete, path = "/api/v1/openings/{opening}/candidates/{candidate}/tags/{tag}", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate"), ("tag" = String, Path, description = "The tag")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
async fn delete_tag(
    context: Context,
    allowed: OnPerson,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse> {
    set(context, allowed, (path.into_inner().2, false)).await
}

async fn set(context: Context, allowed: OnPerson, (text, on): (String, bool)) -> Result<HttpResponse> {
    let (case, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    context.write(move |conn| tag(conn, &case, (&text, on), &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Whether names are hidden.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NamesBody {
    /// Whether everybody on the team sees pseudonyms in place of names.
    hidden: bool,
    /// How often this was changed before, as far as the sender knows.
    version: i64,
}

/// Hide the names of an opening from its whole team, or show them again. It is written into the audit log.
#[utoipa::path(put, path = "/api/v1/openings/{opening}/names", tag = "results", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = NamesBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn names(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, Opening>,
    body: Json<NamesBody>,
) -> Result<HttpResponse> {
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let NamesBody { hidden, version } = body.0;
    context.write(move |conn| openings::hide_names(conn, &opening, (hidden, version), &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
