//! Messages and an outbox that survives a restart, enqueued in the caller's transaction.
//!
//! A message is written in the transaction of what it tells of, so that neither exists without the other. Recipient and
//! content are sealed while they wait, because they hold the only copy of a secret link, and are emptied once sent.

pub mod api;
mod compose;
mod deliver;
pub mod pages;
mod post;
mod store;

use crate::clock::Moment;
use crate::config::Secrets;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{MessageId, OrganizationId};
use crate::words::words;
use serde::{Deserialize, Serialize};

pub use compose::{Composer, Letter};
pub use deliver::{Transport, deliver_due};
pub use post::{Post, fresh_token};
pub use store::{Waiting, problems_of};

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
