//! Standard setting for programs: panels, their rounds and cuts, the links of judges, and cuts from later ratings.

use super::{Cut, Judge, PanelOfOpening, PanelState};
use crate::auth::{Allowed, may};
use crate::error::{Error, Result};
use crate::evidence::{self, Method, PerformanceCut};
use crate::mail::Post;
use crate::openings::Opening;
use crate::panels;
use crate::policies::Proposal;
use crate::web::{Access, Context, Json, Problem, Query, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    let (read, set) = (Access::Right("thresholds.read"), Access::Right("thresholds.set"));
    vec![
        Route::get("/api/v1/openings/{opening}/panels", read, to!(list)),
        Route::post("/api/v1/openings/{opening}/panels", set, to!(create)),
        Route::get("/api/v1/openings/{opening}/panels/{panel}", read, to!(show)),
        Route::post("/api/v1/openings/{opening}/panels/{panel}/rounds", set, to!(go_on)),
        Route::post("/api/v1/openings/{opening}/panels/{panel}/proposal", set, to!(adopt)),
        Route::post("/api/v1/openings/{opening}/panels/{panel}/judges/{judge}/link", set, to!(renew)),
        Route::get("/api/v1/openings/{opening}/performance-cuts", read, to!(performance)),
        Route::post("/api/v1/openings/{opening}/performance-cuts", set, to!(adopt_performance)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list, create, show, go_on, adopt, renew, performance, adopt_performance))]
pub struct Api;

/// A panel.
#[derive(Serialize, ToSchema)]
struct PanelBody {
    /// Its id.
    panel: String,
    /// Who is just good enough, as the judges were told.
    target: String,
    /// How far it has come.
    state: PanelState,
    /// When it was made.
    created_at: String,
    /// Counts changes: whoever goes on names the version they saw.
    version: i64,
}

impl From<panels::Panel> for PanelBody {
    fn from(panel: panels::Panel) -> Self {
        Self {
            panel: panel.id.to_string(),
            target: panel.target,
            state: panel.state,
            created_at: panel.created_at.rfc3339(),
            version: panel.version,
        }
    }
}

/// A judge's link: shown once.
#[derive(Serialize, ToSchema)]
struct JudgeLinkBody {
    /// Their id, as the audit log names them.
    judge: String,
    /// Their name.
    name: String,
    /// The link. We keep no copy that could be read.
    link: String,
    /// Until when it opens.
    expires_at: Option<String>,
}

fn link_body(post: &Post, (judge, token): (Judge, String)) -> JudgeLinkBody {
    JudgeLinkBody {
        judge: judge.id.to_string(),
        link: post.link(&format!("/panel/{token}")),
        expires_at: judge.expires_at.map(crate::clock::Moment::rfc3339),
        name: judge.name,
    }
}

/// What a panel has come to.
#[derive(Serialize, ToSchema)]
struct PanelReportBody {
    /// The panel.
    panel: PanelBody,
    /// Its judges.
    judges: Vec<JudgeBody>,
    /// What each round comes to, the last first. Empty while judges rate alone.
    cuts: Vec<CutBody>,
}

/// A judge.
#[derive(Serialize, ToSchema)]
struct JudgeBody {
    /// Their id, as the audit log names them.
    judge: String,
    /// Their name.
    name: String,
    /// Until when their link opens.
    expires_at: Option<String>,
}

/// What a round comes to.
#[derive(Serialize, ToSchema)]
struct CutBody {
    /// Which round.
    round: i64,
    /// How many judges have rated every question.
    judges: usize,
    /// The mean of their cuts.
    cut: f64,
    /// Its standard error over judges; null with one.
    se: Option<f64>,
    /// The same with the test's own error of measurement.
    se_with_measurement: Option<f64>,
    /// The judges far from the others.
    outlying: Vec<String>,
}

fn cut_body(round: i64, cut: &Cut) -> CutBody {
    CutBody {
        round,
        judges: cut.judges.len(),
        cut: cut.angoff.cut,
        se: cut.angoff.se_judges.ok(),
        se_with_measurement: cut.with_measurement.ok(),
        outlying: cut.outlying.clone(),
    }
}

