//! Saving a view of the ranking, and hiding names: what the forms of that page do besides asking.

use super::ranking::again;
use crate::auth::{Allowed, may};
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::SavedViewId;
use crate::openings::{self, Opening};
use crate::results::RankingQuery;
use crate::results::views::{NewView, delete_view, save_view};
use crate::web::{Access, Context, Form, Route, from_pairs, see_other, to};
use actix_web::HttpResponse;
use serde::Deserialize;

pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/openings/{opening}/views", Access::Right("results.read"), to!(save)),
        Route::post("/openings/{opening}/names", Access::Right("candidates.decide"), to!(hide)),
    ]
}

/// A view to save under a name, to write again or to take away.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ViewForm {
    act: String,
    name: String,
    query: String,
    shared: Option<String>,
    first: Option<String>,
    view: Option<SavedViewId>,
    version: i64,
}

async fn save(
    context: Context,
    allowed: Allowed<may::ResultsRead, Opening>,
    form: Form<ViewForm>,
) -> Result<HttpResponse> {
    let (form, opening, by, now) = (form.0, allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    let pairs: Vec<(String, String)> = form_urlencoded::parse(form.query.as_bytes()).into_owned().collect();
    let query: RankingQuery = from_pairs(&pairs)?;
    let back =
        format!("/openings/{}/ranking?{}", opening.id, if form.query.is_empty() { "sort=band" } else { &form.query });
    let done = if form.act == "delete" {
        let id = form.view.ok_or(Code::Malformed)?;
        context.write(move |conn| delete_view(conn, &opening, (&id, form.version), &by)).await
    } else {
        let (shared, is_default) = (form.shared.is_some(), form.first.is_some());
        let new = NewView { name: form.name, query: query.clone(), shared, is_default };
        let seen = form.view.map(|id| (id, form.version));
        let save = move |conn: &mut crate::db::Conn| {
            let seen = seen.as_ref().map(|(id, version)| (id, *version));
            save_view(conn, &opening, &new, (&by, seen), now).map(|_| ())
        };
        context.write(save).await
    };
    answer(&context, &allowed, &query, (done, "view_name", &back)).await
}

/// On to the page, or the same page with what is wrong.
async fn answer(
    context: &Context,
    allowed: &Allowed<may::ResultsRead, Opening>,
    query: &RankingQuery,
    (done, field, back): (Result<()>, &str, &str),
) -> Result<HttpResponse> {
    let problem = |error: &Error| {
        let message = error.field_errors().first().map_or(error.sentence(), |fault| fault.message.as_str()).to_owned();
        vec![FieldError { field: field.to_owned(), message }]
    };
    match done {
        Ok(()) => Ok(see_other(back)),
        Err(error) if matches!(error.code(), Code::Invalid | Code::Conflict) => {
            again(context, (&allowed.actor, &allowed.thing), query, problem(&error)).await
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesForm {
    hidden: String,
    version: i64,
}

async fn hide(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, Opening>,
    form: Form<NamesForm>,
) -> Result<HttpResponse> {
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let (path, hidden) = (format!("/openings/{}/ranking?sort=band", opening.id), form.0.hidden == "yes");
    let version = form.0.version;
    context.write(move |conn| openings::hide_names(conn, &opening, (hidden, version), &by, now)).await?;
    Ok(see_other(&path))
}
