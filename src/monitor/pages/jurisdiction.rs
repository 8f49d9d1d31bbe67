//! By whose rules the figures are read: one is chosen, with its sources beside it.

use crate::auth::{Signed, may, shell};
use crate::error::{Code, FieldError, Result};
use crate::fairness::{Jurisdiction, choose_jurisdiction, chosen_jurisdiction, jurisdictions};
use crate::people::{Actor, Right};
use crate::web::{Context, Form, see_other};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct JurisdictionView {
    all: Vec<RulesView>,
    chosen: String,
    name: &'static str,
    version: i64,
    since: Option<String>,
    /// The file has changed since it was chosen.
    changed: bool,
    may: bool,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct RulesView {
    id: &'static str,
    name: &'static str,
    note: &'static str,
    version: i64,
    as_of: &'static str,
    months: i64,
    notices: Vec<(&'static str, &'static str)>,
    sources: Vec<(&'static str, &'static str)>,
}

impl From<&'static Jurisdiction> for RulesView {
    fn from(rules: &'static Jurisdiction) -> Self {
        Self {
            id: &rules.id,
            name: &rules.name,
            note: &rules.note,
            version: rules.version,
            as_of: &rules.as_of,
            months: rules.least_retention_months,
            notices: rules.notices.iter().map(|duty| (duty.when.as_str(), duty.what.as_str())).collect(),
            sources: rules.sources.iter().map(|source| (source.title.as_str(), source.read.as_str())).collect(),
        }
    }
}

pub async fn show(context: Context, signed: Signed<may::FairnessRead>) -> Result<HttpResponse> {
    page(&context, &signed.actor, None, Vec::new()).await
}

async fn page(
    context: &Context,
    actor: &Actor,
    typed: Option<String>,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let organization = actor.organization().clone();
    let chosen = context.read(move |conn| chosen_jurisdiction(conn, &organization)).await?;
    let view = JurisdictionView {
        all: jurisdictions().iter().map(RulesView::from).collect(),
        chosen: typed.unwrap_or_else(|| chosen.rules.id.clone()),
        name: &chosen.rules.name,
        version: chosen.version,
        since: chosen.chosen_at.map(crate::clock::Moment::day),
        changed: chosen.seen != chosen.rules.version,
        may: actor.reach(Right::FairnessSet).is_some(),
        problems,
    };
    let shell = shell(actor, "Jurisdiction", "/fairness");
    if view.problems.is_empty() {
        context.page("monitor/jurisdiction.html", &shell, &view)
    } else {
        context.page_again("monitor/jurisdiction.html", &shell, &view)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceForm {
    jurisdiction: String,
    seen: i64,
}

pub async fn save(context: Context, signed: Signed<may::FairnessSet>, form: Form<ChoiceForm>) -> Result<HttpResponse> {
    let ChoiceForm { jurisdiction, seen } = form.0;
    let typed = jurisdiction.clone();
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let choose =
        move |conn: &mut crate::db::Conn| choose_jurisdiction(conn, &organization, (&jurisdiction, seen), &by, now);
    match context.write(choose).await {
        Ok(()) => Ok(see_other("/fairness/jurisdiction")),
        Err(error) if error.code() == Code::Invalid => {
            page(&context, &signed.actor, Some(typed), error.field_errors().to_vec()).await
        }
        Err(error) => Err(error),
    }
}
