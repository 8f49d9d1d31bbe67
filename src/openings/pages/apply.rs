//! The public page of an opening: a name and an address, and a personal link by mail.

use crate::auth::{Limit, count};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Texts;
use crate::mail::Post;
use crate::openings::{self, Invitee, Opening, Shut};
use crate::people::{self, TextFault};
use crate::web::{Access, Contact, Context, Form, Route, Shell, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![Route::get("/apply/{token}", Access::Link, to!(form)), Route::post("/apply/{token}", Access::Link, to!(apply))]
}

#[derive(Serialize)]
struct ApplyView {
    organization: String,
    opening: String,
    place: String,
    contact: String,
    contact_name: String,
    items: usize,
    minutes: i64,
    time_limit: Option<i64>,
    /// Whether a part of the test has a limit of its own.
    limited_parts: bool,
    form: ApplyForm,
    problems: Vec<FieldError>,
    sent: bool,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ApplyForm {
    name: String,
    email: String,
    #[serde(skip_serializing)]
    lang: Option<String>,
}

async fn view(context: &Context, token: &str) -> Result<(Opening, ApplyView)> {
    let (token, now) = (token.to_owned(), context.now);
    let (lang, opening, view) = context
        .read(move |conn| {
            let opening = openings::find_public(conn, &token, now)?;
            let organization = people::organization(conn, &opening.organization)?;
            let length = openings::length_of(conn, &opening.organization, &opening)?;
            let lang = openings::assessment_of(conn, &opening)?.blueprint.lang;
            let view = ApplyView {
                organization: organization.name,
                opening: opening.title.clone(),
                place: opening.place.clone(),
                contact: opening.contact.clone(),
                contact_name: opening.contact_name.clone(),
                items: length.items,
                minutes: length.minutes,
                time_limit: opening.time_limit_minutes,
                limited_parts: length.limited_parts,
                form: ApplyForm::default(),
                problems: Vec::new(),
                sent: false,
            };
            Ok::<_, Error>((lang, opening, view))
        })
        .await?;
    context.speak(&lang);
    Ok((opening, view))
}

fn page(context: &Context, view: &ApplyView) -> Result<HttpResponse> {
    let title = context.texts().tr("apply-title", &[("opening", view.opening.clone().into())]);
    let contact = Contact { name: view.contact_name.clone(), address: view.contact.clone() };
    let shell = Shell { title, organization: view.organization.clone(), contact: Some(contact), ..Shell::default() };
    if view.problems.is_empty() {
        context.page("openings/apply.html", &shell, view)
    } else {
        context.page_again("openings/apply.html", &shell, view)
    }
}

/// What somebody reads who comes too late.
#[derive(Serialize)]
struct ClosedView {
    organization: String,
    opening: String,
    place: String,
    contact: String,
    shut: Shut,
    until: Option<String>,
}

/// A page that says so kindly, where the link is shut.
async fn closed(context: &Context, token: &str) -> Result<Option<HttpResponse>> {
    let (token, now) = (token.to_owned(), context.now);
    let found = context
        .read(move |conn| {
            let (opening, Some(shut)) = openings::behind_public(conn, &token, now)? else { return Ok(None) };
            let organization = people::organization(conn, &opening.organization)?.name;
            let lang = openings::assessment_of(conn, &opening)?.blueprint.lang;
            Ok::<_, Error>(Some((organization, opening, shut, lang)))
        })
        .await?;
    let Some((organization, opening, shut, lang)) = found else { return Ok(None) };
    let texts = context.speak(&lang);
    let title = texts.tr("closed-title", &[("opening", opening.title.clone().into())]);
    let shell = Shell { title, organization: organization.clone(), ..Shell::default() };
    let until = opening.public_bounds.until.map(|until| texts.day(until));
    let Opening { title: opening, place, contact, .. } = opening;
    let view = ClosedView { organization, opening, place, contact, shut, until };
    context.page_gone("openings/apply_closed.html", &shell, &view).map(Some)
}

async fn form(context: Context, token: web::Path<String>) -> Result<HttpResponse> {
    if let Some(closed) = closed(&context, &token).await? {
        return Ok(closed);
    }
    let (_, view) = view(&context, &token).await?;
    page(&context, &view)
}

impl ApplyForm {
    fn parse(&self, texts: &Texts) -> Result<Invitee, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, problem: TextFault| {
            faults.push(FieldError { field: field.into(), message: texts.tr(problem.message(), &[]) });
        };
        let name = self.name.parse().map_err(|problem| fault("name", problem)).ok();
        let email = self.email.parse().map_err(|problem| fault("email", problem)).ok();
        name.zip(email).map(|(name, email)| Invitee { name, email, language: None }).ok_or(faults)
    }
}

async fn apply(
    context: Context,
    token: web::Path<String>,
    form: Form<ApplyForm>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let switched = context.choose(form.0.lang.as_deref());
    if let Some(closed) = closed(&context, &token).await? {
        return Ok(closed);
    }
    let (opening, mut view) = view(&context, &token).await?;
    view.form = form.0;
    if switched {
        return page(&context, &view);
    }
    let invitee = match view.form.parse(context.texts()) {
        Ok(invitee) => invitee,
        Err(problems) => {
            view.problems = problems;
            return page(&context, &view);
        }
    };
    let (now, address) = (context.now, context.address().to_owned());
    let person = format!("{} {}", opening.id, invitee.email);
    // Counted before anything is done, and before it is known whether this person has been here before.
    count(&context.db, &[(Limit::APPLY_ADDRESS, address), (Limit::APPLY_PERSON, person)], now).await?;
    let token = token.into_inner();
    context.write(move |conn| openings::apply(conn, &post, &token, &invitee, now)).await?;
    view.sent = true;
    page(&context, &view)
}
