//! Where an applicant asks, and reads what was answered: behind their link, before anything has begun, and in their
//! sitting.

use crate::adjustments::{self, Asked, Kind, LONGEST, Request, State, grants};
use crate::auth::Applicant;
use crate::config::token_hash;
use crate::error::{Code, Error, FieldError, Result};
use crate::i18n::Texts;
use crate::mail::Post;
use crate::openings::Source;
use crate::sittings::seat::{self, Seat};
use crate::web::{Access, Context, Form, Query, Route, Shell, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/i/{token}/adjustment", Access::Link, to!(by_link)),
        Route::post("/i/{token}/adjustment", Access::Link, to!(ask_by_link)),
        Route::get("/test/adjustment", Access::Applicant, to!(in_sitting)),
        Route::post("/test/adjustment", Access::Applicant, to!(ask_in_sitting)),
    ]
}

#[derive(Serialize)]
struct AskView {
    organization: String,
    opening: String,
    action: String,
    back: String,
    sent: bool,
    trial: bool,
    may_ask: bool,
    kinds: Vec<KindView>,
    message: String,
    requests: Vec<RequestView>,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct KindView {
    id: &'static str,
    label: String,
    hint: String,
    chosen: bool,
}

#[derive(Serialize)]
struct RequestView {
    kind: String,
    asked: String,
    message: String,
    state: State,
    due: String,
    decided: String,
    grants: Vec<String>,
    reply: String,
}

fn label(kind: Kind, texts: &Texts) -> (String, String) {
    let (label, hint) = match kind {
        Kind::MoreTime => ("adjust-kind-time", Some("adjust-kind-time-hint")),
        Kind::LaterDeadline => ("adjust-kind-later", Some("adjust-kind-later-hint")),
        Kind::AnotherAttempt => ("adjust-kind-again", Some("adjust-kind-again-hint")),
        Kind::SomethingElse => ("adjust-kind-other", None),
    };
    (texts.tr(label, &[]), hint.map(|hint| texts.tr(hint, &[])).unwrap_or_default())
}

impl RequestView {
    fn of(request: &Request, seat: &Seat, texts: &Texts) -> Self {
        let moment = |at| texts.moment_there(at, seat.organization.zone);
        Self {
            kind: label(request.kind, texts).0,
            asked: moment(request.created_at),
            message: request.message.clone(),
            state: request.state,
            due: moment(request.due_at),
            decided: request.decided_at.map(moment).unwrap_or_default(),
            grants: grants(request, &seat.organization, texts),
            reply: request.reply.clone().unwrap_or_default(),
        }
    }
}

/// Where the page stands: behind a link, or in a sitting.
struct Place {
    action: String,
    back: String,
}

impl Place {
    fn link(token: &str) -> Self {
        Self { action: format!("/i/{token}/adjustment"), back: format!("/i/{token}") }
    }

    fn sitting() -> Self {
        Self { action: "/test/adjustment".into(), back: "/test".into() }
    }
}

/// What was typed so far.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AskForm {
    kind: Option<Kind>,
    message: String,
    lang: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    done: Option<String>,
}

async fn page(
    context: &Context,
    (seat, place): (&Seat, Place),
    form: &AskForm,
    sent: bool,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let texts = context.speak(&seat.speaks);
    let (organization, candidate) = (seat.organization.id.clone(), seat.candidate.id.clone());
    let requests = context.read(move |conn| adjustments::requests_of(conn, &organization, &candidate)).await?;
    let trial = seat.candidate.source == Source::Trial;
    let view = AskView {
        organization: seat.organization.name.clone(),
        opening: seat.opening.title.clone(),
        action: place.action,
        back: place.back,
        sent,
        trial,
        may_ask: !trial && requests.iter().all(|request| request.state != State::Waiting),
        kinds: Kind::ALL
            .iter()
            .map(|kind| {
                let (label, hint) = label(*kind, texts);
                KindView { id: kind.as_str(), label, hint, chosen: form.kind == Some(*kind) }
            })
            .collect(),
        message: form.message.clone(),
        requests: requests.iter().map(|request| RequestView::of(request, seat, texts)).collect(),
        problems,
    };
    let title = texts.tr("adjust-title", &[("opening", view.opening.clone().into())]);
    let shell = Shell { title, organization: view.organization.clone(), ..Shell::default() };
    if view.problems.is_empty() {
        context.page("adjustments/ask.html", &shell, &view)
    } else {
        context.page_again("adjustments/ask.html", &shell, &view)
    }
}

