//! A mail to a candidate that no mail server would take, once more.

use super::Candidate;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{MessageId, StaffId};
use crate::mail;

/// Tries a message to a candidate again that was given up.
///
/// # Errors
/// As [`mail::send_again`].
pub fn send_again(conn: &mut Conn, candidate: &Candidate, id: &MessageId, by: &StaffId, now: Moment) -> Result<()> {
    mail::send_again(conn, &candidate.organization, (id, candidate.id.as_ref()), now)?;
    let fact = Fact {
        organization: &candidate.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::MessageSentAgain,
        object: format!("candidate:{}", candidate.id),
        detail: &[("message", id.to_string())],
    };
    audit::append(conn, &fact)
}
