//! The ranking, for programs. Looking is an audited act here too.

use crate::audit::Who;
use crate::auth::{Allowed, may};
use crate::error::{Error, Result};
use crate::evidence;
use crate::openings::{Opening, Source, Stage};
use crate::results::{Looked, Ranked, RankingQuery, Sort, look, new_round, note_look_at};
use crate::scores::Standing;
use crate::scoring::{Outcome, PerCompetency, Score, bands};
use crate::web::{Access, Context, Empty, Json, Problem, Query, Route, json, to};
use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

/// The routes of the ranking.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/openings/{opening}/ranking", Access::Right("results.read"), to!(ranking)),
        Route::post("/api/v1/openings/{opening}/ranking/round", Access::Right("candidates.decide"), to!(round)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(ranking, round))]
pub struct Api;

/// A page of the ranking.
#[derive(Serialize, ToSchema)]
struct RankingBody {
    /// The round of decisions, from 1. With its first decision the bands stand still.
    round: i64,
    /// How many people have which outcome, in the whole opening.
    counts: crate::scores::OutcomeCounts,
    /// Whether the score predicts performance here, in a sentence.
    evidence: String,
    /// The order of this page.
    sort: Sort,
    /// The weights of a what-if, where the query asks for one: then totals and bands are not those of the opening.
    what_if: Option<PerCompetency<f64>>,
    /// The people.
    people: Vec<RankedBody>,
    /// For `after`, to get the next page; none on the last.
    next: Option<String>,
}

/// Somebody in the ranking.
#[derive(Serialize, ToSchema)]
pub(super) struct RankedBody {
    /// The id of the candidate.
    candidate: String,
    /// Their name, or their pseudonym where names are hidden.
    name: String,
    /// Six characters that stand for them.
    pseudonym: String,
    /// Their band, `A` at the top. The order inside a band means nothing.
    band: String,
    /// Their scores, outcome and stage.
    #[serde(flatten)]
    standing: StandingBody,
    /// How they came.
    source: Source,
    /// When they handed in.
    submitted_at: String,
}

impl From<&Ranked> for RankedBody {
    fn from(person: &Ranked) -> Self {
        Self {
            candidate: person.row.candidate.to_string(),
            name: person.name.clone(),
            pseudonym: person.pseudonym.clone(),
            band: bands::letter(person.band),
            standing: (&person.row.standing).into(),
            source: person.source,
            submitted_at: person.row.submitted_at.rfc3339(),
        }
    }
}

/// Scores, outcome and stage.
#[derive(Serialize, ToSchema)]
pub(super) struct StandingBody {
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
pub(super) struct ScoreBody {
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
    let (opening, by, now, query) = (allowed.thing, allowed.actor.staff.id, context.now, query.0);
    let sort = query.sort();
    let (noted, who) = (opening.clone(), by.clone());
    context.write(move |conn| note_look_at(conn, &noted, &who, now)).await?;
    let (Looked { page, counts, weights, .. }, evidence) = context
        .read(move |conn| {
            let evidence = evidence::line(conn, &opening.organization, &opening.assessment)?;
            Ok::<_, Error>((look(conn, &opening, &query, &by, PAGE)?, evidence))
        })
        .await?;
    Ok(json(&RankingBody {
        round: page.bands.round,
        counts,
        evidence,
        sort,
        what_if: weights,
        people: page.people.iter().map(RankedBody::from).collect(),
        next: page.next.map(|cursor| cursor.to_string()),
    }))
}

/// Begin a new round: bands move again with every new result, until the next decision.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/ranking/round", tag = "results", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = Empty,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn round(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, Opening>,
    _nothing: Json<Empty>,
) -> Result<HttpResponse> {
    let (opening, who, now) = (allowed.thing, Who::Staff(allowed.actor.staff.id), context.now);
    context.write(move |conn| new_round(conn, &opening, &who, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
