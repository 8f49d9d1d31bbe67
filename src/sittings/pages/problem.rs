//! Telling staff that something is wrong with a question.

use super::{seat_of, shell};
use crate::auth::Applicant;
use crate::error::{Code, FieldError, Result};
use crate::sittings;
use crate::sittings::seat::Seat;
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/test/questions/{number}/report", Access::Applicant, to!(report_form)),
        Route::post("/test/questions/{number}/report", Access::Applicant, to!(report)),
    ]
}

#[derive(Serialize)]
struct ReportView {
    number: usize,
    message: String,
    problems: Vec<FieldError>,
}

async fn report_form(context: Context, applicant: Applicant, number: web::Path<usize>) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    seat.item(*number)?;
    if seat.running().is_err() {
        return Ok(see_other("/test"));
    }
    report_page(&context, &seat, &ReportView { number: *number, message: String::new(), problems: Vec::new() })
}

fn report_page(context: &Context, seat: &Seat, view: &ReportView) -> Result<HttpResponse> {
    let shell = shell(context, seat, "report-title", &[("number", view.number.into())]);
    if view.problems.is_empty() {
        context.page("sittings/report.html", &shell, view)
    } else {
        context.page_again("sittings/report.html", &shell, view)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportForm {
    #[serde(default)]
    message: String,
    lang: Option<String>,
}

async fn report(
    context: Context,
    applicant: Applicant,
    number: web::Path<usize>,
    form: Form<ReportForm>,
) -> Result<HttpResponse> {
    let switched = context.choose(form.0.lang.as_deref());
    let seat = seat_of(&context, applicant).await?;
    let position = seat.item(*number)?.position;
    if switched {
        let view = ReportView { number: *number, message: form.0.message, problems: Vec::new() };
        return report_page(&context, &seat, &view);
    }
    let attempt = seat.attempt.clone().ok_or(Code::NotFound)?;
    let (message, now) = (form.0.message.clone(), context.now);
    let reported = context
        .write(move |conn| sittings::report(conn, &attempt.organization, &attempt.id, (position, &message), now))
        .await;
    match reported {
        Ok(_) => Ok(see_other(&format!("/test/questions/{number}?done=report"))),
        Err(fault) if fault.code() == Code::Invalid => {
            let id = if form.0.message.trim().is_empty() { "report-empty" } else { "report-long" };
            let message = context.texts().tr(id, &[("longest", sittings::LONGEST_REPORT.into())]);
            let problems = vec![FieldError { field: "message".into(), message }];
            let view = ReportView { number: *number, message: form.0.message, problems };
            report_page(&context, &seat, &view)
        }
        // Handed in elsewhere, or the time is over: the receipt says whom to write to.
        Err(error) if error.code() == Code::WrongState => Ok(see_other("/test")),
        Err(error) => Err(error),
    }
}
