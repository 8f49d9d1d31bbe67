//! Looking at the signals of one person: why, what there is, what comes of it; and the list of all who were looked at.

use super::view::{By, ReviewView, SignalsView, words};
use crate::auth::{Allowed, Signed, may, shell};
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::{OrganizationId, StaffId};
use crate::openings::Names;
use crate::people::{self, Actor, Organization};
use crate::signals::{self, Case, Conclusion, LONGEST, Review, ReviewCase};
use crate::web::{Access, Context, Form, Query, Route, see_other, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let right = Access::Right("integrity.review");
    vec![
        Route::get("/integrity", right, to!(list)),
        Route::get("/integrity/{integrity}", right, to!(show)),
        Route::post("/integrity/{integrity}", right, to!(conclude)),
        Route::get("/openings/{opening}/candidates/{candidate}/integrity", right, to!(begin)),
        Route::post("/openings/{opening}/candidates/{candidate}/integrity", right, to!(open)),
    ]
}

#[derive(Serialize)]
struct ListView {
    open: usize,
    reviews: Vec<ReviewView>,
}

#[derive(Serialize)]
struct BeginView {
    opening: String,
    action: String,
    name: String,
    reason: String,
    longest: usize,
    reviews: Vec<ReviewView>,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct ShowView {
    review: ReviewView,
    signals: Option<SignalsView>,
    conclusions: Vec<ConclusionView>,
    form: Account,
    done: bool,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct ConclusionView {
    id: &'static str,
    label: &'static str,
}

/// The name of a member of staff.
fn name_of(conn: &mut Conn, organization: &OrganizationId, id: Option<&StaffId>) -> Result<String> {
    let Some(id) = id else { return Ok(String::new()) };
    Ok(people::staff(conn, organization, id)?.map_or_else(String::new, |staff| staff.name))
}

/// A review as a reader sees it: of somebody whose name is hidden, by pseudonym.
fn view(
    conn: &mut Conn,
    case: &Case,
    review: &Review,
    by: &StaffId,
    organization: &Organization,
) -> Result<ReviewView> {
    let names = Names::of(conn, &case.opening, by)?;
    let who = (names.veil(case.candidate.clone()).name, case.opening.title.clone());
    let by = By {
        opened: name_of(conn, &organization.id, Some(&review.opened_by))?,
        concluded: name_of(conn, &organization.id, review.concluded_by.as_ref())?,
    };
    Ok(ReviewView::of(review, who, by, organization))
}

async fn list(context: Context, signed: Signed<may::IntegrityReview>) -> Result<HttpResponse> {
    let actor = signed.actor.clone();
    let reviews = context
        .read(move |conn| {
            let organization = people::organization(conn, actor.organization())?;
            let mut views = Vec::new();
            for about in signals::all(conn, &actor)? {
                views.push(view(conn, &about.case, &about.review, &actor.staff.id, &organization)?);
            }
            Ok::<_, Error>(views)
        })
        .await?;
    let open = reviews.iter().filter(|review| review.conclusion.is_none()).count();
    let shell = shell(&signed.actor, "Integrity reviews", "/adjustments");
    context.page("signals/list.html", &shell, &ListView { open, reviews })
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Reason {
    reason: String,
}

async fn begin(context: Context, allowed: Allowed<may::IntegrityReview, Case>) -> Result<HttpResponse> {
    begin_page(&context, &allowed.actor, allowed.thing, String::new(), Vec::new()).await
}

async fn begin_page(
    context: &Context,
    actor: &Actor,
    case: Case,
    reason: String,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let by = actor.staff.id.clone();
    let action = format!("/openings/{}/candidates/{}/integrity", case.opening.id, case.candidate.id);
    let opening = case.opening.title.clone();
    let (name, reviews) = context
        .read(move |conn| {
            let organization = people::organization(conn, &case.opening.organization)?;
            let mut views = Vec::new();
            for review in signals::of_candidate(conn, &organization.id, &case.candidate.id)? {
                views.push(view(conn, &case, &review, &by, &organization)?);
            }
            let names = Names::of(conn, &case.opening, &by)?;
            Ok::<_, Error>((names.veil(case.candidate).name, views))
        })
        .await?;
    let shell = shell(actor, "Open an integrity review", "/adjustments");
    let view = BeginView { opening, action, name, reason, longest: LONGEST, reviews, problems };
    if view.problems.is_empty() {
        context.page("signals/begin.html", &shell, &view)
    } else {
        context.page_again("signals/begin.html", &shell, &view)
    }
}

async fn open(
    context: Context,
    allowed: Allowed<may::IntegrityReview, Case>,
    form: Form<Reason>,
) -> Result<HttpResponse> {
    let (case, by, now, reason) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now, form.0.reason);
    let typed = reason.clone();
    match context.write(move |conn| signals::open(conn, &case, &reason, &by, now)).await {
        Ok(review) => Ok(see_other(&format!("/integrity/{}", review.id))),
        Err(error) if error.code() == Code::Invalid => {
            begin_page(&context, &allowed.actor, allowed.thing, typed, error.field_errors().to_vec()).await
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    done: Option<String>,
}

async fn show(
    context: Context,
    allowed: Allowed<may::IntegrityReview, ReviewCase>,
    query: Query<Done>,
) -> Result<HttpResponse> {
    show_page(&context, &allowed.actor, allowed.thing, Account::default(), (query.0.done.is_some(), Vec::new())).await
}

async fn show_page(
    context: &Context,
    actor: &Actor,
    about: ReviewCase,
    form: Account,
    (done, problems): (bool, Vec<FieldError>),
) -> Result<HttpResponse> {
    let (by, now) = (actor.staff.id.clone(), context.now);
    let read = move |conn: &mut Conn| {
        let organization = people::organization(conn, &about.review.organization)?;
        let seen = signals::look(conn, &about, &by, now)?.map(|signals| SignalsView::of(&signals, &organization));
        Ok::<_, Error>((view(conn, &about.case, &about.review, &by, &organization)?, seen))
    };
    // Seeing is written down in the transaction that reads.
    let (review, signals) = context.write(read).await?;
    let conclusions = Conclusion::ALL.iter().map(|one| ConclusionView { id: one.as_str(), label: words(*one) });
    let view = ShowView { review, signals, conclusions: conclusions.collect(), form, done, problems };
    let shell = shell(actor, "Integrity review", "/adjustments");
    if view.problems.is_empty() {
        context.page("signals/review.html", &shell, &view)
    } else {
        context.page_again("signals/review.html", &shell, &view)
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Account {
    version: i64,
    conclusion: Option<Conclusion>,
    findings: String,
}

async fn conclude(
    context: Context,
    allowed: Allowed<may::IntegrityReview, ReviewCase>,
    form: Form<Account>,
) -> Result<HttpResponse> {
    let (about, by, now) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    let Account { version, conclusion, findings } = form.0;
    let typed = Account { version, conclusion, findings: findings.clone() };
    let concluded =
        context.write(move |conn| signals::conclude(conn, &about, (version, conclusion, &findings), &by, now)).await;
    match concluded {
        Ok(()) => Ok(see_other(&format!("/integrity/{}?done=concluded", allowed.thing.review.id))),
        Err(error) if error.code() == Code::Invalid => {
            let problems = error.field_errors().to_vec();
            show_page(&context, &allowed.actor, allowed.thing, typed, (false, problems)).await
        }
        Err(error) => Err(error),
    }
}
