//! A list before it is sent: what is wrong with which row, who is in other openings, and the one button.

use super::invite::{RowView, check};
use crate::auth::{Allowed, may, shell};
use crate::config::Secrets;
use crate::error::{Code, Error, Result};
use crate::ids::InvitationListId;
use crate::mail::Post;
use crate::openings::{self, Checked, InvitationList, ListState, Opening};
use crate::people::Actor;
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let invite = Access::Right("candidates.invite");
    vec![
        Route::get("/openings/{opening}/invite/{list}", invite, to!(page)),
        Route::post("/openings/{opening}/invite/{list}", invite, to!(send)),
    ]
}

/// How many bad rows, and how many people who are elsewhere, a page names.
const NAMED: usize = 200;
/// How many good rows it shows.
const SHOWN: usize = 10;

#[derive(Serialize)]
struct ListView {
    opening: String,
    opening_id: String,
    list: String,
    days: i64,
    rows: usize,
    good: usize,
    bad: Vec<RowView>,
    /// How many bad rows are not named.
    more_bad: usize,
    first: Vec<PersonView>,
    elsewhere: Vec<ElsewhereView>,
    more_elsewhere: usize,
    half: Vec<HalfView>,
    /// How many of how many have been sent, while they are.
    sending: Option<(i64, i64)>,
    /// Whether something has changed since the list was checked.
    changed: bool,
}

#[derive(Serialize)]
struct PersonView {
    line: usize,
    name: String,
    email: String,
    language: Option<&'static str>,
}

#[derive(Serialize)]
struct ElsewhereView {
    name: String,
    opening: String,
    title: String,
}

#[derive(Serialize)]
struct HalfView {
    language: &'static str,
    people: usize,
}

fn view_of(opening: &Opening, list: &InvitationList, checked: &Checked, changed: bool) -> ListView {
    let bad = checked.bad().count();
    let good = checked.good();
    ListView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        list: list.id.to_string(),
        days: opening.invitation_days,
        rows: checked.rows.len(),
        good: checked.rows.len() - bad,
        bad: checked.bad().take(NAMED).map(RowView::of).collect(),
        more_bad: bad.saturating_sub(NAMED),
        first: good
            .take(SHOWN)
            .map(|row| PersonView {
                line: row.line,
                name: row.name.clone(),
                email: row.email.clone(),
                language: row.language.map(super::language_name),
            })
            .collect(),
        elsewhere: checked
            .elsewhere
            .iter()
            .take(NAMED)
            .map(|found| ElsewhereView {
                name: found.name.clone(),
                opening: found.opening.to_string(),
                title: found.title.clone(),
            })
            .collect(),
        more_elsewhere: checked.elsewhere.len().saturating_sub(NAMED),
        half: checked
            .half
            .iter()
            .map(|(language, people)| HalfView { language: super::language_name(*language), people: *people })
            .collect(),
        sending: (list.state == ListState::Sending).then_some((list.done, list.total)),
        changed,
    }
}

/// The list behind an address, for whoever checked it.
async fn find(
    context: &Context,
    allowed: &Allowed<may::CandidatesInvite, Opening>,
    path: &(String, String),
) -> Result<InvitationList> {
    let id: InvitationListId = path.1.parse().map_err(|_| Code::NotFound)?;
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    context.read(move |conn| openings::invitation_list(conn, &opening, &by, &id, now)).await
}

fn present(context: &Context, actor: &Actor, view: &ListView) -> Result<HttpResponse> {
    let shell = shell(actor, "Check the list", "/openings");
    if view.changed {
        context.page_again("openings/list_check.html", &shell, view)
    } else {
        context.page("openings/list_check.html", &shell, view)
    }
}

async fn page(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    path: web::Path<(String, String)>,
    secrets: web::Data<Secrets>,
) -> Result<HttpResponse> {
    let list = find(&context, &allowed, &path).await?;
    if list.state == ListState::Sent {
        return Ok(see_other(&format!("/openings/{}/people?done=invited", allowed.thing.id)));
    }
    let checked = list.checked(&secrets)?;
    present(&context, &allowed.actor, &view_of(&allowed.thing, &list, &checked, false))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SendForm {
    /// `yes` to invite the others where some rows are bad.
    #[serde(default)]
    leave_out: String,
}

async fn send(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    path: web::Path<(String, String)>,
    form: Form<SendForm>,
    post: web::Data<Post>,
    secrets: web::Data<Secrets>,
) -> Result<HttpResponse> {
    let list = find(&context, &allowed, &path).await?;
    let here = format!("/openings/{}/invite/{}", allowed.thing.id, list.id);
    if list.state != ListState::Checked {
        // The button was pressed twice.
        return Ok(see_other(&here));
    }
    if allowed.thing.state == openings::OpeningState::Closed {
        return Err(Error::new(Code::WrongState, "This opening is closed. Reopen it to invite people."));
    }
    let before = list.checked(&secrets)?;
    let checked = check(&context, &allowed.actor, &allowed.thing, before.rows.clone()).await?;
    let good = checked.good().count();
    let may_leave_out = form.0.leave_out == "yes" && good == before.good().count();
    if good == 0 || (good < checked.rows.len() && !may_leave_out) {
        let sealed = openings::seal(&secrets, &checked)?;
        let (kept, text) = (list.clone(), sealed.clone());
        context.write(move |conn| openings::keep_again(conn, &kept, &text)).await?;
        return present(&context, &allowed.actor, &view_of(&allowed.thing, &list, &checked, true));
    }
    let (begun, now) = (list.clone(), context.now);
    context.write(move |conn| openings::begin(conn, &begun, good, now)).await?;
    let db = context.db.clone();
    let sent =
        tokio::task::spawn_blocking(move || openings::send(&db, &secrets, &post, (&list.organization, &list.id), now));
    // Whatever interrupts it, the list is on its way: the server goes on with it.
    let invited = sent.await.map_err(Error::internal)??;
    Ok(see_other(&format!("/openings/{}/people?done=invited&count={invited}", allowed.thing.id)))
}
