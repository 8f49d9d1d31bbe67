//! Everything that is held on an applicant, as a page and as a file. Both are made of the same [`Held`].

use super::data_beside::{HelpView, LetterView, LookView, NoteView, helps, letters, looks, notes};
use super::mine::{seat_of, shell};
use crate::auth::Applicant;
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::fairness;
use crate::html::Html;
use crate::i18n::Texts;
use crate::openings::Stage;
use crate::privacy::{self, Held, HeldAnswer, HeldLeaving};
use crate::signals::Conclusion;
use crate::sittings::seat::Seat;
use crate::web::{Access, Context, Route, rendered, to};
use actix_web::HttpResponse;
use actix_web::http::header;
use minijinja::Value;
use serde::Serialize;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/test/mine/data", Access::Applicant, to!(page)),
        Route::get("/test/mine/data.json", Access::Applicant, to!(file)),
    ]
}

async fn held(context: &Context, seat: &Seat) -> Result<Held> {
    let (seat, now) = (seat.clone(), context.now);
    context.read(move |conn| privacy::held(conn, &seat, now)).await
}

async fn file(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let text = serde_json::to_string_pretty(&held(&context, &seat).await?).map_err(Error::internal)?;
    let name = header::ContentDisposition::attachment("my-data.json");
    Ok(HttpResponse::Ok().content_type("application/json").insert_header(name).body(text))
}

#[derive(Serialize)]
struct DataView {
    held: Held,
    lang: String,
    since: String,
    links: Vec<(String, String)>,
    consents: Vec<(String, String)>,
    sittings: Vec<SittingView>,
    decisions: Vec<DecisionView>,
    reviews: Vec<ReviewView>,
    about: Vec<(String, String)>,
    messages: Vec<(crate::mail::Kind, String)>,
    withdrawn: Option<String>,
    last_look: Option<String>,
    help: Vec<HelpView>,
    letters: Vec<LetterView>,
    notes: Vec<NoteView>,
    looks: Vec<LookView>,
}

#[derive(Serialize)]
struct SittingView {
    started: String,
    submitted: Option<String>,
    receipt: Option<String>,
    digest: Option<String>,
    answers: Vec<AnswerView>,
    scores: Vec<ScoreView>,
    left: Vec<String>,
    reports: Vec<(String, Option<String>)>,
}

#[derive(Serialize)]
struct AnswerView {
    number: usize,
    title: String,
    scenario: Value,
    ask: Value,
    replies: Vec<(Value, Option<String>)>,
    answered: Option<String>,
}

#[derive(Serialize)]
struct ScoreView {
    scale: String,
    score: i64,
    standard_error: i64,
}

#[derive(Serialize)]
struct ReviewView {
    day: String,
    reason: String,
    conclusion: Option<Conclusion>,
    findings: Option<String>,
}

#[derive(Serialize)]
struct DecisionView {
    stage: Stage,
    reason: String,
    day: String,
}

/// A time of the file, as a page says it.
pub(super) fn moment(texts: &Texts, at: &str) -> String {
    let text = serde_json::to_string(at).unwrap_or_default();
    serde_json::from_str::<Moment>(&text).map_or_else(|_| at.to_owned(), |at| texts.moment(at))
}

fn html(text: &str) -> Value {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    serde_json::from_str::<Html>(&quoted).map_or_else(|_| text.into(), |html| rendered(&html))
}

fn answer_view(answer: &HeldAnswer, texts: &Texts) -> AnswerView {
    let replies = answer.replies.iter().map(|reply| html(reply)).zip(answer.chosen.iter().cloned());
    AnswerView {
        number: answer.number,
        title: answer.title.clone(),
        scenario: html(&answer.scenario),
        ask: html(&answer.ask),
        replies: replies.collect(),
        answered: answer.answered_at.as_deref().map(|at| moment(texts, at)),
    }
}

