//! What waits for an answer, the most urgent first; and what was decided.

use crate::adjustments::{self, Decision, Granted, Kind, NewSitting, Request, State, Waiting, grants};
use crate::auth::{Allowed, Signed, may, shell};
use crate::clock::{Moment, Zone};
use crate::error::{Code, Error, FieldError, Result};
use crate::i18n::{Locale, Texts};
use crate::mail::Post;
use crate::people::{self, Actor, Organization, Rules};
use crate::sittings::{self, Attempt, AttemptState, TimeFactor};
use crate::web::{Access, Context, Form, Query, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let right = Access::Right("adjustments.decide");
    vec![Route::get("/adjustments", right, to!(list)), Route::post("/adjustments/{adjustment}", right, to!(decide))]
}

#[derive(Serialize)]
struct QueueView {
    waiting: usize,
    overdue: usize,
    zone: String,
    rule: String,
    factors: Vec<FactorView>,
    requests: Vec<RequestView>,
    done: Option<&'static str>,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct FactorView {
    id: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct RequestView {
    id: String,
    version: i64,
    name: String,
    opening: String,
    kind: &'static str,
    message: String,
    lang: String,
    language: &'static str,
    asked: String,
    due: String,
    overdue: bool,
    stands: String,
    state: State,
    problem: bool,
    form: DecisionForm,
    decided: String,
    decided_by: String,
    grants: Vec<String>,
    reason: String,
    reply: String,
}

fn factors() -> Vec<FactorView> {
    let label = |factor| match factor {
        TimeFactor::Same => "as for everybody",
        TimeFactor::Quarter => "× 1.25",
        TimeFactor::Half => "× 1.5",
        TimeFactor::Double => "× 2",
        TimeFactor::Unlimited => "no limit",
    };
    TimeFactor::ALL.iter().map(|factor| FactorView { id: factor.as_str(), label: label(*factor) }).collect()
}

fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::MoreTime => "more time",
        Kind::LaterDeadline => "a later deadline",
        Kind::AnotherAttempt => "another attempt",
        Kind::SomethingElse => "something else",
    }
}

/// The rule of new sittings in words.
fn rule(rules: &Rules) -> String {
    match (rules.retakes, rules.retake_months) {
        (0, _) => "none".into(),
        (sittings, 1) => format!("{sittings} in a month"),
        (sittings, months) => format!("{sittings} in {months} months"),
    }
}

/// Where somebody stands with the test, so that what would help them can be judged.
fn stands(about: &Waiting, last: Option<&Attempt>, zone: Zone) -> String {
    let texts = Texts::of(Locale::English);
    let limit = about.opening.time_limit_minutes;
    match last {
        None => match limit {
            Some(minutes) => format!("They have not started. The time limit is {minutes} minutes."),
            None if about.limited_parts => "They have not started. Parts of the test have limits of their own.".into(),
            None => "They have not started. The test has no time limit.".into(),
        },
        Some(attempt) if attempt.state == AttemptState::Started => match attempt.deadline_at {
            Some(deadline) => format!("Their sitting is running until {}.", texts.moment_there(deadline, zone)),
            None => format!(
                "Their sitting is running without a time limit; their link is open until {}.",
                texts.moment_there(attempt.open_until, zone)
            ),
        },
        Some(attempt) if attempt.state == AttemptState::Expired => "Their sitting ran out.".into(),
        Some(attempt) if attempt.state.is_handed_in() => "They have handed in.".into(),
        Some(_) => "Their sitting has ended.".into(),
    }
}

struct Read {
    organization: Organization,
    rules: Rules,
    requests: Vec<(Waiting, Option<Attempt>, Option<String>)>,
}

async fn read(context: &Context, actor: &Actor) -> Result<Read> {
    let actor = actor.clone();
    context
        .read(move |conn| {
            let organization = people::organization(conn, actor.organization())?;
            let rules = people::rules(conn, actor.organization())?;
            let mut requests = Vec::new();
            for about in adjustments::queue(conn, &actor)? {
                let last = sittings::latest_attempt(conn, &organization.id, &about.candidate.id)?;
                let by = match &about.request.decided_by {
                    Some(staff) => people::staff(conn, &organization.id, staff)?.map(|staff| staff.name),
                    None => None,
                };
                requests.push((about, last, by));
            }
            Ok::<_, Error>(Read { organization, rules, requests })
        })
        .await
}

/// A decision that needs another look: of which request, what was typed, what is wrong.
type Again = (String, DecisionForm, Vec<FieldError>);

