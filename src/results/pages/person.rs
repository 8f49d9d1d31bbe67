//! What staff do on a person's page besides deciding: look behind the pseudonym, write their impression, put tags.

use super::candidate::again;
use crate::auth::{Allowed, may};
use crate::error::{Code, Error, FieldError, Result};
use crate::openings::{self, CandidateOfOpening};
use crate::results::impressions::{Impression, tag, write_impression};
use crate::scoring::PerCompetency;
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let right = Access::Right("results.read");
    vec![
        Route::post("/openings/{opening}/candidates/{candidate}/reveal", right, to!(reveal)),
        Route::post("/openings/{opening}/candidates/{candidate}/impression", right, to!(impress)),
        Route::post("/openings/{opening}/candidates/{candidate}/tags", right, to!(set_tag)),
    ]
}

type OnPerson = Allowed<may::ResultsRead, CandidateOfOpening>;

fn path(case: &CandidateOfOpening, done: &str) -> String {
    format!("/openings/{}/candidates/{}{done}", case.opening.id, case.candidate.id)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn reveal(context: Context, allowed: OnPerson, _form: Form<Nothing>) -> Result<HttpResponse> {
    let (case, by, now) = (allowed.thing.clone(), allowed.actor.staff.id, context.now);
    context.write(move |conn| openings::reveal(conn, &case, &by, now)).await?;
    Ok(see_other(&path(&allowed.thing, "")))
}

/// An impression as it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImpressionForm {
    rating: String,
    empathy: String,
    patience: String,
    communication: String,
    #[serde(rename = "product-knowledge")]
    product_knowledge: String,
    note: String,
    /// How many of their own the writer saw.
    pub seen: i64,
}

impl ImpressionForm {
    fn parse(&self) -> Result<Impression> {
        let number = |text: &str| text.trim().parse::<i64>().ok();
        // What is no number is off the scale, and told by its field.
        let perhaps = |text: &str| if text.trim().is_empty() { None } else { Some(number(text).unwrap_or(0)) };
        let rating = number(&self.rating).ok_or_else(|| Error::field("rating", "Choose a number from 1 to 5."))?;
        let competencies = PerCompetency {
            empathy: perhaps(&self.empathy),
            patience: perhaps(&self.patience),
            communication: perhaps(&self.communication),
            product_knowledge: perhaps(&self.product_knowledge),
        };
        Ok(Impression { rating, competencies, note: self.note.clone() })
    }
}

async fn impress(context: Context, allowed: OnPerson, form: Form<ImpressionForm>) -> Result<HttpResponse> {
    let (form, case, by, now) = (form.0, allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    let written = match form.parse() {
        Err(error) => Err(error),
        Ok(impression) => {
            let seen = form.seen;
            context.write(move |conn| write_impression(conn, &case, &impression, (&by, seen), now)).await
        }
    };
    let problems = match &written {
        Ok(()) => return Ok(see_other(&path(&allowed.thing, "?done=impression"))),
        Err(error) if error.code() == Code::Invalid => error.field_errors().to_vec(),
        Err(error) if error.code() == Code::Conflict => {
            vec![FieldError { field: "rating".into(), message: error.sentence().to_owned() }]
        }
        Err(_) => return written.map(|()| HttpResponse::Ok().finish()),
    };
    again(&context, (&allowed.actor, &allowed.thing), form, problems).await
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct TagForm {
    tag: String,
    act: String,
}

async fn set_tag(context: Context, allowed: OnPerson, form: Form<TagForm>) -> Result<HttpResponse> {
    let (case, by, now) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    let TagForm { tag: text, act } = form.0;
    let done = context.write(move |conn| tag(conn, &case, (&text, act != "remove"), &by, now)).await;
    match done {
        Ok(()) => Ok(see_other(&path(&allowed.thing, "#tags"))),
        Err(error) if error.code() == Code::Invalid => {
            let problems = error.field_errors().to_vec();
            again(&context, (&allowed.actor, &allowed.thing), ImpressionForm::default(), problems).await
        }
        Err(error) => Err(error),
    }
}
