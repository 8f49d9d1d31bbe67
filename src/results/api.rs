//! The ranking and a person's result, for programs. Looking is an audited act here too.

use crate::audit::{self, Action, Fact, Who};
use crate::auth::{Allowed, may};
use crate::error::{Error, Result};
use crate::openings::{CandidateOfOpening, Opening, Stage};
use crate::results::{Case, RankingQuery, Sort, decide, open_case, rank};
use crate::scores::{Standing, outcome_counts};
use crate::scoring::{Competency, Outcome, PerCompetency, Score, bands};
use crate::web::{Access, Context, Json, Problem, Query, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    let read = Access::Right("results.read");
    vec![
        Route::get("/api/v1/openings/{opening}/ranking", read, to!(ranking)),
        Route::get("/api/v1/openings/{opening}/candidates/{candidate}", read, to!(candidate)),
        Route::post(
            "/api/v1/openings/{opening}/candidates/{candidate}/decisions",
            Access::Right("candidates.decide"),
            to!(record),
        ),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(ranking, candidate, record))]
pub struct Api;

/// A page of the ranking.
#[derive(Serialize, ToSchema)]
struct RankingBody {
    /// How many people have which outcome, in the whole opening.
    counts: crate::scores::OutcomeCounts,
    /// The order of this page.
    sort: Sort,
    /// The people.
    people: Vec<RankedBody>,
    /// For `after`, to get the next page; none on the last.
    next: Option<String>,
}

/// Somebody in the ranking.
#[derive(Serialize, ToSchema)]
struct RankedBody {
    /// The id of the candidate.
    candidate: String,
    /// Their name.
    name: String,
    /// Six characters that stand for them.
    pseudonym: String,
    /// Their band, `A` at the top. The order inside a band means nothing.
    band: String,
    /// Their scores, outcome and stage.
    #[serde(flatten)]
    standing: StandingBody,
    /// When they handed in.
    submitted_at: String,
}

/// Scores, outcome and stage.
#[derive(Serialize, ToSchema)]
struct StandingBody {
    /// The total.
    total: ScoreBody,
    /// Each competency.
    competencies: PerCompetency<ScoreBody>,
    /// What the threshold policy says; a person decides.
    outcome: Outcome,
    /// The version of that policy; 0 is the assessment's starting threshold.
    policy_version: i64,
    /// What people decided.
    stage: Stage,
}

/// A score with its standard error, in points: 0 is what guessing gives, 100 the key.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
struct ScoreBody {
    /// In full; it may be negative.
    value: f64,
    /// Its standard error.
    se: f64,
}

impl From<Score> for ScoreBody {
    fn from(score: Score) -> Self {
        Self { value: score.value, se: score.se }
    }
}

impl From<&Standing> for StandingBody {
    fn from(standing: &Standing) -> Self {
        Self {
            total: standing.total.into(),
            competencies: PerCompetency::from_fn(|competency| standing.competencies[competency].into()),
            outcome: standing.outcome,
            policy_version: standing.policy_version,
            stage: standing.stage,
        }
    }
}

const PAGE: usize = 100;

