//! Writing the letters whose time has come.

use crate::assessments::FeedbackRule;
use crate::clock::Moment;
use crate::db::{Conn, Db};
use crate::error::{Code, Result};
use crate::i18n::Texts;
use crate::ids::MessageId;
use crate::mail::plan::{self, Planned};
use crate::mail::{Kind, Letter, Post};
use crate::openings::{self, Candidate, Opening, OpeningState};
use crate::people::{self, Organization, quiet};
use crate::sittings::{self, AttemptState, seat};
use chrono::Duration;
use serde::Serialize;
use std::sync::Arc;

/// How many letters one round writes.
const ROUND: i64 = 50;
/// How long a letter waits that could not be written.
const AGAIN: Duration = Duration::hours(1);
/// A reminder is of use only where there is still time.
const TIME_TO_FINISH: Duration = Duration::hours(2);

/// Writes the letters whose time has come, and puts them into the outbox. Returns how many were looked at.
///
/// # Errors
/// The database's.
pub fn write_due(db: &Db, post: &Arc<Post>, now: Moment) -> Result<usize> {
    let due = db.read_now(move |conn| plan::due(conn, now, ROUND))?;
    let count = due.len();
    for letter in due {
        let (id, post, again) = (letter.id.clone(), post.clone(), letter.clone());
        if let Err(error) = db.write_now(move |conn| write(conn, &post, &letter, now)) {
            // The others must not wait for it.
            tracing::error!(?error, letter = %id, "a letter could not be written; it is tried again");
            db.write_now(move |conn| again.wait_until(conn, now.plus(AGAIN)))?;
        }
    }
    Ok(count)
}

/// Who a letter goes to, about which job.
pub(super) struct Reader {
    pub(super) organization: Organization,
    pub(super) opening: Opening,
    pub(super) candidate: Candidate,
}

/// What the letters name; each names a part of it.
#[derive(Serialize, Default)]
pub(super) struct LetterView {
    pub(super) organization: String,
    pub(super) opening: String,
    pub(super) name: String,
    pub(super) contact: String,
    pub(super) link: Option<String>,
    pub(super) until: Option<String>,
    pub(super) state: &'static str,
    pub(super) reference: String,
    pub(super) moment: String,
    pub(super) subject: String,
    pub(super) paragraphs: Vec<String>,
}

impl Reader {
    pub(super) fn view(&self) -> LetterView {
        LetterView {
            organization: self.organization.name.clone(),
            opening: self.opening.title.clone(),
            name: self.candidate.name.clone(),
            contact: self.opening.contact_line(),
            ..LetterView::default()
        }
    }

    /// Puts a letter into the outbox.
    pub(super) fn send(
        &self,
        conn: &mut Conn,
        post: &Post,
        (kind, template): (Kind, &'static str),
        view: LetterView,
        now: Moment,
    ) -> Result<MessageId> {
        let letter = Letter {
            to_name: &self.candidate.name,
            to_address: &self.candidate.email,
            reply_to: &self.opening.contact,
            locale: openings::locale_of(conn, &self.opening, &self.candidate)?,
            template,
            view,
        };
        post.send(conn, &self.opening.organization, (kind, self.candidate.id.as_ref()), &letter, now)
    }

    pub(super) fn texts(&self, conn: &mut Conn) -> Result<&'static Texts> {
        Ok(Texts::of(openings::locale_of(conn, &self.opening, &self.candidate)?))
    }

    /// A moment in their language, as the clocks of the organization show it.
    pub(super) fn moment(&self, conn: &mut Conn, moment: Moment) -> Result<String> {
        Ok(self.texts(conn)?.moment_there(moment, self.organization.zone))
    }
}

