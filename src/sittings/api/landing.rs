//! What comes before the test, for programs: the facts and the notice behind a personal link, and the practice.

use super::answer::AnswerBody;
use super::parts::PartBody;
use super::replies;
use crate::bank::Channel;
use crate::clock::Moment;
use crate::config::token_hash;
use crate::error::{Code, Error, Result};
use crate::i18n::Locale;
use crate::notices::{self, Notice};
use crate::scoring::Format;
use crate::sittings::seat;
use crate::sittings::{self, Landing, LandingState, Practice};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of personal links.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/invitations/{token}", Access::Link, to!(read)),
        Route::get("/api/v1/invitations/{token}/practice", Access::Link, to!(practice)),
        Route::post("/api/v1/invitations/{token}/practice/{number}", Access::Link, to!(explain)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(read, practice, explain))]
pub struct Api;

/// What an applicant is told before anything begins.
#[derive(Serialize, ToSchema)]
struct LandingBody {
    /// Who asks.
    organization: String,
    /// For which job.
    opening: String,
    /// Where it is; may be empty.
    place: String,
    /// Whom to write to, also for another format, a break or more time.
    contact: String,
    /// The name of the applicant.
    name: String,
    /// How far they have come.
    state: LandingState,
    /// Whether a member of staff tries the test; then the result is not ranked.
    trial: bool,
    /// How many questions there are.
    questions: usize,
    /// How long they take most people, in minutes.
    minutes: i64,
    /// The time limit in minutes, counted from the start; none where there is no limit.
    time_limit_minutes: Option<i64>,
    /// The parts of the test, one after the other; none where it is one whole.
    parts: Vec<PartBody>,
    /// Until when the link is open.
    expires_at: String,
    /// How many months answers and scores are kept after the job is filled.
    retention_months: i64,
    /// The language of the questions and of the notice.
    lang: String,
    /// The version of the notice. It is stored with the sitting of whoever agrees to it.
    notice_version: String,
    /// What the applicant has to read before they agree.
    notice: Vec<NoticeBody>,
    /// The same as HTML, where the organization has published a notice of its own; then there are no lines.
    notice_html: Option<String>,
}

/// A line of the notice.
#[derive(Serialize, ToSchema)]
struct NoticeBody {
    /// What it is about.
    heading: String,
    /// What it says.
    text: String,
}

impl LandingBody {
    fn of(landing: Landing, notice: Notice, now: Moment) -> Self {
        let notice_html = notice.html().map(|html| html.as_str().to_owned());
        let lines = match notice.body {
            notices::Body::BuiltIn(lines) => lines,
            notices::Body::Published(_) => Vec::new(),
        };
        let trial = landing.is_trial();
        let seat = landing.seat;
        let time_limit_minutes = seat.time_limit();
        let parts = PartBody::all(&seat, now);
        Self {
            organization: seat.organization.name,
            opening: seat.opening.title,
            place: seat.opening.place,
            contact: seat.opening.contact,
            name: seat.candidate.name,
            state: landing.state,
            trial,
            questions: landing.length.items,
            minutes: landing.length.minutes,
            time_limit_minutes,
            parts,
            expires_at: seat.invitation.expires_at.rfc3339(),
            retention_months: seat.organization.retention_months,
            lang: seat.lang,
            notice_version: notice.version,
            notice_html,
            notice: lines.into_iter().map(|line| NoticeBody { heading: line.heading, text: line.text }).collect(),
        }
    }
}

/// What is behind a personal link. Looking changes nothing.
#[utoipa::path(get, path = "/api/v1/invitations/{token}", tag = "applicants", security(()), params(("token" = String, Path, description = "The secret part of a personal link: what stands behind `/i/`")),
    responses((status = 200, body = LandingBody), (status = 410, body = Problem)))]
async fn read(context: Context, token: web::Path<String>) -> Result<HttpResponse> {
    let (hash, now) = (token_hash(&token), context.now);
    let (landing, notice) = context
        .read(move |conn| {
            let landing = sittings::landing(conn, &hash, now)?;
            let seat = &landing.seat;
            // In the language of the test, as its first page is for whoever has chosen no other.
            let locale = Locale::offered(&seat.lang).unwrap_or(Locale::English);
            let notice = notices::current(conn, &seat.organization, &seat.opening.contact, locale)?;
            Ok::<_, Error>((landing, notice))
        })
        .await?;
    Ok(json(&LandingBody::of(landing, notice, now)))
}

/// A practice question. It shows how the questions work; nothing of it is kept or counted.
#[derive(Serialize, ToSchema)]
struct PracticeBody {
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
    /// The replies, as HTML. Answers name their places, from 1.
    options: Vec<String>,
}

impl From<&Practice> for PracticeBody {
    fn from(practice: &Practice) -> Self {
        let presented = &practice.presented;
        Self {
            number: practice.number,
            title: presented.title.clone(),
            channel: presented.channel,
            setting: presented.setting.clone(),
            format: presented.format,
            scenario: presented.scenario.as_str().to_owned(),
            ask: presented.ask.as_str().to_owned(),
            options: replies(presented, &practice.order),
        }
    }
}

async fn practice_of(context: &Context, token: &str) -> Result<Vec<Practice>> {
    let (hash, now) = (token_hash(token), context.now);
    context
        .read(move |conn| {
            let seat = seat::by_link(conn, &hash, now)?;
            sittings::practice(conn, &seat.opening, &seat.lang)
        })
        .await
}

/// The practice questions.
#[utoipa::path(get, path = "/api/v1/invitations/{token}/practice", tag = "applicants", security(()), params(("token" = String, Path, description = "The secret part of a personal link")),
    responses((status = 200, body = Vec<PracticeBody>), (status = 410, body = Problem)))]
async fn practice(context: Context, token: web::Path<String>) -> Result<HttpResponse> {
    let all = practice_of(&context, &token).await?;
    Ok(json(&all.iter().map(PracticeBody::from).collect::<Vec<_>>()))
}

/// An answer to a practice question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PracticeAnswerBody {
    /// What is chosen.
    answer: AnswerBody,
}

/// How to think about a practice question.
#[derive(Serialize, ToSchema)]
struct ExplanationBody {
    /// The explanation, as HTML, where there is one.
    explanation: Option<String>,
}

/// Answer a practice question, and read how to think about it. Nothing is stored.
#[utoipa::path(post, path = "/api/v1/invitations/{token}/practice/{number}", tag = "applicants", security(()), params(("token" = String, Path, description = "The secret part of a personal link"), ("number" = usize, Path, description = "From 1")),
    request_body = PracticeAnswerBody,
    responses((status = 200, body = ExplanationBody), (status = 404, body = Problem), (status = 410, body = Problem),
        (status = 422, body = Problem)))]
async fn explain(
    context: Context,
    path: web::Path<(String, usize)>,
    body: Json<PracticeAnswerBody>,
) -> Result<HttpResponse> {
    let (token, number) = path.into_inner();
    let all = practice_of(&context, &token).await?;
    let practice = all.iter().find(|practice| practice.number == number).ok_or_else(|| Error::from(Code::NotFound))?;
    body.0.answer.response(&practice.presented, &practice.order)?;
    let explanation = practice.presented.explanation.as_ref().map(|text| text.as_str().to_owned());
    Ok(json(&ExplanationBody { explanation }))
}
