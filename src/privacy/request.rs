//! What applicants ask for, and how staff answer. Every request has a clock of [`TERM`]; every answer goes to the
//! applicant by mail, in the language of their test.

use super::{DataRequest, RequestKind, RequestState, TERM, erase, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{RequestId, StaffId};
use crate::mail::{Kind, Letter, Post};
use crate::openings::{self, Candidate, Opening};
use crate::people::{self, EmailAddress, PersonName};
use serde::Serialize;

/// The longest message and the longest answer.
pub const LONGEST: usize = 2000;

/// What a corrected candidate is called and where they are reached.
#[derive(Debug, Clone)]
pub struct Correction {
    /// Their name.
    pub name: PersonName,
    /// Their address.
    pub email: EmailAddress,
}

/// Takes a request. The same once more, while it waits, is the one that is there: the button was pressed twice.
///
/// # Errors
/// [`Code::Invalid`] for a message that is too long, or a correction that does not say what is wrong.
pub fn make(
    conn: &mut Conn,
    candidate: &Candidate,
    kind: RequestKind,
    message: &str,
    now: Moment,
) -> Result<DataRequest> {
    let message = message.trim();
    if kind == RequestKind::Correction && message.is_empty() {
        return Err(Error::field("message", "Write what is wrong, and what is right."));
    }
    if message.chars().count() > LONGEST {
        return Err(Error::field("message", "Keep it under 2,000 characters."));
    }
    // So that two who press at once see each other's request.
    openings::hold_opening(conn, &candidate.organization, &candidate.opening)?;
    let known = store::requests_of(conn, &candidate.organization, &candidate.id)?;
    if let Some(known) = known.into_iter().find(|known| known.kind == kind && known.state == RequestState::Open) {
        return Ok(known);
    }
    let request = DataRequest {
        organization: candidate.organization.clone(),
        id: RequestId::new(now),
        opening: candidate.opening.clone(),
        candidate: candidate.id.clone(),
        kind,
        state: RequestState::Open,
        message: message.to_owned(),
        created_at: now,
        due_at: now.plus(TERM),
        answer: None,
        answered_by: None,
        answered_at: None,
        version: 1,
    };
    store::insert_request(conn, &request)?;
    note(conn, &request, (Action::RequestMade, &Who::Applicant(candidate.id.clone())), now)?;
    Ok(request)
}

/// Answers a request: it was done, or it is refused for a reason. Granting an erasure erases; granting a correction
/// writes what is right.
///
/// # Errors
/// [`Code::Invalid`] without an answer, or for a correction that names nothing; [`Code::Conflict`] when somebody has
/// answered in the meantime; [`Code::WrongState`] for an erasure under a legal hold.
pub fn answer(
    conn: &mut Conn,
    post: &Post,
    request: &DataRequest,
    (state, text): (RequestState, &str),
    correction: Option<&Correction>,
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(Error::field("answer", "Write what you tell the applicant, in up to 2,000 characters."));
    }
    let opening = openings::opening(conn, &request.organization, &request.opening)?.ok_or(Code::NotFound)?;
    openings::hold_opening(conn, &request.organization, &request.opening)?;
    let answered = || Error::new(Code::Conflict, "Somebody has answered this request in the meantime.");
    let candidate = openings::candidate(conn, &request.organization, &request.candidate)?.ok_or_else(answered)?;
    if state == RequestState::Open || !store::answer_request(conn, request, (state, text), by, now)? {
        return Err(answered());
    }
    let done = state == RequestState::Done;
    let mut reached = candidate.clone();
    match request.kind {
        RequestKind::Erasure if done => erase(conn, &opening, &candidate, &Who::Staff(by.clone()), now)?,
        RequestKind::Correction if done => {
            let right =
                correction.ok_or_else(|| Error::field("name", "Enter the name and the address as they are."))?;
            store::correct(conn, &candidate, right.name.as_ref(), right.email.as_ref())?;
            (reached.name, reached.email) = (right.name.to_string(), right.email.to_string());
        }
        _ => {}
    }
    note(conn, request, (Action::RequestAnswered, &Who::Staff(by.clone())), now)?;
    tell(conn, post, (&opening, request), (&reached, state, text), now)
}

/// What the mail with the answer names.
#[derive(Serialize)]
struct AnswerView<'a> {
    organization: String,
    opening: &'a str,
    name: &'a str,
    kind: RequestKind,
    done: bool,
    answer: &'a str,
    contact: &'a str,
}

/// The mail is about the request, not about the candidate: after an erasure it is the last that is sent, and it is
/// emptied once a mail server has taken it.
fn tell(
    conn: &mut Conn,
    post: &Post,
    (opening, request): (&Opening, &DataRequest),
    (candidate, state, answer): (&Candidate, RequestState, &str),
    now: Moment,
) -> Result<()> {
    let view = AnswerView {
        organization: people::organization(conn, &opening.organization)?.name,
        opening: &opening.title,
        name: &candidate.name,
        kind: request.kind,
        done: state == RequestState::Done,
        answer,
        contact: &opening.contact,
    };
    let letter = Letter {
        to_name: &candidate.name,
        to_address: &candidate.email,
        reply_to: &opening.contact,
        locale: openings::locale_of(conn, opening, candidate)?,
        template: "request-answer",
        view,
    };
    post.send(conn, &opening.organization, (Kind::RequestAnswer, request.id.as_ref()), &letter, now)?;
    Ok(())
}

fn note(conn: &mut Conn, request: &DataRequest, (action, who): (Action, &Who), now: Moment) -> Result<()> {
    let fact = Fact {
        organization: &request.organization,
        at: now,
        who,
        action,
        object: format!("request:{}", request.id),
        detail: &[("opening", request.opening.to_string()), ("kind", request.kind.to_string())],
    };
    audit::append(conn, &fact)
}
