//! The groups of an assessment at a cut of the grid, and the button that freezes them anew.

use super::floor::{self, GRID};
use super::{TableView, at, count, freeze, readers, standing};
use crate::assessments::{self, Assessment};
use crate::audit::Who;
use crate::auth::{Signed, may, shell};
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::OrganizationId;
use crate::people::{Actor, Right};
use crate::web::{Access, Context, Form, Query, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/assessments/{assessment}/{version}/groups", Access::Right("groups.read"), to!(page)),
        Route::post("/assessments/{assessment}/{version}/groups", Access::Right("precision.freeze"), to!(freeze_now)),
    ]
}

/// Which cut is looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    total: Option<i64>,
    done: Option<String>,
}

#[derive(Serialize)]
struct GroupsView {
    id: String,
    version: i64,
    title: String,
    table: Option<TableView>,
    cuts: Vec<i64>,
    at: i64,
    /// Why no new cohort can be frozen now; empty where one can.
    why_not: String,
    may_freeze: bool,
    readers: Vec<String>,
    done: bool,
    problems: Vec<FieldError>,
}

/// The assessment that an address names.
pub(super) fn named(conn: &mut Conn, organization: &OrganizationId, (id, version): (&str, &str)) -> Result<Assessment> {
    let version = version.parse().map_err(|_| Code::NotFound)?;
    assessments::find(conn, organization, id, Some(version))
}

async fn page(
    context: Context,
    signed: Signed<may::GroupsRead>,
    path: web::Path<(String, String)>,
    query: Query<Asked>,
) -> Result<HttpResponse> {
    render(&context, &signed.actor, path.into_inner(), query.0, Vec::new()).await
}

async fn render(
    context: &Context,
    actor: &Actor,
    (id, version): (String, String),
    asked: Asked,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let (organization, now) = (actor.organization().clone(), context.now);
    let cut = floor::grid(asked.total.unwrap_or(60) as f64);
    let (assessment, table, why_not, readers) = context
        .read(move |conn| {
            let assessment = named(conn, &organization, (&id, &version))?;
            let table = at(conn, &organization, &assessment.key, cut as f64)?;
            let why_not = standing(conn, &organization, &assessment.key, now)?;
            Ok::<_, Error>((assessment, table, why_not, readers(conn, &organization)?))
        })
        .await?;
    let view = GroupsView {
        id: assessment.key.id.clone(),
        version: assessment.key.version,
        title: assessment.blueprint.title.clone(),
        table: table.as_ref().map(TableView::from),
        cuts: (1..100 / GRID).map(|place| place * GRID).collect(),
        at: cut,
        why_not,
        may_freeze: actor.reach(Right::PrecisionFreeze).is_some(),
        readers,
        done: asked.done.is_some(),
        problems,
    };
    let shell = shell(actor, "Groups", "/assessments");
    if view.problems.is_empty() {
        context.page("cohorts/page.html", &shell, &view)
    } else {
        context.page_again("cohorts/page.html", &shell, &view)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn freeze_now(
    context: Context,
    signed: Signed<may::PrecisionFreeze>,
    path: web::Path<(String, String)>,
    _form: Form<Nothing>,
) -> Result<HttpResponse> {
    let (id, version) = path.into_inner();
    match freeze_named(&context, &signed.actor, (id.clone(), version.clone())).await {
        Ok(_) => Ok(see_other(&format!("/assessments/{id}/{version}/groups?done=frozen"))),
        Err(error) if error.code() == Code::WrongState && signed.actor.reach(Right::GroupsRead).is_some() => {
            let problems = vec![FieldError { field: "freeze".into(), message: error.sentence().to_owned() }];
            render(&context, &signed.actor, (id, version), Asked::default(), problems).await
        }
        Err(error) => Err(error),
    }
}

/// Counts in a read, so that answers do not wait for it, and freezes in a write.
pub(super) async fn freeze_named(
    context: &Context,
    actor: &Actor,
    (id, version): (String, String),
) -> Result<super::Cohort> {
    let (organization, who, now) = (actor.organization().clone(), Who::Staff(actor.staff.id.clone()), context.now);
    let of = organization.clone();
    let (assessment, counted) = context
        .read(move |conn| {
            let assessment = named(conn, &of, (&id, &version))?.key;
            let counted = count(conn, &of, &assessment)?;
            Ok::<_, Error>((assessment, counted))
        })
        .await?;
    context.write(move |conn| freeze(conn, &organization, &assessment, &counted, &who, now)).await
}
