//! The test itself, for programs: the same seat, the same rules, the same words.

use crate::auth::{self, Applicant, Holder, Tokens};
use crate::bank::Channel;
use crate::config::token_hash;
use crate::error::{Code, Error, Result};
use crate::scoring::Format;
use crate::sittings::choice::{Places, SCALE};
use crate::sittings::seat::{self, Seat, Shown};
use crate::sittings::{self, AttemptState, GivenAnswer};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of an applicant.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/api/v1/sitting", Access::Link, to!(start)),
        Route::get("/api/v1/sitting", Access::Applicant, to!(read)),
        Route::get("/api/v1/sitting/questions/{number}", Access::Applicant, to!(question)),
        Route::put("/api/v1/sitting/questions/{number}/answer", Access::Applicant, to!(answer)),
        Route::post("/api/v1/sitting/questions/{number}/reports", Access::Applicant, to!(report)),
        Route::post("/api/v1/sitting/submission", Access::Applicant, to!(submit)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(start, read, question, answer, report, submit))]
pub struct Api;

/// How an applicant starts, or comes back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StartBody {
    /// The secret part of the personal link: what stands behind `/i/`.
    invitation: String,
    /// That the applicant has read the notice on the first page and wants to take part. Must be true.
    agree: bool,
}

/// An applicant's session.
#[derive(Serialize, ToSchema)]
struct SeatToken {
    /// For the header `Authorization: Bearer …`.
    token: String,
    /// The sitting.
    sitting: SittingBody,
}

/// How far a sitting has come.
#[derive(Serialize, ToSchema)]
struct SittingBody {
    /// Who asks.
    organization: String,
    /// For which job.
    opening: String,
    /// Its state.
    state: AttemptState,
    /// How many questions there are.
    questions: usize,
    /// The numbers of those without an answer.
    open: Vec<usize>,
    /// Until when answers are taken.
    closes_at: String,
    /// What can be quoted, once handed in.
    receipt: Option<String>,
}

/// Start the test, or come back to it.
#[utoipa::path(post, path = "/api/v1/sitting", tag = "applicants", security(()), request_body = StartBody,
    responses((status = 200, body = SeatToken), (status = 409, body = Problem), (status = 410, body = Problem),
        (status = 422, body = Problem)))]
async fn start(context: Context, body: Json<StartBody>, tokens: web::Data<Tokens>) -> Result<HttpResponse> {
    if !body.0.agree {
        return Err(Error::field("agree", "The applicant has to read the notice and agree."));
    }
    let (hash, now, tokens) = (token_hash(&body.0.invitation), context.now, tokens.clone());
    let (token, seat) = context
        .write(move |conn| {
            let mut seat = seat::by_link(conn, &hash, now)?;
            let started = sittings::start(conn, &seat.opening, &seat.candidate, &seat.invitation, now)?;
            seat.attempt = Some(started.attempt);
            let token = auth::open_session(
                conn,
                &tokens,
                &seat.organization.id,
                (Holder::Applicant, seat.candidate.id.as_ref()),
                now,
            )?;
            Ok::<_, Error>((token, seat))
        })
        .await?;
    let sitting = sitting_body(&context, seat).await?;
    Ok(json(&SeatToken { token, sitting }))
}

async fn seat_of(context: &Context, applicant: Applicant) -> Result<Seat> {
    seat::current(&context.db, applicant.organization, applicant.candidate, context.now).await
}

async fn sitting_body(context: &Context, seat: Seat) -> Result<SittingBody> {
    context
        .read(move |conn| {
            let attempt = seat.attempt.as_ref().ok_or(Code::NotFound)?;
            let sitting = sittings::sitting(conn, attempt, seat.count(), None)?;
            let open = sitting.open_positions();
            let numbered = seat.numbered().into_iter();
            Ok::<_, Error>(SittingBody {
                organization: seat.organization.name.clone(),
                opening: seat.opening.title.clone(),
                state: attempt.state,
                questions: seat.count(),
                open: numbered.filter(|(_, position)| open.contains(position)).map(|(number, _)| number).collect(),
                closes_at: attempt.closes_at().rfc3339(),
                receipt: attempt.receipt.clone(),
            })
        })
        .await
}

/// How far has my sitting come?
#[utoipa::path(get, path = "/api/v1/sitting", tag = "applicants",
    responses((status = 200, body = SittingBody), (status = 404, body = Problem), (status = 410, body = Problem)))]
async fn read(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    Ok(json(&sitting_body(&context, seat).await?))
}

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
    /// How many steps this question has. An answer names the revision it was made from.
    revision: i64,
}

/// What is chosen, by the places of the replies, from 1. Which fields count depends on the format.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct AnswerBody {
    /// pick-best and best-worst: the place of the best reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<usize>,
    /// best-worst: the place of the worst reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    worst: Option<usize>,
    /// rank: for each place, the rank of the reply there, 1 for the best.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ranks: Vec<Option<usize>>,
    /// rate: for each place, the rating of the reply there, 1 (very poor) to 5 (very good).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ratings: Vec<Option<u8>>,
}