/// What they said about themselves, in the words in which it was asked.
fn about(held: &Held, texts: &Texts) -> Vec<(String, String)> {
    let said = |answer: &privacy::HeldAboutThemselves| {
        let questions = fairness::packs().iter().flat_map(|pack| &pack.questions);
        let mut same = questions.filter(|question| question.id == answer.question).peekable();
        let asked = same.peek().map(|question| texts.tr(&question.text, &[]));
        let known = same.find_map(|question| question.answers.iter().find(|known| known.id == answer.answer));
        let given = known.map_or_else(|| texts.tr("equality-prefer-not", &[]), |known| texts.tr(&known.text, &[]));
        (asked.unwrap_or_else(|| answer.question.clone()), given)
    };
    held.about_themselves.iter().map(said).collect()
}

/// How often a page was left, as coarse as it is meant.
fn left_words(left: &HeldLeaving, texts: &Texts) -> String {
    let args =
        [("number", left.number.into()), ("times", left.times.into()), ("minutes", ((left.seconds + 30) / 60).into())];
    texts.tr("data-left", &args)
}

fn review_views(held: &Held, texts: &Texts) -> Vec<ReviewView> {
    let view = |review: &privacy::HeldIntegrityReview| ReviewView {
        day: moment(texts, &review.opened_at),
        reason: review.reason.clone(),
        conclusion: review.conclusion,
        findings: review.findings.clone(),
    };
    held.integrity_reviews.iter().map(view).collect()
}

fn sitting_views(held: &Held, texts: &Texts) -> Vec<SittingView> {
    let view = |sitting: &crate::privacy::HeldSitting| {
        let last = sitting.scores.iter().map(|score| score.run).max();
        let mut answers: Vec<_> = sitting.answers.iter().map(|answer| answer_view(answer, texts)).collect();
        answers.sort_by_key(|answer| answer.number);
        SittingView {
            started: moment(texts, &sitting.started_at),
            submitted: sitting.submitted_at.as_deref().map(|at| moment(texts, at)),
            receipt: sitting.receipt.clone(),
            digest: sitting.digest.clone(),
            answers,
            scores: sitting
                .scores
                .iter()
                .filter(|score| Some(score.run) == last)
                .map(|score| ScoreView {
                    scale: if score.scale == "total" {
                        texts.tr("data-total", &[])
                    } else {
                        texts.tr(&score.scale, &[])
                    },
                    score: score.score.round() as i64,
                    standard_error: score.standard_error.round() as i64,
                })
                .collect(),
            left: sitting.left.iter().map(|left| left_words(left, texts)).collect(),
            reports: sitting.reports.iter().map(|report| (report.message.clone(), report.reply.clone())).collect(),
        }
    };
    held.sittings.iter().map(view).collect()
}

async fn page(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let held = held(&context, &seat).await?;
    let texts = context.texts();
    let at = |time: &str| moment(texts, time);
    let view = DataView {
        lang: seat.lang.clone(),
        since: at(&held.identity.since),
        links: held.invitations.iter().map(|link| (at(&link.created_at), at(&link.open_until))).collect(),
        consents: held.consents.iter().map(|consent| (consent.notice.clone(), at(&consent.agreed_at))).collect(),
        sittings: sitting_views(&held, texts),
        decisions: held
            .decisions
            .iter()
            .map(|decision| DecisionView {
                stage: decision.stage,
                reason: decision.reason.clone(),
                day: at(&decision.decided_at),
            })
            .collect(),
        reviews: review_views(&held, texts),
        about: about(&held, texts),
        messages: held.messages.iter().map(|message| (message.kind, at(&message.created_at))).collect(),
        withdrawn: held.withdrawn_at.as_deref().map(at),
        last_look: held.looks.last.as_deref().map(at),
        help: helps(&held.beside, texts),
        letters: letters(&held.beside, texts),
        notes: notes(&held.beside, texts),
        looks: looks(&held.beside, texts),
        held,
    };
    context.page("privacy/data.html", &shell(&context, &seat, "data-title"), &view)
}
