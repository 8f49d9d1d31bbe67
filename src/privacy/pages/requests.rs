//! Where staff see what applicants ask for, the most urgent first, and answer: requests about data for those who handle
//! privacy, requests for another look for those who decide in the opening.

use crate::auth::{Allowed, Signed, may, shell};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::{OrganizationId, StaffId};
use crate::mail::Post;
use crate::openings;
use crate::people::{self, Actor, Reach};
use crate::privacy::{self, Correction, DataRequest, PrivacyTask, RequestKind, RequestState, ReviewTask};
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let (privacy, reviews) = (Access::Right("privacy.handle"), Access::Right("reviews.answer"));
    vec![
        Route::get("/requests", privacy, to!(list)),
        Route::post("/requests/{request}", privacy, to!(answer)),
        Route::get("/reviews", reviews, to!(review_list)),
        Route::post("/reviews/{request}", reviews, to!(answer_review)),
    ]
}

#[derive(Serialize)]
struct RequestsView {
    reviews: bool,
    waiting: usize,
    overdue: usize,
    requests: Vec<RequestView>,
    /// How many reviews wait elsewhere, and whether one is overdue: for whoever watches the clocks.
    reviews_waiting: i64,
    reviews_overdue: bool,
    problems: Vec<FieldError>,
    form: AnswerForm,
}

#[derive(Serialize)]
struct RequestView {
    id: String,
    kind: RequestKind,
    state: RequestState,
    opening: String,
    opening_id: String,
    candidate: Option<CandidateView>,
    message: String,
    made: String,
    due: String,
    days_left: i64,
    answer: Option<String>,
    answered: Option<String>,
    answered_by: Option<String>,
    hold: Option<String>,
}

#[derive(Serialize)]
struct CandidateView {
    id: String,
    name: String,
    email: String,
}

#[derive(Deserialize, Serialize, Default, Clone)]
#[serde(deny_unknown_fields)]
struct AnswerForm {
    #[serde(default)]
    request: String,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    state: Option<RequestState>,
}

fn view_of(conn: &mut Conn, request: DataRequest, now: Moment) -> Result<RequestView> {
    let opening = openings::opening(conn, &request.organization, &request.opening)?.ok_or(Code::NotFound)?;
    let candidate = openings::candidate(conn, &request.organization, &request.candidate)?;
    let by = request.answered_by.as_ref().map(|id| people::staff(conn, &request.organization, id)).transpose()?;
    Ok(RequestView {
        id: request.id.to_string(),
        kind: request.kind,
        state: request.state,
        opening: opening.title,
        opening_id: opening.id.to_string(),
        candidate: candidate.map(|candidate| CandidateView {
            id: candidate.id.to_string(),
            name: candidate.name,
            email: candidate.email,
        }),
        made: request.created_at.day(),
        due: request.due_at.day(),
        days_left: request.days_left(now),
        answered: request.answered_at.map(Moment::day),
        answered_by: by.flatten().map(|staff| staff.name),
        hold: privacy::hold(conn, &request.organization, &request.opening)?.map(|hold| hold.reason),
        message: request.message,
        answer: request.answer,
    })
}

type Found = (Vec<RequestView>, (i64, Option<Moment>));

/// The list of whoever looks: the data requests of the organization, or the reviews of their own openings.
async fn found(context: &Context, actor: &Actor, reviews: Option<Reach>) -> Result<Found> {
    let (actor, now) = (actor.clone(), context.now);
    context
        .read(move |conn| {
            let organization: &OrganizationId = actor.organization();
            let requests = match reviews {
                None => privacy::requests(conn, organization, &[RequestKind::Erasure, RequestKind::Correction])?,
                Some(reach) => {
                    let own = privacy::openings_within(conn, &actor, reach)?;
                    let own: Vec<_> = own.into_iter().map(|opening| opening.id).collect();
                    privacy::reviews(conn, organization, &own)?
                }
            };
            let elsewhere = privacy::open_reviews(conn, organization)?;
            let views = requests.into_iter().map(|request| view_of(conn, request, now)).collect::<Result<Vec<_>>>()?;
            Ok::<_, Error>((views, elsewhere))
        })
        .await
}

