//! Everybody in an opening, finished or not, with how far they have come.

use crate::auth::{Allowed, may, shell};
use crate::error::Result;
use crate::ids::CandidateId;
use crate::openings::Opening;
use crate::people::Right;
use crate::results::people;
use crate::web::{Access, Context, Query, Route, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

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
    done: Option<String>,
}

#[derive(Serialize)]
struct PersonView {
    id: String,
    name: String,
    email: String,
    came: String,
    state: &'static str,
    finished: bool,
    may_renew: bool,
}

async fn page(
    context: Context,
    allowed: Allowed<may::OpeningsRead, Opening>,
    query: Query<PeopleQuery>,
) -> Result<HttpResponse> {
    let (opening, now) = (allowed.thing.clone(), context.now);
    let may_invite = allowed.actor.reach(Right::CandidatesInvite).is_some();
    let after = query.0.after;
    let page = context.read(move |conn| people(conn, &opening, after.as_ref(), PAGE, now)).await?;
    let people = page.people.into_iter().map(|person| PersonView {
        state: person.progress.name(),
        finished: person.progress.is_handed_in(),
        may_renew: may_invite && !person.progress.is_handed_in(),
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
        done: query.0.done.as_deref().and_then(|done| done_words(done, query.0.count)),
    };
    context.page("results/people.html", &shell(&allowed.actor, "People", "/openings"), &view)
}

fn done_words(done: &str, count: Option<u32>) -> Option<String> {
    let words = match (done, count) {
        ("invited", Some(count)) if count > 1 => {
            return Some(format!("{count} people invited. The mails are on their way."));
        }
        _ => done,
    };
    let words = match words {
        "invited" => Some("Invited. The mails are on their way."),
        "sent" => Some("A new link is on its way. The old one does not work any more."),
        "revoked" => Some("The link was taken back."),
        _ => None,
    };
    words.map(str::to_owned)
}
