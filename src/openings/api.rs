//! Openings, invitations and the public link, for programs.

use crate::assessments;
use crate::audit::Who;
use crate::auth::{Allowed, Limit, Signed, may, reserve, too_many};
use crate::error::{Error, FieldError, Result};
use crate::mail::Post;
use crate::openings::{self, Funnel, Invitee, NewOpening, Opening, OpeningState, Source};
use crate::people::{self, EmailAddress, TextFault};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/assessments", Access::Right("openings.read"), to!(list_assessments)),
        Route::get("/api/v1/openings", Access::Right("openings.read"), to!(list)),
        Route::post("/api/v1/openings", Access::Right("openings.manage"), to!(create)),
        Route::get("/api/v1/openings/{opening}", Access::Right("openings.read"), to!(read)),
        Route::put("/api/v1/openings/{opening}/state", Access::Right("openings.manage"), to!(set_state)),
        Route::post("/api/v1/openings/{opening}/invitations", Access::Right("candidates.invite"), to!(invite)),
        Route::post("/api/v1/public-links/{token}", Access::Link, to!(apply)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list_assessments, list, create, read, set_state, invite, apply))]
pub struct Api;

/// An assessment that openings can use.
#[derive(Serialize, ToSchema)]
struct AssessmentBody {
    /// Its id.
    id: String,
    /// Its version.
    version: i64,
    /// Its name.
    title: String,
    /// What it is for.
    description: String,
    /// How many questions it has.
    items: usize,
    /// Half the range in which the true total lies two times in three, in points, before precision was frozen from data.
    likely_range: f64,
}

/// An opening.
#[derive(Serialize, ToSchema)]
struct OpeningBody {
    /// Its id.
    id: String,
    /// What applicants read.
    title: String,
    /// Where the job is.
    place: String,
    /// Whom applicants may write to.
    contact: String,
    /// Whether people can be invited and start.
    state: OpeningState,
    /// The id of its assessment.
    assessment: String,
    /// The version of its assessment.
    assessment_version: i64,
    /// The precision version of its scores.
    precision_version: i64,
    /// Minutes for everybody.
    time_limit_minutes: Option<i64>,
    /// How long an invitation is open.
    invitation_days: i64,
    /// The public link, where there is one.
    public_link: Option<String>,
    /// How far people have come.
    funnel: Funnel,
    /// Since when.
    created_at: String,
}

fn body(context: &Context, opening: &Opening, funnel: Funnel) -> OpeningBody {
    OpeningBody {
        id: opening.id.to_string(),
        title: opening.title.clone(),
        place: opening.place.clone(),
        contact: opening.contact.clone(),
        state: opening.state,
        assessment: opening.assessment.id.clone(),
        assessment_version: opening.assessment.version,
        precision_version: opening.precision_version,
        time_limit_minutes: opening.time_limit_minutes,
        invitation_days: opening.invitation_days,
        public_link: opening.public_link.as_ref().map(|token| context.settings.link(&format!("/apply/{token}"))),
        funnel,
        created_at: opening.created_at.rfc3339(),
    }
}

/// Which assessments are there?
#[utoipa::path(get, path = "/api/v1/assessments", tag = "openings",
    responses((status = 200, body = Vec<AssessmentBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list_assessments(context: Context, signed: Signed<may::OpeningsRead>) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let all = context.read(move |conn| assessments::list(conn, &organization)).await?;
    let precision = crate::scoring::Precision::assumed();
    let bodies: Vec<AssessmentBody> = all
        .into_iter()
        .map(|assessment| AssessmentBody {
            likely_range: assessment.likely_range(&precision, 1.0),
            items: assessment.blueprint.items(),
            id: assessment.key.id,
            version: assessment.key.version,
            title: assessment.blueprint.title,
            description: assessment.blueprint.description,
        })
        .collect();
    Ok(json(&bodies))
}

/// Which openings may I see?
#[utoipa::path(get, path = "/api/v1/openings", tag = "openings",
    responses((status = 200, body = Vec<OpeningBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list(context: Context, signed: Signed<may::OpeningsRead>) -> Result<HttpResponse> {
    let (organization, staff, reach) =
        (signed.actor.organization().clone(), signed.actor.staff.id.clone(), signed.reach);
    let openings = context
        .read(move |conn| {
            let openings = openings::openings_of(conn, &organization, reach, &staff)?;
            let with_funnels = openings.into_iter().map(|opening| {
                let funnel = openings::funnel(conn, &opening)?;
                Ok((opening, funnel))
            });
            with_funnels.collect::<Result<Vec<_>>>()
        })
        .await?;
    let bodies: Vec<OpeningBody> = openings.iter().map(|(opening, funnel)| body(&context, opening, *funnel)).collect();
    Ok(json(&bodies))
}

/// What a new opening begins with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOpeningBody {
    /// What applicants read.
    title: String,
    /// Where the job is.
    #[serde(default)]
    place: String,
    /// Whom applicants may write to; the organization's address if left out.
    contact: Option<String>,
    /// The id of an assessment.
    assessment: String,
    /// Minutes for everybody, 1 to 600; none if left out.
    time_limit_minutes: Option<i64>,
    /// How long an invitation is open, 1 to 365 days; 14 if left out.
    invitation_days: Option<i64>,
}

impl NewOpeningBody {
    fn parse(self, default_contact: &str) -> Result<NewOpening> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.into(), message });
        let title = self.title.parse().map_err(|problem: TextFault| fault("title", problem.to_string())).ok();
        let place = self.place.parse().map_err(|problem: TextFault| fault("place", problem.to_string())).ok();
        let contact = self.contact.as_deref().unwrap_or(default_contact);
        let contact = contact.parse::<EmailAddress>().map_err(|problem| fault("contact", problem.to_string())).ok();
        if self.time_limit_minutes.is_some_and(|minutes| !(1..=600).contains(&minutes)) {
            fault("time_limit_minutes", "Send minutes from 1 to 600, or leave it out.".into());
        }
        let invitation_days = self.invitation_days.unwrap_or(14);
        if !(1..=365).contains(&invitation_days) {
            fault("invitation_days", "Send days from 1 to 365.".into());
        }
        match title.zip(place).zip(contact).filter(|_| faults.is_empty()) {
            Some(((title, place), contact)) => Ok(NewOpening {
                place,
                time_limit_minutes: self.time_limit_minutes,
                invitation_days,
                ..NewOpening::of(title, contact, &self.assessment)
            }),
            None => Err(Error::fields(faults)),
        }
    }
}

