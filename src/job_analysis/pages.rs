//! Recording what the job consists of, as a form without script: the tasks there are, and empty lines for more.

use super::{JobAnalysis, MOST_TASKS, Record, Task, current, save};
use crate::auth::{Allowed, may, shell};
use crate::error::{Code, Error, FieldError, Result};
use crate::openings::{self, Opening};
use crate::people::{self, Actor, Right};
use crate::scoring::{Competency, PerCompetency};
use crate::web::{Access, Context, Fields, Query, Route, see_other, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/openings/{opening}/job-analysis", Access::Right("openings.read"), to!(page)),
        Route::post("/openings/{opening}/job-analysis", Access::Right("openings.manage"), to!(store)),
    ]
}

/// Empty lines below the tasks there are.
const MORE: usize = 4;

#[derive(Serialize)]
struct PageView {
    opening: String,
    opening_id: String,
    version: i64,
    author: String,
    at: String,
    method: String,
    alternatives: String,
    tasks: Vec<TaskView>,
    recorded: usize,
    weights: Vec<WeightView>,
    may_manage: bool,
    done: bool,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct TaskView {
    number: usize,
    task: String,
    importance: i64,
    frequency: i64,
    needs: Vec<NeedView>,
}

#[derive(Serialize)]
struct NeedView {
    id: &'static str,
    name: &'static str,
    chosen: bool,
}

#[derive(Serialize)]
struct WeightView {
    id: &'static str,
    name: &'static str,
    proposed: f64,
    used: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Asked {
    done: Option<String>,
}

async fn page(
    context: Context,
    allowed: Allowed<may::OpeningsRead, Opening>,
    query: Query<Asked>,
) -> Result<HttpResponse> {
    render(&context, (&allowed.actor, &allowed.thing), None, (Vec::new(), query.0.done.is_some())).await
}

async fn render(
    context: &Context,
    (actor, opening): (&Actor, &Opening),
    typed: Option<Record>,
    (problems, done): (Vec<FieldError>, bool),
) -> Result<HttpResponse> {
    let for_read = opening.clone();
    let (known, author, used) = context
        .read(move |conn| {
            let known = current(conn, &for_read)?;
            let author = match &known {
                Some(known) => people::staff_by_id(conn, &for_read.organization, &known.author)?,
                None => None,
            };
            let used = openings::assessment_of(conn, &for_read)?.blueprint.weights;
            Ok::<_, Error>((known, author.map(|staff| staff.name).unwrap_or_default(), used))
        })
        .await?;
    let may_manage = actor.reach(Right::OpeningsManage).is_some();
    let view = view(opening, (known, author), typed, (used, may_manage), (problems, done));
    let shell = shell(actor, "Job analysis", "/openings");
    if view.problems.is_empty() {
        context.page("job_analysis/page.html", &shell, &view)
    } else {
        context.page_again("job_analysis/page.html", &shell, &view)
    }
}

fn view(
    opening: &Opening,
    (known, author): (Option<JobAnalysis>, String),
    typed: Option<Record>,
    (used, may_manage): (PerCompetency<f64>, bool),
    (problems, done): (Vec<FieldError>, bool),
) -> PageView {
    let weights = known.as_ref().map(|known| known.record.weights());
    let (version, at) = known.as_ref().map_or((0, String::new()), |known| (known.version, known.created_at.day()));
    let recorded = known.as_ref().map_or(0, |known| known.record.tasks.len());
    let nothing = || Record { method: String::new(), alternatives: String::new(), tasks: Vec::new() };
    let record = typed.or(known.map(|known| known.record)).unwrap_or_else(nothing);
    let lines = if may_manage { (record.tasks.len() + MORE).min(MOST_TASKS) } else { record.tasks.len() };
    let all: f64 = used.iter().map(|(_, weight)| weight).sum();
    let weight = |weights: PerCompetency<f64>| {
        Competency::all().map(move |competency| WeightView {
            id: competency.as_str(),
            name: competency.name(),
            proposed: weights[competency],
            used: used[competency] / all,
        })
    };
    PageView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        version,
        author,
        at,
        tasks: (0..lines).map(|place| task_view(place + 1, record.tasks.get(place))).collect(),
        method: record.method,
        alternatives: record.alternatives,
        recorded,
        weights: weights.map(weight).into_iter().flatten().collect(),
        may_manage,
        done,
        problems,
    }
}

fn task_view(number: usize, task: Option<&Task>) -> TaskView {
    let needs = |competency: Competency| NeedView {
        id: competency.as_str(),
        name: competency.name(),
        chosen: task.is_some_and(|task| task.needs.contains(&competency)),
    };
    TaskView {
        number,
        task: task.map(|task| task.task.clone()).unwrap_or_default(),
        importance: task.map_or(0, |task| task.importance),
        frequency: task.map_or(0, |task| task.frequency),
        needs: Competency::all().map(needs).collect(),
    }
}

/// The record of a form: lines without a task are left out, wherever they stand.
fn typed(fields: &Fields) -> Record {
    let text = |name: &str| fields.get(name).unwrap_or_default().trim().to_owned();
    let number = |name: String| fields.get(&name).and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    let tasks = (1..=MOST_TASKS + MORE).filter(|line| !text(&format!("task-{line}")).is_empty()).map(|line| Task {
        task: text(&format!("task-{line}")),
        importance: number(format!("importance-{line}")),
        frequency: number(format!("frequency-{line}")),
        needs: fields.all(&format!("needs-{line}")).filter_map(|word| word.parse().ok()).collect(),
    });
    Record { method: text("method"), alternatives: text("alternatives"), tasks: tasks.collect() }
}

async fn store(
    context: Context,
    allowed: Allowed<may::OpeningsManage, Opening>,
    fields: Fields,
) -> Result<HttpResponse> {
    let record = typed(&fields);
    let seen = fields.get("seen").and_then(|seen| seen.parse().ok()).unwrap_or(-1);
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    let kept = record.clone();
    match context.write(move |conn| save(conn, &opening, record.clone(), (&by, seen), now)).await {
        Ok(_) => Ok(see_other(&format!("/openings/{}/job-analysis?done=saved", allowed.thing.id))),
        Err(error) if error.code() == Code::Invalid => {
            let problems = error.field_errors().to_vec();
            render(&context, (&allowed.actor, &allowed.thing), Some(kept), (problems, false)).await
        }
        Err(error) if error.code() == Code::Conflict => {
            let problem = FieldError { field: "method".into(), message: error.sentence().to_owned() };
            render(&context, (&allowed.actor, &allowed.thing), Some(kept), (vec![problem], false)).await
        }
        Err(error) => Err(error),
    }
}
