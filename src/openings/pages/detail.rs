//! One opening: how far people have come, its links, its team, its settings.

use super::list::{days, minutes};
use crate::assessments::{self, Assessment};
use crate::auth::{Allowed, may, shell};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::StaffId;
use crate::mail::Post;
use crate::openings::{self, Changes, Funnel, Length, NoticeChoice, Opening, OpeningState, PublicBounds};
use crate::people::{self, Right, TextFault, Title};
use crate::scoring::Precision;
use crate::web::{Access, Context, Fields, Form, Route, chart, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let manage = Access::Right("openings.manage");
    vec![
        Route::get("/openings/{opening}", Access::Right("openings.read"), to!(page)),
        Route::post("/openings/{opening}", manage, to!(edit)),
        Route::post("/openings/{opening}/duplicate", manage, to!(duplicate)),
        Route::post("/openings/{opening}/state", manage, to!(set_state)),
        Route::post("/openings/{opening}/team", manage, to!(set_team)),
        Route::post("/openings/{opening}/notices", Access::Right("results.read"), to!(choose_notice)),
        Route::post("/openings/{opening}/public-link", Access::Right("candidates.invite"), to!(public_link)),
        Route::post("/openings/{opening}/try", Access::Right("test.try"), to!(try_test)),
    ]
}

#[derive(Serialize)]
struct DetailView {
    id: String,
    version: i64,
    title: String,
    place: String,
    contact: String,
    contact_name: String,
    reminds: bool,
    closed: bool,
    assessment: String,
    assessment_version: i64,
    items: usize,
    minutes: i64,
    range: i64,
    time_limit: Option<i64>,
    limited_parts: bool,
    invitation_days: i64,
    created_at: String,
    public_link: Option<String>,
    /// How many may come by it, and its last day, as the form shows them.
    cap: String,
    until: String,
    funnel: Funnel,
    team: Vec<Member>,
    notices: NoticeChoice,
    may: May,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct Member {
    id: String,
    name: String,
    roles: String,
    on_team: bool,
}

/// What this person may do here: the page shows nothing that would be refused.
#[derive(Serialize)]
struct May {
    manage: bool,
    invite: bool,
    try_test: bool,
    results: bool,
    thresholds: bool,
    reports: bool,
}

async fn page(context: Context, allowed: Allowed<may::OpeningsRead, Opening>) -> Result<HttpResponse> {
    render(&context, &allowed.actor, &allowed.thing, Vec::new()).await
}

/// All that the page is made of, read in one go.
struct Read {
    funnel: Funnel,
    length: Length,
    assessment: Assessment,
    precision: Precision,
    team: Vec<Member>,
    notices: NoticeChoice,
}

fn read(conn: &mut Conn, opening: &Opening, reader: &StaffId) -> Result<Read> {
    let team = openings::members(conn, opening)?.into_iter().map(|member| Member {
        on_team: member.on_team,
        id: member.staff.id.to_string(),
        name: member.staff.name,
        roles: member.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", "),
    });
    Ok(Read {
        funnel: openings::funnel(conn, opening)?,
        length: openings::length_of(conn, &opening.organization, opening)?,
        assessment: openings::assessment_of(conn, opening)?,
        precision: assessments::precision(conn, &opening.organization, &opening.assessment, opening.precision_version)?,
        team: team.collect(),
        notices: openings::notice_choice(conn, opening, reader)?,
    })
}

