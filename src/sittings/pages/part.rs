//! Between two parts of a test: what is behind, what comes next and how long it may take; and beginning it.

use super::{seat_of, shell};
use crate::auth::Applicant;
use crate::clock::Moment;
use crate::error::{Code, Error, Result};
use crate::sittings::seat::Seat;
use crate::sittings::{self, Stand};
use crate::web::{Access, Context, Form, Query, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/test/part", Access::Applicant, to!(between)),
        Route::post("/test/parts/{number}", Access::Applicant, to!(begin)),
    ]
}

/// A part of a test, as it is told before it begins.
#[derive(Serialize)]
pub struct PartLine {
    number: i64,
    title: String,
    items: usize,
    /// How long they have for it; none without a limit for them.
    minutes: Option<i64>,
}

impl PartLine {
    /// All parts of a test.
    pub fn all(seat: &Seat) -> Vec<Self> {
        let line = |part: &crate::openings::OpeningSection| Self {
            number: part.number,
            title: part.title.clone(),
            items: seat.items.iter().filter(|item| item.section == Some(part.number)).count(),
            minutes: seat.part_limit(part.minutes),
        };
        seat.parts.all.iter().map(line).collect()
    }
}

#[derive(Serialize)]
struct PartView {
    count: usize,
    /// A part that somebody wanted to go back to.
    closed: Option<i64>,
    /// The part whose time is over.
    over: Option<i64>,
    /// The part that somebody is in.
    current: Option<i64>,
    /// How many of its questions have no answer.
    open: usize,
    /// The question with which it goes on.
    back: Option<usize>,
    next: Option<PartLine>,
    /// The language of the titles.
    lang: String,
    /// Names what the script keeps until it is sent: what is on its way is sent before the part closes.
    sitting: String,
}

/// Where a question leads that is not open now: before its part has begun, and after it is over.
pub fn instead_of(seat: &Seat, number: usize, now: Moment) -> Option<String> {
    let (stand, part) = (seat.parts.stand(now)?, seat.part_of(number)?);
    match stand {
        Stand::In(current) if current == part => None,
        Stand::In(current) if part < current => Some(format!("/test/part?closed={part}")),
        Stand::Over => Some("/test/review".into()),
        Stand::In(_) | Stand::Ahead(_) => Some("/test/part".into()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    closed: Option<i64>,
}

async fn between(context: Context, applicant: Applicant, asked: Query<Asked>) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let (Ok(attempt), Some(stand)) = (seat.running(), seat.parts.stand(context.now)) else {
        return Ok(see_other("/test"));
    };
    let last = seat.parts.all.last().map(|last| last.number);
    let (over, current, next) = match stand {
        Stand::Over => return Ok(see_other("/test/review")),
        Stand::In(part) if asked.0.closed.is_some() => (None, Some(part), None),
        Stand::In(part) if Some(part) == last => return Ok(see_other("/test/review")),
        Stand::In(part) => (None, Some(part), Some(part + 1)),
        Stand::Ahead(part) => (Some(part - 1).filter(|before| *before > 0), None, Some(part)),
    };
    let open = match current {
        Some(part) => open_in(&context, &seat, part).await?,
        None => Vec::new(),
    };
    let first = current.and_then(|part| seat.numbers_in(part).next());
    let view = PartView {
        count: seat.parts.all.len(),
        closed: asked.0.closed.filter(|_| next.is_none()),
        over,
        current,
        open: open.len(),
        back: open.first().copied().or(first),
        next: next.and_then(|next| PartLine::all(&seat).into_iter().find(|part| part.number == next)),
        lang: seat.lang.clone(),
        sitting: attempt.id.to_string(),
    };
    let number = next.or(current).unwrap_or(1);
    let args = [("number", number.into()), ("count", view.count.into())];
    context.page("sittings/part.html", &shell(&context, &seat, "part-title", &args), &view)
}

/// The questions of a part that have no answer.
pub async fn open_in(context: &Context, seat: &Seat, part: i64) -> Result<Vec<usize>> {
    let (attempt, count) = (seat.running()?.clone(), seat.count());
    let sitting = context.read(move |conn| sittings::sitting(conn, &attempt, count, None)).await?;
    let open = sitting.open_positions();
    let is_open = |number: &usize| seat.item(*number).is_ok_and(|item| open.contains(&item.position));
    Ok(seat.numbers_in(part).filter(is_open).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn begin(
    context: Context,
    applicant: Applicant,
    number: web::Path<i64>,
    _form: Form<Nothing>,
) -> Result<HttpResponse> {
    let seat = seat_of(&context, applicant).await?;
    let Ok(attempt) = seat.running().cloned() else { return Ok(see_other("/test")) };
    let (opening, number, now) = (seat.opening.clone(), *number, context.now);
    let begun = context
        .write(move |conn| {
            sittings::begin_part(conn, &opening, (&attempt.organization, &attempt.id), number, now)?;
            Ok::<_, Error>(())
        })
        .await;
    match begun {
        Ok(()) => {
            let first = seat.numbers_in(number).next();
            Ok(see_other(&first.map_or("/test".into(), |first| format!("/test/questions/{first}"))))
        }
        // Meanwhile another window has gone on, or the time is over: the next page says where one stands.
        Err(error) if matches!(error.code(), Code::WrongState | Code::Conflict) => Ok(see_other("/test")),
        Err(error) => Err(error),
    }
}
