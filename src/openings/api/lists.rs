//! A whole list of people as CSV, for programs: looked at first, then invited all together.

use crate::auth::{Allowed, may};
use crate::config::Secrets;
use crate::error::{Code, Error, FieldError, Result};
use crate::i18n::Locale;
use crate::mail::Post;
use crate::openings::{self, Checked, Opening, OpeningState, Row, RowProblem};
use crate::people::Right;
use crate::web::{Access, Context, Csv, Problem, Query, Route, json, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The routes of lists.
pub fn routes() -> Vec<Route> {
    vec![Route::post(
        "/api/v1/openings/{opening}/invitations/list",
        Access::Right("candidates.invite"),
        to!(invite_list),
    )]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(invite_list))]
pub struct Api;

/// What to do with a list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// `true` only looks at the list and invites nobody.
    #[serde(default)]
    dry_run: bool,
    /// `true` invites the others where some rows cannot be used; otherwise it is all or nobody.
    #[serde(default)]
    leave_out: bool,
}

/// What a list holds.
#[derive(Serialize, ToSchema)]
struct ListBody {
    /// How many rows there are.
    rows: usize,
    /// How many of them can be invited.
    good: usize,
    /// The others, each with what is wrong.
    bad: Vec<BadRowBody>,
    /// Who is in other openings that the sender may see.
    elsewhere: Vec<ElsewhereBody>,
    /// Languages that people are to be invited in, and into which the test has not been translated as a whole.
    untranslated: Vec<Locale>,
    /// How many were invited.
    invited: i64,
}

/// A row that cannot be used.
#[derive(Serialize, ToSchema)]
struct BadRowBody {
    /// Its line, from 1, the header counted.
    line: usize,
    /// The name it gives.
    name: String,
    /// The address it gives.
    email: String,
    /// What is wrong.
    problems: Vec<RowProblemBody>,
}

/// Something that is wrong with a row.
#[derive(Serialize, ToSchema)]
struct RowProblemBody {
    /// Which kind.
    problem: RowProblem,
    /// In a sentence that says how to mend it.
    message: String,
}

/// Somebody who is in another opening.
#[derive(Serialize, ToSchema)]
struct ElsewhereBody {
    /// The line of the list.
    line: usize,
    /// The id of the other opening.
    opening: String,
    /// Its title.
    title: String,
}

impl From<&Row> for BadRowBody {
    fn from(row: &Row) -> Self {
        let problems =
            row.faults.iter().map(|fault| RowProblemBody { problem: fault.problem, message: fault.message.clone() });
        Self { line: row.line, name: row.name.clone(), email: row.email.clone(), problems: problems.collect() }
    }
}

impl ListBody {
    fn of(checked: &Checked, invited: i64) -> Self {
        let elsewhere = checked.elsewhere.iter().map(|found| ElsewhereBody {
            line: found.line,
            opening: found.opening.to_string(),
            title: found.title.clone(),
        });
        Self {
            rows: checked.rows.len(),
            good: checked.good().count(),
            bad: checked.bad().map(BadRowBody::from).collect(),
            elsewhere: elsewhere.collect(),
            untranslated: checked.half.iter().map(|(language, _)| *language).collect(),
            invited,
        }
    }
}

/// Invite a list of people, given as CSV: columns `name` and `email`, and `language` (`en`, `es` or `de`) where it
/// should not be that of the test. Up to 5 MB and 10,000 people; all of them or, where a row cannot be used, nobody.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/invitations/list", tag = "invitations", params(("opening" = String, Path, description = "The id of an opening"), ListQuery),
    request_body(content = String, content_type = "text/csv", description = "UTF-8, with or without a byte order mark; comma, semicolon or tab"),
    responses((status = 200, body = ListBody), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
async fn invite_list(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    query: Query<ListQuery>,
    body: Csv,
    post: web::Data<Post>,
    secrets: web::Data<Secrets>,
) -> Result<HttpResponse> {
    let (opening, staff) = (allowed.thing, allowed.actor.staff.id.clone());
    let reach = allowed.actor.reach(Right::OpeningsRead).ok_or(Code::Forbidden)?;
    let rows = openings::parse_file(&body.0).map_err(|sentence| Error::new(Code::Invalid, sentence))?;
    let (of, by) = (opening.clone(), staff.clone());
    let checked = context.read(move |conn| openings::check(conn, &of, rows, (reach, &by))).await?;
    if query.0.dry_run {
        return Ok(json(&ListBody::of(&checked, 0)));
    }
    if opening.state == OpeningState::Closed {
        return Err(Error::new(Code::WrongState, "This opening is closed. Reopen it to invite people."));
    }
    let good = checked.good().count();
    if good == 0 || (good < checked.rows.len() && !query.0.leave_out) {
        return Err(refusal(&checked));
    }
    let sealed = openings::seal(&secrets, &checked)?;
    let (of, now) = (opening.clone(), context.now);
    let list = context
        .write(move |conn| {
            let id = openings::keep(conn, &of, &staff, &sealed, now)?;
            let list = openings::invitation_list(conn, &of, &staff, &id, now)?;
            openings::begin(conn, &list, good, now)?;
            Ok::<_, Error>(id)
        })
        .await?;
    let db = context.db.clone();
    let sent =
        tokio::task::spawn_blocking(move || openings::send(&db, &secrets, &post, (&opening.organization, &list), now));
    let invited = sent.await.map_err(Error::internal)??;
    Ok(json(&ListBody::of(&checked, invited)))
}

/// Every bad row as a field: `line.7`.
fn refusal(checked: &Checked) -> Error {
    if checked.rows.is_empty() {
        return Error::new(Code::Invalid, "The list is empty.");
    }
    let faults = checked.bad().flat_map(|row| {
        row.faults
            .iter()
            .map(|fault| FieldError { field: format!("line.{}", row.line), message: fault.message.clone() })
    });
    Error::fields(faults.collect())
}
