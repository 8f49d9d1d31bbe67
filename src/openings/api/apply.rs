//! The public link of an opening, for the programs of applicants.

use super::invitations::invitees;
use crate::auth::{Limit, count};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Locale;
use crate::mail::Post;
use crate::openings;
use crate::people;
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of the public link.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/public-links/{token}", Access::Link, to!(read)),
        Route::post("/api/v1/public-links/{token}", Access::Link, to!(apply)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(read, apply))]
pub struct Api;

/// What the public page of an opening says.
#[derive(Serialize, ToSchema)]
struct PublicBody {
    /// Who asks.
    organization: String,
    /// For which job.
    opening: String,
    /// Where it is; may be empty.
    place: String,
    /// Whom applicants may write to.
    contact: String,
    /// How many questions there are.
    questions: usize,
    /// How long they take most people, in minutes.
    minutes: i64,
    /// The time limit in minutes, counted from the start; none where there is no limit.
    time_limit_minutes: Option<i64>,
}

/// What is asked, by whom, for which job.
#[utoipa::path(get, path = "/api/v1/public-links/{token}", tag = "applicants", security(()), params(("token" = String, Path, description = "The token of a public link")),
    responses((status = 200, body = PublicBody), (status = 410, body = Problem)))]
async fn read(context: Context, token: web::Path<String>) -> Result<HttpResponse> {
    let (token, now) = (token.into_inner(), context.now);
    let body = context
        .read(move |conn| {
            let opening = openings::find_public(conn, &token, now)?;
            let length = openings::length_of(conn, &opening.organization, &opening)?;
            Ok::<_, Error>(PublicBody {
                organization: people::organization(conn, &opening.organization)?.name,
                opening: opening.title,
                place: opening.place,
                contact: opening.contact,
                questions: length.items,
                minutes: length.minutes,
                time_limit_minutes: opening.time_limit_minutes,
            })
        })
        .await?;
    Ok(json(&body))
}

/// Somebody by name and address.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonBody {
    /// Their name.
    pub(super) name: String,
    /// Their e-mail address.
    pub(super) email: String,
    /// The language of their mail and their test: `en`, `es` or `de`; that of the test if left out.
    pub(super) language: Option<Locale>,
}

/// Ask for a personal link by the public link of an opening. It comes by mail; the answer is the same for everybody.
#[utoipa::path(post, path = "/api/v1/public-links/{token}", tag = "applicants", security(()), params(("token" = String, Path, description = "The token of a public link")),
    request_body = PersonBody,
    responses((status = 202), (status = 410, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem, headers(("Retry-After" = i64, description = "Seconds to wait")))))]
async fn apply(
    context: Context,
    token: web::Path<String>,
    person: Json<PersonBody>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let mut people = invitees(std::slice::from_ref(&person.0)).map_err(|error| of_one(&error))?;
    let (invitee, token, now) = (people.swap_remove(0), token.into_inner(), context.now);
    let lookup = token.clone();
    let opening = context.read(move |conn| openings::find_public(conn, &lookup, now)).await?;
    // Counted together with the tries on the page, before it is known whether this person has been here before.
    let (address, key) = (context.address().to_owned(), format!("{} {}", opening.id, invitee.email));
    count(&context.db, &[(Limit::APPLY_ADDRESS, address), (Limit::APPLY_PERSON, key)], now).await?;
    context.write(move |conn| openings::apply(conn, &post, &token, &invitee, now)).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// The body is one person and no list, so its fields have no place in one.
fn of_one(error: &Error) -> Error {
    let own = |fault: &FieldError| FieldError {
        field: fault.field.trim_start_matches("people.0.").to_owned(),
        message: fault.message.clone(),
    };
    Error::fields(error.field_errors().iter().map(own).collect())
}
