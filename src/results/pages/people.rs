//! Everybody in an opening, finished or not, with how far they have come.

use crate::auth::{Allowed, may, shell};
use crate::error::{Error, Result};
use crate::ids::CandidateId;
use crate::openings::{self, Opening};
use crate::people::Right;
use crate::sittings::{self, AttemptState};
use crate::web::{Access, Context, Query, Route, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![Route::get("/openings/{opening}/people", Access::Right("openings.read"), to!(page))]
}

const PAGE: i64 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleQuery {
    after: Option<CandidateId>,
    done: Option<String>,
}

#[derive(Serialize)]
struct PeopleView {
    opening: String,
    opening_id: String,
    people: Vec<PersonView>,
    next: Option<String>,
    may_invite: bool,
    done: Option<&'static str>,
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
    let (people, next) = context
        .read(move |conn| {
            let mut people = openings::candidates(conn, &opening, after.as_ref(), PAGE + 1)?;
            let next =
                (people.len() > PAGE as usize).then(|| people.truncate(PAGE as usize)).and_then(|()| people.last());
            let next = next.map(|last| last.id.to_string());
            let ids: Vec<CandidateId> = people.iter().map(|person| person.id.clone()).collect();
            let states = sittings::states_of(conn, &opening.organization, &ids)?;
            let mut views = Vec::with_capacity(people.len());
            for person in people {
                let state = states.get(&person.id).copied();
                let invitation = openings::live_invitation(conn, &opening.organization, &person.id)?;
                let live = invitation.is_some_and(|invitation| invitation.is_live(now));
                views.push(PersonView {
                    state: words(state, live),
                    finished: state.is_some_and(AttemptState::is_handed_in),
                    may_renew: may_invite && !state.is_some_and(AttemptState::is_handed_in),
                    id: person.id.to_string(),
                    name: person.name,
                    email: person.email,
                    came: person.created_at.day(),
                });
            }
            Ok::<_, Error>((views, next))
        })
        .await?;
    let view = PeopleView {
        opening: allowed.thing.title.clone(),
        opening_id: allowed.thing.id.to_string(),
        people,
        next,
        may_invite,
        done: query.0.done.as_deref().and_then(done_words),
    };
    context.page("results/people.html", &shell(&allowed.actor, "People", "/openings"), &view)
}

fn words(state: Option<AttemptState>, live: bool) -> &'static str {
    match (state, live) {
        (None, true) => "Invited",
        (None, false) => "Invitation ended",
        (Some(AttemptState::Started), _) => "Started",
        (Some(AttemptState::Submitted), _) => "Handed in, no score",
        (Some(AttemptState::Scored), _) => "Finished",
        (Some(AttemptState::Expired), _) => "Ran out",
        (Some(AttemptState::Withdrawn), _) => "Withdrew",
        (Some(AttemptState::Voided), _) => "Voided",
    }
}

fn done_words(done: &str) -> Option<&'static str> {
    match done {
        "invited" => Some("Invited. The mails are on their way."),
        "sent" => Some("A new link is on its way. The old one does not work any more."),
        "revoked" => Some("The link was taken back."),
        _ => None,
    }
}
