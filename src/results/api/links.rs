//! The links of several people at once, for programs.

use crate::auth::{Allowed, may};
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::ids::CandidateId;
use crate::mail::Post;
use crate::openings::{self, Opening};
use crate::results::links::{self, LinkAct};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of links.
pub fn routes() -> Vec<Route> {
    vec![Route::post("/api/v1/openings/{opening}/people/links", Access::Right("candidates.invite"), to!(act_on_links))]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(act_on_links))]
pub struct Api;

/// What to do with the links of whom.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinksBody {
    /// What.
    act: LinkAct,
    /// The ids of one to 500 candidates.
    candidates: Vec<String>,
    /// Of `extend`: the last day, as `2026-12-24` (UTC).
    until: Option<String>,
    /// `true` only tells whom it would concern.
    #[serde(default)]
    dry_run: bool,
}

/// Whom it concerns.
#[derive(Serialize, ToSchema)]
struct ConcernedBody {
    /// The ids of those for whom it does something.
    concerned: Vec<String>,
    /// Those for whom it does not.
    left_out: Vec<LeftOutBody>,
    /// Whether it was done.
    done: bool,
}

/// Somebody whom it does not concern.
#[derive(Serialize, ToSchema)]
struct LeftOutBody {
    /// The id of the candidate.
    candidate: String,
    /// Why not.
    reason: &'static str,
}

/// Send new links, take links back or keep them open for longer, for several people in one go.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/people/links", tag = "invitations", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = LinksBody,
    responses((status = 200, body = ConcernedBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn act_on_links(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    body: Json<LinksBody>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let LinksBody { act, candidates, until, dry_run } = body.0;
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let ids: Vec<CandidateId> = candidates
        .iter()
        .map(|id| id.parse())
        .collect::<Result<_, _>>()
        .map_err(|_| Error::field("candidates", "Send ids of candidates, as the list of people has them."))?;
    let until = until_of(act, until.as_deref(), now)?;
    let (found, done) = context
        .write(move |conn| {
            let found = links::concerned(conn, &opening, &ids, (act, until), now)?;
            if !dry_run {
                let seen = found.able.len();
                links::act(conn, &post, &opening, (&ids, seen), (act, until), (&by, now))?;
            }
            Ok::<_, Error>((found, !dry_run))
        })
        .await?;
    let left_out = found
        .left_out
        .into_iter()
        .map(|(somebody, reason)| LeftOutBody { candidate: somebody.candidate.id.to_string(), reason });
    Ok(json(&ConcernedBody {
        concerned: found.able.into_iter().map(|somebody| somebody.candidate.id.to_string()).collect(),
        left_out: left_out.collect(),
        done,
    }))
}

fn until_of(act: LinkAct, until: Option<&str>, now: Moment) -> Result<Option<Moment>> {
    match (act, until) {
        (LinkAct::Extend, None) => Err(Error::field("until", "Say until which day, like 2026-12-24.")),
        (LinkAct::Extend, Some(day)) => {
            openings::end_of_day(day, now).map(Some).map_err(|message| Error::field("until", message))
        }
        (_, Some(_)) => Err(Error::field("until", "A day belongs to `extend` only.")),
        (_, None) => Ok(None),
    }
}
