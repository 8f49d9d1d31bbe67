//! A person's result and the decisions about them, for programs. Looking is an audited act here too.

use super::ranking::StandingBody;
use crate::auth::{Allowed, may};
use crate::bank::{Basis, Channel};
use crate::clock::Moment;
use crate::error::Result;
use crate::openings::{CandidateOfOpening, Decision, Stage};
use crate::results::{Case, ItemCase, OptionCase, decide, open_case};
use crate::scores::Run;
use crate::scoring::{Competency, Format, Given, Outcome, Response, bands};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use crate::words::words;
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of a person.
pub fn routes() -> Vec<Route> {
    let of_one = "/api/v1/openings/{opening}/candidates/{candidate}";
    let decisions = "/api/v1/openings/{opening}/candidates/{candidate}/decisions";
    vec![
        Route::get(of_one, Access::Right("results.read"), to!(candidate)),
        Route::post(decisions, Access::Right("candidates.decide"), to!(record)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(candidate, record))]
pub struct Api;

/// A person's result.
#[derive(Serialize, ToSchema)]
struct CandidateBody {
    /// The id of the candidate.
    candidate: String,
    /// Their name, or their pseudonym where names are hidden.
    name: String,
    /// Their address; empty where names are hidden.
    email: String,
    /// Whether the name is hidden from whoever asks.
    name_hidden: bool,
    /// Six characters that stand for them.
    pseudonym: String,
    /// What they can quote, once they have handed in.
    receipt: Option<String>,
    /// When they handed in.
    submitted_at: Option<String>,
    /// Their scores; none before they have handed in, or where too much was missing.
    result: Option<StandingBody>,
    /// Whether the score predicts performance here, in a sentence.
    evidence: String,
    /// Their band, `A` at the top.
    band: Option<String>,
    /// What the scores were computed from.
    run: Option<RunBody>,
    /// Every item with what they chose; empty before they have handed in.
    items: Vec<ItemBody>,
    /// The decisions about them, the first first.
    decisions: Vec<DecisionBody>,
}

/// One computation of a person's scores. The same versions give the same scores, bit for bit.
#[derive(Serialize, ToSchema)]
struct RunBody {
    /// Counts the computations, from 1.
    run: i64,
    /// Stands for the items, their key versions, and which of them are voided: a SHA-256.
    key_set: String,
    /// The version of the rules of scoring.
    scoring_version: String,
    /// The version of the precision constants; 0 is the assumption.
    precision_version: i64,
    /// When.
    computed_at: String,
}

impl From<Run> for RunBody {
    fn from(run: Run) -> Self {
        Self {
            run: run.run,
            key_set: run.key_set,
            scoring_version: run.scoring_version,
            precision_version: run.precision_version,
            computed_at: run.computed_at.rfc3339(),
        }
    }
}

words! {
    /// What became of a question.
    Fate {
        /// It was answered.
        Answered = "answered",
        /// It was displayed and left without an answer: it counts as a guess would on average.
        LeftOut = "left-out",
        /// It was never displayed: it does not count.
        NeverShown = "never-shown",
    }
}

/// An item with what was chosen.
#[derive(Serialize, ToSchema)]
struct ItemBody {
    /// Its position in the opening's set, from 1. Reports name it too.
    position: i64,
    /// The heading.
    title: String,
    /// The channel.
    channel: Channel,
    /// Where it happens.
    setting: String,
    /// What was asked for.
    format: Format,
    /// The scene, as HTML.
    scenario: String,
    /// The competency.
    competency: Competency,
    /// Whose judgement the key is. An author's is provisional.
    basis: Basis,
    /// The top of the scale of the key and of ratings.
    scale: u8,
    /// What became of it.
    fate: Fate,
    /// Whether an answer came after the time was over. It is kept as evidence, and does not count.
    late: bool,
    /// Why it counts for nobody, where it was voided.
    voided: Option<String>,
    /// 0 is what guessing gives, 1 the key; none where it does not count.
    score: Option<f64>,
    /// The options in the order of the item's file.
    options: Vec<OptionBody>,
}

/// An option with what the key says of it and what was chosen.
#[derive(Serialize, ToSchema)]
struct OptionBody {
    /// What is said or done, as HTML.
    text: String,
    /// How effective it is by the key, from 1 to the item's `scale`.
    effectiveness: f64,
    /// Why.
    why: String,
    /// What the applicant made of it.
    chosen: Option<String>,
    /// What an answer that came too late made of it.
    chosen_late: Option<String>,
}

impl From<ItemCase> for ItemBody {
    fn from(item: ItemCase) -> Self {
        let ItemCase { presented, options, .. } = item;
        let text_of = |option: &OptionCase| {
            let shown = presented.options.iter().find(|shown| shown.letter == option.letter);
            shown.map(|shown| shown.text.as_str().to_owned()).unwrap_or_default()
        };
        Self {
            position: item.position,
            channel: presented.channel,
            format: presented.format,
            scenario: presented.scenario.as_str().to_owned(),
            competency: item.competency,
            basis: item.basis,
            scale: item.scale,
            fate: match item.given {
                Given::Missing => Fate::NeverShown,
                Given::LeftOut | Given::Response(Response::NoAnswer) => Fate::LeftOut,
                Given::Response(_) => Fate::Answered,
            },
            late: item.late.is_some(),
            voided: item.voided,
            score: item.score,
            options: options
                .into_iter()
                .map(|option| OptionBody {
                    text: text_of(&option),
                    effectiveness: option.effectiveness,
                    why: option.why,
                    chosen: option.chosen,
                    chosen_late: option.chosen_late,
                })
                .collect(),
            title: presented.title,
            setting: presented.setting,
        }
    }
}

/// A decision as it was recorded.
#[derive(Serialize, ToSchema)]
struct DecisionBody {
    /// What.
    stage: Stage,
    /// Why.
    reason: String,
    /// What the policy said at the time.
    outcome: Option<Outcome>,
    /// The id of the staff member.
    decided_by: String,
    /// When.
    decided_at: String,
}

impl From<Decision> for DecisionBody {
    fn from(decision: Decision) -> Self {
        Self {
            stage: decision.stage,
            reason: decision.reason,
            outcome: decision.outcome,
            decided_by: decision.decided_by.to_string(),
            decided_at: decision.decided_at.rfc3339(),
        }
    }
}

/// A person's result, with every item.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/candidates/{candidate}", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    responses((status = 200, body = CandidateBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn candidate(context: Context, allowed: Allowed<may::ResultsRead, CandidateOfOpening>) -> Result<HttpResponse> {
    let (subject, by, now) = (allowed.thing.clone(), allowed.actor.staff.id, context.now);
    let case = context.write(move |conn| open_case(conn, &subject, &by, now)).await?;
    Ok(json(&body(case)))
}

fn body(case: Case) -> CandidateBody {
    let person = case.candidate;
    let band = case.result.as_ref().map(|result| bands::rank(&case.bands.bands, result.standing.total.value));
    CandidateBody {
        candidate: person.id.to_string(),
        name: person.name,
        email: person.email,
        pseudonym: person.pseudonym,
        name_hidden: case.name_hidden,
        submitted_at: case.attempt.as_ref().and_then(|attempt| attempt.submitted_at).map(Moment::rfc3339),
        receipt: case.attempt.and_then(|attempt| attempt.receipt),
        result: case.result.as_ref().map(|result| (&result.standing).into()),
        evidence: case.evidence,
        band: band.map(bands::letter),
        run: case.run.map(RunBody::from),
        items: case.items.into_iter().map(ItemBody::from).collect(),
        decisions: case.decisions.into_iter().map(DecisionBody::from).collect(),
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
