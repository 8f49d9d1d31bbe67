//! What is held on an applicant, and what they may ask for.

use crate::auth::Applicant;
use crate::clock::Moment;
use crate::error::{Code, Error, Result};
use crate::fairness;
use crate::privacy::{self, DataRequest, Held, RequestKind, RequestState, Standing};
use crate::sittings;
use crate::sittings::seat::{self, Seat};
use crate::web::{Access, Context, Empty, Json, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{OpenApi, ToSchema};

/// The routes of an applicant's rights.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/sitting/standing", Access::Applicant, to!(standing)),
        Route::get("/api/v1/sitting/data", Access::Applicant, to!(data)),
        Route::post("/api/v1/sitting/withdrawal", Access::Applicant, to!(withdraw)),
        Route::get("/api/v1/sitting/equality", Access::Applicant, to!(about)),
        Route::put("/api/v1/sitting/equality", Access::Applicant, to!(say)),
        Route::post("/api/v1/sitting/requests", Access::Applicant, to!(ask)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(standing, data, withdraw, ask, about, say))]
pub struct Api;

/// Where things stand, and what was asked for.
#[derive(Serialize, ToSchema)]
struct StandingBody {
    /// Where things stand. It never says whether a threshold was met, nor what was decided.
    standing: Standing,
    /// What was asked for, the first first.
    requests: Vec<OwnRequestBody>,
}

/// Something an applicant asked for.
#[derive(Serialize, ToSchema)]
struct OwnRequestBody {
    /// Its id.
    request: String,
    /// What for.
    kind: RequestKind,
    /// What has become of it.
    state: RequestState,
    /// When.
    created_at: String,
    /// By when it is to be answered.
    due_at: String,
    /// The answer.
    answer: Option<String>,
    /// When it was answered.
    answered_at: Option<String>,
}

impl From<DataRequest> for OwnRequestBody {
    fn from(request: DataRequest) -> Self {
        Self {
            request: request.id.to_string(),
            kind: request.kind,
            state: request.state,
            created_at: request.created_at.rfc3339(),
            due_at: request.due_at.rfc3339(),
            answer: request.answer,
            answered_at: request.answered_at.map(Moment::rfc3339),
        }
    }
}

async fn seat_of(context: &Context, applicant: Applicant) -> Result<Seat> {
    seat::current(&context.db, applicant.organization, applicant.candidate, context.now).await
}

/// Where do things stand with my application?
#[utoipa::path(get, path = "/api/v1/sitting/standing", tag = "applicants",
    responses((status = 200, body = StandingBody), (status = 410, body = Problem)))]
async fn standing(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let (seat, now) = (seat_of(&context, applicant).await?, context.now);
    let body = context
        .read(move |conn| {
            let requests = privacy::requests_of(conn, &seat.organization.id, &seat.candidate.id)?;
            let requests = requests.into_iter().map(OwnRequestBody::from).collect();
            Ok::<_, Error>(StandingBody { standing: privacy::standing(conn, &seat, now)?, requests })
        })
        .await?;
    Ok(json(&body))
}

/// Everything that is held on me: who I am, links, notices, sittings with questions and answers, scores, decisions,
/// requests, messages. It has nothing of a key.
#[utoipa::path(get, path = "/api/v1/sitting/data", tag = "applicants",
    responses((status = 200, body = Held), (status = 410, body = Problem)))]
async fn data(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let (seat, now) = (seat_of(&context, applicant).await?, context.now);
    let held = context.read(move |conn| privacy::held(conn, &seat, now)).await?;
    Ok(json(&held))
}

/// Withdraw, for good: I leave the ranking, and the test cannot be taken any more. Doing it again changes nothing.
#[utoipa::path(post, path = "/api/v1/sitting/withdrawal", tag = "applicants", request_body = Empty,
    responses((status = 204), (status = 410, body = Problem)))]
