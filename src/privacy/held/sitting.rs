//! One sitting in the download: every question as it was shown, what was chosen, every step, every score.

use super::super::store;
use crate::assessments::order;
use crate::bank::{self, Presented};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::openings::OpeningItem;
use crate::scoring::{Format, Letter, Response};
use crate::signals;
use crate::sittings::seat::{Seat, order_of};
use crate::sittings::{self, Attempt, AttemptState, Began, Parts, Resolution};
use serde::Serialize;
use utoipa::ToSchema;

/// A sitting.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldSitting {
    /// Counts the sittings, from 1.
    pub number: i64,
    /// How far it has come.
    pub state: AttemptState,
    /// How it was taken: `open` is without supervision.
    pub mode: String,
    /// The notice that was agreed to.
    pub notice: String,
    /// When it was started.
    pub started_at: String,
    /// Until when answers counted.
    pub closes_at: String,
    /// When it was handed in.
    pub submitted_at: Option<String>,
    /// The receipt.
    pub receipt: Option<String>,
    /// The SHA-256 of the answers that count, once handed in.
    pub digest: Option<String>,
    /// The parts of the test that were begun; none where it is one whole.
    pub parts: Vec<HeldPart>,
    /// The questions in the order of the opening's set, with what was chosen.
    pub answers: Vec<HeldAnswer>,
    /// Every step of the sitting, as it is stored.
    pub steps: Vec<HeldStep>,
    /// Every computation of the scores.
    pub scores: Vec<HeldScore>,
    /// How often the page was left for another tab or program, question by question; questions for which nothing was noted
    /// are not here.
    pub left: Vec<HeldLeaving>,
    /// The problems with questions that were reported.
    pub reports: Vec<HeldReport>,
}

/// A question and what was chosen.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldAnswer {
    /// The number under which it was shown.
    pub number: usize,
    /// Its position in the opening's set.
    pub position: i64,
    /// The id of the item.
    pub item: String,
    /// Its version.
    pub version: i64,
    /// Its heading.
    pub title: String,
    /// The scene, as HTML.
    pub scenario: String,
    /// The question, as HTML.
    pub ask: String,
    /// What was asked for.
    pub format: Format,
    /// The replies in the order in which they were shown, as HTML.
    pub replies: Vec<String>,
    /// The letters of these replies in the item's file, which the stored answer names.
    pub letters: Vec<String>,
    /// What was chosen of each reply, in the same order: `best`, `worst`, a place from 1 or a rating; none where nothing was.
    pub chosen: Vec<Option<String>>,
    /// The answer that counts, just as it is stored; none where there is none.
    pub stored: Option<String>,
    /// When it was given.
    pub answered_at: Option<String>,
    /// Whether it was marked for another look.
    pub flagged: bool,
    /// An answer that came too late to count, as it is stored.
    pub late: Option<String>,
}

/// A step of a sitting. Position 0 is the sitting itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldStep {
    /// Of the question at which position.
    pub position: i64,
    /// Counts the steps of the position.
    pub revision: i64,
    /// What happened.
    pub kind: String,
    /// The step as it is stored, as JSON.
    pub stored: String,
    /// When.
    pub at: String,
}

/// A score.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldScore {
    /// Counts the computations, from 1; the last one counts.
    pub run: i64,
    /// A competency, or `total`.
    pub scale: String,
    /// The score: 0 is what guessing gives on average, 100 is full agreement with the key.
    pub score: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// How many questions count.
    pub questions: i64,
    /// How many do not.
    pub missing: i64,
    /// The version of the rules.
    pub scoring_version: String,
    /// When it was computed.
    pub computed_at: String,
}

/// A part of a test.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldPart {
    /// Its number, from 1.
    pub number: i64,
    /// When it was begun.
    pub started_at: String,
    /// Until when its answers counted; none without an end of its own.
    pub closes_at: Option<String>,
}

/// That the page of a question was left. Where to was never known.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldLeaving {
    /// The number under which the question was shown.
    pub number: usize,
    /// The position of the question in the opening's set.
    pub position: i64,
    /// How often.
    pub times: i64,
    /// For about how many seconds in all.
    pub seconds: i64,
}

/// A reported problem.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldReport {
    /// With the question at which position.
    pub position: i64,
    /// In their words.
    pub message: String,
    /// When.
    pub created_at: String,
    /// What was done.
    pub resolution: Option<Resolution>,
    /// What they were told.
    pub reply: Option<String>,
    /// When.
    pub resolved_at: Option<String>,
}

