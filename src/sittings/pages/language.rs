//! The switch at the top of an applicant's page: the same page in another language.
//!
//! A page that holds something one has typed or chosen takes the switch as a button of its own form instead, so that
//! nothing of it is lost.

use crate::error::Result;
use crate::web::{Access, Context, Form, Route, to};
use actix_web::HttpResponse;
use serde::Deserialize;

pub fn routes() -> Vec<Route> {
    vec![Route::post("/language", Access::Public, to!(switch))]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    lang: String,
    back: String,
}

/// Keeps the choice and leads back. A language that is not offered changes nothing.
async fn switch(context: Context, form: Form<Choice>) -> Result<HttpResponse> {
    context.choose(Some(&form.0.lang));
    Ok(context.go(&form.0.back, []))
}
