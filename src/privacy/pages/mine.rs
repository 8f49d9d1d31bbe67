//! The applicant's own page: where things stand, what they may ask for, and withdrawing.

use crate::auth::{self, Applicant, Holder, Tokens};
use crate::clock::Moment;
use crate::config::token_hash;
use crate::error::{Code, Error, FieldError, Result};
use crate::i18n::Texts;
use crate::openings::Source;
use crate::privacy::{self, DataRequest, LONGEST_TEXT, RequestKind, RequestState, Standing, TERM};
use crate::sittings::seat::{self, Seat};
use crate::sittings::{self, AttemptState};
use crate::web::{Access, Context, Form, Route, Shell, cookies, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/i/{token}/mine", Access::Link, to!(enter)),
        Route::get("/test/mine", Access::Applicant, to!(mine)),
        Route::get("/test/mine/withdraw", Access::Applicant, to!(withdrawal)),
        Route::post("/test/mine/withdraw", Access::Applicant, to!(withdraw)),
        Route::get("/test/mine/ask/{kind}", Access::Applicant, to!(question)),
        Route::post("/test/mine/ask/{kind}", Access::Applicant, to!(ask)),
    ]
}

/// The seat of whoever is signed in as an applicant, and from here on the page in their language.
pub(super) async fn seat_of(context: &Context, applicant: Applicant) -> Result<Seat> {
    let seat = seat::current(&context.db, applicant.organization, applicant.candidate, context.now).await?;
    context.speak(&seat.speaks);
    Ok(seat)
}