async fn render(
    context: &Context,
    actor: &people::Actor,
    opening: &Opening,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let (for_read, reader) = (opening.clone(), actor.staff.id.clone());
    let Read { funnel, length, assessment, precision, team, notices } =
        context.read(move |conn| read(conn, &for_read, &reader)).await?;
    let may = |right| actor.reach(right).is_some();
    let view = DetailView {
        id: opening.id.to_string(),
        version: opening.version,
        title: opening.title.clone(),
        place: opening.place.clone(),
        contact: opening.contact.clone(),
        contact_name: opening.contact_name.clone(),
        reminds: opening.reminds,
        closed: opening.state == OpeningState::Closed,
        range: chart::whole(assessment.likely_range(&precision, 1.0)),
        assessment: assessment.blueprint.title,
        assessment_version: opening.assessment.version,
        items: length.items,
        minutes: length.minutes,
        time_limit: opening.time_limit_minutes,
        limited_parts: length.limited_parts,
        invitation_days: opening.invitation_days,
        created_at: opening.created_at.day(),
        public_link: opening.public_link.as_ref().map(|token| context.settings.link(&format!("/apply/{token}"))),
        cap: opening.public_bounds.cap.map(|cap| cap.to_string()).unwrap_or_default(),
        until: opening.public_bounds.until.map(|until| until.rfc3339()[..10].to_owned()).unwrap_or_default(),
        funnel,
        team,
        notices,
        may: May {
            manage: may(Right::OpeningsManage),
            invite: may(Right::CandidatesInvite),
            try_test: may(Right::TestTry),
            results: may(Right::ResultsRead),
            thresholds: may(Right::ThresholdsRead),
            reports: may(Right::ReportsAnswer),
        },
        problems,
    };
    let shell = shell(actor, &opening.title, "/openings");
    if view.problems.is_empty() {
        context.page("openings/detail.html", &shell, &view)
    } else {
        context.page_again("openings/detail.html", &shell, &view)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditForm {
    version: i64,
    #[serde(default)]
    title: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    contact_name: String,
    reminds: Option<String>,
    #[serde(default)]
    time_limit: String,
    #[serde(default)]
    invitation_days: String,
}

impl EditForm {
    fn parse(&self) -> Result<Changes> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.into(), message });
        let title = self.title.parse().map_err(|problem: TextFault| fault("title", problem.to_string())).ok();
        let place = self.place.parse().map_err(|problem: TextFault| fault("place", problem.to_string())).ok();
        let contact = self.contact.parse().map_err(|problem: TextFault| fault("contact", problem.to_string())).ok();
        let time_limit = minutes(&self.time_limit).map_err(|message| fault("time_limit", message)).ok();
        let invitation_days = days(&self.invitation_days).map_err(|message| fault("invitation_days", message)).ok();
        match (title, place, contact, time_limit.zip(invitation_days)) {
            (Some(title), Some(place), Some(contact), Some((time_limit_minutes, invitation_days))) => Ok(Changes {
                title,
                place,
                contact,
                contact_name: self.contact_name.clone(),
                reminds: self.reminds.is_some(),
                time_limit_minutes,
                invitation_days,
            }),
            _ => Err(Error::fields(faults)),
        }
    }
}

