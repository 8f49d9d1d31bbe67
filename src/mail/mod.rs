//! Messages and an outbox that survives a restart, enqueued in the caller's transaction.
//!
//! A message is written in the transaction of what it tells of, so that neither exists without the other. Recipient and
//! content are sealed while they wait, because they hold the only copy of a secret link, and are emptied once sent.

pub mod api;
mod compose;
mod deliver;
pub mod pages;
pub mod plan;
mod post;
mod store;

use crate::clock::Moment;
use crate::config::Secrets;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{MessageId, OrganizationId};
use crate::words::words;
use serde::{Deserialize, Serialize};

pub use compose::{Composer, Letter};
pub use deliver::{Transport, deliver_due};
pub use post::{Post, fresh_token};
pub use store::{Waiting, about, failed_of, problems_of};

words! {
    /// What a message is for.
    Kind {
        /// Somebody is asked to take a test.
        Invitation = "invitation",
        /// Somebody asked for their personal link on the public page of an opening.
        PersonalLink = "personal-link",
        /// A staff member may set a password.
        StaffLink = "staff-link",
        /// A staff member hears of finished tests.
        Finished = "finished",
        /// Staff answered a report about a question.
        ReportAnswer = "report-answer",
        /// Staff answered what an applicant asked of their data.
        RequestAnswer = "request-answer",
        /// Those who may decide are told that a request waits.
        AdjustmentWaits = "adjustment-waits",
        /// A request for an adjustment was answered.
        AdjustmentAnswer = "adjustment-answer",
        /// Somebody has not finished, and their invitation ends soon.
        Reminder = "reminder",
        /// Somebody has lost their link.
        LostLink = "lost-link",
        /// A test was handed in.
        Receipt = "receipt",
        /// There is feedback to read.
        Feedback = "feedback",
        /// Somebody decided about them.
        Decision = "decision",
    }
}

impl Kind {
    /// Whether it can wait for the morning. What somebody has just asked for or done cannot.
    pub const fn waits_for_day(self) -> bool {
        matches!(self, Self::Reminder | Self::Feedback | Self::Decision)
    }

    /// The words on pages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Invitation => "Invitation",
            Self::PersonalLink => "Personal link",
            Self::StaffLink => "Link for staff",
            Self::Finished => "Finished tests",
            Self::ReportAnswer => "Answer to a report",
            Self::RequestAnswer => "Answer to a request about data",
            Self::AdjustmentWaits => "A request for an adjustment waits",
            Self::AdjustmentAnswer => "Answer to a request for an adjustment",
            Self::Reminder => "Reminder",
            Self::LostLink => "Lost link, sent again",
            Self::Receipt => "Receipt",
            Self::Feedback => "Feedback is ready",
            Self::Decision => "Message after a decision",
        }
    }
}

words! {
    /// What has become of a message.
    State {
        /// It waits for its time.
        Waiting = "waiting",
        /// A mail server has taken it.
        Sent = "sent",
        /// It was tried too often.
        Failed = "failed",
    }
}

/// A message, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The recipient's name.
    pub to_name: String,
    /// The recipient's address.
    pub to_address: String,
    /// Where answers go.
    pub reply_to: String,
    /// The subject.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The same in HTML, without remote content.
    pub html: String,
}

/// Tries a message again that was given up, from the first try on. Its content is still there, sealed.
///
/// # Errors
/// [`Code::NotFound`] for a message that is not about this subject, [`Code::Conflict`] for one that did not fail.
pub fn send_again(
    conn: &mut Conn,
    organization: &OrganizationId,
    (id, subject): (&MessageId, &str),
    now: Moment,
) -> Result<()> {
    let known = store::about(conn, organization, subject)?;
    if !known.iter().any(|message| message.id == *id) {
        return Err(Code::NotFound.into());
    }
    if store::again(conn, organization, id, now)? { Ok(()) } else { Err(Code::Conflict.into()) }
}

/// What every message is sealed for.
const PURPOSE: &str = "mail";

/// A message that was written and sealed outside of any transaction, because many of them take a while.
#[derive(Debug, Clone)]
pub struct Sealed {
    id: MessageId,
    kind: Kind,
    subject_id: String,
    content: String,
}

impl Sealed {
    /// What it is about.
    pub fn subject_id(&self) -> &str {
        &self.subject_id
    }
}

/// Puts sealed messages into the outbox, as part of the caller's transaction.
///
/// # Errors
/// The database's.
pub fn enqueue_all(conn: &mut Conn, organization: &OrganizationId, sealed: &[&Sealed], now: Moment) -> Result<()> {
    Ok(store::insert_all(conn, organization, sealed, now)?)
}

/// Puts a message into the outbox, as part of the caller's transaction. `subject_id` says what it is about.
///
/// # Errors
/// The database's.
pub fn enqueue(
    conn: &mut Conn,
    secrets: &Secrets,
    organization: &OrganizationId,
    (kind, subject_id): (Kind, &str),
    message: &Message,
    now: Moment,
) -> Result<MessageId> {
    let sealed = secrets.seal(PURPOSE, &serde_json::to_string(message).map_err(Error::internal)?)?;
    let id = MessageId::new(now);
    store::insert(conn, organization, &id, kind, subject_id, &sealed, now)?;
    Ok(id)
}
