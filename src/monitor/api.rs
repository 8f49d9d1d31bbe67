//! The fairness monitor for programs: the same figures as on the pages, from the same frozen counts.

mod jurisdiction;

use super::pages::{named, pooled, sentences};
use super::records::zipped;
use super::{Against, Compared, Measure, Part, Pooled, Snapshot, compared, figures, freeze, snapshots, waiting};
use crate::audit::{self, Action, Fact, Who};
use crate::auth::{Signed, may};
use crate::error::{Error, Result};
use crate::web::{Access, Context, Problem, Route, json, to};
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    let (read, set) = (Access::Right("fairness.read"), Access::Right("fairness.set"));
    vec![
        Route::get("/api/v1/fairness", read, to!(overview)),
        Route::post("/api/v1/fairness/snapshots", set, to!(take)),
        Route::get("/api/v1/fairness/snapshots/{number}", read, to!(one)),
        Route::get("/api/v1/fairness/jurisdiction", read, to!(jurisdiction::read)),
        Route::put("/api/v1/fairness/jurisdiction", set, to!(jurisdiction::put)),
        Route::get("/api/v1/fairness/snapshots/{number}/records.zip", read, to!(records)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(overview, take, one, records, jurisdiction::read, jurisdiction::put))]
pub struct Api;

/// Everything together.
#[derive(Serialize, ToSchema)]
struct FairnessBody {
    /// What it comes to, in a sentence.
    headline: String,
    /// How far to trust that sentence.
    meaning: String,
    /// The snapshots, the oldest first.
    snapshots: Vec<SnapshotLineBody>,
    /// What the next one would be made of.
    waiting: WaitingBody,
    /// Groups against the largest, pooled over the parts of all snapshots with the newest questions.
    pooled: Vec<PooledBody>,
}

/// A snapshot in a line.
#[derive(Serialize, ToSchema)]
struct SnapshotLineBody {
    /// Counts them, from 1.
    number: i64,
    /// The set of questions that the groups come from.
    pack: String,
    /// When it was frozen.
    frozen_at: String,
    /// When the first of its openings was closed.
    closed_from: String,
    /// When the last was.
    closed_to: String,
    /// How many openings are in it.
    openings: usize,
    /// How many people, as they may be told.
    people: Option<i64>,
}

/// What the next snapshot would be made of.
#[derive(Serialize, ToSchema)]
struct WaitingBody {
    /// How many people in closed and decided openings are ready to be counted.
    ready: i64,
    /// In how many openings.
    openings: usize,
    /// How many closed openings still have people who are undecided.
    undecided: usize,
    /// How many people are in openings that are too small, for themselves and together.
    too_few: i64,
    /// How many people it takes.
    least: i64,
}

/// Two groups over all parts of all snapshots, by Mantel and Haenszel.
#[derive(Serialize, ToSchema)]
struct PooledBody {
    /// The question.
    question: String,
    /// What is compared.
    measure: Measure,
    /// The group that is looked at.
    group: String,
    /// The largest group.
    reference: String,
    /// In how many parts both were told.
    parts: usize,
    /// How many people of the two are in them.
    people: u64,
    /// The common odds ratio.
    odds_ratio: f64,
    /// Its 95 % interval, by Robins, Breslow and Greenland.
    odds_ratio_ci: [f64; 2],
    /// χ² with a continuity correction of one half.
    chi_square: f64,
    /// Its p.
    p: f64,
}

impl From<Pooled> for PooledBody {
    fn from(pooled: Pooled) -> Self {
        let (low, high) = pooled.odds.interval;
        Self {
            question: pooled.question,
            measure: pooled.measure,
            group: pooled.group,
            reference: pooled.reference,
            parts: pooled.parts,
            people: pooled.people,
            odds_ratio: pooled.odds.odds_ratio,
            odds_ratio_ci: [low, high],
            chi_square: pooled.odds.chi_square_corrected.0,
            p: pooled.odds.chi_square_corrected.1,
        }
    }
}

