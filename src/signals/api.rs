//! Looking at the signals of one person, for the programs of those who may.

use super::{Case, Conclusion, QuestionSignals, Review, ReviewCase, Signals};
use crate::auth::{Allowed, Signed, may};
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::openings::Names;
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    let right = Access::Right("integrity.review");
    vec![
        Route::get("/api/v1/integrity-reviews", right, to!(list)),
        Route::post("/api/v1/openings/{opening}/candidates/{candidate}/integrity-reviews", right, to!(open)),
        Route::get("/api/v1/integrity-reviews/{integrity}", right, to!(show)),
        Route::put("/api/v1/integrity-reviews/{integrity}", right, to!(conclude)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list, open, show, conclude))]
pub struct Api;

/// A look at the signals of one person.
#[derive(Serialize, ToSchema)]
struct IntegrityReviewBody {
    /// Its id.
    id: String,
    /// The id of the opening.
    opening: String,
    /// The id of the candidate.
    candidate: String,
    /// Their name, or a pseudonym where names are hidden.
    name: String,
    /// Why it was opened. The person can read it.
    reason: String,
    /// The id of whoever opened it.
    opened_by: String,
    /// When.
    opened_at: String,
    /// What came of it; none while it is open.
    conclusion: Option<Conclusion>,
    /// The same in words. The person can read it.
    findings: Option<String>,
    /// The id of whoever concluded it.
    concluded_by: Option<String>,
    /// When.
    concluded_at: Option<String>,
    /// Counts changes: whoever concludes it names the version they saw.
    version: i64,
}

impl IntegrityReviewBody {
    fn of(review: &Review, name: String) -> Self {
        let review = review.clone();
        Self {
            id: review.id.to_string(),
            opening: review.opening.to_string(),
            candidate: review.candidate.to_string(),
            name,
            reason: review.reason,
            opened_by: review.opened_by.to_string(),
            opened_at: review.opened_at.rfc3339(),
            conclusion: review.conclusion,
            findings: review.findings,
            concluded_by: review.concluded_by.map(String::from),
            concluded_at: review.concluded_at.map(Moment::rfc3339),
            version: review.version,
        }
    }
}

