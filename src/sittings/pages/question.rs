//! One scenario a page. What is chosen is saved by the button, and by the script as soon as it is chosen.

use super::clock::ClockView;
use super::part;
use super::view::QuestionView;
use super::{seat_of, shell, with_progress};
use crate::auth::Applicant;
use crate::error::{Code, Error, Result};
use crate::i18n::Texts;
use crate::notices;
use crate::sittings::choice::{Fault, Places, SCALE};
use crate::sittings::seat::{self, Seat, Shown};
use crate::sittings::{self, GivenAnswer, Refusal, Saved, Slot};
use crate::web::{Access, Context, Fields, Route, json, see_other, to};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/test/questions/{number}", Access::Applicant, to!(show)),
        Route::post("/test/questions/{number}", Access::Applicant, to!(answer)),
    ]
}

#[derive(Serialize)]
struct PageView {
    question: QuestionView,
    revision: i64,
    flagged: bool,
    answered: bool,
    back: Option<usize>,
    saved: String,
    clock: Option<ClockView>,
    /// Names what the script keeps until it is sent.
    sitting: String,
    /// What this page wanted to save, where something else had been saved meanwhile.
    other: Option<QuestionView>,
    other_flagged: bool,
    reported: bool,
    /// Whether the notice said that leaving the page is noted.
    notes_leaving: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    done: Option<String>,
}

async fn show(
    context: Context,
    applicant: Applicant,
    number: web::Path<usize>,
    query: crate::web::Query<Done>,
) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    if seat.running().is_err() {
        return Ok(see_other("/test"));
    }
    if let Some(elsewhere) = part::instead_of(&seat, *number, context.now) {
        return Ok(see_other(&elsewhere));
    }
    let slot = mark_shown(&context, &seat, *number).await?;
    let shown = load(&context, &seat, *number, slot).await?;
    let chosen = Places::of(shown.slot.response.as_ref(), &shown.order);
    let mut view = view(&context, &seat, &shown, &chosen)?;
    view.reported = query.0.done.is_some();
    page(&context, &seat, view).await
}

/// Notes that a question is displayed, unless that is known already.
async fn mark_shown(context: &Context, seat: &Seat, number: usize) -> Result<Slot> {
    let attempt = seat.running()?.clone();
    let (item, count, now) = (seat.item(number)?, seat.count(), context.now);
    let (position, section) = (item.position, item.section);
    let for_read = attempt.clone();
    let slot = context
        .read(move |conn| {
            let sitting = sittings::sitting(conn, &for_read, count, Some(position))?;
            sitting.slot(position).cloned().ok_or_else(|| Error::from(Code::NotFound))
        })
        .await?;
    if slot.revision > 0 {
        return Ok(slot);
    }
    context
        .write(move |conn| sittings::show(conn, &attempt.organization, &attempt.id, (position, section, count), now))
        .await
}

async fn load(context: &Context, seat: &Seat, number: usize, slot: Slot) -> Result<Shown> {
    let seat = seat.clone();
    context.read(move |conn| seat::shown(conn, &seat, number, slot)).await
}

fn view(context: &Context, seat: &Seat, shown: &Shown, chosen: &Places) -> Result<PageView> {
    let attempt = seat.running()?;
    let action = format!("/test/questions/{}", shown.number);
    let texts = context.texts();
    Ok(PageView {
        question: QuestionView::of(&shown.presented, &shown.order, chosen, (shown.number, seat.count()), action),
        revision: shown.slot.revision,
        flagged: shown.slot.flagged,
        answered: shown.slot.response.is_some(),
        back: shown.number.checked_sub(1).filter(|before| *before > 0 && same_part(seat, *before, shown.number)),
        saved: texts.tr("saved", &[("until", texts.moment_there(attempt.closes_at(), seat.organization.zone).into())]),
        clock: ClockView::of(seat, context.now, texts),
        sitting: attempt.id.to_string(),
        other: None,
        other_flagged: false,
        reported: false,
        notes_leaving: false,
    })
}

