//! Everybody in an opening, finished or not, with how far they have come.

use crate::auth::{Allowed, may, shell};
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::ids::CandidateId;
use crate::mail::{State, Waiting, failed_of};
use crate::openings::Opening;
use crate::people::Right;
use crate::results::people;
use crate::web::{Access, Context, Query, Route, to};
use actix_web::HttpResponse;
use chrono::Duration;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub fn routes() -> Vec<Route> {
    vec![Route::get("/openings/{opening}/people", Access::Right("openings.read"), to!(page))]
}

const PAGE: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleQuery {
    after: Option<CandidateId>,
    done: Option<String>,
    count: Option<u32>,
}

#[derive(Serialize)]
struct PeopleView {
    opening: String,
    opening_id: String,
    people: Vec<PersonView>,
    next: Option<String>,
    may_invite: bool,
    /// The first day to which a link can be extended.
    /// Whether they may look at the signals of a sitting. What there is to look at is not told here.
    may_review: bool,
    tomorrow: String,
    done: Option<String>,
}

#[derive(Serialize)]
struct PersonView {
    id: String,
    name: String,
    email: String,
    came: String,
    state: &'static str,
    language: Option<&'static str>,
    /// Until when their link is open, where it matters.
    until: Option<String>,
    finished: bool,
    may_renew: bool,
    /// The newest mail to them, where no mail server has taken it.
    problem: Option<MailProblem>,
}

#[derive(Serialize)]
struct MailProblem {
    id: String,
    kind: &'static str,
    given_up: bool,
    said: String,
}

impl MailProblem {
    /// What the server said may hold the address, so it is not told where the name is hidden.
    fn of(message: Waiting, hidden: bool) -> Self {
        Self {
            id: message.id.to_string(),
            kind: message.kind.name(),
            given_up: message.state == State::Failed,
            said: message.problem.filter(|_| !hidden).unwrap_or_default(),
        }
    }
}

async fn page(
    context: Context,
    allowed: Allowed<may::OpeningsRead, Opening>,
    query: Query<PeopleQuery>,
) -> Result<HttpResponse> {
    let (opening, now) = (allowed.thing.clone(), context.now);
    let may_review = allowed.actor.reach(Right::IntegrityReview).is_some();
    let may_invite = allowed.actor.reach(Right::CandidatesInvite).is_some();
    let (by, after) = (allowed.actor.staff.id.clone(), query.0.after);
    let (page, mut failed) = context
        .read(move |conn| {
            let page = people(conn, &opening, (&by, after.as_ref()), PAGE, now)?;
            let ids: Vec<String> = page.people.iter().map(|person| person.candidate.id.to_string()).collect();
            let failed = failed_of(conn, &opening.organization, &ids)?;
            let by_person = failed.into_iter().map(|message| (message.subject_id.clone(), message));
            Ok::<_, Error>((page, by_person.collect::<BTreeMap<_, _>>()))
        })
        .await?;
    let people = page.people.into_iter().map(|person| PersonView {
        problem: failed
            .remove(person.candidate.id.as_ref())
            .map(|message| MailProblem::of(message, person.candidate.email.is_empty())),
        state: person.progress.name(),
        finished: person.progress.is_handed_in(),
        may_renew: may_invite && !person.progress.is_handed_in(),
        until: person.expires_at.filter(|_| person.progress.is_under_way()).map(Moment::short_day),
        language: person.candidate.language.map(language_name),
        id: person.candidate.id.to_string(),
        name: person.candidate.name,
        email: person.candidate.email,
        came: person.candidate.created_at.day(),
    });
    let view = PeopleView {
        opening: allowed.thing.title.clone(),
        opening_id: allowed.thing.id.to_string(),
        people: people.collect(),
        next: page.next.map(|last| last.to_string()),
        may_invite,
        may_review,
        tomorrow: now.plus(Duration::days(1)).rfc3339()[..10].to_owned(),
        done: query.0.done.as_deref().and_then(|done| done_words(done, query.0.count)),
    };
    context.page("results/people.html", &shell(&allowed.actor, "People", "/openings"), &view)
}

fn done_words(done: &str, count: Option<u32>) -> Option<String> {
    let words = match (done, count) {
        ("invited", Some(count)) if count > 1 => {
            return Some(format!("{count} people invited. The mails are on their way."));
        }
        ("sent", Some(count)) if count > 1 => {
            return Some(format!("{count} new links are on their way. The old ones do not work any more."));
        }
        ("revoked", Some(count)) if count > 1 => return Some(format!("{count} links were taken back.")),
        ("extended", Some(count)) if count > 1 => return Some(format!("{count} links stay open for longer.")),
        _ => done,
    };
    let words = match words {
        "invited" => Some("Invited. The mails are on their way."),
        "sent" => Some("A new link is on its way. The old one does not work any more."),
        "again" => Some("The mail is on its way again."),
        "revoked" => Some("The link was taken back."),
        "extended" => Some("The link stays open for longer."),
        _ => None,
    };
    words.map(str::to_owned)
}

/// A language as the pages of the staff, which are in English, call it.
fn language_name(locale: Locale) -> &'static str {
    match locale {
        Locale::Spanish => "Spanish",
        Locale::German => "German",
        _ => "English",
    }
}