async fn edit(
    context: Context,
    allowed: Allowed<may::OpeningsManage, Opening>,
    form: Form<EditForm>,
) -> Result<HttpResponse> {
    let changes = match form.0.parse() {
        Ok(changes) => changes,
        Err(error) => return render(&context, &allowed.actor, &allowed.thing, error.field_errors().to_vec()).await,
    };
    let (opening, by, now, seen) = (allowed.thing, allowed.actor.staff.id.clone(), context.now, form.0.version);
    let path = format!("/openings/{}", opening.id);
    let actor = allowed.actor.clone();
    let (of, author) = (opening.clone(), by.clone());
    match context.write(move |conn| openings::change(conn, &of, seen, &changes, &author, now)).await {
        Err(error) if error.code() == Code::Invalid => {
            let problems = error.field_errors().iter().map(|fault| FieldError {
                field: fault.field.replace("time_limit_minutes", "time_limit"),
                message: fault.message.clone(),
            });
            render(&context, &actor, &opening, problems.collect()).await
        }
        other => other.map(|()| see_other(&path)),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StateForm {
    state: OpeningState,
}

async fn set_state(
    context: Context,
    allowed: Allowed<may::OpeningsManage, Opening>,
    form: Form<StateForm>,
) -> Result<HttpResponse> {
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let path = format!("/openings/{}", opening.id);
    context
        .write(move |conn| match form.0.state {
            OpeningState::Closed => openings::close(conn, &opening, &by, now),
            OpeningState::Open => openings::reopen(conn, &opening, &by, now),
        })
        .await?;
    Ok(see_other(&path))
}

async fn set_team(
    context: Context,
    allowed: Allowed<may::OpeningsManage, Opening>,
    fields: Fields,
) -> Result<HttpResponse> {
    let wanted: Vec<StaffId> =
        fields.all("member").map(str::parse).collect::<Result<_, _>>().map_err(|_| Error::from(Code::Malformed))?;
    let seen: i64 = fields.get("version").and_then(|version| version.parse().ok()).ok_or(Code::Malformed)?;
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let path = format!("/openings/{}", opening.id);
    context.write(move |conn| openings::set_team(conn, &opening, (seen, &wanted), &by, now)).await?;
    Ok(see_other(&path))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublicLinkForm {
    open: String,
    /// The version that was seen; a form that only opens the link or takes it back may leave it out.
    version: Option<i64>,
    #[serde(default)]
    cap: String,
    #[serde(default)]
    until: String,
}

impl PublicLinkForm {
    fn parse(&self, now: Moment) -> Result<Option<PublicBounds>, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.into(), message });
        let cap = match (self.cap.trim(), self.cap.trim().parse()) {
            ("", _) => None,
            (_, Ok(cap @ 1..=100_000)) => Some(cap),
            _ => {
                fault("cap", "Enter a number from 1 to 100,000, or leave it empty.".into());
                None
            }
        };
        let until = Some(self.until.trim()).filter(|day| !day.is_empty());
        let until = until.map(|day| openings::end_of_day(day, now)).transpose();
        let until = until.map_err(|message| fault("until", message)).ok().flatten();
        if faults.is_empty() { Ok((self.open == "yes").then_some(PublicBounds { cap, until })) } else { Err(faults) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DuplicateForm {
    #[serde(default, rename = "new-title")]
    title: String,
}

async fn duplicate(
    context: Context,
    allowed: Allowed<may::OpeningsManage, Opening>,
    form: Form<DuplicateForm>,
) -> Result<HttpResponse> {
    let title: Title = match form.0.title.parse() {
        Ok(title) => title,
        Err(problem) => {
            let problem: TextFault = problem;
            let problems = vec![FieldError { field: "new-title".into(), message: problem.to_string() }];
            return render(&context, &allowed.actor, &allowed.thing, problems).await;
        }
    };
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let copy = context.write(move |conn| openings::duplicate(conn, &opening, &title, &by, now)).await?;
    Ok(see_other(&format!("/openings/{}", copy.id)))
}

async fn public_link(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    form: Form<PublicLinkForm>,
) -> Result<HttpResponse> {
    let bounds = match form.0.parse(context.now) {
        Ok(bounds) => bounds,
        Err(problems) => return render(&context, &allowed.actor, &allowed.thing, problems).await,
    };
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let path = format!("/openings/{}", opening.id);
    let wanted = (form.0.version.unwrap_or(opening.version), bounds);
    context.write(move |conn| openings::set_public_link(conn, &opening, wanted, &by, now)).await?;
    Ok(see_other(&path))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeForm {
    choice: NoticeChoice,
}

async fn choose_notice(
    context: Context,
    allowed: Allowed<may::ResultsRead, Opening>,
    form: Form<NoticeForm>,
) -> Result<HttpResponse> {
    let (opening, staff, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let path = format!("/openings/{}#notices", opening.id);
    context.write(move |conn| openings::choose_notice(conn, &opening, &staff, form.0.choice, now)).await?;
    Ok(see_other(&path))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn try_test(
    context: Context,
    allowed: Allowed<may::TestTry, Opening>,
    _form: Form<Nothing>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let (opening, staff, now) = (allowed.thing, allowed.actor.staff, context.now);
    let base = context.settings.link("");
    let link = context.write(move |conn| openings::try_test(conn, &post, &opening, &staff, now)).await?.link;
    Ok(see_other(link.strip_prefix(&base).unwrap_or("/")))
}