/// Puts one sitting together.
pub(super) fn held(
    conn: &mut Conn,
    seat: &Seat,
    attempt: &Attempt,
    (mode, notice): (String, String),
) -> Result<HeldSitting> {
    let sitting = sittings::sitting(conn, attempt, seat.count(), None)?;
    let numbers: Vec<i64> = order_of(attempt.seed, &seat.items);
    let number_of = |at: i64| numbers.iter().position(|position| *position == at).map_or(0, |place| place + 1);
    let mut answers = Vec::with_capacity(seat.count());
    for item in &seat.items {
        let presented = bank::presented(conn, &item.item, &seat.lang)?;
        let number = number_of(item.position);
        let slot = sitting.slot(item.position).cloned().unwrap_or_default();
        // A question that was never displayed is not theirs to be told of while they still sit.
        if slot.shown_at.is_some() || slot.response.is_some() {
            answers.push(answer(attempt, item, &presented, number, &slot)?);
        }
    }
    let left = signals::leavings(conn, attempt)?;
    let parts = Parts::read(conn, &seat.opening, Some(attempt))?;
    Ok(HeldSitting {
        number: attempt.number,
        state: attempt.state,
        mode,
        notice,
        started_at: attempt.started_at.rfc3339(),
        closes_at: attempt.closes_at().rfc3339(),
        submitted_at: attempt.submitted_at.map(Moment::rfc3339),
        receipt: attempt.receipt.clone(),
        digest: sittings::digest_of(conn, attempt)?,
        parts: parts.begun.iter().map(|part| HeldPart::of(part, parts.ends_at(part.number))).collect(),
        answers,
        steps: store::steps_of(conn, attempt)?.into_iter().map(HeldStep::of).collect(),
        scores: store::scores_of(conn, attempt)?.into_iter().map(HeldScore::of).collect(),
        left: left.into_iter().map(|left| HeldLeaving::of(left, number_of(left.position))).collect(),
        reports: store::reports_of(conn, attempt)?.into_iter().map(HeldReport::of).collect(),
    })
}

fn answer(
    attempt: &Attempt,
    item: &OpeningItem,
    presented: &Presented,
    number: usize,
    slot: &crate::sittings::Slot,
) -> Result<HeldAnswer> {
    let order = order::options(attempt.seed, item.position, presented.options.len());
    let reply = |letter: &Letter| presented.options.iter().find(|option| option.letter == *letter);
    let stored = |response: &Option<Response>| response.as_ref().map(serde_json::to_string).transpose();
    Ok(HeldAnswer {
        number,
        position: item.position,
        item: item.item.id.clone(),
        version: item.item.version,
        title: presented.title.clone(),
        scenario: presented.scenario.as_str().to_owned(),
        ask: presented.ask.as_str().to_owned(),
        format: presented.format,
        replies: order.iter().filter_map(reply).map(|option| option.text.as_str().to_owned()).collect(),
        letters: order.iter().map(ToString::to_string).collect(),
        chosen: order.iter().map(|letter| chosen(slot.response.as_ref(), *letter)).collect(),
        stored: stored(&slot.response).map_err(Error::internal)?,
        answered_at: slot.answered_at.map(Moment::rfc3339),
        flagged: slot.flagged,
        late: stored(&slot.late).map_err(Error::internal)?,
    })
}

/// What was chosen of one reply.
fn chosen(response: Option<&Response>, letter: Letter) -> Option<String> {
    match response? {
        Response::PickBest { best } | Response::BestWorst { best, .. } if *best == letter => Some("best".into()),
        Response::BestWorst { worst, .. } if *worst == letter => Some("worst".into()),
        Response::Rank { order } => {
            order.iter().position(|ranked| *ranked == letter).map(|place| (place + 1).to_string())
        }
        Response::Rate { ratings } => ratings.get(letter.place()).map(ToString::to_string),
        _ => None,
    }
}

impl HeldStep {
    fn of((position, revision, kind, stored, at): store::StepRow) -> Self {
        Self { position, revision, kind, stored, at: at.rfc3339() }
    }
}

impl HeldScore {
    fn of((run, scale, score, standard_error, questions, missing, scoring_version, at): store::ScoreRow) -> Self {
        Self { run, scale, score, standard_error, questions, missing, scoring_version, computed_at: at.rfc3339() }
    }
}

impl HeldPart {
    fn of(part: &Began, closes_at: Option<Moment>) -> Self {
        let closes_at = closes_at.map(Moment::rfc3339);
        Self { number: part.number, started_at: part.started_at.rfc3339(), closes_at }
    }
}

impl HeldLeaving {
    fn of(left: signals::Leaving, number: usize) -> Self {
        Self { number, position: left.position, times: left.times, seconds: left.seconds }
    }
}

impl HeldReport {
    fn of((position, message, created_at, resolution, reply, resolved_at): store::ReportRow) -> Self {
        let (created_at, resolved_at) = (created_at.rfc3339(), resolved_at.map(Moment::rfc3339));
        Self { position, message, created_at, resolution, reply, resolved_at }
    }
}
