//! Assessments with how precise they are, and freezing a new precision version.

mod report;

use super::{Known, freeze_precision, known_precision};
use crate::assessments::{self, Blueprint};
use crate::audit::Who;
use crate::auth::{Signed, may, shell};
use crate::bank::{self, Choosable, CompetencyText};
use crate::error::{Error, Result};
use crate::scoring::Competency;
use crate::web::{Access, Context, Form, Route, chart, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    let right = Access::Right("precision.freeze");
    vec![
        Route::get("/assessments", right, to!(list)),
        Route::post("/assessments/{assessment}/precision", right, to!(freeze)),
        Route::get("/assessments/{assessment}/{version}/quality", right, to!(report::page)),
    ]
}

#[derive(Serialize)]
struct ListView {
    assessments: Vec<AssessmentView>,
}

#[derive(Serialize)]
struct AssessmentView {
    id: String,
    version: i64,
    title: String,
    description: String,
    items: usize,
    mix: Vec<String>,
    weights: Vec<String>,
    /// Minutes, facets met, all facets, and those that a set does not meet; none if the bank cannot fill it.
    outlook: Option<OutlookView>,
    range: i64,
    precision_version: i64,
    spreads: Vec<String>,
    history: Vec<FrozenView>,
}

#[derive(Serialize)]
struct OutlookView {
    minutes: i64,
    met: usize,
    of: usize,
    not_met: Vec<String>,
}

#[derive(Serialize)]
struct FrozenView {
    version: i64,
    attempts: i64,
    at: String,
}

async fn list(
    context: Context,
    signed: Signed<may::PrecisionFreeze>,
    texts: web::Data<Arc<Vec<CompetencyText>>>,
) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let (known, bank) = context
        .read(move |conn| {
            Ok::<_, Error>((known_precision(conn, &organization)?, bank::items_for_blueprints(conn, &organization)?))
        })
        .await?;
    let assessments = known.into_iter().map(|known| view(known, (&bank, &texts))).collect();
    context.page(
        "quality/assessments.html",
        &shell(&signed.actor, "Assessments", "/assessments"),
        &ListView { assessments },
    )
}

fn outlook(blueprint: &Blueprint, bank: &[Choosable], texts: &[CompetencyText]) -> Option<OutlookView> {
    let outlook = assessments::outlook(blueprint, bank, 1).ok()?;
    let facets = || texts.iter().flat_map(|text| &text.facets);
    let not_met = facets().filter(|facet| !outlook.facets.contains(&facet.id)).map(|facet| facet.name.clone());
    let not_met: Vec<String> = not_met.collect();
    Some(OutlookView { minutes: outlook.minutes, met: facets().count() - not_met.len(), of: facets().count(), not_met })
}

fn view(known: Known, (bank, texts): (&[Choosable], &[CompetencyText])) -> AssessmentView {
    let Known { assessment, precision, frozen } = known;
    let blueprint = &assessment.blueprint;
    AssessmentView {
        id: assessment.key.id.clone(),
        version: assessment.key.version,
        title: blueprint.title.clone(),
        description: blueprint.description.clone(),
        items: blueprint.items(),
        mix: blueprint.mix.iter().map(|(format, count)| format!("{count} {format}")).collect(),
        weights: blueprint
            .weights
            .iter()
            .map(|(competency, weight)| format!("{} {weight}", competency.name()))
            .collect(),
        outlook: outlook(blueprint, bank, texts),
        range: chart::whole(assessment.likely_range(&precision, 1.0)),
        precision_version: precision.version,
        spreads: Competency::all()
            .map(|competency| format!("{} {:.3}", competency.name(), precision.item_sd[competency]))
            .collect(),
        history: frozen
            .into_iter()
            .map(|frozen| FrozenView {
                version: frozen.version,
                attempts: frozen.sittings,
                at: frozen.at.day_and_time(),
            })
            .collect(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn freeze(
    context: Context,
    signed: Signed<may::PrecisionFreeze>,
    id: web::Path<String>,
    _form: Form<Nothing>,
) -> Result<HttpResponse> {
    let (organization, who, now) =
        (signed.actor.organization().clone(), Who::Staff(signed.actor.staff.id), context.now);
    let id = id.into_inner();
    context
        .write(move |conn| {
            let assessment = assessments::find(conn, &organization, &id, None)?;
            freeze_precision(conn, &organization, &assessment.key, &who, now)?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(see_other("/assessments"))
}
