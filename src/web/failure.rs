//! Failures become a page for people and problem+json for programs, here and nowhere else. The cause of a fault of ours
//! is logged once, and never sent.

use super::{Contact, Display, Problem, Shell, Views, cookies, form, language};
use crate::config::Settings;
use crate::error::{Code, Error};
use crate::i18n::{Locale, Texts};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use futures_util::FutureExt;
use serde::Serialize;
use std::panic::AssertUnwindSafe;

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        problem_json(self)
    }
}

/// A failure as `application/problem+json`.
pub fn problem_json(error: &Error) -> HttpResponse {
    let mut response = HttpResponse::build(error.status_code());
    response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
    if let Some(seconds) = error.retry_after() {
        response.insert_header((header::RETRY_AFTER, seconds));
    }
    response.body(serde_json::to_string(&Problem::of(error)).unwrap_or_default())
}

#[derive(Serialize)]
struct FailureView<'a> {
    status: u16,
    heading: String,
    sentence: String,
    fields: Vec<&'a str>,
    /// Whether somebody who has lost their link may be helped.
    link_gone: bool,
    /// Whom to ask, where an opening is known.
    contact: Option<Contact>,
}

/// The middleware: catches panics, logs causes, and makes pages of failures for people.
///
/// # Errors
/// None of its own; the framework's pass through.
pub async fn present(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(outcome) => outcome?.map_into_boxed_body(),
        Err(_) => {
            // The request went down with its handler, so there is no page to make; what happened is on stderr.
            tracing::error!("a handler panicked");
            return Err(Error::internal("a handler panicked").into());
        }
    };
    if !response.status().is_client_error() && !response.status().is_server_error() {
        return Ok(response);
    }
    let error = failure_of(&response);
    log(response.request(), response.response().error(), &error);
    let ours = is_problem(&response) || response.response().body_size_is_zero();
    let http = response.request().clone();
    match (ours, wants_json(&http)) {
        (true, true) if is_problem(&response) => Ok(response),
        (true, true) => Ok(response.into_response(problem_json(&error))),
        (true, false) => Ok(response.into_response(page(&http, &error))),
        (false, _) => Ok(response),
    }
}

trait BodySize {
    fn body_size_is_zero(&self) -> bool;
}

impl BodySize for HttpResponse<BoxBody> {
    fn body_size_is_zero(&self) -> bool {
        self.body().size().is_eof()
    }
}

/// Pages are for people; everything below `/api` and whoever asks for JSON is a program.
fn wants_json(request: &HttpRequest) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let route = request.match_pattern();
    route.as_deref().unwrap_or(request.path()).starts_with("/api/") || accepts.starts_with("application/json")
}

fn is_problem(response: &ServiceResponse<BoxBody>) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json")
}

/// The failure behind a response: our own, or one of the framework's by its status.
fn failure_of(response: &ServiceResponse<BoxBody>) -> Error {
    let ours = response.response().error().and_then(actix_web::Error::as_error::<Error>);
    if let Some(error) = ours {
        return error.without_cause();
    }
    let code = match response.status().as_u16() {
        404 => Code::NotFound,
        405 => Code::MethodNotAllowed,
        408 => Code::TooSlow,
        413 => Code::TooLarge,
        415 => Code::WrongType,
        status if status < 500 => Code::Malformed,
        503 => Code::Unavailable,
        _ => Code::Internal,
    };
    code.into()
}

fn log(request: &HttpRequest, source: Option<&actix_web::Error>, error: &Error) {
    if error.code().status() >= 500 {
        let cause =
            source.and_then(actix_web::Error::as_error::<Error>).and_then(Error::cause).map(ToString::to_string);
        // The pattern of the route, never the address: addresses hold secret links.
        tracing::error!(route = request.match_pattern(), code = error.code().name(), cause, "a request failed");
    }
}

fn page(request: &HttpRequest, error: &Error) -> HttpResponse {
    if error.code() == Code::SignInNeeded {
        let back = if request.method() == actix_web::http::Method::GET { request.path() } else { "/home" };
        let target = form_urlencoded::Serializer::new(String::new()).append_pair("next", back).finish();
        return HttpResponse::SeeOther().insert_header((header::LOCATION, format!("/sign-in?{target}"))).finish();
    }
    let settings = form::data::<Settings>(request).ok();
    let texts = Texts::of(language::of_failure(request, settings.as_ref().map(|settings| &***settings)));
    let view = FailureView {
        status: error.code().status(),
        heading: texts.tr(heading(error.code()), &[]),
        sentence: sentence(error, texts),
        contact: error.contact().map(|(name, address)| Contact { name: name.into(), address: address.into() }),
        link_gone: error.code() == Code::LinkGone,
        fields: error.field_errors().iter().map(|field| field.message.as_str()).collect(),
    };
    let title = texts.tr("title-error", &[("title", view.heading.clone().into())]);
    let display = settings.as_ref().map(|settings| Display::of(request, settings)).unwrap_or_default();
    let shell = Shell { title, display, ..Shell::default() };
    let views = form::data::<Views>(request);
    let rendered = views.and_then(|views| views.render(texts.locale(), "web/failure.html", &shell, "", &view));
    let mut response = HttpResponse::build(error.status_code());
    if let Some(seconds) = error.retry_after() {
        response.insert_header((header::RETRY_AFTER, seconds));
    }
    if let (Code::LinkGone, Some(settings)) = (error.code(), settings) {
        response.cookie(cookies::end(&settings, cookies::APPLICANT));
    }
    match rendered {
        Ok(html) => response.content_type("text/html; charset=utf-8").body(html),
        Err(defect) => {
            tracing::error!(?defect, "the failure page itself failed");
            response.content_type("text/plain; charset=utf-8").body(error.sentence().to_owned())
        }
    }
}

/// What went wrong, in the language of the page. What only English has is said there as it is, elsewhere by its code.
fn sentence(error: &Error, texts: &Texts) -> String {
    if let (Code::TooMany, Some(seconds)) = (error.code(), error.retry_after()) {
        return texts.tr("too-many-wait", &[("minutes", ((seconds + 59) / 60).max(1).into())]);
    }
    match error.message() {
        Some(id) => texts.tr(id, &[]),
        None if texts.locale() == Locale::English => error.sentence().to_owned(),
        None => texts.tr(&format!("error-{}", error.code().name()), &[]),
    }
}

fn heading(code: Code) -> &'static str {
    match code {
        Code::NotFound => "heading-nothing",
        Code::LinkGone => "heading-link",
        Code::Forbidden => "heading-role",
        Code::CrossSite => "heading-form",
        Code::Conflict | Code::AnswerConflict => "heading-changed",
        Code::TooMany => "heading-tries",
        Code::TooLate => "heading-late",
        Code::Unavailable => "heading-moment",
        Code::Internal => "heading-wrong",
        _ => "heading-other",
    }
}