async fn withdraw(context: Context, applicant: Applicant, _body: Json<Empty>) -> Result<HttpResponse> {
    let (seat, now) = (seat_of(&context, applicant).await?, context.now);
    context.write(move |conn| sittings::withdraw(conn, &seat.opening, &seat.candidate, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What an applicant asks for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskBody {
    /// What for.
    kind: RequestKind,
    /// Why, or what is wrong; up to 2,000 characters. Only a correction needs it.
    #[serde(default)]
    message: String,
}

/// Ask for erasure, correction or another look by a person. The same once more, while it waits, is the one that is there.
#[utoipa::path(post, path = "/api/v1/sitting/requests", tag = "applicants", request_body = AskBody,
    responses((status = 200, body = OwnRequestBody), (status = 409, body = Problem), (status = 410, body = Problem),
        (status = 422, body = Problem)))]
async fn ask(context: Context, applicant: Applicant, body: Json<AskBody>) -> Result<HttpResponse> {
    let (seat, now) = (seat_of(&context, applicant).await?, context.now);
    let handed_in = seat.attempt.as_ref().is_some_and(|attempt| attempt.state.is_handed_in());
    if body.0.kind == RequestKind::Review && !handed_in {
        let sentence = "There is something to look at again once the test is handed in.";
        return Err(Error::new(Code::WrongState, sentence));
    }
    let made =
        context.write(move |conn| privacy::make(conn, &seat.candidate, body.0.kind, &body.0.message, now)).await?;
    Ok(json(&OwnRequestBody::from(made)))
}

/// A voluntary question.
#[derive(Serialize, ToSchema)]
struct EqualityQuestionBody {
    /// Its id.
    question: String,
    /// The ids of what can be answered; `prefer-not` is always among them.
    answers: Vec<String>,
    /// What was answered.
    answer: Option<String>,
}

/// What may I say about myself, if I like, once I have handed in? An empty list where nothing is asked.
#[utoipa::path(get, path = "/api/v1/sitting/equality", tag = "applicants",
    responses((status = 200, body = Vec<EqualityQuestionBody>), (status = 410, body = Problem)))]
async fn about(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let bodies = context
        .read(move |conn| {
            let pack = fairness::asked(conn, &seat.organization.id)?.filter(|_| may_answer(&seat));
            let own = fairness::own_answers(conn, &seat.organization.id, &seat.candidate.id)?;
            let body = |question: &fairness::Question| EqualityQuestionBody {
                question: question.id.clone(),
                answers: question.ids().map(str::to_owned).collect(),
                answer: own.iter().find(|(id, _, _)| *id == question.id).map(|(_, answer, _)| answer.clone()),
            };
            Ok::<_, Error>(pack.map(|pack| pack.questions.iter().map(body).collect::<Vec<_>>()).unwrap_or_default())
        })
        .await?;
    Ok(json(&bodies))
}

/// What an applicant says about themselves.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EqualityAnswersBody {
    /// Question -> answer. Questions may be left out; nothing at all forgets what was said before.
    answers: BTreeMap<String, String>,
}

fn may_answer(seat: &Seat) -> bool {
    seat.attempt.as_ref().is_some_and(|attempt| attempt.state.is_handed_in())
}

/// Say something about myself, in place of what I said before. It is kept apart, and read only as counts.
#[utoipa::path(put, path = "/api/v1/sitting/equality", tag = "applicants", request_body = EqualityAnswersBody,
    responses((status = 204), (status = 409, body = Problem), (status = 410, body = Problem),
        (status = 422, body = Problem)))]
async fn say(context: Context, applicant: Applicant, body: Json<EqualityAnswersBody>) -> Result<HttpResponse> {
    let (seat, now) = (seat_of(&context, applicant).await?, context.now);
    if !may_answer(&seat) {
        return Err(Error::new(Code::WrongState, "These questions come after the test is handed in."));
    }
    let (organization, candidate) = (seat.organization.id, seat.candidate.id);
    context.write(move |conn| fairness::answer(conn, &organization, &candidate, &body.0.answers, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
