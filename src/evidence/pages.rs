//! The evidence page: what later ratings say, and the form that takes them, with a look at what would be stored first.

use super::read::{self, MOST_ROWS};
use super::{Batch, Evidence, RowFault, Upload, check, evidence, parse, sentence, store_ratings, withdraw};
use crate::assessments::{self, Assessment};
use crate::audit::Who;
use crate::auth::{Signed, may, shell};
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::OrganizationId;
use crate::people;
use crate::psychometrics::describe::coefficient;
use crate::web::chart::{self, Dot};
use crate::web::{Access, Context, Form, Query, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    let right = Access::Right("evidence.manage");
    vec![
        Route::get("/assessments/{assessment}/{version}/evidence", right, to!(page)),
        Route::post("/assessments/{assessment}/{version}/evidence", right, to!(send)),
        Route::post("/assessments/{assessment}/{version}/evidence/{batch}/withdraw", right, to!(take_back)),
    ]
}

/// The form as it is typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Typed {
    scale_low: String,
    scale_high: String,
    ratings: String,
    act: String,
}

impl Default for Typed {
    fn default() -> Self {
        Self { scale_low: "1".into(), scale_high: "5".into(), ratings: String::new(), act: String::new() }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PageQuery {
    done: Option<String>,
}

/// What a form came to.
#[derive(Default)]
struct Outcome {
    typed: Typed,
    faults: Vec<RowFault>,
    problems: Vec<FieldError>,
    preview: Option<PreviewView>,
    done: String,
}

#[derive(Serialize)]
struct PreviewView {
    ratings: usize,
    people: usize,
    raters: usize,
}

#[derive(Serialize)]
struct EvidenceView {
    id: String,
    version: i64,
    title: String,
    headline: String,
    meaning: String,
    correction: Option<String>,
    people: usize,
    ratings: usize,
    raters: usize,
    figures: Vec<FigureView>,
    dots: Vec<Dot>,
    fifths: Vec<FifthView>,
    width: f64,
    height: f64,
    batches: Vec<BatchView>,
    typed: Typed,
    faults: Vec<RowFault>,
    problems: Vec<FieldError>,
    preview: Option<PreviewView>,
    done: String,
    most_rows: usize,
}

#[derive(Serialize)]
struct FigureView {
    name: &'static str,
    value: String,
    fisher: String,
    bootstrap: String,
}

#[derive(Serialize)]
struct FifthView {
    totals: String,
    people: usize,
    rating: String,
}

#[derive(Serialize)]
struct BatchView {
    id: String,
    ratings: i64,
    scale: String,
    by: String,
    at: String,
    withdrawn: Option<String>,
    version: i64,
}

/// The assessment that an address names.
pub(super) fn named(conn: &mut Conn, organization: &OrganizationId, (id, version): (&str, &str)) -> Result<Assessment> {
    let version = version.parse().map_err(|_| Code::NotFound)?;
    assessments::find(conn, organization, id, Some(version))
}

async fn page(
    context: Context,
    signed: Signed<may::EvidenceManage>,
    path: web::Path<(String, String)>,
    query: Query<PageQuery>,
) -> Result<HttpResponse> {
    let done = query.0.done.unwrap_or_default();
    render(&context, &signed, path.into_inner(), Outcome { done, ..Outcome::default() }).await
}

async fn render(
    context: &Context,
    signed: &Signed<may::EvidenceManage>,
    (id, version): (String, String),
    outcome: Outcome,
) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let read = move |conn: &mut Conn| {
        let assessment = named(conn, &organization, (&id, &version))?;
        let found = evidence(conn, &organization, &assessment.key)?;
        let batches = super::batches(conn, &organization, &assessment.key)?;
        let batches =
            batches.into_iter().map(|batch| batch_view(conn, &organization, &batch)).collect::<Result<Vec<_>>>()?;
        Ok::<_, Error>((assessment, found, batches))
    };
    let (assessment, found, batches) = context.read(read).await?;
    let again = !outcome.faults.is_empty() || !outcome.problems.is_empty();
    let view = view(&assessment, &found, batches, outcome);
    let shell = shell(&signed.actor, "Evidence", "/assessments");
    if again {
        context.page_again("evidence/page.html", &shell, &view)
    } else {
        context.page("evidence/page.html", &shell, &view)
    }
}

fn batch_view(conn: &mut Conn, organization: &OrganizationId, batch: &Batch) -> Result<BatchView> {
    let staff = batch.stored_by.strip_prefix("staff:").unwrap_or_default();
    let by = people::staff_by_id(conn, organization, staff)?.map(|staff| staff.name);
    Ok(BatchView {
        id: batch.id.to_string(),
        ratings: batch.ratings,
        scale: format!("{} to {}", batch.scale.low, batch.scale.high),
        by: by.unwrap_or_else(|| "a command".to_owned()),
        at: batch.stored_at.day_and_time(),
        withdrawn: batch.withdrawn_at.map(crate::clock::Moment::day_and_time),
        version: batch.version,
    })
}

/// The picture.
const CHART: (f64, f64) = (420.0, 220.0);

fn view(assessment: &Assessment, found: &Evidence, batches: Vec<BatchView>, outcome: Outcome) -> EvidenceView {
    let cells: Vec<(f64, f64, usize)> =
        found.cells.iter().map(|cell| (cell.total / 100.0, cell.rating, cell.people)).collect();
    let fifth = |fifth: &super::Fifth| FifthView {
        totals: format!("{} to {}", chart::whole(fifth.from), chart::whole(fifth.to)),
        people: fifth.people,
        rating: chart::percent(fifth.rating),
    };
    let Outcome { typed, faults, problems, preview, done } = outcome;
    EvidenceView {
        id: assessment.key.id.clone(),
        version: assessment.key.version,
        title: assessment.blueprint.title.clone(),
        headline: sentence::headline(found),
        meaning: sentence::meaning(found),
        correction: sentence::correction(found),
        people: found.people,
        ratings: found.ratings,
        raters: found.raters,
        figures: figures(found),
        dots: chart::dots(&cells, CHART, 12.0),
        fifths: found.fifths.iter().map(fifth).collect(),
        width: CHART.0,
        height: CHART.1,
        batches,
        typed,
        faults,
        problems,
        preview,
        done,
        most_rows: MOST_ROWS,
    }
}

fn figures(found: &Evidence) -> Vec<FigureView> {
    let number = coefficient;
    let ends = |(low, high): (f64, f64)| format!("{} to {}", number(low), number(high));
    let drawn = |which: usize| found.bootstrap.map_or_else(|| "–".to_owned(), |both| ends(both[which]));
    let Some(Ok(relation)) = &found.relation else { return Vec::new() };
    let mut figures = vec![FigureView {
        name: "As it is, among those rated",
        value: number(relation.within.r),
        fisher: ends(relation.interval),
        bootstrap: drawn(0),
    }];
    if let Some((_, r, interval)) = found.corrected {
        figures.push(FigureView {
            name: "Corrected for restricted range",
            value: number(r),
            fisher: ends(interval),
            bootstrap: drawn(1),
        });
    }
    figures
}

async fn send(
    context: Context,
    signed: Signed<may::EvidenceManage>,
    path: web::Path<(String, String)>,
    form: Form<Typed>,
) -> Result<HttpResponse> {
    let (address, typed) = (path.into_inner(), form.0);
    let scale = match read::scale(&typed.scale_low, &typed.scale_high) {
        Ok(scale) => scale,
        Err(error) => {
            let problems = error.field_errors().to_vec();
            return render(&context, &signed, address, Outcome { typed, problems, ..Outcome::default() }).await;
        }
    };
    let rows = match parse(&typed.ratings, scale) {
        Ok(rows) => rows,
        Err(faults) => {
            return render(&context, &signed, address, Outcome { typed, faults, ..Outcome::default() }).await;
        }
    };
    let (organization, who, now) =
        (signed.actor.organization().clone(), Who::Staff(signed.actor.staff.id.clone()), context.now);
    let (named_by, store) = (address.clone(), typed.act == "store");
    let checked = context
        .write(move |conn| {
            let assessment = named(conn, &organization, (&named_by.0, &named_by.1))?.key;
            let upload = Upload { assessment, scale, rows: rows.clone() };
            let checked = check(conn, &organization, &upload, now)?;
            if store && checked.is_ok() {
                store_ratings(conn, &organization, &upload, &who, now)?;
            }
            Ok::<_, Error>(checked)
        })
        .await?;
    match checked {
        Ok(_) if store => Ok(see_other(&format!("/assessments/{}/{}/evidence?done=stored", address.0, address.1))),
        Ok(checked) => {
            let preview =
                PreviewView { ratings: checked.ratings(), people: checked.people(), raters: checked.raters() };
            let outcome = Outcome { typed, preview: Some(preview), ..Outcome::default() };
            render(&context, &signed, address, outcome).await
        }
        Err(faults) => render(&context, &signed, address, Outcome { typed, faults, ..Outcome::default() }).await,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    seen: i64,
}

async fn take_back(
    context: Context,
    signed: Signed<may::EvidenceManage>,
    path: web::Path<(String, String, String)>,
    form: Form<Seen>,
) -> Result<HttpResponse> {
    let (id, version, batch) = path.into_inner();
    let (organization, who, now) =
        (signed.actor.organization().clone(), Who::Staff(signed.actor.staff.id.clone()), context.now);
    let back = format!("/assessments/{id}/{version}/evidence?done=withdrawn");
    context
        .write(move |conn| {
            let assessment = named(conn, &organization, (&id, &version))?.key;
            withdraw(conn, &organization, (&assessment, &batch, form.0.seen), &who, now)
        })
        .await?;
    Ok(see_other(&back))
}