/// The ranking of an opening, a page of it.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/ranking", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), RankingQuery),
    responses((status = 200, body = RankingBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn ranking(
    context: Context,
    allowed: Allowed<may::ResultsRead, Opening>,
    query: Query<RankingQuery>,
) -> Result<HttpResponse> {
    let (opening, who, now) = (allowed.thing, Who::Staff(allowed.actor.staff.id), context.now);
    let (asked, sort) = (query.0.clone(), query.0.sort());
    let after = query.0.cursor()?;
    let (page, counts) = context
        .write(move |conn| {
            let object = format!("opening:{}", opening.id);
            let fact = Fact {
                organization: &opening.organization,
                at: now,
                who: &who,
                action: Action::RankingSeen,
                object,
                detail: &[],
            };
            audit::append(conn, &fact)?;
            let page = rank(conn, &opening, (&asked.filter(), asked.sort()), after.as_ref(), PAGE)?;
            Ok::<_, Error>((page, outcome_counts(conn, &opening)?))
        })
        .await?;
    let people = page.people.iter().map(|person| RankedBody {
        candidate: person.row.candidate.to_string(),
        name: person.name.clone(),
        pseudonym: person.pseudonym.clone(),
        band: bands::letter(person.band),
        standing: (&person.row.standing).into(),
        submitted_at: person.row.submitted_at.rfc3339(),
    });
    Ok(json(&RankingBody { counts, sort, people: people.collect(), next: page.next.map(|cursor| cursor.to_string()) }))
}

/// A person's result.
#[derive(Serialize, ToSchema)]
struct CandidateBody {
    /// The id of the candidate.
    candidate: String,
    /// Their name.
    name: String,
    /// Their address.
    email: String,
    /// Six characters that stand for them.
    pseudonym: String,
    /// Their scores; none before they have handed in, or where too much was missing.
    result: Option<StandingBody>,
    /// Every item with what they chose; empty before they have handed in.
    items: Vec<ItemBody>,
    /// The decisions about them, the first first.
    decisions: Vec<DecisionBody>,
}

/// An item with what was chosen.
#[derive(Serialize, ToSchema)]
struct ItemBody {
    /// The heading.
    title: String,
    /// The competency.
    competency: Competency,
    /// 0 is what guessing gives, 1 the key; none where it does not count.
    score: Option<f64>,
    /// The options in the order of the item's file.
    options: Vec<OptionBody>,
}

/// An option with what the key says of it and what was chosen.
#[derive(Serialize, ToSchema)]
struct OptionBody {
    /// How effective it is by the key, 1 to 5. An author's key is provisional.
    effectiveness: f64,
    /// Why.
    why: String,
    /// What the applicant made of it.
    chosen: Option<String>,
}

/// A decision as it was recorded.
#[derive(Serialize, ToSchema)]
struct DecisionBody {
    /// What.
    stage: Stage,
    /// Why.
    reason: String,
    /// The id of the staff member.
    decided_by: String,
    /// When.
    decided_at: String,
}

/// A person's result, with every item.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/candidates/{candidate}", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    responses((status = 200, body = CandidateBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn candidate(context: Context, allowed: Allowed<may::ResultsRead, CandidateOfOpening>) -> Result<HttpResponse> {
    let (subject, by, now) = (allowed.thing.clone(), allowed.actor.staff.id, context.now);
    let case = context.write(move |conn| open_case(conn, &subject, &by, now)).await?;
    Ok(json(&body(allowed.thing, case)))
}

fn body(subject: CandidateOfOpening, case: Case) -> CandidateBody {
    let person = subject.candidate;
    let items = case.items.into_iter().map(|item| ItemBody {
        title: item.presented.title,
        competency: item.competency,
        score: item.score,
        options: item
            .options
            .into_iter()
            .map(|option| OptionBody { effectiveness: option.effectiveness, why: option.why, chosen: option.chosen })
            .collect(),
    });
    let decisions = case.decisions.into_iter().map(|decision| DecisionBody {
        stage: decision.stage,
        reason: decision.reason,
        decided_by: decision.decided_by.to_string(),
        decided_at: decision.decided_at.rfc3339(),
    });
    CandidateBody {
        candidate: person.id.to_string(),
        name: person.name,
        email: person.email,
        pseudonym: person.pseudonym,
        result: case.result.as_ref().map(|result| (&result.standing).into()),
        items: items.collect(),
        decisions: decisions.collect(),
    }
}

/// A decision to record.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDecisionBody {
    /// `advance`, `hold` or `reject`.
    stage: Stage,
    /// Why. It stays with the decision, in the name of whoever sends it.
    reason: String,
    /// How many decisions about this person the sender has seen.
    seen: i64,
}

/// Record a decision about a person.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/candidates/{candidate}/decisions", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    request_body = NewDecisionBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn record(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, CandidateOfOpening>,
    body: Json<NewDecisionBody>,
) -> Result<HttpResponse> {
    let (subject, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let NewDecisionBody { stage, reason, seen } = body.0;
    context.write(move |conn| decide(conn, &subject, (stage, &reason), (&by, seen), now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
