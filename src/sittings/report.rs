//! "Report a problem with this question": what applicants say, and what staff do about it.

use super::rescore::rescore_opening;
use super::{AttemptState, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{AttemptId, OpeningId, OrganizationId, ReportId, StaffId};
use crate::mail::{Kind, Letter, Post};
use crate::openings::{self, Opening};
use crate::people;
use crate::words::words;
use serde::Serialize;

pub use store::reports;

words! {
    /// What staff did about a report.
    Resolution {
        /// The question stands.
        Kept = "kept",
        /// It does not count in this opening, for anybody; all scores were computed again.
        Voided = "voided",
    }
}

/// What an applicant said about a question.
#[derive(Debug, Clone)]
pub struct Report {
    /// Whose.
    pub organization: OrganizationId,
    /// Its id.
    pub id: ReportId,
    /// In which opening.
    pub opening: OpeningId,
    /// In which sitting.
    pub attempt: AttemptId,
    /// About the item at which position of the set.
    pub position: i64,
    /// What they said.
    pub message: String,
    /// When.
    pub created_at: Moment,
    /// What was done, if anything yet.
    pub resolution: Option<Resolution>,
    /// What they were told.
    pub reply: Option<String>,
    /// By whom.
    pub resolved_by: Option<StaffId>,
    /// When.
    pub resolved_at: Option<Moment>,
}

/// How many reports one sitting may send: one for each question, and a few more.
const MOST: i64 = 40;
/// The longest message and the longest reply.
pub const LONGEST: usize = 2000;

fn checked<'a>(field: &str, text: &'a str, empty: &str) -> Result<&'a str> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::field(field, empty)),
        1..=LONGEST => Ok(text),
        _ => Err(Error::field(field, "Keep it under 2,000 characters.")),
    }
}

/// Takes a report. It changes nothing about the sitting. The same report once more is the one that is there: the reply
/// had got lost, or the button was pressed twice.
///
/// # Errors
/// [`Code::Invalid`] for an empty or too long message, [`Code::NotFound`] for a question that is not there,
/// [`Code::WrongState`] after the end: whoever has something to say then writes to a person and quotes the receipt.
pub fn report(
    conn: &mut Conn,
    organization: &OrganizationId,
    attempt: &AttemptId,
    (position, message): (i64, &str),
    now: Moment,
) -> Result<ReportId> {
    let message = checked("message", message, "Tell us what is wrong with the question.")?;
    let attempt = store::hold_attempt(conn, organization, attempt)?;
    let set = openings::items(conn, organization, &attempt.opening)?;
    if !set.iter().any(|item| item.position == position) {
        return Err(Code::NotFound.into());
    }
    if let Some(known) = store::same_report(conn, &attempt, (position, message))? {
        return Ok(known);
    }
    if attempt.state != AttemptState::Started {
        let sentence = "This test has ended. Write to the organization about its questions, and quote your receipt.";
        return Err(Error::new(Code::WrongState, sentence));
    }
    if store::reports_of_attempt(conn, &attempt)? >= MOST {
        let sentence =
            "You have reported many things already, and staff will read them. Please write them a mail about more.";
        return Err(Error::new(Code::TooMany, sentence));
    }
    let id = ReportId::new(now);
    store::insert_report(conn, &attempt, &id, (position, message), now)?;
    Ok(id)
}

/// Answers a report: the question stands, or it is voided for the opening and everything is scored again. The applicant
/// gets the reply by mail.
///
/// # Errors
/// [`Code::Conflict`] when it was answered before, [`Code::Invalid`] without a reply.
pub fn resolve(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    id: &ReportId,
    (resolution, reply): (Resolution, &str),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let reply = checked("reply", reply, "Write what you tell the applicant.")?;
    // The order of locks is always opening before log.
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let report = store::report(conn, &opening.organization, id)?;
    let report = report.filter(|report| report.opening == opening.id).ok_or(Code::NotFound)?;
    if !store::resolve_report(conn, &report, (resolution, reply), by, now)? {
        return Err(Error::new(Code::Conflict, "Somebody has answered this report in the meantime."));
    }
    note(conn, opening, (Action::ReportAnswered, format!("report:{id}")), resolution, by, now)?;
    if resolution == Resolution::Voided && openings::void_item(conn, opening, report.position, (by, reply), now)? {
        note(conn, opening, (Action::ItemVoided, format!("item:{}", report.position)), resolution, by, now)?;
        rescore_opening(conn, opening, &Who::Staff(by.clone()), now)?;
    }
    tell_applicant(conn, post, opening, &report, (resolution, reply), now)
}

/// What the mail with the answer names.
#[derive(Serialize)]
struct AnswerView<'a> {
    organization: String,
    opening: &'a str,
    name: &'a str,
    reply: &'a str,
    voided: bool,
    contact: String,
}

fn tell_applicant(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    report: &Report,
    (resolution, reply): (Resolution, &str),
    now: Moment,
) -> Result<()> {
    let attempt = store::attempt(conn, &opening.organization, &report.attempt)?.ok_or(Code::NotFound)?;
    let candidate = openings::candidate(conn, &opening.organization, &attempt.candidate)?.ok_or(Code::NotFound)?;
    let organization = people::organization(conn, &opening.organization)?;
    let view = AnswerView {
        organization: organization.name,
        opening: &opening.title,
        name: &candidate.name,
        reply,
        voided: resolution == Resolution::Voided,
        contact: opening.contact_line(),
    };
    let letter = Letter {
        to_name: &candidate.name,
        to_address: &candidate.email,
        reply_to: &opening.contact,
        locale: openings::locale_of(conn, opening, &candidate)?,
        template: "report-answer",
        view,
    };
    post.send(conn, &opening.organization, (Kind::ReportAnswer, candidate.id.as_ref()), &letter, now)?;
    Ok(())
}

fn note(
    conn: &mut Conn,
    opening: &Opening,
    (action, object): (Action, String),
    resolution: Resolution,
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action,
        object,
        detail: &[("opening", opening.id.to_string()), ("resolution", resolution.to_string())],
    };
    audit::append(conn, &fact)
}
