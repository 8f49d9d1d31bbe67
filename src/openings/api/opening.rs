//! Assessments and openings, for the programs of staff.

use crate::assessments;
use crate::auth::{Allowed, Signed, may};
use crate::clock::Moment;
use crate::error::{Error, FieldError, Result};
use crate::openings::{self, Changes, Funnel, NewOpening, Opening, OpeningState, PublicBounds};
use crate::people::{self, EmailAddress, Place, TextFault, Title};
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of openings.
pub fn routes() -> Vec<Route> {
    let (read_them, manage) = (Access::Right("openings.read"), Access::Right("openings.manage"));
    vec![
        Route::get("/api/v1/assessments", read_them, to!(list_assessments)),
        Route::get("/api/v1/openings", read_them, to!(list)),
        Route::post("/api/v1/openings", manage, to!(create)),
        Route::get("/api/v1/openings/{opening}", read_them, to!(read)),
        Route::put("/api/v1/openings/{opening}", manage, to!(change)),
        Route::post("/api/v1/openings/{opening}/duplicate", manage, to!(duplicate)),
        Route::put("/api/v1/openings/{opening}/state", manage, to!(set_state)),
        Route::put("/api/v1/openings/{opening}/public-link", Access::Right("candidates.invite"), to!(set_public_link)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list_assessments, list, create, read, change, duplicate, set_state, set_public_link))]
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
    /// The name of the person there; may be empty.
    contact_name: String,
    /// Whether those who have not finished are reminded before their invitation ends.
    reminds: bool,
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
    /// How many people may come by it; none for any number.
    public_link_cap: Option<i64>,
    /// Until when it is open; none for no end.
    public_link_until: Option<String>,
    /// How far people have come.
    funnel: Funnel,
    /// Since when.
    created_at: String,
    /// Counts its changes. Whoever changes its settings names the version they saw.
    version: i64,
}

fn body(context: &Context, opening: &Opening, funnel: Funnel) -> OpeningBody {
    OpeningBody {
        id: opening.id.to_string(),
        title: opening.title.clone(),
        place: opening.place.clone(),
        contact: opening.contact.clone(),
        contact_name: opening.contact_name.clone(),
        reminds: opening.reminds,
        state: opening.state,
        assessment: opening.assessment.id.clone(),
        assessment_version: opening.assessment.version,
        precision_version: opening.precision_version,
        time_limit_minutes: opening.time_limit_minutes,
        invitation_days: opening.invitation_days,
        public_link: opening.public_link.as_ref().map(|token| context.settings.link(&format!("/apply/{token}"))),
        public_link_cap: opening.public_bounds.cap,
        public_link_until: opening.public_bounds.until.map(Moment::rfc3339),
        funnel,
        created_at: opening.created_at.rfc3339(),
        version: opening.version,
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
    /// The name of the person there; none if left out.
    #[serde(default)]
    contact_name: String,
    /// Whether those who have not finished are reminded before their invitation ends; `true` if left out.
    reminds: Option<bool>,
    /// The id of an assessment.
    assessment: String,
    /// Minutes for everybody, 1 to 600; none if left out.
    time_limit_minutes: Option<i64>,
    /// How long an invitation is open, 1 to 365 days; 14 if left out.
    invitation_days: Option<i64>,
}

/// The settings of an opening as they came, to be read with every fault named.
struct Settings {
    title: String,
    place: String,
    contact: String,
    time_limit_minutes: Option<i64>,
    invitation_days: i64,
}

impl Settings {
    fn parse(self) -> Result<(Title, Place, EmailAddress)> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.into(), message });
        let title = self.title.parse().map_err(|problem: TextFault| fault("title", problem.to_string())).ok();
        let place = self.place.parse().map_err(|problem: TextFault| fault("place", problem.to_string())).ok();
        let contact = self.contact.parse().map_err(|problem: TextFault| fault("contact", problem.to_string())).ok();
        if self.time_limit_minutes.is_some_and(|minutes| !(1..=600).contains(&minutes)) {
            fault("time_limit_minutes", "Send minutes from 1 to 600, or leave it out.".into());
        }
        if !(1..=365).contains(&self.invitation_days) {
            fault("invitation_days", "Send days from 1 to 365.".into());
        }
        match title.zip(place).zip(contact).filter(|_| faults.is_empty()) {
            Some(((title, place), contact)) => Ok((title, place, contact)),
            None => Err(Error::fields(faults)),
        }
    }
}

