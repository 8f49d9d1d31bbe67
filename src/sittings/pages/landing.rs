//! The first page: who asks, for which job, what, how long, which data, kept how long, who decides; and starting.

use super::part::{self, PartLine};
use super::{seat_of, shell};
use crate::auth::{self, Applicant, Holder, Tokens};
use crate::config::token_hash;
use crate::error::{Code, Error, FieldError, Result};
use crate::notices;
use crate::sittings::{self, AttemptState, LandingState, Stand, seat};
use crate::web::{Access, Context, Form, Route, cookies, rendered, see_other, to};
use actix_web::{HttpResponse, web};
use minijinja::Value;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/i/{token}", Access::Link, to!(landing)),
        Route::post("/i/{token}", Access::Link, to!(enter)),
        Route::get("/test", Access::Applicant, to!(onward)),
        Route::get("/test/ready", Access::Applicant, to!(ready)),
        Route::post("/test/start", Access::Applicant, to!(start)),
    ]
}

#[derive(Serialize)]
struct LandingView {
    organization: String,
    opening: String,
    place: String,
    name: String,
    items: usize,
    minutes: i64,
    time_limit: Option<i64>,
    parts: Vec<PartLine>,
    lang: String,
    until: String,
    retention_months: i64,
    contact: String,
    /// Where to ask for an adjustment.
    adjustment: String,
    trial: bool,
    agreed: bool,
    notice: String,
    notice_html: Option<Value>,
    state: LandingState,
    problems: Vec<FieldError>,
}

async fn landing(context: Context, token: web::Path<String>) -> Result<HttpResponse> {
    page(&context, &token, false, Vec::new()).await
}