/// What is to become of a letter whose time has come.
enum Call {
    /// It goes out as this template with this view.
    Send(&'static str, Box<LetterView>),
    /// It is not called for any more.
    Drop,
    /// Its time has moved.
    Wait(Moment),
}

fn write(conn: &mut Conn, post: &Post, letter: &Planned, now: Moment) -> Result<()> {
    let reader = Reader {
        organization: people::organization(conn, &letter.organization)?,
        opening: openings::opening(conn, &letter.organization, &letter.opening)?.ok_or(Code::NotFound)?,
        candidate: openings::candidate(conn, &letter.organization, &letter.candidate)?.ok_or(Code::NotFound)?,
    };
    let morning = quiet::by_day(&reader.organization, now);
    if letter.kind.waits_for_day() && morning > now {
        return letter.wait_until(conn, morning);
    }
    let call = match letter.kind {
        Kind::Reminder => reminder(conn, post, &reader, letter, now)?,
        Kind::Receipt => receipt(conn, post, &reader, letter)?,
        Kind::Feedback => feedback(conn, post, &reader, letter)?,
        Kind::Decision => decision(conn, post, &reader, letter)?,
        _ => Call::Drop,
    };
    match call {
        Call::Wait(until) => letter.wait_until(conn, until),
        Call::Drop => letter.drop(conn),
        Call::Send(template, view) => {
            let message = reader.send(conn, post, (letter.kind, template), *view, now)?;
            // Taken back while it was being written: then nothing of this transaction stays.
            if letter.written(conn, &message)? { Ok(()) } else { Err(Code::Conflict.into()) }
        }
    }
}

/// Not for those who have finished, whose link was taken back or replaced, or whose job is closed.
fn reminder(conn: &mut Conn, post: &Post, reader: &Reader, letter: &Planned, now: Moment) -> Result<Call> {
    let Reader { organization, opening, candidate } = reader;
    let live = openings::live_invitation(conn, &organization.id, &candidate.id)?;
    let Some(invitation) = live.filter(|live| live.id.as_ref() == letter.about) else { return Ok(Call::Drop) };
    if !opening.reminds || opening.state != OpeningState::Open {
        return Ok(Call::Drop);
    }
    if invitation.reminds_at() > now {
        return Ok(Call::Wait(invitation.reminds_at()));
    }
    let attempt = seat::of_candidate(conn, &organization.id, &candidate.id)?.attempt;
    let ends_at = attempt.as_ref().map_or(invitation.expires_at, sittings::Attempt::closes_at);
    let begun = attempt.as_ref().map(|attempt| attempt.state);
    if begun.is_some_and(|state| state != AttemptState::Started) || ends_at < now.plus(TIME_TO_FINISH) {
        return Ok(Call::Drop);
    }
    let view = LetterView {
        link: openings::another_link(conn, post, candidate)?,
        until: Some(reader.moment(conn, ends_at)?),
        state: if begun.is_some() { "started" } else { "invited" },
        ..reader.view()
    };
    Ok(Call::Send("reminder", Box::new(view)))
}

fn attempt_of(conn: &mut Conn, letter: &Planned) -> Result<Option<sittings::Attempt>> {
    let Ok(id) = letter.about.parse() else { return Ok(None) };
    Ok(sittings::attempt(conn, &letter.organization, &id)?)
}

fn receipt(conn: &mut Conn, post: &Post, reader: &Reader, letter: &Planned) -> Result<Call> {
    let attempt = attempt_of(conn, letter)?;
    let Some(receipt) = attempt.as_ref().and_then(sittings::receipt_of) else { return Ok(Call::Drop) };
    let view = LetterView {
        link: openings::another_link(conn, post, &reader.candidate)?,
        reference: receipt.reference,
        moment: reader.moment(conn, receipt.submitted_at)?,
        state: if receipt.scored { "scored" } else { "submitted" },
        ..reader.view()
    };
    Ok(Call::Send("receipt", Box::new(view)))
}

/// Where the assessment gives feedback and there is a score to give it on.
fn feedback(conn: &mut Conn, post: &Post, reader: &Reader, letter: &Planned) -> Result<Call> {
    let rule = openings::assessment_of(conn, &reader.opening)?.blueprint.feedback;
    let scored = attempt_of(conn, letter)?.is_some_and(|attempt| attempt.state == AttemptState::Scored);
    if !scored || rule != FeedbackRule::Words {
        return Ok(Call::Drop);
    }
    let Some(link) = openings::another_link(conn, post, &reader.candidate)? else { return Ok(Call::Drop) };
    Ok(Call::Send("feedback", Box::new(LetterView { link: Some(link), ..reader.view() })))
}

/// What staff wrote and saw before it was sent, with the way to ask for a person to look again. Only while the decision
/// is the last one: nobody is told in the morning what was changed in the evening.
fn decision(conn: &mut Conn, post: &Post, reader: &Reader, letter: &Planned) -> Result<Call> {
    let last = openings::decisions(conn, &letter.organization, &letter.candidate)?.pop();
    if last.and_then(|last| last.act).is_none_or(|act| act.as_ref() != letter.about) {
        return Ok(Call::Drop);
    }
    let Some((subject, body)) = letter.words.clone() else { return Ok(Call::Drop) };
    let view = LetterView {
        link: openings::another_link(conn, post, &reader.candidate)?,
        paragraphs: paragraphs(&body),
        subject,
        ..reader.view()
    };
    Ok(Call::Send("decision", Box::new(view)))
}

/// The paragraphs of a plain text: what stands between empty lines.
pub fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
