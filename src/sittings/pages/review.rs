//! Before handing in: what has an answer and what has not. After: a receipt, and feedback in words.

use super::clock::ClockView;
use super::{seat_of, shell, with_progress};
use crate::auth::Applicant;
use crate::bank;
use crate::error::{Code, Error, FieldError, Result};
use crate::fairness;
use crate::i18n;
use crate::openings::Source;
use crate::sittings::seat::Seat;
use crate::sittings::{self, Attempt, AttemptState, CompetencyFeedback, Stand, Texts};
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/test/review", Access::Applicant, to!(review)),
        Route::post("/test/submit", Access::Applicant, to!(submit)),
        Route::get("/test/receipt", Access::Applicant, to!(receipt)),
    ]
}

#[derive(Serialize)]
struct ReviewView {
    questions: Vec<ReviewedQuestion>,
    open: usize,
    flagged: usize,
    /// The language of the titles.
    lang: String,
    clock: Option<ClockView>,
    /// Whether another part comes before handing in.
    goes_on: bool,
    sitting: String,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct ReviewedQuestion {
    number: usize,
    title: String,
    answered: bool,
    flagged: bool,
    /// Whether it can be opened: in a test of several parts, only those of the one that somebody is in.
    closed: bool,
}

async fn review(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    if seat.running().is_err() {
        return Ok(see_other("/test"));
    }
    if let Some(Stand::Ahead(_)) = seat.parts.stand(context.now) {
        return Ok(see_other("/test/part"));
    }
    page(&context, &seat, false).await
}

/// `refused`: it cannot be handed in before it is said that the rest stays open.
async fn page(context: &Context, seat: &Seat, refused: bool) -> Result<HttpResponse> {
    let (for_read, stand) = (seat.clone(), seat.parts.stand(context.now));
    let current = match stand {
        Some(Stand::In(part) | Stand::Ahead(part)) => Some(part),
        Some(Stand::Over) | None => None,
    };
    let questions = context
        .read(move |conn| {
            let attempt = for_read.running()?;
            let sitting = sittings::sitting(conn, attempt, for_read.count(), None)?;
            let is_there = |number: usize| current.is_none_or(|current| for_read.part_of(number) <= Some(current));
            let there = for_read.numbered().into_iter().filter(|(number, _)| is_there(*number));
            let numbered = there.map(|(number, position)| {
                let slot = sitting.slot(position).cloned().unwrap_or_default();
                let presented = bank::presented(conn, &for_read.item(number)?.item, &for_read.lang)?;
                let answered = slot.response.is_some();
                let closed = stand.is_some_and(|stand| for_read.part_of(number).map(Stand::In) != Some(stand));
                Ok(ReviewedQuestion { number, title: presented.title, answered, flagged: slot.flagged, closed })
            });
            numbered.collect::<Result<Vec<_>>>()
        })
        .await?;
    let answered = questions.iter().filter(|question| question.answered).count();
    let (texts, open) = (context.texts(), questions.len() - answered);
    let problem = || FieldError {
        field: "leave_open".into(),
        message: texts.tr("review-leave-missing", &[("open", open.into())]),
    };
    let view = ReviewView {
        open,
        flagged: questions.iter().filter(|question| question.flagged).count(),
        questions,
        lang: seat.lang.clone(),
        clock: ClockView::of(seat, context.now, texts),
        goes_on: current.is_some() && current != seat.parts.all.last().map(|last| last.number),
        sitting: seat.running()?.id.to_string(),
        problems: refused.then(problem).into_iter().collect(),
    };
    let way = (texts.tr("review", &[]), answered);
    let shell = with_progress(shell(context, seat, "review-title", &[]), seat, way);
    if view.problems.is_empty() {
        context.page("sittings/review.html", &shell, &view)
    } else {
        context.page_again("sittings/review.html", &shell, &view)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubmitForm {
    leave_open: Option<String>,
}

async fn submit(context: Context, applicant: Applicant, form: Form<SubmitForm>) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let Ok(attempt) = seat.running().cloned() else { return Ok(see_other("/test")) };
    let (leave_open, now) = (form.0.leave_open.is_some(), context.now);
    let submitted =
        context.write(move |conn| sittings::submit(conn, (&attempt.organization, &attempt.id), leave_open, now)).await;
    match submitted {
        Ok(_) => Ok(see_other("/test/receipt")),
        Err(error) if error.code() == Code::Invalid => page(&context, &seat, true).await,
        Err(error) if matches!(error.code(), Code::TooLate | Code::WrongState) => Ok(see_other("/test")),
        Err(error) => Err(error),
    }
}

#[derive(Serialize)]
struct ReceiptView {
    organization: String,
    contact: String,
    reference: Option<String>,
    digest: Option<String>,
    asked: bool,
    submitted_at: Option<String>,
    expired: bool,
    scored: bool,
    trial: bool,
    feedback: Vec<FeedbackView>,
}

#[derive(Serialize)]
struct FeedbackView {
    competency: String,
    strength: Option<String>,
    next_step: String,
    lang: String,
}

async fn receipt(context: Context, applicant: Applicant, texts: web::Data<Texts>) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let over = |attempt: &Attempt| !matches!(attempt.state, AttemptState::Started | AttemptState::Withdrawn);
    let Some(attempt) = seat.attempt.clone().filter(over) else {
        return Ok(see_other("/test"));
    };
    let for_feedback = seat.clone();
    let lang = context.texts().locale().to_string();
    let for_digest = attempt.clone();
    let (feedback, digest, asked) = context
        .read(move |conn| {
            let feedback = sittings::feedback_of(conn, &for_feedback, &texts, &lang)?;
            let asked = fairness::asked(conn, &for_digest.organization)?.is_some();
            Ok::<_, Error>((feedback, sittings::digest_of(conn, &for_digest)?, asked))
        })
        .await?;
    let view = ReceiptView {
        organization: seat.organization.name.clone(),
        contact: seat.opening.contact.clone(),
        reference: attempt.receipt.clone(),
        digest,
        asked: asked && attempt.state.is_handed_in(),
        submitted_at: attempt.submitted_at.map(|at| context.texts().moment_there(at, seat.organization.zone)),
        expired: attempt.state == AttemptState::Expired,
        scored: attempt.state == AttemptState::Scored,
        trial: seat.candidate.source == Source::Trial,
        feedback: feedback.into_iter().map(|part| FeedbackView::of(part, context.texts())).collect(),
    };
    context.page("sittings/receipt.html", &shell(&context, &seat, "receipt-title", &[]), &view)
}

impl FeedbackView {
    fn of(feedback: CompetencyFeedback, texts: &i18n::Texts) -> Self {
        let competency = texts.tr(feedback.competency.as_str(), &[]);
        Self { competency, strength: feedback.strength, next_step: feedback.next_step, lang: feedback.lang }
    }
}