async fn page(context: &Context, token: &str, agreed: bool, problems: Vec<FieldError>) -> Result<HttpResponse> {
    let (hash, now) = (token_hash(token), context.now);
    let landing = context.read(move |conn| sittings::landing(conn, &hash, now)).await?;
    let (seat, length) = (&landing.seat, landing.length);
    let texts = context.speak(&seat.speaks);
    let (organization, contact) = (seat.organization.clone(), seat.opening.contact.clone());
    let locale = texts.locale();
    let notice = context.read(move |conn| notices::current(conn, &organization, &contact, locale)).await?;
    let view = LandingView {
        organization: seat.organization.name.clone(),
        opening: seat.opening.title.clone(),
        place: seat.opening.place.clone(),
        name: seat.candidate.name.clone(),
        items: length.items,
        minutes: length.minutes,
        time_limit: seat.time_limit(),
        parts: PartLine::all(seat),
        lang: seat.lang.clone(),
        until: texts.moment_there(seat.invitation.expires_at, seat.organization.zone),
        retention_months: seat.organization.retention_months,
        contact: seat.opening.contact.clone(),
        adjustment: format!("/i/{token}/adjustment"),
        trial: landing.is_trial(),
        agreed,
        notice_html: notice.html().as_ref().map(rendered),
        notice: notice.version,
        state: landing.state,
        problems,
    };
    let shell = shell(context, seat, "landing-title", &[]);
    if view.problems.is_empty() {
        context.page("sittings/landing.html", &shell, &view)
    } else {
        context.page_again("sittings/landing.html", &shell, &view)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Consent {
    agree: Option<String>,
    /// Which notice was read.
    notice: Option<String>,
    lang: Option<String>,
}

/// Opens the applicant's session. Only this act does anything: mail scanners that fetch the link change nothing.
async fn enter(
    context: Context,
    token: web::Path<String>,
    form: Form<Consent>,
    tokens: web::Data<Tokens>,
) -> Result<HttpResponse> {
    let (hash, now) = (token_hash(&token), context.now);
    if context.choose(form.0.lang.as_deref()) {
        return page(&context, &token, form.0.agree.is_some(), Vec::new()).await;
    }
    let lookup = hash.clone();
    let seat = context.read(move |conn| seat::by_link(conn, &lookup, now)).await?;
    if seat.attempt.is_none() && seat.withdrawn_at.is_none() && form.0.agree.is_none() {
        let message = context.speak(&seat.speaks).tr("agree-missing", &[]);
        return page(&context, &token, false, vec![FieldError { field: "agree".into(), message }]).await;
    }
    let fresh = seat.attempt.is_none() && seat.withdrawn_at.is_none();
    let locale = context.speak(&seat.speaks).locale();
    let session = context
        .write(move |conn| {
            let (organization, candidate) = (&seat.organization, &seat.candidate.id);
            if fresh {
                let notice = notices::current(conn, organization, &seat.opening.contact, locale)?;
                if form.0.notice.as_ref().is_some_and(|read| *read != notice.version) {
                    return Err(Error::from(Code::Conflict));
                }
                notices::agree(conn, &organization.id, candidate, &notice, now)?;
            }
            auth::open_session(conn, &tokens, &organization.id, (Holder::Applicant, candidate.as_ref()), now)
        })
        .await;
    let session = match session {
        Ok(session) => session,
        // A newer notice was published while this one was read.
        Err(error) if error.code() == Code::Conflict => {
            let message = context.texts().tr("notice-changed", &[]);
            return page(&context, &token, false, vec![FieldError { field: "agree".into(), message }]).await;
        }
        Err(error) => return Err(error),
    };
    let cookie = cookies::make(&context.settings, cookies::APPLICANT, session, None);
    Ok(context.go(if fresh { "/test/practice/1" } else { "/test" }, [cookie]))
}

/// Where an applicant was: the first question without an answer, the review, or the receipt.
async fn onward(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    if seat.withdrawn_at.is_some() {
        return Ok(see_other("/test/mine"));
    }
    let Some(attempt) = seat.attempt.clone() else { return Ok(see_other("/test/ready")) };
    if attempt.state != AttemptState::Started {
        return Ok(see_other("/test/receipt"));
    }
    match seat.parts.stand(context.now) {
        Some(Stand::In(part)) => {
            let open = part::open_in(&context, &seat, part).await?;
            return Ok(see_other(
                &open.first().map_or("/test/part".into(), |number| format!("/test/questions/{number}")),
            ));
        }
        Some(Stand::Ahead(_)) => return Ok(see_other("/test/part")),
        Some(Stand::Over) => return Ok(see_other("/test/review")),
        None => {}
    }
    let count = seat.count();
    let sitting = context.read(move |conn| sittings::sitting(conn, &attempt, count, None)).await?;
    let open = sitting.open_positions();
    let first = seat.numbered().into_iter().find(|(_, position)| open.contains(position));
    Ok(match first {
        Some((number, _)) => see_other(&format!("/test/questions/{number}")),
        None => see_other("/test/review"),
    })
}

#[derive(Serialize)]
struct ReadyView {
    items: usize,
    minutes: i64,
    time_limit: Option<i64>,
    parts: Vec<PartLine>,
    lang: String,
    until: String,
}

async fn ready(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    if seat.attempt.is_some() || seat.withdrawn_at.is_some() {
        return Ok(see_other("/test"));
    }
    let for_length = seat.clone();
    let length = context.read(move |conn| for_length.length(conn)).await?;
    let view = ReadyView {
        items: length.items,
        minutes: length.minutes,
        time_limit: seat.time_limit(),
        parts: PartLine::all(&seat),
        lang: seat.lang.clone(),
        until: context.texts().moment_there(seat.invitation.expires_at, seat.organization.zone),
    };
    context.page("sittings/ready.html", &shell(&context, &seat, "ready-title", &[]), &view)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn start(context: Context, applicant: Applicant, _form: Form<Nothing>) -> Result<HttpResponse> {
    let now = context.now;
    let started = context
        .write(move |conn| {
            let seat = seat::of_candidate(conn, &applicant.organization, &applicant.candidate)?;
            sittings::start(conn, &seat.opening, &seat.candidate, &seat.invitation, now)
        })
        .await;
    match started {
        // Pressed twice: the other press has started it.
        Ok(_) => Ok(see_other("/test")),
        Err(error) if error.code() == Code::Conflict => Ok(see_other("/test")),
        Err(error) => Err(error),
    }
}
