//! One question, for programs: reading it, answering it, reporting a problem with it.

use super::answer::AnswerBody;
use super::applicant::seat_of;
use super::replies;
use crate::auth::Applicant;
use crate::bank::Channel;
use crate::error::{Code, Result};
use crate::scoring::Format;
use crate::sittings::choice::SCALE;
use crate::sittings::seat::{self, Seat, Shown};
use crate::sittings::{self, GivenAnswer};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of questions.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/sitting/questions/{number}", Access::Applicant, to!(question)),
        Route::put("/api/v1/sitting/questions/{number}/answer", Access::Applicant, to!(answer)),
        Route::post("/api/v1/sitting/questions/{number}/reports", Access::Applicant, to!(report)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(question, answer, report))]
pub struct Api;

/// A question as the applicant sees it.
#[derive(Serialize, ToSchema)]
struct QuestionBody {
    /// Its number, from 1.
    number: usize,
    /// The heading.
    title: String,
    /// The channel.
    channel: Channel,
    /// Where it happens.
    setting: String,
    /// What is asked for.
    format: Format,
    /// The language of its texts.
    lang: String,
    /// The scene, as HTML.
    scenario: String,
    /// The question, as HTML.
    ask: String,
    /// The heading of what may be looked up.
    brief_title: Option<String>,
    /// What may be looked up, as HTML.
    brief: Option<String>,
    /// The replies, as HTML, in the order of this sitting. Answers name their places, from 1.
    options: Vec<String>,
    /// What has been chosen so far.
    answer: AnswerBody,
    /// Whether it is marked for another look.
    flagged: bool,
    /// How many steps this question has. An answer names the revision it was made from.
    revision: i64,
}

async fn load(context: &Context, seat: &Seat, number: usize) -> Result<Shown> {
    let attempt = seat.running()?.clone();
    let (item, count, now, seat) = (seat.item(number)?.clone(), seat.count(), context.now, seat.clone());
    let (position, section) = (item.position, item.section);
    let slot = context
        .write(move |conn| sittings::show(conn, &attempt.organization, &attempt.id, (position, section, count), now))
        .await?;
    context.read(move |conn| seat::shown(conn, &seat, number, slot)).await
}

/// A question. Asking for it counts as having seen it.
#[utoipa::path(get, path = "/api/v1/sitting/questions/{number}", tag = "applicants", params(("number" = usize, Path, description = "From 1")),
    responses((status = 200, body = QuestionBody), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 410, body = Problem)))]
async fn question(context: Context, applicant: Applicant, number: web::Path<usize>) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let shown = load(&context, &seat, *number).await?;
    let presented = &shown.presented;
    Ok(json(&QuestionBody {
        number: shown.number,
        title: presented.title.clone(),
        channel: presented.channel,
        setting: presented.setting.clone(),
        format: presented.format,
        lang: presented.lang.clone(),
        scenario: presented.scenario.as_str().to_owned(),
        ask: presented.ask.as_str().to_owned(),
        brief_title: presented.brief.as_ref().map(|brief| brief.title.clone()),
        brief: presented.brief.as_ref().map(|brief| brief.text.as_str().to_owned()),
        options: replies(presented, &shown.order),
        answer: AnswerBody::of(&shown),
        flagged: shown.slot.flagged,
        revision: shown.slot.revision,
    }))
}

/// An answer with the revision it was made from.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SaveBody {
    /// The revision of the question that the applicant saw.
    revision: i64,
    /// What they chose; `null` leaves the question without an answer for now.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    answer: Option<AnswerBody>,
    /// Whether it is marked for another look before handing in.
    #[serde(default)]
    flagged: bool,
}

/// An answer that is stored.
#[derive(Serialize, ToSchema)]
struct SavedBody {
    /// The revision that the question has now.
    revision: i64,
    /// How many seconds are left, where there is a time limit, of the part or of the whole: staff may have given more since the last answer.
    seconds_left: Option<i64>,
}

/// Save an answer. It is stored durably before this returns. Sending the same again gives the same reply; sending
/// another one from the same revision is a conflict, whose problem names the `revision` that the question has now.
#[utoipa::path(put, path = "/api/v1/sitting/questions/{number}/answer", tag = "applicants", params(("number" = usize, Path, description = "From 1")),
    request_body = SaveBody,
    responses((status = 200, body = SavedBody), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 410, body = Problem), (status = 422, body = Problem)))]
async fn answer(
    context: Context,
    applicant: Applicant,
    number: web::Path<usize>,
    body: Json<SaveBody>,
) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let attempt = seat.started()?.clone();
    let for_read = seat.clone();
    let shown = context.read(move |conn| seat::shown(conn, &for_read, *number, sittings::Slot::default())).await?;
    let given = body.0.answer.as_ref();
    let response = given.map(|answer| answer.response(&shown.presented, &shown.order)).transpose()?;
    let (count, now, seen, flagged) = (seat.count(), context.now, body.0.revision, body.0.flagged);
    let rules = (shown.presented.format, shown.order.len(), SCALE);
    let (position, section, seconds_left) = (shown.position, seat.item(shown.number)?.section, seat.seconds_left(now));
    let saved = context
        .write(move |conn| {
            let given = GivenAnswer { position, section, seen, response: response.as_ref(), flagged };
            sittings::save(conn, (&attempt.organization, &attempt.id), count, rules, &given, now)
        })
        .await??;
    Ok(json(&SavedBody { revision: saved.revision, seconds_left }))
}

/// What is wrong with a question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReportBody {
    /// In a few words.
    message: String,
}

/// Report a problem with a question, while the sitting runs. It changes nothing about the sitting. The same report once
/// more has no second effect.
#[utoipa::path(post, path = "/api/v1/sitting/questions/{number}/reports", tag = "applicants", params(("number" = usize, Path, description = "From 1")),
    request_body = ReportBody,
    responses((status = 202), (status = 404, body = Problem), (status = 409, body = Problem), (status = 410, body = Problem), (status = 422, body = Problem)))]
async fn report(
    context: Context,
    applicant: Applicant,
    number: web::Path<usize>,
    body: Json<ReportBody>,
) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let (position, now) = (seat.item(*number)?.position, context.now);
    let attempt = seat.attempt.ok_or(Code::NotFound)?;
    context
        .write(move |conn| sittings::report(conn, &attempt.organization, &attempt.id, (position, &body.0.message), now))
        .await?;
    Ok(HttpResponse::Accepted().finish())
}
