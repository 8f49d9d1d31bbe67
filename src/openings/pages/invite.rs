//! Inviting: a few people typed in, or a list that is checked first; and sending or taking back a link.

use crate::audit::Who;
use crate::auth::{Allowed, may, shell};
use crate::config::Secrets;
use crate::error::{Code, FieldError, Result};
use crate::ids::MessageId;
use crate::mail::Post;
use crate::openings::{self, CandidateOfOpening, Checked, Invitee, Opening, OpeningState, Row, Source};
use crate::people::{Actor, Right};
use crate::web::{Access, Context, Form, Route, Upload, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let invite = Access::Right("candidates.invite");
    vec![
        Route::get("/openings/{opening}/invite", invite, to!(form)),
        Route::post("/openings/{opening}/invite", invite, to!(send)),
        Route::post("/openings/{opening}/candidates/{candidate}/invitation", invite, to!(renew)),
        Route::post("/openings/{opening}/candidates/{candidate}/message", invite, to!(send_again)),
    ]
}

/// A few people who were typed in are invited at once, and their faults are shown where they were typed; more are shown
/// before they are sent.
const A_FEW: usize = 10;

#[derive(Serialize, Default)]
struct InviteView {
    opening: String,
    opening_id: String,
    closed: bool,
    days: i64,
    people: String,
    faults: Vec<RowView>,
    problems: Vec<FieldError>,
}

/// A row that needs another look.
#[derive(Serialize)]
pub(super) struct RowView {
    line: usize,
    text: String,
    messages: Vec<String>,
}

impl RowView {
    pub(super) fn of(row: &Row) -> Self {
        Self {
            line: row.line,
            text: row.text(),
            messages: row.faults.iter().map(|fault| fault.message.clone()).collect(),
        }
    }
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

/// Looks at a list with the eyes of whoever sends it.
pub(super) async fn check(context: &Context, actor: &Actor, opening: &Opening, rows: Vec<Row>) -> Result<Checked> {
    let (opening, staff) = (opening.clone(), actor.staff.id.clone());
    let reach = actor.reach(Right::OpeningsRead).ok_or(Code::Forbidden)?;
    context.read(move |conn| openings::check(conn, &opening, rows, (reach, &staff))).await
}

async fn send(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    upload: Upload,
    post: web::Data<Post>,
    secrets: web::Data<Secrets>,
) -> Result<HttpResponse> {
    let typed = upload.fields.get("people").unwrap_or_default().to_owned();
    let mut view = InviteView { people: typed.clone(), ..view_of(&allowed.thing) };
    let at = if upload.file.is_some() { "file" } else { "people" };
    let rows = match &upload.file {
        Some(file) => openings::parse_file(file),
        None => openings::parse_pasted(&typed),
    };
    let rows = rows.and_then(|rows| {
        if rows.is_empty() { Err("Write at least one person, or choose a file.".into()) } else { Ok(rows) }
    });
    let closed = view.closed.then(|| "This opening is closed. Reopen it to invite people.".to_owned());
    let rows = match closed.map_or(rows, Err) {
        Ok(rows) => rows,
        Err(message) => {
            view.problems.push(FieldError { field: at.into(), message });
            return page(&context, &allowed, &view);
        }
    };
    let checked = check(&context, &allowed.actor, &allowed.thing, rows).await?;
    if upload.file.is_none() && checked.rows.len() <= A_FEW {
        let people: Vec<Invitee> = checked.good().filter_map(Row::invitee).collect();
        if people.len() < checked.rows.len() {
            view.faults = checked.bad().map(RowView::of).collect();
            return page(&context, &allowed, &view);
        }
        if checked.is_plain() {
            return invite_now(&context, allowed, people, post).await;
        }
    }
    let sealed = openings::seal(&secrets, &checked)?;
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let path = format!("/openings/{}/invite", opening.id);
    let list = context.write(move |conn| openings::keep(conn, &opening, &by, &sealed, now)).await?;
    Ok(see_other(&format!("{path}/{list}")))
}

async fn invite_now(
    context: &Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    people: Vec<Invitee>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let (opening, who, now) = (allowed.thing, Who::Staff(allowed.actor.staff.id), context.now);
    let path = format!("/openings/{}/people?done=invited", opening.id);
    context.write(move |conn| openings::invite(conn, &post, &opening, &people, (Source::Invited, &who), now)).await?;
    Ok(see_other(&path))
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgainForm {
    message: MessageId,
}

/// Sends a mail again that no mail server would take.
async fn send_again(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, CandidateOfOpening>,
    form: Form<AgainForm>,
) -> Result<HttpResponse> {
    let CandidateOfOpening { opening, candidate } = allowed.thing;
    let (by, now, message) = (allowed.actor.staff.id, context.now, form.0.message);
    context.write(move |conn| openings::send_again(conn, &candidate, &message, &by, now)).await?;
    Ok(see_other(&format!("/openings/{}/people?done=again", opening.id)))
}