async fn page(
    context: &Context,
    actor: &Actor,
    again: Option<Again>,
    done: Option<&'static str>,
) -> Result<HttpResponse> {
    let Read { organization, rules, requests } = read(context, actor).await?;
    let (faulty, form, problems) = again.unwrap_or_default();
    let requests: Vec<RequestView> = requests
        .into_iter()
        .map(|(about, last, by)| {
            let mut view = view(&about, last.as_ref(), by, &organization, context.now);
            if view.id == faulty {
                view.problem = true;
                view.form = form.clone();
            }
            view
        })
        .collect();
    let waits = |request: &&RequestView| request.state == State::Waiting;
    let view = QueueView {
        waiting: requests.iter().filter(waits).count(),
        overdue: requests.iter().filter(waits).filter(|request| request.overdue).count(),
        zone: organization.zone.to_string(),
        rule: rule(&rules),
        factors: factors(),
        requests,
        done,
        problems,
    };
    let shell = shell(actor, "Requests of applicants", "/adjustments");
    if view.problems.is_empty() {
        context.page("adjustments/queue.html", &shell, &view)
    } else {
        context.page_again("adjustments/queue.html", &shell, &view)
    }
}

fn view(
    about: &Waiting,
    last: Option<&Attempt>,
    by: Option<String>,
    organization: &Organization,
    now: Moment,
) -> RequestView {
    let Request { id, version, kind, message, lang, state, .. } = &about.request;
    let texts = Texts::of(Locale::English);
    let told = |at| texts.moment_there(at, organization.zone);
    RequestView {
        id: id.to_string(),
        version: *version,
        name: about.candidate.name.clone(),
        opening: about.opening.title.clone(),
        kind: words(*kind),
        message: message.clone(),
        lang: lang.clone(),
        language: match Locale::offered(lang) {
            Some(Locale::Spanish) => "Spanish",
            Some(Locale::German) => "German",
            _ => "English",
        },
        asked: told(about.request.created_at),
        due: told(about.request.due_at),
        overdue: *state == State::Waiting && now > about.request.due_at,
        stands: stands(about, last, organization.zone),
        state: *state,
        problem: false,
        form: DecisionForm::default(),
        decided: about.request.decided_at.map(told).unwrap_or_default(),
        decided_by: by.unwrap_or_default(),
        grants: grants(&about.request, organization, texts),
        reason: about.request.reason.clone().unwrap_or_default(),
        reply: about.request.reply.clone().unwrap_or_default(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    done: Option<String>,
}

async fn list(context: Context, signed: Signed<may::AdjustmentsDecide>, query: Query<Done>) -> Result<HttpResponse> {
    let done = query.0.done.map(|_| "Decided. The applicant is told by mail.");
    page(&context, &signed.actor, None, done).await
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DecisionForm {
    version: i64,
    time: TimeFactor,
    open_until: String,
    new_sitting: Option<NewSitting>,
    reason: String,
    reply: String,
    act: String,
}

impl Default for DecisionForm {
    fn default() -> Self {
        let (version, time, new_sitting) = (0, TimeFactor::Same, None);
        let empty = String::new;
        Self { version, time, open_until: empty(), new_sitting, reason: empty(), reply: empty(), act: empty() }
    }
}

impl DecisionForm {
    fn parse(&self, zone: Zone) -> Result<Decision> {
        let open_until = match self.open_until.trim() {
            "" => None,
            text => {
                let there = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M");
                let moment = there.ok().and_then(|there| Moment::from_there(there, zone));
                let message = "Enter a day and a time such as 2026-06-06T14:05; it must be there on the clocks.";
                Some(moment.ok_or_else(|| Error::field("open_until", message))?)
            }
        };
        let granted = Granted { factor: self.time, open_until, new_sitting: self.new_sitting };
        let granted = match self.act.as_str() {
            "grant" => Some(granted),
            "refuse" => None,
            _ => return Err(Code::Malformed.into()),
        };
        Ok(Decision { granted, reason: self.reason.clone(), reply: self.reply.clone() })
    }
}

async fn decide(
    context: Context,
    allowed: Allowed<may::AdjustmentsDecide, Waiting>,
    form: Form<DecisionForm>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let (about, by, now, seen) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now, form.0.version);
    let organization = about.request.organization.clone();
    let zone = context.read(move |conn| people::organization(conn, &organization)).await?.zone;
    let decided = match form.0.parse(zone) {
        Ok(decision) => {
            context.write(move |conn| adjustments::decide(conn, &post, &about, (seen, &decision), &by, now)).await
        }
        Err(error) => Err(error),
    };
    match decided {
        Ok(()) => Ok(see_other("/adjustments?done=decided")),
        Err(error) if error.code() == Code::Invalid => {
            let again = (allowed.thing.request.id.to_string(), form.0, error.field_errors().to_vec());
            page(&context, &allowed.actor, Some(again), None).await
        }
        Err(error) => Err(error),
    }
}
