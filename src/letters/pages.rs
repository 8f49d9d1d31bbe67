//! The page for a lost link.

use super::send_links;
use crate::auth::{Limit, count};
use crate::db::Db;
use crate::error::{FieldError, Result};
use crate::mail::Post;
use crate::people::{EmailAddress, TextFault};
use crate::web::{Access, Context, Form, Route, Shell, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/lost-link", Access::Public, to!(form)), Route::post("/lost-link", Access::Public, to!(ask))]
}

#[derive(Serialize, Default)]
struct LostView {
    email: String,
    sent: bool,
    problems: Vec<FieldError>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LostForm {
    #[serde(default)]
    email: String,
    lang: Option<String>,
}

fn page(context: &Context, view: &LostView) -> Result<HttpResponse> {
    // No test is known here, so the page speaks what was chosen or what the browser asks for.
    let title = context.speak("").tr("lost-link", &[]);
    let shell = Shell { title, organization: "Rapport".into(), ..Shell::default() };
    if view.problems.is_empty() {
        context.page("letters/lost.html", &shell, view)
    } else {
        context.page_again("letters/lost.html", &shell, view)
    }
}

async fn form(context: Context) -> Result<HttpResponse> {
    page(&context, &LostView::default())
}

async fn ask(context: Context, form: Form<LostForm>, post: web::Data<Post>) -> Result<HttpResponse> {
    let switched = context.choose(form.0.lang.as_deref());
    let mut view = LostView { email: form.0.email, ..LostView::default() };
    if switched {
        return page(&context, &view);
    }
    match view.email.parse::<EmailAddress>() {
        Ok(email) => {
            count_and_send(&context, post, email).await?;
            view.sent = true;
        }
        Err(fault) => view.problems.push(told(&context, &fault)),
    }
    page(&context, &view)
}

fn told(context: &Context, fault: &TextFault) -> FieldError {
    FieldError { field: "email".into(), message: context.speak("").tr(fault.message(), &[]) }
}

/// Counts the request, and does the rest after the answer: neither its words nor its time tell whether somebody is known.
pub(super) async fn count_and_send(context: &Context, post: web::Data<Post>, email: EmailAddress) -> Result<()> {
    let tries = [(Limit::LOST_ADDRESS, context.address().to_owned()), (Limit::LOST_PERSON, email.to_string())];
    count(&context.db, &tries, context.now).await?;
    let (db, post, now): (Db, Arc<Post>, _) = (context.db.clone(), post.into_inner(), context.now);
    actix_web::rt::spawn(async move {
        if let Err(error) = db.write(move |conn| send_links(conn, &post, &email, now)).await {
            tracing::error!(?error, "lost links could not be sent");
        }
    });
    Ok(())
}
