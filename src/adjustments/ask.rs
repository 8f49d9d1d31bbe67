//! Asking. No medical detail is asked for, and no reason.

use super::{Kind, Request, State, due, store, tell};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::i18n::Locale;
use crate::ids::{AdjustmentId, CandidateId, OrganizationId};
use crate::mail::Post;
use crate::openings::{self, Source};
use crate::sittings::seat::Seat;

/// The longest message, reason and reply.
pub const LONGEST: usize = 2000;
/// How many requests one person may make in all: more than anybody needs, and not a way to flood a queue.
const MOST: usize = 12;

/// What an applicant asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What.
    pub kind: Kind,
    /// In their own words.
    pub message: String,
    /// The language in which they ask: that of the answer.
    pub lang: Locale,
}

/// What an applicant has asked for so far, the newest first.
///
/// # Errors
/// The database's.
pub fn requests_of(conn: &mut Conn, organization: &OrganizationId, candidate: &CandidateId) -> Result<Vec<Request>> {
    Ok(store::of_candidate(conn, organization, candidate)?)
}

/// Takes a request, and tells those who may decide that one waits. The same once more is the one that is there: the
/// reply had got lost, or the button was pressed twice.
///
/// # Errors
/// [`Code::Invalid`] for a message that is missing or too long, [`Code::WrongState`] while another one waits or for staff
/// who try the test, [`Code::TooMany`] after many.
pub fn ask(conn: &mut Conn, post: &Post, seat: &Seat, asked: &Asked, now: Moment) -> Result<Request> {
    let message = asked.message.trim();
    match message.chars().count() {
        0 if asked.kind == Kind::SomethingElse => return Err(Error::field("message", "Say what would help you.")),
        count if count > LONGEST => return Err(Error::field("message", "Keep it under 2,000 characters.")),
        _ => {}
    }
    if seat.candidate.source == Source::Trial {
        return Err(Error::new(Code::WrongState, "Staff who try the test have no adjustments to ask for."));
    }
    let (organization, candidate) = (&seat.organization.id, &seat.candidate.id);
    openings::hold_candidate(conn, organization, candidate)?;
    let known = store::of_candidate(conn, organization, candidate)?;
    if let Some(waiting) = known.iter().find(|request| request.state == State::Waiting) {
        if waiting.kind == asked.kind && waiting.message == message {
            return Ok(waiting.clone());
        }
        return Err(Error::new(Code::WrongState, "Another request of yours waits for an answer. Ask again after it."));
    }
    if known.len() >= MOST {
        return Err(Error::new(Code::TooMany, "You have asked many times. Please write to the organization instead."));
    }
    let request = Request {
        organization: organization.clone(),
        id: AdjustmentId::new(now),
        opening: seat.opening.id.clone(),
        candidate: candidate.clone(),
        kind: asked.kind,
        message: message.to_owned(),
        lang: asked.lang.to_string(),
        created_at: now,
        due_at: due(now, seat.organization.zone),
        state: State::Waiting,
        factor: None,
        open_until: None,
        new_sitting: None,
        reason: None,
        reply: None,
        decided_by: None,
        decided_at: None,
        version: 1,
    };
    store::insert(conn, &request)?;
    tell::deciders(conn, post, &seat.organization, &request, now)?;
    let fact = Fact {
        organization,
        at: now,
        who: &Who::Applicant(candidate.clone()),
        action: Action::AdjustmentAsked,
        object: format!("adjustment:{}", request.id),
        detail: &[],
    };
    audit::append(conn, &fact)?;
    Ok(request)
}
