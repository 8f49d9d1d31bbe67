//! The parts of a test, for programs: how far one has come in them, and beginning one.

use super::applicant::seat_of;
use crate::auth::Applicant;
use crate::clock::Moment;
use crate::error::Result;
use crate::sittings::seat::Seat;
use crate::sittings::{self, Stand};
use crate::web::{Access, Context, Empty, Json, Problem, Route, to};
use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

/// The routes of parts.
pub fn routes() -> Vec<Route> {
    vec![Route::post("/api/v1/sitting/parts/{number}", Access::Applicant, to!(begin))]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(begin))]
pub struct Api;

/// Where a part stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum PartState {
    /// It has not begun.
    Ahead,
    /// Its questions can be answered.
    Running,
    /// It is over, and its answers are kept.
    Over,
}

/// A part of a test.
#[derive(Serialize, ToSchema)]
pub struct PartBody {
    /// Its number, from 1. Parts come one after the other.
    number: i64,
    /// What it is about.
    title: String,
    /// The numbers of its questions; none before the start.
    questions: Vec<usize>,
    /// How many minutes they have for it, from the moment they begin it; none without a limit for them.
    minutes: Option<i64>,
    /// Where it stands.
    state: PartState,
    /// Until when its answers count; none without an end of its own.
    closes_at: Option<String>,
}

impl PartBody {
    /// All parts of a test; none where it is one whole.
    pub fn all(seat: &Seat, now: Moment) -> Vec<Self> {
        let stand = seat.parts.stand(now);
        let state = |number: i64| match stand {
            Some(Stand::In(current)) if current == number => PartState::Running,
            Some(Stand::In(current) | Stand::Ahead(current)) if number >= current => PartState::Ahead,
            _ => PartState::Over,
        };
        let body = |part: &crate::openings::OpeningSection| Self {
            number: part.number,
            title: part.title.clone(),
            questions: if seat.attempt.is_some() { seat.numbers_in(part.number).collect() } else { Vec::new() },
            minutes: seat.part_limit(part.minutes),
            state: state(part.number),
            closes_at: seat.parts.ends_at(part.number).map(Moment::rfc3339),
        };
        seat.parts.all.iter().map(body).collect()
    }
}

/// Begin a part: its clock starts, and the part before is over. Beginning the one that runs changes nothing.
#[utoipa::path(post, path = "/api/v1/sitting/parts/{number}", tag = "applicants", params(("number" = i64, Path, description = "From 1")),
    request_body = Empty,
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 410, body = Problem)))]
async fn begin(
    context: Context,
    applicant: Applicant,
    number: web::Path<i64>,
    _nothing: Json<Empty>,
) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let (attempt, number, now) = (seat.running()?.clone(), *number, context.now);
    context
        .write(move |conn| sittings::begin_part(conn, &seat.opening, (&attempt.organization, &attempt.id), number, now))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
