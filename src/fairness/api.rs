//! Equality questions for the programs of administrators: counts, and which questions are asked.

use super::{choose, chosen, packs, tallies};
use crate::auth::{Signed, may};
use crate::error::{Error, Result};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/equality", Access::Right("equality.read"), to!(read)),
        Route::put("/api/v1/equality", Access::Right("privacy.handle"), to!(put)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(read, put))]
pub struct Api;

/// What is asked, and what came of it.
#[derive(Serialize, ToSchema)]
struct EqualityBody {
    /// The set of questions: `none`, `us-federal`, `uk` or `eu`.
    pack: String,
    /// Counts the choices; 0 where nobody has chosen.
    version: i64,
    /// The sets that can be chosen.
    packs: Vec<String>,
    /// The questions with counts over the whole organization.
    questions: Vec<TallyBody>,
}

/// Counts of one question.
#[derive(Serialize, ToSchema)]
struct TallyBody {
    /// The id of the question.
    question: String,
    /// About how many answered it; none for too few to say.
    answered: Option<i64>,
    /// The answers.
    answers: Vec<CountBody>,
}

/// About how many gave an answer.
#[derive(Serialize, ToSchema)]
struct CountBody {
    /// The id of the answer.
    answer: String,
    /// How many, rounded to 5; none where fewer than ten stand behind it or beside it, or where it would tell of such.
    count: Option<i64>,
}

/// What do applicants say about themselves, in counts with a floor? There is no way to ask about one of them.
#[utoipa::path(get, path = "/api/v1/equality", tag = "privacy",
    responses((status = 200, body = EqualityBody), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn read(context: Context, signed: Signed<may::EqualityRead>) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let (chosen, tallies) =
        context.read(move |conn| Ok::<_, Error>((chosen(conn, &organization)?, tallies(conn, &organization)?))).await?;
    let (pack, version) = chosen.map_or_else(|| ("none".into(), 0), |chosen| (chosen.pack, chosen.version));
    let questions = tallies.into_iter().map(|tally| TallyBody {
        question: tally.question.id.clone(),
        answered: tally.answered,
        answers: tally.counts.into_iter().map(|(answer, count)| CountBody { answer, count }).collect(),
    });
    let packs = packs().iter().map(|pack| pack.id.clone()).collect();
    Ok(json(&EqualityBody { pack, version, packs, questions: questions.collect() }))
}

/// Which questions are to be asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EqualityChoiceBody {
    /// The set of questions.
    pack: String,
    /// On what lawful basis; needed for `eu`.
    #[serde(default)]
    basis: String,
    /// The version that was seen; 0 where nobody had chosen.
    seen: i64,
}

/// Choose which voluntary questions are asked from now on.
#[utoipa::path(put, path = "/api/v1/equality", tag = "privacy", request_body = EqualityChoiceBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn put(
    context: Context,
    signed: Signed<may::PrivacyHandle>,
    body: Json<EqualityChoiceBody>,
) -> Result<HttpResponse> {
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let EqualityChoiceBody { pack, basis, seen } = body.0;
    context.write(move |conn| choose(conn, &organization, (&pack, &basis, seen), &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
