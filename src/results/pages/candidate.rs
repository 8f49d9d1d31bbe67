//! A person's result: the profile with its ranges, why the outcome, every scenario with what they chose and what the
//! key says of it, and the decision.

use super::impression::{Beside, ImpressionsView, beside};
use super::mails::{MailView, mails};
use super::person::ImpressionForm;
use crate::auth::{Allowed, may, shell};
use crate::bank::Basis;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::StaffId;
use crate::openings::{CandidateOfOpening, Decision, Stage, TIME_TO_TAKE_BACK};
use crate::people::{self, Actor, Right};
use crate::policies::zone_words;
use crate::results::{Case, ItemCase, decide, open_case, reasons};
use crate::scores::ResultRow;
use crate::scoring::{Competency, Given, Outcome, bands};
use crate::web::chart::Interval;
use crate::web::{Access, Context, Form, Query, Route, rendered, see_other, to};
use actix_web::HttpResponse;
use minijinja::Value;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/openings/{opening}/candidates/{candidate}", Access::Right("results.read"), to!(page)),
        Route::post(
            "/openings/{opening}/candidates/{candidate}/decision",
            Access::Right("candidates.decide"),
            to!(record),
        ),
    ]
}

#[derive(Serialize)]
struct CandidateView {
    opening: String,
    opening_id: String,
    id: String,
    name: String,
    email: String,
    pseudonym: String,
    reference: Option<String>,
    submitted_at: Option<String>,
    state: &'static str,
    profile: Option<ProfileView>,
    groups: Vec<CompetencyItems>,
    provisional: bool,
    evidence: String,
    decisions: Vec<DecisionView>,
    mails: Vec<MailView>,
    decision: DecisionForm,
    may_decide: bool,
    stages: [StageView; 3],
    name_hidden: bool,
    tags: Vec<String>,
    impressions: ImpressionsView,
    problems: Vec<FieldError>,
    done: Option<&'static str>,
    /// What a printed page says at its foot.
    foot: String,
}

#[derive(Serialize)]
struct ProfileView {
    outcome: Outcome,
    why: Vec<String>,
    band: String,
    stage: &'static str,
    total: Interval,
    range_words: &'static str,
    policy_version: i64,
    scales: Vec<ScaleView>,
    run: Option<RunView>,
}

/// What the scores were computed from.
#[derive(Serialize)]
struct RunView {
    /// The beginning of the key set's hash: enough to tell two apart.
    key_set: String,
    scoring_version: String,
    precision_version: i64,
}

#[derive(Serialize)]
struct ScaleView {
    name: &'static str,
    range: Interval,
    cut: Option<f64>,
}

#[derive(Serialize)]
struct CompetencyItems {
    name: &'static str,
    items: Vec<ItemView>,
}

#[derive(Serialize)]
struct ItemView {
    title: String,
    setting: String,
    channel: &'static str,
    format: &'static str,
    /// The language in which the applicant read it.
    lang: String,
    scenario: Value,
    options: Vec<OptionView>,
    scale: u8,
    /// The item score in points, or why there is none.
    score: Option<i64>,
    note: Option<String>,
}

#[derive(Serialize)]
struct OptionView {
    text: Value,
    effectiveness: f64,
    why: String,
    chosen: Option<String>,
}

#[derive(Serialize)]
struct DecisionView {
    stage: &'static str,
    reason: String,
    by: String,
    at: String,
    outcome: Option<Outcome>,
    /// Whether it takes the one before it back.
    takes_back: bool,
    /// By which act it can be taken back now, and until when.
    undo: Option<UndoView>,
}

#[derive(Serialize)]
struct UndoView {
    act: String,
    until: String,
}

#[derive(Serialize)]
struct StageView {
    id: &'static str,
    verb: &'static str,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DecisionForm {
    stage: String,
    reason: String,
    seen: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    done: Option<String>,
}

async fn page(
    context: Context,
    allowed: Allowed<may::ResultsRead, CandidateOfOpening>,
    query: Query<Done>,
) -> Result<HttpResponse> {
    let done = match query.0.done.as_deref() {
        Some("decided") => Some("Your decision is recorded."),
        Some("impression") => Some("Your impression is written down."),
        _ => None,
    };
    render(&context, &allowed.actor, &allowed.thing, Forms { done, ..Forms::default() }).await
}

