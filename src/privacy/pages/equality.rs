//! The voluntary questions that come after handing in: optional, each with a way not to say, and kept apart.

use super::mine::{seat_of, shell};
use crate::auth::Applicant;
use crate::error::{Code, Error, Result};
use crate::fairness::{self, PREFER_NOT, Pack};
use crate::i18n::Texts;
use crate::sittings::seat::Seat;
use crate::web::{Access, Context, Fields, Route, see_other, to};
use actix_web::HttpResponse;
use serde::Serialize;
use std::collections::BTreeMap;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/test/about-you", Access::Applicant, to!(show)),
        Route::post("/test/about-you", Access::Applicant, to!(save)),
    ]
}

#[derive(Serialize)]
struct EqualityView {
    organization: String,
    questions: Vec<QuestionView>,
    answered: bool,
}

#[derive(Serialize)]
struct QuestionView {
    id: String,
    text: String,
    answers: Vec<AnswerView>,
}

#[derive(Serialize)]
struct AnswerView {
    id: String,
    text: String,
    chosen: bool,
}

/// The questions, once the test is handed in; there are none before, and none where nothing is asked.
async fn asked(context: &Context, seat: &Seat) -> Result<&'static Pack> {
    let organization = seat.organization.id.clone();
    let handed_in = seat.attempt.as_ref().is_some_and(|attempt| attempt.state.is_handed_in());
    let pack = context.read(move |conn| fairness::asked(conn, &organization)).await?;
    pack.filter(|_| handed_in).ok_or_else(|| Error::from(Code::NotFound))
}

fn views(pack: &Pack, own: &BTreeMap<String, String>, texts: &Texts) -> Vec<QuestionView> {
    let question = |question: &fairness::Question| {
        let chosen = own.get(&question.id).map(String::as_str);
        let answer = |id: &str, text: &str| AnswerView {
            id: id.to_owned(),
            text: texts.tr(text, &[]),
            chosen: chosen == Some(id),
        };
        let offered = question.answers.iter().map(|known| answer(&known.id, &known.text));
        let answers = offered.chain([answer(PREFER_NOT, "equality-prefer-not")]).collect();
        QuestionView { id: question.id.clone(), text: texts.tr(&question.text, &[]), answers }
    };
    pack.questions.iter().map(question).collect()
}

async fn show(context: Context, applicant: Applicant) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let pack = asked(&context, &seat).await?;
    let who = seat.clone();
    let own = context.read(move |conn| fairness::own_answers(conn, &who.organization.id, &who.candidate.id)).await?;
    let own: BTreeMap<String, String> = own.into_iter().map(|(question, answer, _)| (question, answer)).collect();
    page(&context, &seat, pack, &own, !own.is_empty())
}

fn page(
    context: &Context,
    seat: &Seat,
    pack: &Pack,
    own: &BTreeMap<String, String>,
    answered: bool,
) -> Result<HttpResponse> {
    let view = EqualityView {
        organization: seat.organization.name.clone(),
        questions: views(pack, own, context.texts()),
        answered,
    };
    context.page("privacy/equality.html", &shell(context, seat, "equality-title"), &view)
}

/// Keeps what was chosen in place of what was there; `forget` keeps nothing.
async fn save(context: Context, applicant: Applicant, fields: Fields) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let pack = asked(&context, &seat).await?;
    let mut answers = BTreeMap::new();
    for (name, value) in &fields.0 {
        match name.as_str() {
            "act" | "lang" => {}
            question if pack.questions.iter().any(|known| known.id == question) => {
                answers.insert(question.to_owned(), value.clone());
            }
            _ => return Err(Code::Malformed.into()),
        }
    }
    if context.choose(fields.get("lang")) {
        return page(&context, &seat, pack, &answers, false);
    }
    if fields.get("act") == Some("forget") {
        answers.clear();
    }
    let now = context.now;
    context.write(move |conn| fairness::answer(conn, &seat.organization.id, &seat.candidate.id, &answers, now)).await?;
    Ok(see_other("/test/receipt"))
}
