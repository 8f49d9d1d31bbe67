//! How long things are kept, and which openings are under a legal hold.

use crate::auth::{Allowed, Signed, may, shell};
use crate::error::{Code, Error, FieldError, Result};
use crate::openings::{self, Opening};
use crate::people::{self, Actor, Reach};
use crate::privacy::{self, LONGEST_MONTHS};
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let right = Access::Right("privacy.handle");
    vec![
        Route::get("/privacy", right, to!(show)),
        Route::post("/privacy", right, to!(keep)),
        Route::post("/openings/{opening}/hold", right, to!(hold)),
    ]
}

#[derive(Serialize)]
struct SettingsView {
    months: i64,
    typed: String,
    longest: i64,
    openings: Vec<OpeningView>,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct OpeningView {
    id: String,
    title: String,
    place: String,
    hold: Option<String>,
    since: Option<String>,
}

async fn show(context: Context, signed: Signed<may::PrivacyHandle>) -> Result<HttpResponse> {
    page(&context, &signed.actor, None, Vec::new()).await
}

async fn page(
    context: &Context,
    actor: &Actor,
    typed: Option<String>,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let who = actor.clone();
    let (organization, all, holds) = context
        .read(move |conn| {
            let organization = people::organization(conn, who.organization())?;
            let all = openings::openings_of(conn, who.organization(), Reach::All, &who.staff.id)?;
            let holds = privacy::holds(conn, who.organization())?;
            Ok::<_, Error>((organization, all, holds))
        })
        .await?;
    let view_of = |opening: Opening| {
        let hold = holds.iter().find(|hold| hold.opening == opening.id);
        OpeningView {
            id: opening.id.to_string(),
            title: opening.title,
            place: opening.place,
            hold: hold.map(|hold| hold.reason.clone()),
            since: hold.map(|hold| hold.placed_at.day()),
        }
    };
    let view = SettingsView {
        months: organization.retention_months,
        typed: typed.unwrap_or_else(|| organization.retention_months.to_string()),
        longest: LONGEST_MONTHS,
        openings: all.into_iter().map(view_of).collect(),
        problems,
    };
    let shell = shell(actor, "Privacy", "/requests");
    if view.problems.is_empty() {
        context.page("privacy/settings.html", &shell, &view)
    } else {
        context.page_again("privacy/settings.html", &shell, &view)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeepForm {
    seen: i64,
    #[serde(default)]
    months: String,
}

async fn keep(context: Context, signed: Signed<may::PrivacyHandle>, form: Form<KeepForm>) -> Result<HttpResponse> {
    let KeepForm { seen, months: typed } = form.0;
    // What is no number is no number of months either, and gets the same sentence.
    let months = typed.trim().parse().unwrap_or(0);
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let kept = context.write(move |conn| privacy::set_retention(conn, &organization, (seen, months), &by, now)).await;
    match kept {
        Ok(()) => Ok(see_other("/privacy")),
        Err(error) if error.code() == Code::Invalid => {
            page(&context, &signed.actor, Some(typed), error.field_errors().to_vec()).await
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", tag = "act")]
enum HoldForm {
    Place {
        #[serde(default)]
        reason: String,
    },
    Lift,
}

async fn hold(
    context: Context,
    allowed: Allowed<may::PrivacyHandle, Opening>,
    form: Form<HoldForm>,
) -> Result<HttpResponse> {
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id.clone(), context.now);
    let id = opening.id.clone();
    let done = context
        .write(move |conn| match &form.0 {
            HoldForm::Place { reason } => privacy::place_hold(conn, &opening, reason, &by, now),
            HoldForm::Lift => privacy::lift_hold(conn, &opening, &by, now),
        })
        .await;
    match done {
        Ok(()) => Ok(see_other("/privacy")),
        Err(error) if error.code() == Code::Invalid => {
            let message = error.field_errors().first().map(|field| field.message.clone()).unwrap_or_default();
            let problem = FieldError { field: format!("reason-{id}"), message };
            page(&context, &allowed.actor, None, vec![problem]).await
        }
        Err(error) => Err(error),
    }
}