/// The page once more, with an impression as it was typed and what is wrong.
pub async fn again(
    context: &Context,
    (actor, case): (&Actor, &CandidateOfOpening),
    impression: ImpressionForm,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    render(context, actor, case, Forms { impression, problems, ..Forms::default() }).await
}

/// What the forms of the page hold.
#[derive(Default)]
struct Forms {
    decision: DecisionForm,
    impression: ImpressionForm,
    problems: Vec<FieldError>,
    done: Option<&'static str>,
}

async fn render(context: &Context, actor: &Actor, case: &CandidateOfOpening, forms: Forms) -> Result<HttpResponse> {
    let (subject, by, now) = (case.clone(), actor.staff.id.clone(), context.now);
    let (opened, decisions, mails, beside) = context
        .write(move |conn| {
            let opened = open_case(conn, &subject, &by, now)?;
            let decisions = decision_views(conn, &subject, &opened.decisions, (&by, now))?;
            let mails = mails(conn, &subject.candidate, opened.name_hidden)?;
            let beside = beside(conn, &subject, &by)?;
            Ok::<_, Error>((opened, decisions, mails, beside))
        })
        .await?;
    let view = view(case, &opened, (decisions, mails, beside), forms, (actor, now));
    let shell = shell(actor, &opened.candidate.name, "/openings");
    if view.problems.is_empty() {
        context.page("results/candidate.html", &shell, &view)
    } else {
        context.page_again("results/candidate.html", &shell, &view)
    }
}

fn decision_views(
    conn: &mut Conn,
    case: &CandidateOfOpening,
    decisions: &[Decision],
    (own, now): (&StaffId, Moment),
) -> Result<Vec<DecisionView>> {
    let mut views = Vec::with_capacity(decisions.len());
    for (place, decision) in decisions.iter().enumerate() {
        let until = decision.decided_at.plus(TIME_TO_TAKE_BACK);
        let last = place + 1 == decisions.len() && decision.takes_back.is_none();
        let undo = decision.act.as_ref().filter(|_| last && decision.decided_by == *own && now < until);
        let by = people::staff(conn, &case.opening.organization, &decision.decided_by)?;
        views.push(DecisionView {
            stage: decision.stage.name(),
            reason: decision.reason.clone(),
            by: by.map(|staff| staff.name).unwrap_or_default(),
            at: decision.decided_at.day_and_time(),
            outcome: decision.outcome,
            takes_back: decision.takes_back.is_some(),
            undo: undo.map(|act| UndoView { act: act.to_string(), until: until.day_and_time() }),
        });
    }
    Ok(views)
}

fn view(
    case: &CandidateOfOpening,
    opened: &Case,
    (decisions, mails, (tags, impressions)): (Vec<DecisionView>, Vec<MailView>, Beside),
    Forms { decision, impression, problems, done }: Forms,
    (actor, now): (&Actor, Moment),
) -> CandidateView {
    let CandidateOfOpening { opening, .. } = case;
    let candidate = &opened.candidate;
    let attempt = opened.attempt.as_ref();
    CandidateView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        id: candidate.id.to_string(),
        name: candidate.name.clone(),
        email: candidate.email.clone(),
        pseudonym: candidate.pseudonym.clone(),
        reference: attempt.and_then(|attempt| attempt.receipt.clone()),
        submitted_at: attempt.and_then(|attempt| attempt.submitted_at).map(Moment::day_and_time),
        state: match (&opened.result, attempt) {
            (Some(_), _) => "scored",
            (None, Some(attempt)) if attempt.state.is_handed_in() => "no-score",
            (None, Some(_)) => "started",
            (None, None) => "invited",
        },
        profile: opened.result.as_ref().map(|result| profile(result, opened)),
        groups: Competency::all().map(|competency| competency_items(competency, &opened.items)).collect(),
        provisional: opened.items.iter().any(|item| item.basis == Basis::Author),
        evidence: opened.evidence.clone(),
        decision: DecisionForm { seen: opened.decisions.len() as i64, ..decision },
        decisions,
        mails,
        may_decide: opened.result.is_some() && actor.reach(Right::CandidatesDecide).is_some(),
        stages: [(Stage::Advance, "Advance"), (Stage::Hold, "Put on hold"), (Stage::Reject, "Reject")]
            .map(|(stage, verb)| StageView { id: stage.as_str(), verb }),
        name_hidden: opened.name_hidden,
        tags,
        impressions: impressions.with(impression),
        problems,
        done,
        foot: format!(
            "{} · assessment version {} · threshold version {} · {}",
            opening.title,
            opening.assessment.version,
            opened.policy.version,
            now.day()
        ),
    }
}

