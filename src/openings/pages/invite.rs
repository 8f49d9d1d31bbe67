//! Inviting one person or a pasted list, and sending or taking back a link.

use crate::audit::Who;
use crate::auth::{Allowed, may, shell};
use crate::error::{Code, FieldError, Result};
use crate::mail::Post;
use crate::openings::{self, CandidateOfOpening, InviteeFault, Opening, OpeningState, Source};
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let invite = Access::Right("candidates.invite");
    vec![
        Route::get("/openings/{opening}/invite", invite, to!(form)),
        Route::post("/openings/{opening}/invite", invite, to!(send)),
        Route::post("/openings/{opening}/candidates/{candidate}/invitation", invite, to!(renew)),
    ]
}

#[derive(Serialize, Default)]
struct InviteView {
    opening: String,
    opening_id: String,
    closed: bool,
    days: i64,
    people: String,
    faults: Vec<InviteeFault>,
    problems: Vec<FieldError>,
}

fn view_of(opening: &Opening) -> InviteView {
    InviteView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        closed: opening.state == OpeningState::Closed,
        days: opening.invitation_days,
        ..InviteView::default()
    }
}

fn page(
    context: &Context,
    allowed: &Allowed<may::CandidatesInvite, Opening>,
    view: &InviteView,
) -> Result<HttpResponse> {
    let shell = shell(&allowed.actor, "Invite", "/openings");
    if view.faults.is_empty() && view.problems.is_empty() {
        context.page("openings/invite.html", &shell, view)
    } else {
        context.page_again("openings/invite.html", &shell, view)
    }
}

async fn form(context: Context, allowed: Allowed<may::CandidatesInvite, Opening>) -> Result<HttpResponse> {
    page(&context, &allowed, &view_of(&allowed.thing))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InviteForm {
    #[serde(default)]
    people: String,
}

async fn send(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    form: Form<InviteForm>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let mut view = InviteView { people: form.0.people.clone(), ..view_of(&allowed.thing) };
    let people = match openings::parse_list(&form.0.people) {
        Ok(people) if people.is_empty() => {
            view.problems.push(FieldError { field: "people".into(), message: "Write at least one person.".into() });
            return page(&context, &allowed, &view);
        }
        Ok(people) => people,
        Err(faults) => {
            view.faults = faults;
            return page(&context, &allowed, &view);
        }
    };
    let (opening, who, now) = (allowed.thing.clone(), Who::Staff(allowed.actor.staff.id.clone()), context.now);
    let invited =
        context.write(move |conn| openings::invite(conn, &post, &opening, &people, (Source::Invited, &who), now)).await;
    match invited {
        Ok(_) => Ok(see_other(&format!("/openings/{}/people?done=invited", allowed.thing.id))),
        Err(error) if matches!(error.code(), Code::Invalid | Code::WrongState) => {
            view.problems = error
                .field_errors()
                .iter()
                .map(|fault| FieldError { field: "people".into(), message: fault.message.clone() })
                .collect();
            if view.problems.is_empty() {
                view.problems.push(FieldError { field: "people".into(), message: error.sentence().to_owned() });
            }
            page(&context, &allowed, &view)
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RenewForm {
    /// `send` or `revoke`.
    act: String,
}

async fn renew(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, CandidateOfOpening>,
    form: Form<RenewForm>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let CandidateOfOpening { opening, candidate } = allowed.thing;
    let (by, now) = (allowed.actor.staff.id, context.now);
    let path =
        format!("/openings/{}/people?done={}", opening.id, if form.0.act == "revoke" { "revoked" } else { "sent" });
    context
        .write(move |conn| match form.0.act.as_str() {
            "send" => openings::resend(conn, &post, &opening, &candidate, &Who::Staff(by.clone()), now).map(|_| ()),
            "revoke" => openings::revoke(conn, &opening, &candidate, &by, now),
            _ => Err(Code::Malformed.into()),
        })
        .await?;
    Ok(see_other(&path))
}