async fn page(context: &Context, seat: &Seat, mut view: PageView) -> Result<HttpResponse> {
    let (organization, candidate) = (seat.organization.id.clone(), seat.candidate.id.clone());
    view.notes_leaving = context.read(move |conn| notices::says_signals(conn, &organization, &candidate)).await?;
    let (number, count) = (view.question.number, view.question.count);
    let place = [("number", number.into()), ("count", count.into())];
    let way = if view.clock.is_some() || !seat.parts.all.is_empty() { "question-way" } else { "question-way-free" };
    let text = context.texts().tr(way, &place);
    let shell = with_progress(shell(context, seat, "question-title", &place), seat, (text, number - 1));
    if view.question.problems.is_empty() {
        context.page("sittings/question.html", &shell, &view)
    } else {
        context.page_again("sittings/question.html", &shell, &view)
    }
}

/// What was sent for a question.
struct Sent {
    places: Places,
    seen: i64,
    flagged: bool,
    go: String,
    /// Only another language or another display was asked for.
    switched: bool,
}

impl Sent {
    fn read(fields: &Fields, options: usize, switched: bool) -> Result<Self> {
        let seen = fields.get("revision").and_then(|revision| revision.parse().ok()).ok_or(Code::Malformed)?;
        Ok(Self {
            places: Places::from_fields(options, |name| fields.get(name)),
            seen,
            flagged: fields.get("flagged").is_some(),
            go: if switched { "stay" } else { fields.get("go").unwrap_or("next") }.to_owned(),
            switched,
        })
    }
}

async fn answer(
    context: Context,
    applicant: Applicant,
    number: web::Path<usize>,
    request: HttpRequest,
    fields: Fields,
) -> Result<HttpResponse> {
    let by_script = request.headers().get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    let switched = context.choose(fields.get("lang")) | context.arrange(fields.get("display"));
    let seat = seat_of(&context, applicant).await?;
    let shown = load(&context, &seat, *number, Slot::default()).await?;
    let sent = Sent::read(&fields, shown.order.len(), switched)?;
    let response = match sent.places.response(&shown.presented, &shown.order) {
        Ok(response) => Some(response),
        // Nothing was chosen, or not all of it, and the applicant says that they go on without.
        Err(_) if sent.go == "later" || (sent.flagged && sent.places.is_empty()) => None,
        Err(fault) if by_script => return Err(fault.on_page(context.texts())),
        // Handed in elsewhere, or the time is over: the receipt says so.
        Err(_) if seat.running().is_err() => return Ok(see_other("/test")),
        Err(fault) => return again(&context, &seat, shown, &sent, fault).await,
    };
    let mut outcome = save(&context, &seat, &shown, &sent, response.clone()).await?;
    if let Err(Refusal::Conflict { .. }) = outcome {
        let slot = mark_shown(&context, &seat, *number).await?;
        if slot.response == response && slot.flagged == sent.flagged {
            // The same was saved elsewhere: there is nothing to choose between.
            outcome = Ok(Saved { revision: slot.revision });
        }
    }
    match outcome {
        Ok(saved) if by_script => Ok(json(&SavedView::new(&context, saved, &seat, (*number, &sent.go))?)),
        Ok(_) => Ok(context.go(&next_path(&seat, *number, &sent.go), [])),
        Err(refusal) if by_script => Err(refused(refusal, context.texts())),
        Err(Refusal::Conflict { .. }) => conflict(&context, &seat, *number, &sent).await,
        Err(Refusal::Closed | Refusal::TooLate) => Ok(see_other("/test")),
        Err(refusal) => Err(refusal.into()),
    }
}

/// What the script is told.
#[derive(Serialize)]
struct SavedView {
    revision: i64,
    message: String,
    /// Where the button leads that was pressed.
    next: String,
    /// The time that is left now: staff may have given more.
    seconds_left: Option<i64>,
}

