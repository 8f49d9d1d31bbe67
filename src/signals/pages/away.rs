//! What the script of a question tells when the page is in front again.

use crate::auth::Applicant;
use crate::error::Result;
use crate::signals;
use crate::sittings::seat;
use crate::web::{Access, Context, Form, Route, to};
use actix_web::HttpResponse;
use serde::Deserialize;

pub fn routes() -> Vec<Route> {
    vec![Route::post("/test/away", Access::Applicant, to!(away))]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Away {
    /// The number of the question, as it was shown.
    number: usize,
    seconds: i64,
}

async fn away(context: Context, applicant: Applicant, form: Form<Away>) -> Result<HttpResponse> {
    let now = context.now;
    let seat = seat::current(&context.db, applicant.organization, applicant.candidate, now).await?;
    // What comes after the end is no concern of anybody's.
    if let Ok(attempt) = seat.running() {
        let (attempt, position) = (attempt.clone(), seat.item(form.0.number)?.position);
        context.write(move |conn| signals::left(conn, &attempt, (position, form.0.seconds), now)).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}
