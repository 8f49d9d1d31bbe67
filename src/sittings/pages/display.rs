//! Text size, spacing and covered replies, chosen at the top of every page of an applicant.
//!
//! A page that holds something one has chosen takes these buttons as buttons of its own form instead, as with languages.

use crate::error::Result;
use crate::web::{Access, Context, Form, Route, to};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

pub fn routes() -> Vec<Route> {
    vec![Route::post("/display", Access::Public, to!(arrange))]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    display: String,
    back: String,
}

/// Keeps the choice and leads back. What is not offered changes nothing.
async fn arrange(context: Context, request: HttpRequest, form: Form<Choice>) -> Result<HttpResponse> {
    context.arrange(Some(&form.0.display));
    let by_script = request.headers().get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    let mut response = context.go(&form.0.back, []);
    if by_script {
        // The script has changed the page already.
        *response.status_mut() = actix_web::http::StatusCode::NO_CONTENT;
        response.headers_mut().remove(header::LOCATION);
    }
    Ok(response)
}