/// All reviews: the open ones first, then the last hundred that were concluded. Those of people on whose team one ranks or
/// decides oneself are not among them.
#[utoipa::path(get, path = "/api/v1/integrity-reviews", tag = "integrity",
    responses((status = 200, body = Vec<IntegrityReviewBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list(context: Context, signed: Signed<may::IntegrityReview>) -> Result<HttpResponse> {
    let bodies = context
        .read(move |conn| {
            let mut bodies = Vec::new();
            for about in super::all(conn, &signed.actor)? {
                let names = Names::of(conn, &about.case.opening, &signed.actor.staff.id)?;
                bodies.push(IntegrityReviewBody::of(&about.review, names.veil(about.case.candidate).name));
            }
            Ok::<_, Error>(bodies)
        })
        .await?;
    Ok(json(&bodies))
}

/// Why the signals of a person have to be looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReasonBody {
    /// 20 to 2,000 characters. The person can read it.
    reason: String,
}

/// Open a review of a person's last sitting, once it has ended.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/candidates/{candidate}/integrity-reviews", tag = "integrity",
    params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    request_body = ReasonBody,
    responses((status = 200, body = IntegrityReviewBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn open(
    context: Context,
    allowed: Allowed<may::IntegrityReview, Case>,
    body: Json<ReasonBody>,
) -> Result<HttpResponse> {
    let (case, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let body = context
        .write(move |conn| {
            let review = super::open(conn, &case, &body.0.reason, &by, now)?;
            let name = Names::of(conn, &case.opening, &by)?.veil(case.candidate.clone()).name;
            Ok::<_, Error>(IntegrityReviewBody::of(&review, name))
        })
        .await?;
    Ok(json(&body))
}

/// A review, with the signals while it is open.
#[derive(Serialize, ToSchema)]
struct IntegrityLookBody {
    /// The review.
    review: IntegrityReviewBody,
    /// When the sitting was started; none once the review is concluded.
    started_at: Option<String>,
    /// When it was handed in.
    submitted_at: Option<String>,
    /// The questions in the order in which they were shown; empty once the review is concluded.
    questions: Vec<QuestionSignalsBody>,
}

/// The signals of a question. None of them tells who answered, or why: a break, a screen reader, captions, a child at the
/// door and a lost connection look alike.
#[derive(Serialize, ToSchema)]
struct QuestionSignalsBody {
    /// The number under which it was shown.
    number: usize,
    /// Its position in the opening's set.
    position: i64,
    /// Seconds from its display to its first answer; none where it has none.
    seconds: Option<i64>,
    /// The times of others in the opening; none where there are fewer than five.
    others: Option<OthersBody>,
    /// How often its page was left for another tab or program. None says nothing: without script nothing is noted.
    left_times: Option<i64>,
    /// For about how many seconds in all.
    left_seconds: Option<i64>,
}

/// The times of others on a question, in seconds.
#[derive(Serialize, ToSchema)]
struct OthersBody {
    /// How many others: at most the last 500 who handed in.
    others: usize,
    /// A quarter of them took no longer.
    lower_quarter: i64,
    /// Half of them took no longer.
    median: i64,
    /// Three quarters of them took no longer.
    upper_quarter: i64,
}

impl QuestionSignalsBody {
    fn of(question: &QuestionSignals) -> Self {
        Self {
            number: question.number,
            position: question.position,
            seconds: question.seconds,
            others: question.others.map(|others| OthersBody {
                others: others.others,
                lower_quarter: others.lower,
                median: others.median,
                upper_quarter: others.upper,
            }),
            left_times: question.left.map(|left| left.times),
            left_seconds: question.left.map(|left| left.seconds),
        }
    }
}

fn look_body(review: IntegrityReviewBody, signals: Option<&Signals>) -> IntegrityLookBody {
    IntegrityLookBody {
        review,
        started_at: signals.map(|signals| signals.started_at.rfc3339()),
        submitted_at: signals.and_then(|signals| signals.submitted_at).map(Moment::rfc3339),
        questions: signals
            .map_or_else(Vec::new, |signals| signals.questions.iter().map(QuestionSignalsBody::of).collect()),
    }
}

/// Look at a review. While it is open, it has the signals, and the audit log says that they were seen.
#[utoipa::path(get, path = "/api/v1/integrity-reviews/{integrity}", tag = "integrity",
    params(("integrity" = String, Path, description = "The id of a review")),
    responses((status = 200, body = IntegrityLookBody), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn show(context: Context, allowed: Allowed<may::IntegrityReview, ReviewCase>) -> Result<HttpResponse> {
    let (about, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let body = context
        .write(move |conn| {
            let signals = super::look(conn, &about, &by, now)?;
            let name = Names::of(conn, &about.case.opening, &by)?.veil(about.case.candidate.clone()).name;
            Ok::<_, Error>(look_body(IntegrityReviewBody::of(&about.review, name), signals.as_ref()))
        })
        .await?;
    Ok(json(&body))
}

/// What came of a review.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConclusionBody {
    /// One of three. None of them does anything by itself, and no score, outcome or order changes.
    conclusion: Conclusion,
    /// 20 to 2,000 characters. The person can read it.
    findings: String,
    /// The version that was seen.
    version: i64,
}

/// Conclude a review. Its signals are not shown any more.
#[utoipa::path(put, path = "/api/v1/integrity-reviews/{integrity}", tag = "integrity",
    params(("integrity" = String, Path, description = "The id of a review")), request_body = ConclusionBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn conclude(
    context: Context,
    allowed: Allowed<may::IntegrityReview, ReviewCase>,
    body: Json<ConclusionBody>,
) -> Result<HttpResponse> {
    let (about, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let ConclusionBody { conclusion, findings, version } = body.0;
    context.write(move |conn| super::conclude(conn, &about, (version, Some(conclusion), &findings), &by, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