/// What stands around a page. `title` is a message that names the opening.
pub(super) fn shell(context: &Context, seat: &Seat, title: &str) -> Shell {
    Shell {
        title: context.texts().tr(title, &[("opening", seat.opening.title.clone().into())]),
        organization: seat.organization.name.clone(),
        ..Shell::default()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Opens the applicant's session without agreeing to anything: rights do not hang on taking the test.
async fn enter(
    context: Context,
    token: web::Path<String>,
    _form: Form<Nothing>,
    tokens: web::Data<Tokens>,
) -> Result<HttpResponse> {
    let (hash, now) = (token_hash(&token), context.now);
    let session = context
        .write(move |conn| {
            let seat = seat::by_link(conn, &hash, now)?;
            auth::open_session(
                conn,
                &tokens,
                &seat.organization.id,
                (Holder::Applicant, seat.candidate.id.as_ref()),
                now,
            )
        })
        .await?;
    Ok(context.go("/test/mine", [cookies::make(&context.settings, cookies::APPLICANT, session, None)]))
}

#[derive(Serialize)]
struct MineView {
    name: String,
    organization: String,
    opening: String,
    contact: String,
    standing: Standing,
    until: String,
    trial: bool,
    receipt: Option<String>,
    retention_months: i64,
    may_withdraw: bool,
    may_review: bool,
    requests: Vec<RequestView>,
}

/// A request as its author sees it.
#[derive(Serialize)]
struct RequestView {
    kind: RequestKind,
    state: RequestState,
    made: String,
    due: String,
    answer: Option<String>,
    answered: Option<String>,
}

impl RequestView {
    fn of(request: DataRequest, texts: &Texts) -> Self {
        Self {
            kind: request.kind,
            state: request.state,
            made: texts.day(request.created_at),
            due: texts.day(request.due_at),
            answer: request.answer,
            answered: request.answered_at.map(|at| texts.day(at)),
        }
    }
}

fn may_review(seat: &Seat) -> bool {
    seat.attempt.as_ref().is_some_and(|attempt| attempt.state.is_handed_in())
}

async fn mine(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let (for_read, now) = (seat.clone(), context.now);
    let (standing, requests) = context
        .read(move |conn| {
            let requests = privacy::requests_of(conn, &for_read.organization.id, &for_read.candidate.id)?;
            Ok::<_, Error>((privacy::standing(conn, &for_read, now)?, requests))
        })
        .await?;
    let texts = context.texts();
    let view = MineView {
        name: seat.candidate.name.clone(),
        organization: seat.organization.name.clone(),
        opening: seat.opening.title.clone(),
        contact: seat.opening.contact.clone(),
        standing,
        until: texts.moment_there(until(&seat), seat.organization.zone),
        trial: seat.candidate.source == Source::Trial,
        receipt: seat.attempt.as_ref().and_then(|attempt| attempt.receipt.clone()),
        retention_months: seat.organization.retention_months,
        may_withdraw: seat.withdrawn_at.is_none(),
        may_review: may_review(&seat),
        requests: requests.into_iter().map(|request| RequestView::of(request, texts)).collect(),
    };
    context.page("privacy/mine.html", &shell(&context, &seat, "mine-title"), &view)
}

/// Until when they can start or go on.
fn until(seat: &Seat) -> Moment {
    let running = seat.attempt.as_ref().filter(|attempt| attempt.state == AttemptState::Started);
    running.map_or(seat.invitation.expires_at, sittings::Attempt::closes_at)
}

#[derive(Serialize)]
struct WithdrawView {
    organization: String,
    opening: String,
    started: bool,
    retention_months: i64,
}

async fn withdrawal(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    if seat.withdrawn_at.is_some() {
        return Ok(see_other("/test/mine"));
    }
    let view = WithdrawView {
        organization: seat.organization.name.clone(),
        opening: seat.opening.title.clone(),
        started: seat.attempt.is_some(),
        retention_months: seat.organization.retention_months,
    };
    context.page("privacy/withdraw.html", &shell(&context, &seat, "withdraw-title"), &view)
}

async fn withdraw(context: Context, applicant: Applicant, _form: Form<Nothing>) -> Result<HttpResponse> {
    let (seat, now) = (seat_of(&context, applicant).await?, context.now);
    context.write(move |conn| sittings::withdraw(conn, &seat.opening, &seat.candidate, now)).await?;
    Ok(see_other("/test/mine"))
}

#[derive(Serialize)]
struct AskView {
    kind: RequestKind,
    organization: String,
    message: String,
    days: i64,
    problems: Vec<FieldError>,
}

fn kind_of(word: &str, seat: &Seat) -> Result<RequestKind> {
    let kind: RequestKind = word.parse().map_err(|_| Error::from(Code::NotFound))?;
    // There is nothing to look at again before the test is handed in.
    if kind == RequestKind::Review && !may_review(seat) { Err(Code::NotFound.into()) } else { Ok(kind) }
}

async fn question(context: Context, applicant: Applicant, kind: web::Path<String>) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let kind = kind_of(&kind, &seat)?;
    page(&context, &seat, kind, String::new(), Vec::new())
}

fn page(
    context: &Context,
    seat: &Seat,
    kind: RequestKind,
    message: String,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let title = match kind {
        RequestKind::Erasure => "ask-erasure-title",
        RequestKind::Correction => "ask-correction-title",
        RequestKind::Review => "ask-review-title",
    };
    let view = AskView { kind, organization: seat.organization.name.clone(), message, days: TERM.num_days(), problems };
    let shell = shell(context, seat, title);
    if view.problems.is_empty() {
        context.page("privacy/ask.html", &shell, &view)
    } else {
        context.page_again("privacy/ask.html", &shell, &view)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskForm {
    #[serde(default)]
    message: String,
    lang: Option<String>,
}

async fn ask(
    context: Context,
    applicant: Applicant,
    kind: web::Path<String>,
    form: Form<AskForm>,
) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let kind = kind_of(&kind, &seat)?;
    let AskForm { message, lang } = form.0;
    if context.choose(lang.as_deref()) {
        return page(&context, &seat, kind, message, Vec::new());
    }
    let (candidate, words, now) = (seat.candidate.clone(), message.clone(), context.now);
    let made = context.write(move |conn| privacy::make(conn, &candidate, kind, &words, now)).await;
    match made {
        Ok(_) => Ok(see_other("/test/mine")),
        Err(error) if error.code() == Code::Invalid => {
            let said = if message.trim().is_empty() {
                context.texts().tr("ask-empty", &[])
            } else {
                context.texts().tr("report-long", &[("longest", LONGEST_TEXT.into())])
            };
            let problem = |field: &FieldError| FieldError { field: field.field.clone(), message: said.clone() };
            let problems = error.field_errors().iter().map(problem).collect();
            page(&context, &seat, kind, message, problems)
        }
        Err(error) => Err(error),
    }
}