/// Create an opening. Its item set is drawn now and stays.
#[utoipa::path(post, path = "/api/v1/openings", tag = "openings", request_body = NewOpeningBody,
    responses((status = 200, body = OpeningBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn create(
    context: Context,
    signed: Signed<may::OpeningsManage>,
    new: Json<NewOpeningBody>,
) -> Result<HttpResponse> {
    let (organization, staff, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let own = organization.clone();
    let contact = context.read(move |conn| people::organization(conn, &own)).await?.contact;
    let new = new.0.parse(&contact)?;
    let opening = context.write(move |conn| openings::create(conn, &organization, &staff, &new, now)).await?;
    Ok(json(&body(&context, &opening, Funnel::default())))
}

/// One opening.
#[utoipa::path(get, path = "/api/v1/openings/{opening}", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = OpeningBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn read(context: Context, allowed: Allowed<may::OpeningsRead, Opening>) -> Result<HttpResponse> {
    respond(&context, allowed.thing).await
}

async fn respond(context: &Context, opening: Opening) -> Result<HttpResponse> {
    let (opening, funnel) = context
        .read(move |conn| {
            let fresh = openings::opening(conn, &opening.organization, &opening.id)?.unwrap_or(opening);
            let funnel = openings::funnel(conn, &fresh)?;
            Ok::<_, Error>((fresh, funnel))
        })
        .await?;
    Ok(json(&body(context, &opening, funnel)))
}

/// Whether an opening is open.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StateBody {
    /// `open` or `closed`.
    state: OpeningState,
}

/// Close an opening, or open it again.
#[utoipa::path(put, path = "/api/v1/openings/{opening}/state", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = StateBody,
    responses((status = 200, body = OpeningBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn set_state(
    context: Context,
    allowed: Allowed<may::OpeningsManage, Opening>,
    state: Json<StateBody>,
) -> Result<HttpResponse> {
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id, context.now);
    context
        .write(move |conn| match state.0.state {
            OpeningState::Closed => openings::close(conn, &opening, &by, now),
            OpeningState::Open => openings::reopen(conn, &opening, &by, now),
        })
        .await?;
    respond(&context, allowed.thing).await
}

/// People to invite: all of them or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InvitationsBody {
    /// One to 500 people.
    people: Vec<PersonBody>,
}

/// Somebody to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonBody {
    /// Their name.
    name: String,
    /// Their e-mail address.
    email: String,
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

fn invitees(people: &[PersonBody]) -> Result<Vec<Invitee>> {
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
        if let Some((name, email)) = name.zip(email) {
            if !seen.insert(email.clone()) {
                fault("email", "This address is in the list twice.".into());
            }
            invitees.push(Invitee { name, email });
        }
    }
    if faults.is_empty() { Ok(invitees) } else { Err(Error::fields(faults)) }
}

/// Invite people. Each gets a mail with a personal link.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/invitations", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
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
    let bodies: Vec<InvitedBody> = invited
        .into_iter()
        .map(|invited| InvitedBody {
            candidate: invited.candidate.id.to_string(),
            email: invited.candidate.email,
            link: invited.link,
            expires_at: invited.expires_at.rfc3339(),
        })
        .collect();
    Ok(json(&bodies))
}

/// Ask for a personal link by the public link of an opening. It comes by mail; the answer is the same for everybody.
#[utoipa::path(post, path = "/api/v1/public-links/{token}", tag = "applicants", security(()), params(("token" = String, Path, description = "The token of a public link")),
    request_body = PersonBody,
    responses((status = 202), (status = 410, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn apply(
    context: Context,
    token: web::Path<String>,
    person: Json<PersonBody>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let mut people = invitees(std::slice::from_ref(&person.0))?;
    let invitee = people.swap_remove(0);
    let (now, address, key) =
        (context.now, context.address().to_owned(), format!("{} {}", token.as_str(), invitee.email));
    let free = context
        .write(move |conn| {
            Ok::<_, Error>(
                reserve(conn, &Limit::APPLY_ADDRESS, &address, now)? && reserve(conn, &Limit::APPLY_PERSON, &key, now)?,
            )
        })
        .await?;
    if !free {
        return Err(too_many(&Limit::APPLY_PERSON));
    }
    let token = token.into_inner();
    context.write(move |conn| openings::apply(conn, &post, &token, &invitee, now)).await?;
    Ok(HttpResponse::Accepted().finish())
}