impl NewOpeningBody {
    fn parse(self, default_contact: &str) -> Result<NewOpening> {
        let (time_limit_minutes, invitation_days) = (self.time_limit_minutes, self.invitation_days.unwrap_or(14));
        let (contact_name, reminds) = (self.contact_name, self.reminds.unwrap_or(true));
        let contact = self.contact.unwrap_or_else(|| default_contact.to_owned());
        let settings = Settings { title: self.title, place: self.place, contact, time_limit_minutes, invitation_days };
        let (title, place, contact) = settings.parse()?;
        let new = NewOpening::of(title, contact, &self.assessment);
        Ok(NewOpening { place, contact_name, reminds, time_limit_minutes, invitation_days, ..new })
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

/// The settings of an opening: all of them, as they shall be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SettingsBody {
    /// What applicants read.
    title: String,
    /// Where the job is; may be empty.
    place: String,
    /// Whom applicants may write to.
    contact: String,
    /// The name of the person there; none if left out.
    #[serde(default)]
    contact_name: String,
    /// Whether those who have not finished are reminded before their invitation ends; `true` if left out.
    reminds: Option<bool>,
    /// Minutes for those who start from now on, 1 to 600; none if left out.
    time_limit_minutes: Option<i64>,
    /// How long invitations from now on are open, 1 to 365 days.
    invitation_days: i64,
    /// The version of the opening that the sender has seen.
    version: i64,
}

/// Change the settings of an opening. Its assessment and its item set stay.
#[utoipa::path(put, path = "/api/v1/openings/{opening}", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = SettingsBody,
    responses((status = 200, body = OpeningBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn change(
    context: Context,
    allowed: Allowed<may::OpeningsManage, Opening>,
    body: Json<SettingsBody>,
) -> Result<HttpResponse> {
    let SettingsBody { title, place, contact, contact_name, reminds, time_limit_minutes, invitation_days, version } =
        body.0;
    let (title, place, contact) = Settings { title, place, contact, time_limit_minutes, invitation_days }.parse()?;
    let reminds = reminds.unwrap_or(true);
    let changes = Changes { title, place, contact, contact_name, reminds, time_limit_minutes, invitation_days };
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id, context.now);
    context.write(move |conn| openings::change(conn, &opening, version, &changes, &by, now)).await?;
    respond(&context, allowed.thing).await
}

/// What a duplicate is called.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DuplicateBody {
    /// What applicants read.
    title: String,
}

/// Create an opening with the settings and the team of another. Its questions are drawn afresh; nobody comes along.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/duplicate", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = DuplicateBody,
    responses((status = 200, body = OpeningBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn duplicate(
    context: Context,
    allowed: Allowed<may::OpeningsManage, Opening>,
    new: Json<DuplicateBody>,
) -> Result<HttpResponse> {
    let title: Title = new.0.title.parse().map_err(|problem: TextFault| Error::field("title", problem.to_string()))?;
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let copy = context.write(move |conn| openings::duplicate(conn, &opening, &title, &by, now)).await?;
    Ok(json(&body(&context, &copy, Funnel::default())))
}

/// Whether an opening has a public link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PublicLinkBody {
    /// `true` gives it one, if it has none; `false` takes it back. Personal links that were mailed stay valid.
    open: bool,
    /// How many people may come by it, 1 to 100,000; any number if left out.
    cap: Option<i64>,
    /// The last day on which it is open, as `2026-12-24` (UTC); no end if left out.
    until: Option<String>,
    /// The version of the opening that the sender has seen: needed with `cap` or `until`.
    version: Option<i64>,
}

impl PublicLinkBody {
    /// The bounds that it asks for, from the version that was seen; none to take the link back.
    fn parse(&self, opening: &Opening, now: Moment) -> Result<(i64, Option<PublicBounds>)> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.into(), message });
        if self.cap.is_some_and(|cap| !(1..=100_000).contains(&cap)) {
            fault("cap", "Send a number from 1 to 100000, or leave it out.".into());
        }
        let until = self.until.as_deref().map(|day| openings::end_of_day(day, now)).transpose();
        let until = until.map_err(|message| fault("until", message)).ok().flatten();
        if self.version.is_none() && (self.cap.is_some() || self.until.is_some()) {
            fault("version", "Send the version of the opening that you have seen.".into());
        }
        if !faults.is_empty() {
            return Err(Error::fields(faults));
        }
        Ok((self.version.unwrap_or(opening.version), self.open.then_some(PublicBounds { cap: self.cap, until })))
    }
}

/// Give an opening a public link, or take it back.
#[utoipa::path(put, path = "/api/v1/openings/{opening}/public-link", tag = "openings", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = PublicLinkBody,
    responses((status = 200, body = OpeningBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn set_public_link(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    body: Json<PublicLinkBody>,
) -> Result<HttpResponse> {
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id, context.now);
    let wanted = body.0.parse(&opening, now)?;
    context.write(move |conn| openings::set_public_link(conn, &opening, wanted, &by, now)).await?;
    respond(&context, allowed.thing).await
}
