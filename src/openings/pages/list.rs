//! The list of openings, and the form for a new one.

use crate::assessments::{self, Assessment};
use crate::auth::{Signed, may, shell};
use crate::bank;
use crate::error::{Code, Error, FieldError, Result};
use crate::openings::{self, Funnel, NewOpening, Opening, OpeningState};
use crate::people::{TextFault, organization};
use crate::web::{Access, Context, Form, Route, chart, see_other, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/openings", Access::Right("openings.read"), to!(list)),
        Route::get("/openings/new", Access::Right("openings.manage"), to!(new_form)),
        Route::post("/openings", Access::Right("openings.manage"), to!(create)),
    ]
}

#[derive(Serialize)]
struct ListView {
    openings: Vec<OpeningView>,
    may_create: bool,
}

#[derive(Serialize)]
struct OpeningView {
    id: String,
    title: String,
    place: String,
    closed: bool,
    funnel: Funnel,
    created_at: String,
}

async fn list(context: Context, signed: Signed<may::OpeningsRead>) -> Result<HttpResponse> {
    let (organization, staff, reach) =
        (signed.actor.organization().clone(), signed.actor.staff.id.clone(), signed.reach);
    let openings = context
        .read(move |conn| {
            let openings = openings::openings_of(conn, &organization, reach, &staff)?;
            let views =
                openings.into_iter().map(|opening| Ok(opening_view(&opening, openings::funnel(conn, &opening)?)));
            views.collect::<Result<Vec<_>>>()
        })
        .await?;
    let may_create = signed.actor.reach(crate::people::Right::OpeningsManage).is_some();
    context.page(
        "openings/list.html",
        &shell(&signed.actor, "Openings", "/openings"),
        &ListView { openings, may_create },
    )
}

fn opening_view(opening: &Opening, funnel: Funnel) -> OpeningView {
    OpeningView {
        id: opening.id.to_string(),
        title: opening.title.clone(),
        place: opening.place.clone(),
        closed: opening.state == OpeningState::Closed,
        funnel,
        created_at: opening.created_at.day(),
    }
}

#[derive(Serialize)]
struct NewView {
    assessments: Vec<AssessmentView>,
    form: NewForm,
    problems: Vec<FieldError>,
}

/// An assessment as somebody chooses it: how long, how precise.
#[derive(Serialize)]
struct AssessmentView {
    id: String,
    title: String,
    description: String,
    items: usize,
    minutes: i64,
    /// Half the likely range of the total, two times in three.
    range: i64,
    /// Compared with which, and how much wider its range is, in percent.
    compared_with: Option<(String, i64)>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NewForm {
    title: String,
    place: String,
    contact: String,
    assessment: String,
    time_limit: String,
    invitation_days: String,
}

async fn new_form(context: Context, signed: Signed<may::OpeningsManage>) -> Result<HttpResponse> {
    let organization_id = signed.actor.organization().clone();
    let contact = context.read(move |conn| organization(conn, &organization_id)).await?.contact;
    let form = NewForm { contact, invitation_days: "14".into(), ..NewForm::default() };
    new_page(&context, &signed, form, Vec::new()).await
}

async fn new_page(
    context: &Context,
    signed: &Signed<may::OpeningsManage>,
    form: NewForm,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let assessments = context
        .read(move |conn| {
            let all = assessments::list(conn, &organization)?;
            let bank = bank::items_for_blueprints(conn, &organization)?;
            let usable = all.iter().filter_map(|assessment| assessment_view(assessment, &all, &bank));
            Ok::<_, Error>(usable.collect::<Vec<_>>())
        })
        .await?;
    let view = NewView { assessments, form, problems };
    let shell = shell(&signed.actor, "New opening", "/openings");
    if view.problems.is_empty() {
        context.page("openings/new.html", &shell, &view)
    } else {
        context.page_again("openings/new.html", &shell, &view)
    }
}

/// `None` for an assessment that the bank cannot fill.
fn assessment_view(assessment: &Assessment, all: &[Assessment], bank: &[bank::Choosable]) -> Option<AssessmentView> {
    let blueprint = &assessment.blueprint;
    let outlook = assessments::outlook(blueprint, bank, 1).ok()?;
    let precision = crate::scoring::Precision::assumed();
    let range = assessment.likely_range(&precision, 1.0);
    let other = blueprint.compare_with.as_ref().and_then(|id| all.iter().find(|other| other.key.id == *id));
    Some(AssessmentView {
        id: assessment.key.id.clone(),
        title: blueprint.title.clone(),
        description: blueprint.description.clone(),
        items: blueprint.items(),
        minutes: outlook.minutes,
        range: chart::whole(range),
        compared_with: other.map(|other| {
            let wider = range / other.likely_range(&precision, 1.0) - 1.0;
            (other.blueprint.title.clone(), (wider * 100.0).round() as i64)
        }),
    })
}

impl NewForm {
    fn parse(&self) -> Result<NewOpening> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.into(), message });
        let title = self.title.parse().map_err(|problem: TextFault| fault("title", problem.to_string())).ok();
        let place = self.place.parse().map_err(|problem: TextFault| fault("place", problem.to_string())).ok();
        let contact = self.contact.parse().map_err(|problem: TextFault| fault("contact", problem.to_string())).ok();
        if self.assessment.is_empty() {
            fault("assessment", "Choose an assessment.".into());
        }
        let time_limit_minutes =
            minutes(&self.time_limit).map_err(|message| fault("time_limit", message)).ok().flatten();
        let invitation_days = days(&self.invitation_days).map_err(|message| fault("invitation_days", message)).ok();
        match (title, place, contact, invitation_days) {
            (Some(title), Some(place), Some(contact), Some(invitation_days)) if faults.is_empty() => Ok(NewOpening {
                place,
                time_limit_minutes,
                invitation_days,
                ..NewOpening::of(title, contact, &self.assessment)
            }),
            _ => Err(Error::fields(faults)),
        }
    }
}

/// A time limit as typed: empty for none.
pub(super) fn minutes(text: &str) -> Result<Option<i64>, String> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(minutes @ 1..=600) => Ok(Some(minutes)),
            _ => Err("Enter minutes from 1 to 600, or leave it empty for no limit.".into()),
        },
    }
}

/// How long an invitation is open, as typed.
pub(super) fn days(text: &str) -> Result<i64, String> {
    match text.trim().parse() {
        Ok(days @ 1..=365) => Ok(days),
        _ => Err("Enter days from 1 to 365.".into()),
    }
}

async fn create(context: Context, signed: Signed<may::OpeningsManage>, form: Form<NewForm>) -> Result<HttpResponse> {
    let new = match form.0.parse() {
        Ok(new) => new,
        Err(error) => return new_page(&context, &signed, form.0, error.field_errors().to_vec()).await,
    };
    let (organization, staff, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let created = context.write(move |conn| openings::create(conn, &organization, &staff, &new, now)).await;
    match created {
        Ok(opening) => Ok(see_other(&format!("/openings/{}", opening.id))),
        Err(error) if error.code() == Code::Invalid => {
            let at_assessment =
                || vec![FieldError { field: "assessment".into(), message: error.sentence().to_owned() }];
            let problems = Some(error.field_errors().to_vec()).filter(|named| !named.is_empty());
            new_page(&context, &signed, form.0, problems.unwrap_or_else(at_assessment)).await
        }
        Err(error) => Err(error),
    }
}
