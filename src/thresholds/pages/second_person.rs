//! The forms beside that of the thresholds: how many positions there are, and the answer to a proposal.

use super::{Typed, again};
use crate::auth::{Allowed, may};
use crate::error::{Error, Result};
use crate::openings::Opening;
use crate::policies::{self, Verdict};
use crate::thresholds::answer as answer_proposal;
use crate::web::{Context, Form, see_other};
use actix_web::HttpResponse;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PositionsForm {
    positions: Option<String>,
    seen: i64,
}

pub(super) async fn positions(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    form: Form<PositionsForm>,
) -> Result<HttpResponse> {
    let (opening, by, now, form) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now, form.0);
    // What is no number is no number of positions either: 0 is refused with the sentence that says what to enter.
    let count = form.positions.and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    match context.write(move |conn| policies::set_positions(conn, &opening, count, (&by, form.seen), now)).await {
        Ok(_) => Ok(see_other(&format!("/openings/{}/threshold?done=positions", allowed.thing.id))),
        Err(error) => again(&context, (&allowed.actor, &allowed.thing), Typed::default(), "positions", error).await,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerForm {
    proposal: i64,
    act: String,
    answer: Option<String>,
}

pub(super) async fn answer(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    form: Form<AnswerForm>,
) -> Result<HttpResponse> {
    let (opening, by, now, form) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now, form.0);
    let verdict: Verdict =
        form.act.parse().map_err(|_| Error::field("answer", "Choose approve, refuse or withdraw."))?;
    let reason = form.answer.unwrap_or_default();
    let answered =
        context.write(move |conn| answer_proposal(conn, &opening, (form.proposal, verdict, &reason), &by, now));
    match answered.await {
        Ok((proposal, _)) => {
            Ok(see_other(&format!("/openings/{}/threshold?done={}", allowed.thing.id, proposal.state)))
        }
        Err(error) => again(&context, (&allowed.actor, &allowed.thing), Typed::default(), "answer", error).await,
    }
}
