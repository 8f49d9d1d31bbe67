//! Everybody in an opening, for programs.

use crate::auth::{Allowed, may};
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::ids::CandidateId;
use crate::mail::{Kind, State, Waiting, failed_of};
use crate::openings::{Opening, Source};
use crate::results::{Progress, Somebody, people};
use crate::web::{Access, Context, Problem, Query, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The routes of people.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/api/v1/openings/{opening}/people", Access::Right("openings.read"), to!(list))]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list))]
pub struct Api;

/// A page of the people of an opening.
#[derive(Serialize, ToSchema)]
struct PeopleBody {
    /// In no particular order; staff who try the test are left out.
    people: Vec<SomebodyBody>,
    /// For `after`, to get the next page; none on the last.
    next: Option<String>,
}

/// Somebody in an opening, without anything of their answers.
#[derive(Serialize, ToSchema)]
struct SomebodyBody {
    /// The id of the candidate.
    candidate: String,
    /// Their name.
    name: String,
    /// Their address.
    email: String,
    /// Six characters that stand for them.
    pseudonym: String,
    /// The language they were invited in; none for that of the test.
    language: Option<Locale>,
    /// How they came.
    source: Source,
    /// How far they have come.
    progress: Progress,
    /// Until when their link is open; none where it was taken back.
    expires_at: Option<String>,
    /// When they came.
    created_at: String,
    /// The newest mail to them, where no mail server has taken it.
    mail_problem: Option<MailProblemBody>,
}

/// A mail that did not arrive.
#[derive(Serialize, ToSchema)]
struct MailProblemBody {
    /// The id of the message, to send it again.
    message: String,
    /// What it is for.
    kind: Kind,
    /// `waiting` while it is tried again by itself, `failed` once it was given up.
    state: State,
    /// What the mail server said last; nothing where the name is hidden, because it may hold the address.
    problem: Option<String>,
}

impl MailProblemBody {
    fn of(message: Waiting, hidden: bool) -> Self {
        Self {
            message: message.id.to_string(),
            kind: message.kind,
            state: message.state,
            problem: message.problem.filter(|_| !hidden),
        }
    }
}

impl SomebodyBody {
    fn of(somebody: Somebody, failed: &mut BTreeMap<String, Waiting>) -> Self {
        let Somebody { candidate, progress, expires_at } = somebody;
        Self {
            mail_problem: failed
                .remove(candidate.id.as_ref())
                .map(|message| MailProblemBody::of(message, candidate.email.is_empty())),
            candidate: candidate.id.to_string(),
            name: candidate.name,
            email: candidate.email,
            pseudonym: candidate.pseudonym,
            language: candidate.language,
            source: candidate.source,
            progress,
            expires_at: expires_at.map(Moment::rfc3339),
            created_at: candidate.created_at.rfc3339(),
        }
    }
}

/// Which page of the people.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PeopleQuery {
    /// Behind whom the page begins: `next` of the page before.
    #[param(value_type = Option<String>)]
    after: Option<CandidateId>,
}

const PAGE: usize = 100;

/// Everybody in an opening with how far they have come, a page of them.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/people", tag = "invitations", params(("opening" = String, Path, description = "The id of an opening"), PeopleQuery),
    responses((status = 200, body = PeopleBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn list(
    context: Context,
    allowed: Allowed<may::OpeningsRead, Opening>,
    query: Query<PeopleQuery>,
) -> Result<HttpResponse> {
    let (opening, by, after, now) = (allowed.thing, allowed.actor.staff.id, query.0.after, context.now);
    let (page, mut failed) = context
        .read(move |conn| {
            let page = people(conn, &opening, (&by, after.as_ref()), PAGE, now)?;
            let ids: Vec<String> = page.people.iter().map(|person| person.candidate.id.to_string()).collect();
            let failed = failed_of(conn, &opening.organization, &ids)?;
            let by_person = failed.into_iter().map(|message| (message.subject_id.clone(), message));
            Ok::<_, Error>((page, by_person.collect::<BTreeMap<_, _>>()))
        })
        .await?;
    Ok(json(&PeopleBody {
        people: page.people.into_iter().map(|somebody| SomebodyBody::of(somebody, &mut failed)).collect(),
        next: page.next.map(|last| last.to_string()),
    }))
}