fn line(snapshot: &Snapshot) -> SnapshotLineBody {
    SnapshotLineBody {
        number: snapshot.number,
        pack: snapshot.pack.id.clone(),
        frozen_at: snapshot.frozen_at.rfc3339(),
        closed_from: snapshot.closed.0.rfc3339(),
        closed_to: snapshot.closed.1.rfc3339(),
        openings: snapshot.openings.len(),
        people: snapshot.parts.first().and_then(|part| part.everybody[0]),
    }
}

/// Do groups of the voluntary questions differ in who scored, met and was advanced? From frozen snapshots only.
#[utoipa::path(get, path = "/api/v1/fairness", tag = "privacy",
    responses((status = 200, body = FairnessBody), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn overview(context: Context, signed: Signed<may::FairnessRead>) -> Result<HttpResponse> {
    let (organization, now) = (signed.actor.organization().clone(), context.now);
    let read = move |conn: &mut crate::db::Conn| {
        let waits = waiting(conn, &organization, now)?;
        Ok::<_, Error>((snapshots(conn, &organization)?, waits))
    };
    let (snapshots, waits) = context.read(read).await?;
    let all = pooled(&snapshots);
    let (headline, meaning) = sentences(&snapshots, &all);
    Ok(json(&FairnessBody {
        headline,
        meaning,
        snapshots: snapshots.iter().map(line).collect(),
        waiting: WaitingBody {
            ready: waits.ready,
            openings: waits.openings,
            undecided: waits.undecided,
            too_few: waits.too_few,
            least: super::LEAST_FINISHERS,
        },
        pooled: all.into_iter().map(PooledBody::from).collect(),
    }))
}

/// The number of a new snapshot.
#[derive(Serialize, ToSchema)]
struct TakenBody {
    /// Counts them, from 1.
    number: i64,
}

/// Freeze a snapshot of whoever is ready. Everybody is counted once, and what may not be told then is never stored.
#[utoipa::path(post, path = "/api/v1/fairness/snapshots", tag = "privacy",
    responses((status = 200, body = TakenBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem)))]
async fn take(
    context: Context,
    signed: Signed<may::FairnessSet>,
    _: crate::web::Json<crate::web::Empty>,
) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let (who, now) = (Who::Staff(signed.actor.staff.id.clone()), context.now);
    let number = context.write(move |conn| freeze(conn, &organization, &who, now)).await?;
    Ok(json(&TakenBody { number }))
}

/// A snapshot, as it was frozen.
#[derive(Serialize, ToSchema)]
struct SnapshotBody {
    /// What it is.
    #[serde(flatten)]
    line: SnapshotLineBody,
    /// The whole first, then part by part.
    parts: Vec<PartBody>,
}

/// A part of a snapshot.
#[derive(Serialize, ToSchema)]
struct PartBody {
    /// The ids of its openings; all of the snapshot for the whole.
    openings: Vec<String>,
    /// Whether it is the whole.
    whole: bool,
    /// How many people, as they may be told.
    people: Option<i64>,
    /// Every question with everything that is compared.
    tables: Vec<ComparedBody>,
}

/// The groups of a question, against the one that fared best.
#[derive(Serialize, ToSchema)]
struct ComparedBody {
    /// The question, or two with a plus between them.
    question: String,
    /// What is compared.
    measure: Measure,
    /// The group that fared best; null where too little is told to compare.
    best: Option<String>,
    /// The groups.
    groups: Vec<GroupBody>,
}

/// A group.
#[derive(Serialize, ToSchema)]
struct GroupBody {
    /// The answer, or two with a plus between them.
    answer: String,
    /// How many handed in; null for too few to say.
    people: Option<i64>,
    /// How many of them were favoured; null for too few to say.
    favoured: Option<i64>,
    /// The rate.
    rate: Option<f64>,
    /// Against the group that fared best.
    against: Option<AgainstBody>,
}

