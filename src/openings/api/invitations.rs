//! Inviting people, sending or taking back a link, and trying the test oneself, for programs.

use super::apply::PersonBody;
use crate::audit::Who;
use crate::auth::{Allowed, may};
use crate::error::{Code, Error, FieldError, Result};
use crate::i18n::Locale;
use crate::ids::MessageId;
use crate::mail::Post;
use crate::openings::{self, CandidateOfOpening, Invited, Invitee, Opening, Source};
use crate::people::{EmailAddress, TextFault};
use crate::web::{Access, Context, Empty, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of invitations.
pub fn routes() -> Vec<Route> {
    let may_invite = Access::Right("candidates.invite");
    let of_one = "/api/v1/openings/{opening}/candidates/{candidate}/invitation";
    vec![
        Route::post("/api/v1/openings/{opening}/invitations", may_invite, to!(invite)),
        Route::post(of_one, may_invite, to!(resend)),
        Route::delete(of_one, may_invite, to!(revoke)),
        Route::post(
            "/api/v1/openings/{opening}/candidates/{candidate}/messages/{message}",
            may_invite,
            to!(send_again),
        ),
        Route::post("/api/v1/openings/{opening}/trials", Access::Right("test.try"), to!(try_test)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(invite, resend, revoke, send_again, try_test))]
pub struct Api;

/// People to invite: all of them or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InvitationsBody {
    /// One to 500 people.
    people: Vec<PersonBody>,
}

/// Somebody who has been invited.
#[derive(Serialize, ToSchema)]
struct InvitedBody {
    /// The id of the candidate.
    candidate: String,
    /// Their address.
    email: String,
    /// Their personal link. It is told only now: the server keeps its hash.
    link: String,
    /// Until when it is open.
    expires_at: String,
}

impl From<Invited> for InvitedBody {
    fn from(invited: Invited) -> Self {
        Self {
            candidate: invited.candidate.id.to_string(),
            email: invited.candidate.email,
            link: invited.link,
            expires_at: invited.expires_at.rfc3339(),
        }
    }
}

/// Reads people, each with the fields that need another look.
pub(super) fn invitees(people: &[PersonBody]) -> Result<Vec<Invitee>> {
    let mut faults = Vec::new();
    if people.is_empty() || people.len() > 500 {
        faults.push(FieldError { field: "people".into(), message: "Send one to 500 people.".into() });
    }
    let mut invitees = Vec::with_capacity(people.len());
    let mut seen = std::collections::BTreeSet::new();
    for (place, person) in people.iter().enumerate() {
        let mut fault = |field: &str, message: String| {
            faults.push(FieldError { field: format!("people.{place}.{field}"), message });
        };
        let name = person.name.parse().map_err(|problem: TextFault| fault("name", problem.to_string())).ok();
        let email = person.email.parse::<EmailAddress>().map_err(|problem| fault("email", problem.to_string())).ok();
        let language = person.language.filter(|locale| Locale::OFFERED.contains(locale));
        if language != person.language {
            fault("language", "Send en, es or de, or leave it out.".into());
        }
        if let Some((name, email)) = name.zip(email) {
            if !seen.insert(email.clone()) {
                fault("email", "This address is in the list twice.".into());
            }
            invitees.push(Invitee { name, email, language });
        }
    }
    if faults.is_empty() { Ok(invitees) } else { Err(Error::fields(faults)) }
}

/// Invite people. Each gets a mail with a personal link.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/invitations", tag = "invitations", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = InvitationsBody,
    responses((status = 200, body = Vec<InvitedBody>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn invite(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    people: Json<InvitationsBody>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let people = invitees(&people.0.people)?;
    let (opening, who, now) = (allowed.thing, Who::Staff(allowed.actor.staff.id), context.now);
    let invited = context
        .write(move |conn| openings::invite(conn, &post, &opening, &people, (Source::Invited, &who), now))
        .await?;
    let bodies: Vec<InvitedBody> = invited.into_iter().map(InvitedBody::from).collect();
    Ok(json(&bodies))
}

/// Send somebody a new link. Their earlier ones stop working.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/candidates/{candidate}/invitation", tag = "invitations", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    request_body = Empty,
    responses((status = 200, body = InvitedBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn resend(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, CandidateOfOpening>,
    _nothing: Json<Empty>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let CandidateOfOpening { opening, candidate } = allowed.thing;
    let (who, now) = (Who::Staff(allowed.actor.staff.id), context.now);
    let invited = context.write(move |conn| openings::resend(conn, &post, &opening, &candidate, &who, now)).await?;
    Ok(json(&InvitedBody::from(invited)))
}

/// Take somebody's link back.
#[utoipa::path(delete, path = "/api/v1/openings/{opening}/candidates/{candidate}/invitation", tag = "invitations", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn revoke(context: Context, allowed: Allowed<may::CandidatesInvite, CandidateOfOpening>) -> Result<HttpResponse> {
    let CandidateOfOpening { opening, candidate } = allowed.thing;
    let (by, now) = (allowed.actor.staff.id, context.now);
    context.write(move |conn| openings::revoke(conn, &opening, &candidate, &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sit the test of an opening oneself, without being ranked. The link is not mailed.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/trials", tag = "invitations", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = Empty,
    responses((status = 200, body = InvitedBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn try_test(
    context: Context,
    allowed: Allowed<may::TestTry, Opening>,
    _nothing: Json<Empty>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let (opening, staff, now) = (allowed.thing, allowed.actor.staff, context.now);
    let invited = context.write(move |conn| openings::try_test(conn, &post, &opening, &staff, now)).await?;
    Ok(json(&InvitedBody::from(invited)))
}

/// Send a mail to a candidate again that no mail server would take.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/candidates/{candidate}/messages/{message}", tag = "openings", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate"), ("message" = String, Path, description = "The id of a message")),
    request_body = Empty,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn send_again(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, CandidateOfOpening>,
    path: web::Path<(String, String, String)>,
    _body: Json<Empty>,
) -> Result<HttpResponse> {
    let message = path.2.parse::<MessageId>().map_err(|_| Error::from(Code::NotFound))?;
    let (candidate, by, now) = (allowed.thing.candidate, allowed.actor.staff.id, context.now);
    context.write(move |conn| openings::send_again(conn, &candidate, &message, &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