async fn page(
    context: &Context,
    actor: &Actor,
    reviews: Option<Reach>,
    (form, problems): (AnswerForm, Vec<FieldError>),
) -> Result<HttpResponse> {
    let (requests, (reviews_waiting, first_due)) = found(context, actor, reviews).await?;
    let waiting = || requests.iter().filter(|request| request.state == RequestState::Open);
    let view = RequestsView {
        reviews: reviews.is_some(),
        waiting: waiting().count(),
        overdue: waiting().filter(|request| request.days_left < 0).count(),
        reviews_waiting,
        reviews_overdue: first_due.is_some_and(|due| due < context.now),
        requests,
        problems,
        form,
    };
    let (title, path) = if view.reviews { ("Reviews", "/reviews") } else { ("Requests", "/requests") };
    let shell = shell(actor, title, path);
    if view.problems.is_empty() {
        context.page("privacy/requests.html", &shell, &view)
    } else {
        context.page_again("privacy/requests.html", &shell, &view)
    }
}

async fn list(context: Context, signed: Signed<may::PrivacyHandle>) -> Result<HttpResponse> {
    page(&context, &signed.actor, None, <_>::default()).await
}

async fn review_list(context: Context, signed: Signed<may::ReviewsAnswer>) -> Result<HttpResponse> {
    page(&context, &signed.actor, Some(signed.reach), <_>::default()).await
}

/// The name and the address as they are to be, where a correction is granted.
fn correction(request: &DataRequest, form: &AnswerForm) -> Result<Option<Correction>> {
    if request.kind != RequestKind::Correction || form.state != Some(RequestState::Done) {
        return Ok(None);
    }
    let mut faults = Vec::new();
    let mut fault = |field: &str, problem: people::TextFault| {
        faults.push(FieldError { field: field.into(), message: problem.to_string() });
    };
    let name = form.name.parse().map_err(|problem| fault("name", problem)).ok();
    let email = form.email.parse().map_err(|problem| fault("email", problem)).ok();
    match name.zip(email) {
        Some((name, email)) => Ok(Some(Correction { name, email })),
        None => Err(Error::fields(faults)),
    }
}

async fn save(
    context: &Context,
    post: web::Data<Post>,
    request: DataRequest,
    form: &AnswerForm,
    by: &StaffId,
) -> Result<()> {
    let correction = correction(&request, form)?;
    let state = form.state.ok_or(Code::Malformed)?;
    let (text, by, now) = (form.answer.clone(), by.clone(), context.now);
    context
        .write(move |conn| privacy::answer(conn, &post, &request, (state, &text), correction.as_ref(), &by, now))
        .await
}

async fn answer(
    context: Context,
    allowed: Allowed<may::PrivacyHandle, PrivacyTask>,
    form: Form<AnswerForm>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let request = allowed.thing.0;
    let form = AnswerForm { request: request.id.to_string(), ..form.0 };
    match save(&context, post, request, &form, &allowed.actor.staff.id).await {
        Ok(()) => Ok(see_other("/requests")),
        Err(error) => again(&context, &allowed.actor, None, form, error).await,
    }
}

async fn answer_review(
    context: Context,
    allowed: Allowed<may::ReviewsAnswer, ReviewTask>,
    form: Form<AnswerForm>,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let request = allowed.thing.0;
    let form = AnswerForm { request: request.id.to_string(), ..form.0 };
    match save(&context, post, request, &form, &allowed.actor.staff.id).await {
        Ok(()) => Ok(see_other("/reviews")),
        // Whoever could name the request is on the team of its opening.
        Err(error) => again(&context, &allowed.actor, Some(Reach::Own), form, error).await,
    }
}

/// The same page with what is wrong beside the answer, and nothing that was typed is lost.
async fn again(
    context: &Context,
    actor: &Actor,
    reviews: Option<Reach>,
    form: AnswerForm,
    error: Error,
) -> Result<HttpResponse> {
    let problems = match error.code() {
        Code::Invalid => error.field_errors().to_vec(),
        Code::WrongState => vec![FieldError { field: "answer".into(), message: error.to_string() }],
        _ => return Err(error),
    };
    let field = |problem: FieldError| FieldError { field: format!("{}-{}", problem.field, form.request), ..problem };
    let problems = problems.into_iter().map(field).collect();
    page(context, actor, reviews, (form, problems)).await
}