fn profile(result: &ResultRow, opened: &Case) -> ProfileView {
    let (standing, thresholds) = (&result.standing, &opened.policy.thresholds);
    let scales = standing.competencies.iter().map(|(competency, score)| ScaleView {
        name: competency.name(),
        range: Interval::of(score.value, score.se, thresholds.z),
        cut: thresholds.minima[competency],
    });
    ProfileView {
        outcome: standing.outcome,
        why: reasons(result, &opened.policy),
        band: bands::letter(bands::rank(&opened.bands.bands, standing.total.value)),
        stage: standing.stage.name(),
        total: Interval::of(standing.total.value, standing.total.se, thresholds.z),
        range_words: zone_words(thresholds.z),
        policy_version: opened.policy.version,
        scales: scales.collect(),
        run: opened.run.as_ref().map(|run| RunView {
            key_set: run.key_set.chars().take(12).collect(),
            scoring_version: run.scoring_version.clone(),
            precision_version: run.precision_version,
        }),
    }
}

fn competency_items(competency: Competency, items: &[ItemCase]) -> CompetencyItems {
    let own = items.iter().filter(|item| item.competency == competency).map(item_view);
    CompetencyItems { name: competency.name(), items: own.collect() }
}

fn item_view(item: &ItemCase) -> ItemView {
    let unanswered = matches!(item.given, Given::LeftOut | Given::Response(crate::scoring::Response::NoAnswer));
    let note = match (&item.voided, &item.given, &item.late) {
        (Some(reason), _, _) => Some(format!("Voided for this opening: {reason}")),
        (None, _, Some(_)) => {
            Some("An answer came too late, after the time was over. It is kept as evidence and does not count.".into())
        }
        (None, Given::Missing, None) => Some("Never displayed, so it does not count.".to_owned()),
        (None, _, None) => unanswered.then(|| "Left without an answer: counts as chance.".to_owned()),
    };
    let options = item.options.iter().filter_map(|option| {
        let shown = item.presented.options.iter().find(|shown| shown.letter == option.letter)?;
        Some(OptionView {
            text: rendered(&shown.text),
            effectiveness: option.effectiveness,
            why: option.why.clone(),
            chosen: option.chosen.clone(),
        })
    });
    ItemView {
        title: item.presented.title.clone(),
        setting: item.presented.setting.clone(),
        channel: item.presented.channel.name(),
        format: format_words(item),
        lang: item.presented.lang.clone(),
        scenario: rendered(&item.presented.scenario),
        options: options.collect(),
        scale: item.scale,
        score: item.score.map(|score| (score * 100.0).round() as i64),
        note,
    }
}

fn format_words(item: &ItemCase) -> &'static str {
    use crate::scoring::Format;
    match item.presented.format {
        Format::PickBest => "pick the best",
        Format::BestWorst => "best and worst",
        Format::Rank => "put in order",
        Format::Rate => "rate each",
    }
}

async fn record(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, CandidateOfOpening>,
    form: Form<DecisionForm>,
) -> Result<HttpResponse> {
    let form = form.0;
    let recorded = match form.stage.parse::<Stage>() {
        Err(_) => Err(Error::field("stage", "Choose advance, hold or reject.")),
        Ok(stage) => {
            let (case, by, now) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
            let (reason, seen) = (form.reason.clone(), form.seen);
            context.write(move |conn| decide(conn, &case, (stage, &reason), (&by, seen), now)).await
        }
    };
    let CandidateOfOpening { opening, candidate } = &allowed.thing;
    let again = |decision, problems| Forms { decision, problems, ..Forms::default() };
    match recorded {
        Ok(()) => Ok(see_other(&format!("/openings/{}/candidates/{}?done=decided", opening.id, candidate.id))),
        Err(error) if error.code() == Code::Invalid => {
            render(&context, &allowed.actor, &allowed.thing, again(form, error.field_errors().to_vec())).await
        }
        Err(error) if error.code() == Code::Conflict => {
            let problem = FieldError { field: "reason".into(), message: error.sentence().to_owned() };
            render(&context, &allowed.actor, &allowed.thing, again(form, vec![problem])).await
        }
        Err(error) => Err(error),
    }
}