/// A group against the one that fared best.
#[derive(Serialize, ToSchema)]
struct AgainstBody {
    /// The impact ratio.
    ratio: f64,
    /// Its 95 % interval.
    ratio_ci: [f64; 2],
    /// `log`, or `miettinen-nurminen` where all or none of a group were favoured.
    ratio_ci_method: &'static str,
    /// Fisher's exact two-sided p.
    fisher_p: f64,
    /// z of the difference with the pooled rate.
    z: Option<f64>,
    /// Its two-sided p.
    z_p: Option<f64>,
    /// Whether the ratio is under four fifths.
    four_fifths_violation: bool,
    /// Whether a group has fewer than 30 people, which is too few for a word.
    few: bool,
    /// How many more would have been favoured at the pooled rate.
    shortfall: f64,
}

impl From<Against> for AgainstBody {
    fn from(found: Against) -> Self {
        Self {
            ratio: found.ratio,
            ratio_ci: [found.interval.0, found.interval.1],
            ratio_ci_method: if found.by_score { "miettinen-nurminen" } else { "log" },
            fisher_p: found.fisher_p,
            z: found.z.map(|(z, _)| z),
            z_p: found.z.map(|(_, p)| p),
            four_fifths_violation: found.under_four_fifths,
            few: found.few,
            shortfall: found.shortfall,
        }
    }
}

impl From<Compared> for ComparedBody {
    fn from(compared: Compared) -> Self {
        let group = |group: super::Group| GroupBody {
            answer: group.answer,
            people: group.people,
            favoured: group.favoured,
            rate: group.rate,
            against: group.against.map(AgainstBody::from),
        };
        Self {
            question: compared.question,
            measure: compared.measure,
            best: compared.best,
            groups: compared.groups.into_iter().map(group).collect(),
        }
    }
}

fn part_body(snapshot: &Snapshot, part: &Part) -> PartBody {
    let within = snapshot.openings.iter().filter(|(stratum, ..)| part.stratum == 0 || *stratum == part.stratum);
    let tables = part.tables.iter().flat_map(|table| figures::COMPARED.map(|measure| compared(table, measure)));
    PartBody {
        openings: within.map(|(_, id, _)| id.to_string()).collect(),
        whole: part.stratum == 0,
        people: part.everybody[0],
        tables: tables.map(ComparedBody::from).collect(),
    }
}

/// What was frozen: rates, impact ratios, intervals and tests by group, over all its openings and in each.
#[utoipa::path(get, path = "/api/v1/fairness/snapshots/{number}", tag = "privacy",
    params(("number" = i64, Path, description = "The number of a snapshot")),
    responses((status = 200, body = SnapshotBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn one(context: Context, signed: Signed<may::FairnessRead>, number: web::Path<String>) -> Result<HttpResponse> {
    let snapshot = named(&context, signed.actor.organization(), &number).await?;
    let parts = snapshot.parts.iter().map(|part| part_body(&snapshot, part)).collect();
    Ok(json(&SnapshotBody { line: line(&snapshot), parts }))
}

/// The records of a snapshot for an independent auditor: a ZIP of CSV files with a README, with the tables of New York City's
/// Local Law 144 where the questions allow. Taking them away is a fact in the audit log.
#[utoipa::path(get, path = "/api/v1/fairness/snapshots/{number}/records.zip", tag = "privacy",
    params(("number" = i64, Path, description = "The number of a snapshot")),
    responses((status = 200, body = Vec<u8>, content_type = "application/zip"), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn records(
    context: Context,
    signed: Signed<may::FairnessRead>,
    number: web::Path<String>,
) -> Result<HttpResponse> {
    let snapshot = named(&context, signed.actor.organization(), &number).await?;
    let (organization, who) = (signed.actor.organization().clone(), Who::Staff(signed.actor.staff.id.clone()));
    let (number, now) = (snapshot.number, context.now);
    let note = move |conn: &mut crate::db::Conn| {
        let fact = Fact {
            organization: &organization,
            at: now,
            who: &who,
            action: Action::RecordsExported,
            object: format!("snapshot:{number}"),
            detail: &[],
        };
        audit::append(conn, &fact)
    };
    let zip = zipped(&snapshot, now)?;
    context.write(note).await?;
    let name = format!("attachment; filename=\"fairness-records-{number}.zip\"");
    let mut response = HttpResponse::Ok();
    Ok(response.insert_header((header::CONTENT_DISPOSITION, name)).content_type("application/zip").body(zip))
}
