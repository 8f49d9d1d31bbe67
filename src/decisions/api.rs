//! Decisions about several people, taking one back, and the words that follow, for programs.

use super::pages::which;
use super::{Chosen, Template, decide_all, put_template, reset_template, take_back, templates};
use crate::auth::{Allowed, Signed, may};
use crate::error::{Code, Result};
use crate::i18n::Locale;
use crate::ids::{ActId, CandidateId};
use crate::openings::{Opening, Stage, TIME_TO_TAKE_BACK};
use crate::web::{Access, Context, Empty, Json, Problem, Query, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    let (decide, edit) = (Access::Right("candidates.decide"), Access::Right("letters.edit"));
    vec![
        Route::post("/api/v1/openings/{opening}/decisions", decide, to!(record)),
        Route::post("/api/v1/openings/{opening}/decisions/{act}/undo", decide, to!(undo)),
        Route::get("/api/v1/letters", edit, to!(list)),
        Route::put("/api/v1/letters/{stage}/{lang}", edit, to!(write)),
        Route::delete("/api/v1/letters/{stage}/{lang}", edit, to!(reset)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(record, undo, list, write, reset))]
pub struct Api;

/// One decision about several people.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecisionsBody {
    /// One to 500 people: all of them or none.
    people: Vec<ChosenBody>,
    /// `advance`, `hold` or `reject`.
    stage: Stage,
    /// Why. It stays with each decision, in the name of whoever sends it.
    reason: String,
    /// Whether the organization's words for this decision go to each of them, after the time to take it back; `false` if
    /// left out.
    #[serde(default)]
    tell: bool,
}

/// Somebody to decide on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChosenBody {
    /// The id of the candidate.
    #[schema(value_type = String)]
    candidate: CandidateId,
    /// How many decisions about this person the sender has seen.
    seen: i64,
}

/// A decision that was recorded.
#[derive(Serialize, ToSchema)]
struct ActBody {
    /// The id by which all of it can be taken back.
    act: String,
    /// Until when, by whoever took it.
    until: String,
}

/// Record one decision about several people.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/decisions", tag = "results", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = DecisionsBody,
    responses((status = 200, body = ActBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn record(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, Opening>,
    body: Json<DecisionsBody>,
) -> Result<HttpResponse> {
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let DecisionsBody { people, stage, reason, tell } = body.0;
    let people: Vec<Chosen> =
        people.into_iter().map(|person| Chosen { candidate: person.candidate, seen: person.seen }).collect();
    let act =
        context.write(move |conn| decide_all(conn, &opening, &people, (stage, &reason), tell, (&by, now))).await?;
    Ok(json(&ActBody { act: act.to_string(), until: now.plus(TIME_TO_TAKE_BACK).rfc3339() }))
}

/// How many people a decision was taken back about.
#[derive(Serialize, ToSchema)]
struct TakenBackBody {
    /// So many.
    people: usize,
}

/// Take a decision back, within ten minutes. Everybody stands as before, and no word of it goes out.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/decisions/{act}/undo", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("act" = String, Path, description = "The id of the decision")),
    request_body = Empty,
    responses((status = 200, body = TakenBackBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn undo(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, Opening>,
    path: web::Path<(String, String)>,
    _body: Json<Empty>,
) -> Result<HttpResponse> {
    let act = path.1.parse::<ActId>().map_err(|_| crate::error::Error::from(Code::NotFound))?;
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let people = context.write(move |conn| take_back(conn, &opening, &act, &by, now)).await?;
    Ok(json(&TakenBackBody { people }))
}

/// The words that follow a decision in a language.
#[derive(Serialize, ToSchema)]
struct LetterBody {
    /// After which decision.
    stage: Stage,
    /// In which language.
    lang: Locale,
    /// The subject, after the name of the organization; none where nothing is written.
    subject: Option<String>,
    /// The text, with its places; none where nothing is written.
    body: Option<String>,
    /// Counts the changes; 0 for the words that come with the program.
    version: i64,
}

impl From<Template> for LetterBody {
    fn from(known: Template) -> Self {
        let (subject, body) = known.words.map(|words| (words.subject, words.body)).unzip();
        Self { stage: known.stage, lang: known.locale, subject, body, version: known.version }
    }
}

/// Which words follow which decision?
#[utoipa::path(get, path = "/api/v1/letters", tag = "results",
    responses((status = 200, body = Vec<LetterBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list(context: Context, signed: Signed<may::LettersEdit>) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let all = context.read(move |conn| templates(conn, &organization)).await?;
    Ok(json(&all.into_iter().map(LetterBody::from).collect::<Vec<_>>()))
}

/// Words to write.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WordsBody {
    /// The subject, after the name of the organization.
    subject: String,
    /// The text: paragraphs with empty lines between them, and the places {name}, {job}, {organization}, {contact}.
    body: String,
    /// The version that the sender has seen.
    version: i64,
}

/// Write an organization's own words.
#[utoipa::path(put, path = "/api/v1/letters/{stage}/{lang}", tag = "results", params(("stage" = String, Path, description = "advance, hold or reject"), ("lang" = String, Path, description = "en, es or de")),
    request_body = WordsBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn write(
    context: Context,
    signed: Signed<may::LettersEdit>,
    path: web::Path<(String, String)>,
    body: Json<WordsBody>,
) -> Result<HttpResponse> {
    let ((stage, locale), WordsBody { subject, body, version }) = (which(&path)?, body.0);
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id, context.now);
    let put =
        move |conn: &mut _| put_template(conn, &organization, (stage, locale, version), (&subject, &body), (&by, now));
    context.write(put).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Which version is given up.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Seen {
    /// The version that the sender has seen.
    version: i64,
}

/// Go back to the words that come with the program.
#[utoipa::path(delete, path = "/api/v1/letters/{stage}/{lang}", tag = "results", params(("stage" = String, Path, description = "advance, hold or reject"), ("lang" = String, Path, description = "en, es or de"), Seen),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn reset(
    context: Context,
    signed: Signed<may::LettersEdit>,
    path: web::Path<(String, String)>,
    query: Query<Seen>,
) -> Result<HttpResponse> {
    let ((stage, locale), seen) = (which(&path)?, query.0.version);
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id, context.now);
    let reset = move |conn: &mut _| reset_template(conn, &organization, (stage, locale, seen), (&by, now));
    context.write(reset).await?;
    Ok(HttpResponse::NoContent().finish())
}
