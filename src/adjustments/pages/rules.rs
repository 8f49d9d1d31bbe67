//! What an organization decides for all its openings: its time zone, and how often somebody may sit again.

use crate::adjustments;
use crate::auth::{Signed, may, shell};
use crate::clock::Zone;
use crate::error::{Code, Error, FieldError, Result};
use crate::i18n::{Locale, Texts};
use crate::people::{self, Actor, Rules};
use crate::web::{Access, Context, Form, Query, Route, see_other, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let right = Access::Right("organization.set");
    vec![Route::get("/organization", right, to!(show)), Route::post("/organization", right, to!(change))]
}

#[derive(Serialize)]
struct RulesView {
    version: i64,
    time_zone: String,
    retakes: String,
    retake_months: String,
    /// What the clocks of the zone show.
    now: String,
    done: bool,
    problems: Vec<FieldError>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    done: Option<String>,
}

async fn show(context: Context, signed: Signed<may::OrganizationSet>, query: Query<Done>) -> Result<HttpResponse> {
    page(&context, &signed.actor, None, query.0.done.is_some()).await
}

async fn page(
    context: &Context,
    actor: &Actor,
    again: Option<(RulesForm, Vec<FieldError>)>,
    done: bool,
) -> Result<HttpResponse> {
    let organization = actor.organization().clone();
    let rules = context.read(move |conn| people::rules(conn, &organization)).await?;
    let mut view = RulesView {
        version: rules.version,
        time_zone: rules.zone.to_string(),
        retakes: rules.retakes.to_string(),
        retake_months: rules.retake_months.to_string(),
        now: Texts::of(Locale::English).moment_there(context.now, rules.zone),
        done,
        problems: Vec::new(),
    };
    let shell = shell(actor, "Organization", "/organization");
    let Some((form, problems)) = again else { return context.page("adjustments/rules.html", &shell, &view) };
    view.version = form.version;
    (view.time_zone, view.retakes, view.retake_months) = (form.time_zone, form.retakes, form.retake_months);
    view.problems = problems;
    context.page_again("adjustments/rules.html", &shell, &view)
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesForm {
    version: i64,
    #[serde(default)]
    time_zone: String,
    #[serde(default)]
    retakes: String,
    #[serde(default)]
    retake_months: String,
}

impl RulesForm {
    fn parse(&self) -> Result<Rules> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.into(), message });
        let zone = self.time_zone.parse::<Zone>().map_err(|problem| fault("time_zone", problem)).ok();
        let number = |text: &str| text.trim().parse::<i64>();
        let wrong = |_| "Enter a whole number.".to_owned();
        let retakes = number(&self.retakes).map_err(|error| fault("retakes", wrong(error))).ok();
        let months = number(&self.retake_months).map_err(|error| fault("retake_months", wrong(error))).ok();
        match (zone, retakes, months) {
            (Some(zone), Some(retakes), Some(retake_months)) => {
                Ok(Rules { zone, retakes, retake_months, version: self.version })
            }
            _ => Err(Error::fields(faults)),
        }
    }
}

async fn change(context: Context, signed: Signed<may::OrganizationSet>, form: Form<RulesForm>) -> Result<HttpResponse> {
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let changed = match form.0.parse() {
        Ok(rules) => context.write(move |conn| adjustments::change_rules(conn, &organization, &rules, &by, now)).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(()) => Ok(see_other("/organization?done=saved")),
        Err(error) if error.code() == Code::Invalid => {
            let problems = error.field_errors().to_vec();
            page(&context, &signed.actor, Some((form.0, problems)), false).await
        }
        Err(error) => Err(error),
    }
}
