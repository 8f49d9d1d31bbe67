//! The job analysis of an opening, for programs.

use super::{JobAnalysis, Record, Task, current, save};
use crate::auth::{Allowed, may};
use crate::error::{Code, Result};
use crate::openings::Opening;
use crate::scoring::{Competency, PerCompetency};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/openings/{opening}/job-analysis", Access::Right("openings.read"), to!(read)),
        Route::post("/api/v1/openings/{opening}/job-analysis", Access::Right("openings.manage"), to!(store)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(read, store))]
pub struct Api;

/// One task of the job.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TaskBody {
    /// What is done.
    task: String,
    /// How much depends on it, 1 to 5.
    importance: i64,
    /// How often it comes up, 1 to 5.
    frequency: i64,
    /// The competencies it needs.
    needs: Vec<Competency>,
}

/// A version of the job analysis of an opening.
#[derive(Serialize, ToSchema)]
struct JobAnalysisBody {
    /// Its version.
    version: i64,
    /// Who was asked, and how.
    method: String,
    /// What else was considered to select people by.
    alternatives: String,
    /// The tasks.
    tasks: Vec<TaskBody>,
    /// The weights it proposes, as shares of 1: importance × frequency, divided equally among the competencies needed.
    weights: PerCompetency<f64>,
    /// The id of who recorded it.
    author: String,
    /// When.
    created_at: String,
}

impl From<JobAnalysis> for JobAnalysisBody {
    fn from(analysis: JobAnalysis) -> Self {
        let weights = analysis.record.weights();
        let task = |Task { task, importance, frequency, needs }| TaskBody { task, importance, frequency, needs };
        Self {
            version: analysis.version,
            method: analysis.record.method,
            alternatives: analysis.record.alternatives,
            tasks: analysis.record.tasks.into_iter().map(task).collect(),
            weights,
            author: analysis.author,
            created_at: analysis.created_at.rfc3339(),
        }
    }
}

/// What does the job consist of, and what does it need? 404 where nobody has recorded it.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/job-analysis", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = JobAnalysisBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn read(context: Context, allowed: Allowed<may::OpeningsRead, Opening>) -> Result<HttpResponse> {
    let found = context.read(move |conn| current(conn, &allowed.thing)).await?;
    Ok(json(&JobAnalysisBody::from(found.ok_or(Code::NotFound)?)))
}

/// A job analysis to record.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewJobAnalysisBody {
    /// Who was asked, and how.
    method: String,
    /// What else was considered to select people by.
    #[serde(default)]
    alternatives: String,
    /// The tasks, up to 60.
    tasks: Vec<TaskBody>,
    /// The version the sender has seen; 0 where there is none.
    seen: i64,
}

/// Record a new version.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/job-analysis", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = NewJobAnalysisBody,
    responses((status = 200, body = JobAnalysisBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn store(
    context: Context,
    allowed: Allowed<may::OpeningsManage, Opening>,
    body: Json<NewJobAnalysisBody>,
) -> Result<HttpResponse> {
    let (opening, by, now, body) = (allowed.thing, allowed.actor.staff.id, context.now, body.0);
    let task = |TaskBody { task, importance, frequency, needs }| Task { task, importance, frequency, needs };
    let tasks = body.tasks.into_iter().map(task).collect();
    let (record, seen) = (Record { method: body.method, alternatives: body.alternatives, tasks }, body.seen);
    let saved = context.write(move |conn| save(conn, &opening, record.clone(), (&by, seen), now)).await?;
    Ok(json(&JobAnalysisBody::from(saved)))
}
