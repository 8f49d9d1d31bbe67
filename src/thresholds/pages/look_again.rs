//! The list of people to look at again, with the old and the new outcome.

use crate::auth::{Allowed, may, shell};
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::openings::{self, CandidateOfOpening, Opening};
use crate::people::{self, Actor, Right};
use crate::policies::{self, Review, ReviewState};
use crate::scoring::Outcome;
use crate::web::{Context, Form, see_other};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct ListView {
    opening: String,
    opening_id: String,
    waiting: Vec<PersonView>,
    looked: Vec<PersonView>,
    may_decide: bool,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct PersonView {
    candidate: String,
    pseudonym: String,
    policy_version: i64,
    old: Outcome,
    new: Outcome,
    stage: &'static str,
    decided: String,
    state: &'static str,
    note: String,
    by: String,
    at: String,
}

pub(super) async fn list(context: Context, allowed: Allowed<may::ResultsRead, Opening>) -> Result<HttpResponse> {
    render(&context, &allowed.actor, &allowed.thing, Vec::new()).await
}

async fn render(
    context: &Context,
    actor: &Actor,
    opening: &Opening,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let for_read = opening.clone();
    let (waiting, looked) = context
        .read(move |conn| {
            let (mut waiting, mut looked) = (Vec::new(), Vec::new());
            for review in policies::reviews(conn, &for_read)? {
                match review.state {
                    ReviewState::Waiting => waiting.push(person(conn, &for_read, review)?),
                    ReviewState::Overtaken => {}
                    _ => looked.push(person(conn, &for_read, review)?),
                }
            }
            Ok::<_, Error>((waiting, looked))
        })
        .await?;
    let view = ListView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        waiting: waiting.into_iter().flatten().collect(),
        looked: looked.into_iter().flatten().collect(),
        may_decide: actor.reach(Right::CandidatesDecide).is_some(),
        problems,
    };
    let shell = shell(actor, "Look again", "/openings");
    if view.problems.is_empty() {
        context.page("thresholds/look-again.html", &shell, &view)
    } else {
        context.page_again("thresholds/look-again.html", &shell, &view)
    }
}

/// Somebody of the list, unless their data have been erased since.
fn person(conn: &mut Conn, opening: &Opening, review: Review) -> Result<Option<PersonView>> {
    let organization = &opening.organization;
    let Some(candidate) = openings::candidate(conn, organization, &review.changed.candidate)? else {
        return Ok(None);
    };
    let last = openings::decisions(conn, organization, &candidate.id)?.pop();
    let (mut note, mut by, mut at) = (String::new(), String::new(), String::new());
    if let Some(looked) = review.looked {
        by = people::staff_by_id(conn, organization, &looked.by)?.map(|staff| staff.name).unwrap_or_default();
        (note, at) = (looked.note, looked.at.day_and_time());
    }
    Ok(Some(PersonView {
        candidate: candidate.id.to_string(),
        pseudonym: candidate.pseudonym,
        policy_version: review.policy_version,
        old: review.changed.old,
        new: review.changed.new,
        stage: last.as_ref().map_or("", |decision| decision.stage.name()),
        decided: last.map(|decision| decision.decided_at.short_day()).unwrap_or_default(),
        state: if review.state == ReviewState::Stands { "The decision stands." } else { "Decided anew." },
        note,
        by,
        at,
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LookForm {
    policy_version: i64,
    verdict: Option<String>,
    note: Option<String>,
}

pub(super) async fn mark(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, CandidateOfOpening>,
    form: Form<LookForm>,
) -> Result<HttpResponse> {
    let (case, by, now, form) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now, form.0);
    let verdict = form.verdict.and_then(|word| word.parse().ok()).unwrap_or(ReviewState::Waiting);
    let note = form.note.unwrap_or_default();
    let marked =
        context.write(move |conn| policies::look(conn, &case, (form.policy_version, verdict, &note), &by, now)).await;
    let opening = &allowed.thing.opening;
    // A fault stands at the person it is about.
    let at = |field: &str| format!("{field}-{}", allowed.thing.candidate.id);
    match marked {
        Ok(()) => Ok(see_other(&format!("/openings/{}/look-again", opening.id))),
        Err(error) if error.code() == Code::Invalid => {
            let mut problems = error.field_errors().to_vec();
            problems.iter_mut().for_each(|problem| problem.field = at(&problem.field));
            render(&context, &allowed.actor, opening, problems).await
        }
        Err(error) => Err(error),
    }
}
