//! A sitting as a whole, for programs: starting, coming back, handing in, feedback, ending the session.

use super::parts::PartBody;
use crate::auth::{self, Applicant, Holder, Tokens};
use crate::clock::Moment;
use crate::config::token_hash;
use crate::error::{Code, Error, Result};
use crate::i18n::Locale;
use crate::notices;
use crate::scoring::Competency;
use crate::sittings::seat::{self, Seat};
use crate::sittings::{self, AttemptState, Texts};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of an applicant.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/api/v1/sitting", Access::Link, to!(start)),
        Route::get("/api/v1/sitting", Access::Applicant, to!(read)),
        Route::post("/api/v1/sitting/submission", Access::Applicant, to!(submit)),
        Route::get("/api/v1/sitting/feedback", Access::Applicant, to!(feedback)),
        Route::delete("/api/v1/sitting/session", Access::Applicant, to!(end)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(start, read, submit, feedback, end))]
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
    /// The numbers of those that are marked for another look.
    flagged: Vec<usize>,
    /// The parts of the test; none where it is one whole.
    parts: Vec<PartBody>,
    /// Until when answers are taken.
    closes_at: String,
    /// When it was handed in.
    submitted_at: Option<String>,
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
            if seat.attempt.is_none() && seat.withdrawn_at.is_none() {
                let locale = Locale::offered(&seat.lang).unwrap_or(Locale::English);
                let notice = notices::current(conn, &seat.organization, &seat.opening.contact, locale)?;
                notices::agree(conn, &seat.organization.id, &seat.candidate.id, &notice, now)?;
            }
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

pub(super) async fn seat_of(context: &Context, applicant: Applicant) -> Result<Seat> {
    seat::current(&context.db, applicant.organization, applicant.candidate, context.now).await
}

async fn sitting_body(context: &Context, seat: Seat) -> Result<SittingBody> {
    let now = context.now;
    context
        .read(move |conn| {
            let attempt = seat.attempt.as_ref().ok_or(Code::NotFound)?;
            let sitting = sittings::sitting(conn, attempt, seat.count(), None)?;
            let open = sitting.open_positions();
            let is_flagged = |position| sitting.slot(position).is_some_and(|slot| slot.flagged);
            let numbers = |wanted: &dyn Fn(i64) -> bool| {
                let numbered = seat.numbered().into_iter().filter(|(_, position)| wanted(*position));
                numbered.map(|(number, _)| number).collect()
            };
            Ok::<_, Error>(SittingBody {
                organization: seat.organization.name.clone(),
                opening: seat.opening.title.clone(),
                state: attempt.state,
                questions: seat.count(),
                open: numbers(&|position| open.contains(&position)),
                flagged: numbers(&is_flagged),
                parts: PartBody::all(&seat, now),
                closes_at: attempt.closes_at().rfc3339(),
                submitted_at: attempt.submitted_at.map(Moment::rfc3339),
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
    /// The SHA-256 of the stored answers, to hold them against later; `docs/privacy.md` says how it is computed.
    digest: String,
}

/// Hand in. Doing it again gives the same receipt.
#[utoipa::path(post, path = "/api/v1/sitting/submission", tag = "applicants", request_body = SubmissionBody,
    responses((status = 200, body = ReceiptBody), (status = 409, body = Problem), (status = 410, body = Problem),
        (status = 422, body = Problem)))]
async fn submit(context: Context, applicant: Applicant, body: Json<SubmissionBody>) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let attempt = seat.attempt.ok_or(Code::WrongState)?;
    let now = context.now;
    let (receipt, digest) = context
        .write(move |conn| {
            let receipt = sittings::submit(conn, (&attempt.organization, &attempt.id), body.0.leave_open, now)?;
            let attempt = sittings::attempt(conn, &attempt.organization, &attempt.id)?.ok_or(Code::NotFound)?;
            Ok::<_, Error>((receipt, sittings::digest_of(conn, &attempt)?.unwrap_or_default()))
        })
        .await?;
    Ok(json(&ReceiptBody {
        receipt: receipt.reference,
        submitted_at: receipt.submitted_at.rfc3339(),
        scored: receipt.scored,
        digest,
    }))
}

/// Feedback on a competency, for the applicant alone. It compares them with nobody and holds no score.
#[derive(Serialize, ToSchema)]
struct FeedbackBody {
    /// On which one.
    competency: Competency,
    /// What their replies showed; none where they went both ways.
    strength: Option<String>,
    /// Something to try.
    next_step: String,
    /// The language of these texts: that of the applicant, where they are there in it.
    lang: String,
}

/// What my replies showed, once I have handed in. Empty where there is no score, or the assessment gives no feedback.
#[utoipa::path(get, path = "/api/v1/sitting/feedback", tag = "applicants",
    responses((status = 200, body = Vec<FeedbackBody>), (status = 409, body = Problem), (status = 410, body = Problem)))]
async fn feedback(context: Context, applicant: Applicant, texts: web::Data<Texts>) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    if seat.started()?.state == AttemptState::Started {
        return Err(Error::new(Code::WrongState, "There is feedback once the test is handed in."));
    }
    let feedback = context.read(move |conn| sittings::feedback_of(conn, &seat, &texts, &seat.speaks)).await?;
    let bodies: Vec<FeedbackBody> = feedback
        .into_iter()
        .map(|part| FeedbackBody {
            competency: part.competency,
            strength: part.strength,
            next_step: part.next_step,
            lang: part.lang,
        })
        .collect();
    Ok(json(&bodies))
}

/// End the session of this token. The sitting stays; the personal link opens it again.
#[utoipa::path(delete, path = "/api/v1/sitting/session", tag = "applicants",
    responses((status = 204), (status = 410, body = Problem)))]
async fn end(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let now = context.now;
    context.write(move |conn| auth::end_session(conn, &applicant.organization, &applicant.session, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