impl AnswerBody {
    fn of(shown: &Shown) -> Self {
        let places = Places::of(shown.slot.response.as_ref(), &shown.order);
        let some = |numbers: Vec<Option<usize>>| if numbers.iter().any(Option::is_some) { numbers } else { Vec::new() };
        Self {
            best: places.best,
            worst: places.worst,
            ranks: some(places.ranks),
            ratings: if places.ratings.iter().any(Option::is_some) { places.ratings } else { Vec::new() },
        }
    }

    fn places(&self, options: usize) -> Places {
        let mut ranks = self.ranks.clone();
        let mut ratings = self.ratings.clone();
        ranks.resize(options, None);
        ratings.resize(options, None);
        Places { best: self.best, worst: self.worst, ranks, ratings }
    }
}

async fn load(context: &Context, seat: &Seat, number: usize) -> Result<Shown> {
    let attempt = seat.running()?.clone();
    let (position, count, now, seat) = (seat.item(number)?.position, seat.count(), context.now, seat.clone());
    let slot = context
        .write(move |conn| sittings::show(conn, &attempt.organization, &attempt.id, (position, count), now))
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
    let option = |letter: &crate::scoring::Letter| {
        let option = shown.presented.options.iter().find(|option| option.letter == *letter);
        option.map(|option| option.text.as_str().to_owned()).unwrap_or_default()
    };
    let presented = &shown.presented;
    Ok(json(&QuestionBody {
        number: shown.number,
        title: presented.title.clone(),
        channel: presented.channel,
        setting: presented.setting.clone(),
        format: presented.format,
        scenario: presented.scenario.as_str().to_owned(),
        ask: presented.ask.as_str().to_owned(),
        brief_title: presented.brief.as_ref().map(|brief| brief.title.clone()),
        brief: presented.brief.as_ref().map(|brief| brief.text.as_str().to_owned()),
        options: shown.order.iter().map(option).collect(),
        answer: AnswerBody::of(&shown),
        revision: shown.slot.revision,
    }))
}

/// An answer with the revision it was made from.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SaveBody {
    /// The revision of the question that the applicant saw.
    revision: i64,
    /// What they chose.
    answer: AnswerBody,
}

/// An answer that is stored.
#[derive(Serialize, ToSchema)]
struct SavedBody {
    /// The revision that the question has now.
    revision: i64,
}

/// Save an answer. It is stored durably before this returns. Sending the same again gives the same reply; sending
/// another one from the same revision is a conflict.
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
    let response = body.0.answer.places(shown.order.len()).response(&shown.presented, &shown.order)?;
    let (count, now, seen) = (seat.count(), context.now, body.0.revision);
    let rules = (shown.presented.format, shown.order.len(), SCALE);
    let position = shown.position;
    let saved = context
        .write(move |conn| {
            let given = GivenAnswer { position, seen, response: Some(&response), flagged: false };
            sittings::save(conn, (&attempt.organization, &attempt.id), count, rules, &given, now)
        })
        .await??;
    Ok(json(&SavedBody { revision: saved.revision }))
}

/// What is wrong with a question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReportBody {
    /// In a few words.
    message: String,
}

/// Report a problem with a question. It changes nothing about the sitting.
#[utoipa::path(post, path = "/api/v1/sitting/questions/{number}/reports", tag = "applicants", params(("number" = usize, Path, description = "From 1")),
    request_body = ReportBody,
    responses((status = 202), (status = 404, body = Problem), (status = 410, body = Problem), (status = 422, body = Problem)))]
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

/// How a sitting is handed in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SubmissionBody {
    /// That questions without an answer are left so: each then counts as a guess would on average.
    #[serde(default)]
    leave_open: bool,
}

/// What an applicant holds in their hands afterwards.
#[derive(Serialize, ToSchema)]
struct ReceiptBody {
    /// What can be quoted.
    receipt: String,
    /// When it was handed in.
    submitted_at: String,
    /// Whether there is a score; if not, too much was missing and a new sitting is offered.
    scored: bool,
}

/// Hand in. Doing it again gives the same receipt.
#[utoipa::path(post, path = "/api/v1/sitting/submission", tag = "applicants", request_body = SubmissionBody,
    responses((status = 200, body = ReceiptBody), (status = 409, body = Problem), (status = 410, body = Problem),
        (status = 422, body = Problem)))]
async fn submit(context: Context, applicant: Applicant, body: Json<SubmissionBody>) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let attempt = seat.attempt.ok_or(Code::WrongState)?;
    let now = context.now;
    let receipt = context
        .write(move |conn| sittings::submit(conn, (&attempt.organization, &attempt.id), body.0.leave_open, now))
        .await?;
    Ok(json(&ReceiptBody {
        receipt: receipt.reference,
        submitted_at: receipt.submitted_at.rfc3339(),
        scored: receipt.scored,
    }))
}
