//! Staying: the answer to the dialog that asks before a session ends because nobody uses it.

use crate::auth::{self, Applicant, Holder, Tokens};
use crate::error::Result;
use crate::web::{Access, Context, Form, Route, cookies, json, to};
use actix_web::{HttpResponse, web};
use chrono::Duration;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![Route::post("/test/stay", Access::Applicant, to!(stay))]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// What the script is told.
#[derive(Serialize)]
struct Stayed {
    seconds_left: i64,
}

/// Being asked counts as use. A session whose day is nearly over is followed by another one: somebody is there.
async fn stay(
    context: Context,
    applicant: Applicant,
    _form: Form<Nothing>,
    tokens: web::Data<Tokens>,
) -> Result<HttpResponse> {
    let now = context.now;
    let left = |end: crate::clock::Moment| end.since(now).num_seconds().max(0);
    if applicant.expires_at.since(now) > Duration::hours(1) {
        return Ok(json(&Stayed { seconds_left: left(applicant.ends_at) }));
    }
    let tokens = tokens.clone();
    let (session, ends_at) = context
        .write(move |conn| {
            let holder = (Holder::Applicant, applicant.candidate.as_ref());
            auth::renew_session(conn, &tokens, (&applicant.organization, &applicant.session), holder, now)
        })
        .await?;
    let mut response = json(&Stayed { seconds_left: left(ends_at) });
    let cookie = cookies::make(&context.settings, cookies::APPLICANT, session, None);
    response.add_cookie(&cookie).map_err(crate::error::Error::internal)?;
    Ok(response)
}