impl SavedView {
    fn new(context: &Context, saved: Saved, seat: &Seat, (number, go): (usize, &str)) -> Result<Self> {
        let (attempt, texts) = (seat.running()?, context.texts());
        Ok(Self {
            revision: saved.revision,
            message: texts
                .tr("saved", &[("until", texts.moment_there(attempt.closes_at(), seat.organization.zone).into())]),
            next: next_path(seat, number, go),
            seconds_left: seat.seconds_left(context.now),
        })
    }
}

/// What the script is told instead.
fn refused(refusal: Refusal, texts: &Texts) -> Error {
    let error = Error::from(refusal);
    let own = error.message().map(str::to_owned);
    let id = own.unwrap_or_else(|| format!("error-{}", error.code().name()));
    error.saying(texts.tr(&id, &[]))
}

/// Saves the answer, and notes in the same transaction that the next question is about to be displayed.
async fn save(
    context: &Context,
    seat: &Seat,
    shown: &Shown,
    sent: &Sent,
    response: Option<crate::scoring::Response>,
) -> Result<Result<Saved, Refusal>> {
    let attempt = seat.started()?.clone();
    let (count, now, position) = (seat.count(), context.now, shown.position);
    let section = seat.item(shown.number)?.section;
    let next = seat.item(shown.number + 1).ok().filter(|next| sent.go == "next" && next.section == section);
    let next = next.map(|item| item.position);
    let (seen, flagged) = (sent.seen, sent.flagged);
    let rules = (shown.presented.format, shown.order.len(), SCALE);
    context
        .write(move |conn| {
            let given = GivenAnswer { position, section, seen, response: response.as_ref(), flagged };
            let saved = sittings::save(conn, (&attempt.organization, &attempt.id), count, rules, &given, now)?;
            if let (Ok(_), Some(next)) = (&saved, next) {
                sittings::show(conn, &attempt.organization, &attempt.id, (next, section, count), now)?;
            }
            Ok::<_, Error>(saved)
        })
        .await
}

fn same_part(seat: &Seat, one: usize, other: usize) -> bool {
    seat.part_of(one) == seat.part_of(other)
}

fn next_path(seat: &Seat, number: usize, go: &str) -> String {
    match go {
        "review" => "/test/review".into(),
        "stay" => format!("/test/questions/{number}"),
        _ if number >= seat.count() => "/test/review".into(),
        _ if !same_part(seat, number, number + 1) => "/test/part".into(),
        _ => format!("/test/questions/{}", number + 1),
    }
}

/// The same page with what is wrong, or in another language; what was chosen stays chosen.
async fn again(context: &Context, seat: &Seat, mut shown: Shown, sent: &Sent, fault: Fault) -> Result<HttpResponse> {
    shown.slot.revision = sent.seen;
    shown.slot.flagged = sent.flagged;
    let mut view = view(context, seat, &shown, &sent.places)?;
    if !sent.switched {
        view.question.problems = fault.on_page(context.texts()).field_errors().to_vec();
    }
    page(context, seat, view).await
}

/// The page as it stands after somebody else's answer, with what this page wanted to save beside it: nothing was
/// overwritten, and the applicant chooses.
async fn conflict(context: &Context, seat: &Seat, number: usize, sent: &Sent) -> Result<HttpResponse> {
    let slot = mark_shown(context, seat, number).await?;
    let shown = load(context, seat, number, slot).await?;
    let chosen = Places::of(shown.slot.response.as_ref(), &shown.order);
    let mut view = view(context, seat, &shown, &chosen)?;
    let place = (number, seat.count());
    let action = view.question.action.clone();
    view.other = Some(QuestionView::of(&shown.presented, &shown.order, &sent.places, place, action));
    view.other_flagged = sent.flagged;
    let mut response = page(context, seat, view).await?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}
