//! Practice: the same controls, an explanation afterwards, nothing stored.

use super::view::QuestionView;
use super::{seat_of, shell};
use crate::auth::Applicant;
use crate::error::{Code, Result};
use crate::sittings::choice::{Fault, Places};
use crate::sittings::seat::Seat;
use crate::sittings::{Practice, practice};
use crate::web::{Access, Context, Fields, Route, rendered, see_other, to};
use actix_web::{HttpResponse, web};
use minijinja::Value;
use serde::Serialize;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/test/practice/{number}", Access::Applicant, to!(show)),
        Route::post("/test/practice/{number}", Access::Applicant, to!(answer)),
    ]
}

#[derive(Serialize)]
struct PracticeView {
    question: QuestionView,
    explanation: Option<Value>,
    onward: String,
}

/// The seat and the practice question with a number, or `None` past the last.
async fn load(context: &Context, applicant: Applicant, number: usize) -> Result<(Seat, Option<Practice>)> {
    let seat = seat_of(context, applicant).await?;
    let (opening, lang) = (seat.opening.clone(), seat.lang.clone());
    let place = number.checked_sub(1).ok_or(Code::NotFound)?;
    let all = context.read(move |conn| practice(conn, &opening, &lang)).await?;
    Ok((seat, all.into_iter().nth(place)))
}

async fn show(context: Context, applicant: Applicant, number: web::Path<usize>) -> Result<HttpResponse> {
    let (seat, practice) = load(&context, applicant, *number).await?;
    match practice {
        Some(practice) => page(&context, &seat, &practice, &Places::of(None, &practice.order), None),
        None => Ok(see_other("/test/ready")),
    }
}

async fn answer(
    context: Context,
    applicant: Applicant,
    number: web::Path<usize>,
    fields: Fields,
) -> Result<HttpResponse> {
    let switched = context.choose(fields.get("lang")) | context.arrange(fields.get("display"));
    let (seat, practice) = load(&context, applicant, *number).await?;
    let practice = practice.ok_or(Code::NotFound)?;
    let places = Places::from_fields(practice.order.len(), |name| fields.get(name));
    let outcome = places.response(&practice.presented, &practice.order).map(|_| ());
    // Whoever looks at the explanation, and no longer at the question, goes on reading it.
    let shown = !switched || (fields.get("explained").is_some() && outcome.is_ok());
    page(&context, &seat, &practice, &places, Some(&outcome).filter(|_| shown))
}

/// The page: before an answer, with what is wrong with it, or with the explanation.
fn page(
    context: &Context,
    seat: &Seat,
    practice: &Practice,
    chosen: &Places,
    outcome: Option<&Result<(), Fault>>,
) -> Result<HttpResponse> {
    let Practice { number, count, presented, order } = practice;
    let mut question =
        QuestionView::of(presented, order, chosen, (*number, *count), format!("/test/practice/{number}"));
    if let Some(Err(fault)) = outcome {
        question.problems = fault.on_page(context.texts()).field_errors().to_vec();
    }
    let answered = matches!(outcome, Some(Ok(())));
    let last = number == count;
    let view = PracticeView {
        question,
        explanation: presented.explanation.as_ref().filter(|_| answered).map(rendered),
        onward: if last { "/test/ready".into() } else { format!("/test/practice/{}", number + 1) },
    };
    let place = [("number", (*number).into()), ("count", (*count).into())];
    let shell = shell(context, seat, "practice-title", &place);
    if view.question.problems.is_empty() {
        context.page("sittings/practice.html", &shell, &view)
    } else {
        context.page_again("sittings/practice.html", &shell, &view)
    }
}