async fn linked(context: &Context, token: &str) -> Result<Seat> {
    let (hash, now) = (token_hash(token), context.now);
    context.read(move |conn| seat::by_link(conn, &hash, now)).await
}

async fn seated(context: &Context, applicant: Applicant) -> Result<Seat> {
    seat::current(&context.db, applicant.organization, applicant.candidate, context.now).await
}

async fn by_link(context: Context, token: web::Path<String>, query: Query<Done>) -> Result<HttpResponse> {
    let seat = linked(&context, &token).await?;
    page(&context, (&seat, Place::link(&token)), &AskForm::default(), query.0.done.is_some(), Vec::new()).await
}

async fn in_sitting(context: Context, applicant: Applicant, query: Query<Done>) -> Result<HttpResponse> {
    let seat = seated(&context, applicant).await?;
    page(&context, (&seat, Place::sitting()), &AskForm::default(), query.0.done.is_some(), Vec::new()).await
}

async fn ask_by_link(
    context: Context,
    token: web::Path<String>,
    form: Form<AskForm>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let switched = context.choose(form.0.lang.as_deref());
    let seat = linked(&context, &token).await?;
    take(&context, (seat, Place::link(&token)), form.0, switched, post).await
}

async fn ask_in_sitting(
    context: Context,
    applicant: Applicant,
    form: Form<AskForm>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let switched = context.choose(form.0.lang.as_deref());
    let seat = seated(&context, applicant).await?;
    take(&context, (seat, Place::sitting()), form.0, switched, post).await
}

async fn take(
    context: &Context,
    (seat, place): (Seat, Place),
    form: AskForm,
    switched: bool,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let texts = context.speak(&seat.speaks);
    if switched {
        return page(context, (&seat, place), &form, false, Vec::new()).await;
    }
    let Some(kind) = form.kind else {
        let problems = vec![FieldError { field: "kind".into(), message: texts.tr("adjust-kind-missing", &[]) }];
        return page(context, (&seat, place), &form, false, problems).await;
    };
    let asked = Asked { kind, message: form.message.clone(), lang: texts.locale() };
    let (now, for_write) = (context.now, seat.clone());
    let taken = context.write(move |conn| adjustments::ask(conn, &post, &for_write, &asked, now)).await;
    match taken {
        Ok(_) => Ok(context.go(&format!("{}?done=sent", place.action), [])),
        Err(error) => match problem(&error, &seat, &form, texts) {
            Some(message) => {
                let problems = vec![FieldError { field: "message".into(), message }];
                page(context, (&seat, place), &form, false, problems).await
            }
            None => Err(error),
        },
    }
}

/// A refusal in the language of the page.
fn problem(error: &Error, seat: &Seat, form: &AskForm, texts: &Texts) -> Option<String> {
    match error.code() {
        Code::Invalid if form.message.trim().is_empty() => Some(texts.tr("adjust-message-missing", &[])),
        Code::Invalid => Some(texts.tr("adjust-message-long", &[("longest", LONGEST.into())])),
        Code::WrongState => Some(texts.tr("adjust-one-at-a-time", &[])),
        Code::TooMany => Some(texts.tr("adjust-many", &[("contact", seat.opening.contact.clone().into())])),
        _ => None,
    }
}