/// Which panels have been asked?
#[utoipa::path(get, path = "/api/v1/openings/{opening}/panels", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = Vec<PanelBody>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn list(context: Context, allowed: Allowed<may::ThresholdsRead, Opening>) -> Result<HttpResponse> {
    let all = context.read(move |conn| panels::list(conn, &allowed.thing)).await?;
    Ok(json(&all.into_iter().map(PanelBody::from).collect::<Vec<_>>()))
}

/// A panel to ask.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPanelBody {
    /// Who is just good enough. All judges read this.
    target: String,
    /// The judges' names, 1 to 50.
    judges: Vec<String>,
}

/// Ask a panel. The answer has the links of the judges, once.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/panels", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = NewPanelBody,
    responses((status = 200, body = Vec<JudgeLinkBody>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn create(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    post: web::Data<Post>,
    body: Json<NewPanelBody>,
) -> Result<HttpResponse> {
    let (opening, by, now, body) = (allowed.thing, allowed.actor.staff.id, context.now, body.0);
    let names: Vec<String> = body.judges.iter().map(|name| name.trim().to_owned()).collect();
    let (_, links) =
        context.write(move |conn| panels::create(conn, &opening, (&body.target, &names), &by, now)).await?;
    Ok(json(&links.into_iter().map(|link| link_body(&post, link)).collect::<Vec<_>>()))
}

/// What has a panel come to?
#[utoipa::path(get, path = "/api/v1/openings/{opening}/panels/{panel}", tag = "thresholds",
    params(("opening" = String, Path, description = "The id of an opening"), ("panel" = String, Path, description = "The id of a panel")),
    responses((status = 200, body = PanelReportBody), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn show(context: Context, allowed: Allowed<may::ThresholdsRead, PanelOfOpening>) -> Result<HttpResponse> {
    let case = allowed.thing;
    let body = context
        .read(move |conn| {
            let judges = panels::judges(conn, &case.panel)?.into_iter().map(|judge| JudgeBody {
                judge: judge.id.to_string(),
                name: judge.name,
                expires_at: judge.expires_at.map(crate::clock::Moment::rfc3339),
            });
            let judges = judges.collect();
            let mut cuts = Vec::new();
            for round in panels::rounds_shown(case.panel.state) {
                cuts.extend(panels::cut(conn, &case, *round)?.ok().map(|cut| cut_body(*round, &cut)));
            }
            Ok::<_, Error>(PanelReportBody { judges, cuts, panel: case.panel.into() })
        })
        .await?;
    Ok(json(&body))
}

/// The version that was seen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PanelSeenBody {
    /// The `version` of the panel.
    seen: i64,
}

/// Go on: to the second round, then to the end.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/panels/{panel}/rounds", tag = "thresholds",
    params(("opening" = String, Path, description = "The id of an opening"), ("panel" = String, Path, description = "The id of a panel")),
    request_body = PanelSeenBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn go_on(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, PanelOfOpening>,
    body: Json<PanelSeenBody>,
) -> Result<HttpResponse> {
    let (case, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    context.write(move |conn| panels::go_on(conn, &case, &by, body.0.seen, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Why a cut becomes a threshold.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AdoptBody {
    /// It stays with the proposal.
    reason: String,
}

/// A proposal that was made.
#[derive(Serialize, ToSchema)]
struct ProposedBody {
    /// Its number among the proposals of the opening's threshold.
    proposal: i64,
    /// The least total that it asks for.
    total: f64,
    /// Its reason, with the report.
    reason: String,
}

impl From<Proposal> for ProposedBody {
    fn from(proposal: Proposal) -> Self {
        Self { proposal: proposal.number, total: proposal.thresholds.total, reason: proposal.reason }
    }
}

/// Propose the cut of a panel's second round as the threshold. Another person approves it.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/panels/{panel}/proposal", tag = "thresholds",
    params(("opening" = String, Path, description = "The id of an opening"), ("panel" = String, Path, description = "The id of a panel")),
    request_body = AdoptBody,
    responses((status = 202, body = ProposedBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn adopt(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, PanelOfOpening>,
    body: Json<AdoptBody>,
) -> Result<HttpResponse> {
    let (case, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let made = context.write(move |conn| panels::propose(conn, &case, &body.0.reason, &by, now)).await?;
    Ok(HttpResponse::Accepted().json(ProposedBody::from(made)))
}

/// Give a judge a new link; the old one opens nothing any more.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/panels/{panel}/judges/{judge}/link", tag = "thresholds",
    params(("opening" = String, Path, description = "The id of an opening"), ("panel" = String, Path, description = "The id of a panel"), ("judge" = String, Path, description = "The id of a judge")),
    responses((status = 200, body = JudgeLinkBody), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn renew(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, PanelOfOpening>,
    path: web::Path<(String, String, String)>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let (case, by, now, (_, _, judge)) = (allowed.thing, allowed.actor.staff.id, context.now, path.into_inner());
    let renewed = context.write(move |conn| panels::renew(conn, &case, &judge, &by, now)).await?;
    Ok(json(&link_body(&post, renewed)))
}

/// The rating that is just good enough.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BarQuery {
    /// In percent of the rating scale: 40, 50, 60 or 70; the nearest of them is taken. 50 if left out.
    bar: Option<i64>,
}

/// What later ratings say of a cut.
#[derive(Serialize, ToSchema)]
struct PerformanceBody {
    /// The bar that was taken.
    bar: i64,
    /// The cuts. Empty where fewer than 50 people of the opening have been rated.
    cuts: Vec<PerformanceCutBody>,
}

/// A cut from later ratings.
#[derive(Serialize, ToSchema)]
struct PerformanceCutBody {
    /// By which method.
    method: Method,
    /// The cut, in whole points; null where the ratings say nothing.
    cut: Option<f64>,
    /// Its standard error.
    se: Option<f64>,
    /// Where it lies 19 times in 20.
    range: Option<[f64; 2]>,
    /// On about how many people it rests.
    people: Option<usize>,
    /// Why the ratings say nothing.
    why_not: Option<String>,
}

fn performance_body(method: Method, cut: crate::psychometrics::Statistic<PerformanceCut>) -> PerformanceCutBody {
    PerformanceCutBody {
        method,
        cut: cut.ok().map(|cut| cut.cut),
        se: cut.ok().map(|cut| cut.se),
        range: cut.ok().map(|cut| [cut.range.0, cut.range.1]),
        people: cut.ok().map(|cut| cut.people),
        why_not: cut.err().map(|why| why.to_string()),
    }
}

/// What do later ratings of the people of an opening say of a cut? No rating of anybody comes out.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/performance-cuts", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening"), BarQuery),
    responses((status = 200, body = PerformanceBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn performance(
    context: Context,
    allowed: Allowed<may::ThresholdsRead, Opening>,
    query: Query<BarQuery>,
) -> Result<HttpResponse> {
    let asked = query.0.bar.unwrap_or(50);
    let found = context.read(move |conn| evidence::performance(conn, &allowed.thing, asked)).await?;
    let cuts = found.into_iter().flat_map(|found| found.cuts).map(|(method, cut)| performance_body(method, cut));
    Ok(json(&PerformanceBody { bar: evidence::bar(asked), cuts: cuts.collect() }))
}

/// Which cut to propose, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AdoptPerformanceBody {
    /// By which method.
    method: Method,
    /// The bar, in percent of the rating scale.
    bar: i64,
    /// It stays with the proposal, together with the report.
    reason: String,
}

/// Propose a cut from later ratings as the threshold. Another person approves it.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/performance-cuts", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = AdoptPerformanceBody,
    responses((status = 202, body = ProposedBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn adopt_performance(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    body: Json<AdoptPerformanceBody>,
) -> Result<HttpResponse> {
    let (opening, by, now, body) = (allowed.thing, allowed.actor.staff.id, context.now, body.0);
    let wanted = (body.method, body.bar, body.reason);
    let made = context
        .write(move |conn| panels::propose_performance(conn, &opening, (wanted.0, wanted.1, &wanted.2), &by, now));
    Ok(HttpResponse::Accepted().json(ProposedBody::from(made.await?)))
}
