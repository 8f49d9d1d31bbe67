//! Frozen groups for programs: the table at a cut of the grid, and freezing a new cohort.

use super::pages::{freeze_named, named};
use super::{Cohort, Question, Reading, Table, at, sentence};
use crate::auth::{Signed, may};
use crate::error::{Code, Error, Result};
use crate::fairness::rounded;
use crate::web::{Access, Context, Problem, Query, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    let path = "/api/v1/assessments/{assessment}/{version}/groups";
    vec![
        Route::get(path, Access::Right("groups.read"), to!(read)),
        Route::post(path, Access::Right("precision.freeze"), to!(store)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(read, store))]
pub struct Api;

/// Which cut to look at.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct GroupsQuery {
    /// A threshold of the total, 0 to 100. The answer is for the nearest multiple of 5.
    total: f64,
}

/// A frozen cohort.
#[derive(Serialize, ToSchema)]
struct CohortBody {
    /// Counts the cohorts of the assessment.
    number: i64,
    /// When it was frozen.
    frozen_at: String,
    /// From how many closed openings.
    openings: i64,
    /// Of about how many people.
    people: i64,
    /// Which set of questions had been asked.
    pack: String,
}

impl From<Cohort> for CohortBody {
    fn from(cohort: Cohort) -> Self {
        Self {
            number: cohort.number,
            frozen_at: cohort.frozen_at.rfc3339(),
            openings: cohort.openings,
            people: rounded(cohort.people),
            pack: cohort.pack,
        }
    }
}

/// How groups of a frozen cohort reach a total.
#[derive(Serialize, ToSchema)]
struct GroupsBody {
    /// The cohort.
    cohort: CohortBody,
    /// The multiple of 5 that it is for.
    at: i64,
    /// The largest difference that chance does not explain, or that there is none.
    sentence: String,
    /// What was asked.
    questions: Vec<GroupQuestionBody>,
}

/// The groups of a question.
#[derive(Serialize, ToSchema)]
struct GroupQuestionBody {
    /// The id of the question.
    question: String,
    /// For about how many people.
    people: i64,
    /// About how many did not say; null for fewer than ten.
    silent: Option<i64>,
    /// The groups.
    groups: Vec<GroupBody>,
}

/// A group. All but the answer is null where there are too few to say.
#[derive(Serialize, ToSchema)]
struct GroupBody {
    /// The id of the answer.
    answer: String,
    /// About how many people, in fives.
    people: Option<u64>,
    /// About how many of them reach the total, in fives.
    reach: Option<u64>,
    /// The share that does.
    rate: Option<f64>,
    /// That share over the highest of the question's groups.
    ratio: Option<f64>,
    /// Where the true ratio lies, 19 times in 20; null for the highest.
    ratio_ci: Option<[f64; 2]>,
    /// What the ratio says, and what not.
    reading: Option<Reading>,
}

fn question(question: &Question) -> GroupQuestionBody {
    let groups = question.groups.iter().map(|group| GroupBody {
        answer: group.answer.clone(),
        people: group.seen.map(|seen| seen.counts.n),
        reach: group.seen.map(|seen| seen.counts.selected),
        rate: group.seen.and_then(|seen| seen.counts.rate().ok()),
        ratio: group.seen.and_then(|seen| seen.ratio),
        ratio_ci: group.seen.and_then(|seen| seen.range).map(|(low, high)| [low, high]),
        reading: group.seen.map(|seen| seen.reading),
    });
    GroupQuestionBody {
        question: question.question.id.clone(),
        people: question.people,
        silent: question.silent,
        groups: groups.collect(),
    }
}

fn body(table: Table) -> GroupsBody {
    GroupsBody {
        at: table.at,
        sentence: sentence::headline(&table),
        questions: table.questions.iter().map(question).collect(),
        cohort: table.cohort.into(),
    }
}

/// How do groups of applicants reach a total? From closed openings, frozen, never from the people being decided on.
#[utoipa::path(get, path = "/api/v1/assessments/{assessment}/{version}/groups", tag = "administration",
    params(("assessment" = String, Path, description = "The id of an assessment"), ("version" = i64, Path, description = "Its version"), GroupsQuery),
    responses((status = 200, body = GroupsBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, description = "No such assessment, or nothing has been frozen", body = Problem)))]
async fn read(
    context: Context,
    signed: Signed<may::GroupsRead>,
    path: web::Path<(String, String)>,
    query: Query<GroupsQuery>,
) -> Result<HttpResponse> {
    let ((id, version), organization) = (path.into_inner(), signed.actor.organization().clone());
    let table = context
        .read(move |conn| {
            let assessment = named(conn, &organization, (&id, &version))?.key;
            at(conn, &organization, &assessment, query.0.total)
        })
        .await?;
    let table = table.ok_or_else(|| {
        Error::new(Code::NotFound, "No groups of this assessment have been frozen. POST to this address freezes them.")
    })?;
    Ok(json(&body(table)))
}

/// Freeze a new cohort. Only so often, and only when enough people have come or gone.
#[utoipa::path(post, path = "/api/v1/assessments/{assessment}/{version}/groups", tag = "administration",
    params(("assessment" = String, Path, description = "The id of an assessment"), ("version" = i64, Path, description = "Its version")),
    responses((status = 200, body = CohortBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn store(
    context: Context,
    signed: Signed<may::PrecisionFreeze>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    Ok(json(&CohortBody::from(freeze_named(&context, &signed.actor, path.into_inner()).await?)))
}
