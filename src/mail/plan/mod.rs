//! Letters that are to be written later, planned in the transaction of what they tell of.
//!
//! What a letter says may change before its time: a decision is taken back, a test is handed in. So only its kind and
//! what it is about are kept, and whoever writes it looks again.

mod store;

use super::Kind;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{CandidateId, LetterId, MessageId, OpeningId, OrganizationId};
use crate::words::words;

pub use store::{due, of_candidate};

words! {
    /// What has become of a letter that was planned.
    Stage {
        /// Its time has not come.
        Planned = "planned",
        /// It was written and is in the outbox.
        Written = "written",
        /// It was not called for any more when its time came, or was taken back before.
        Dropped = "dropped",
    }
}

/// A letter that is to be written.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Whose.
    pub organization: OrganizationId,
    /// Its id.
    pub id: LetterId,
    /// In which opening.
    pub opening: OpeningId,
    /// To whom.
    pub candidate: CandidateId,
    /// What it is for.
    pub kind: Kind,
    /// The id of the invitation, the sitting or the act of deciding that it is about.
    pub about: String,
    /// What has become of it.
    pub stage: Stage,
    /// Not before this.
    pub due_at: Moment,
    /// Subject and text, where staff wrote them.
    pub words: Option<(String, String)>,
    /// The message it became.
    pub message: Option<MessageId>,
}

/// A letter to plan.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// Whose.
    pub organization: &'a OrganizationId,
    /// In which opening.
    pub opening: &'a OpeningId,
    /// To whom.
    pub candidate: &'a CandidateId,
    /// What it is for.
    pub kind: Kind,
    /// What it is about.
    pub about: &'a str,
    /// Not before this.
    pub due_at: Moment,
    /// Subject and text, where staff wrote them.
    pub words: Option<(&'a str, &'a str)>,
}

/// Plans a letter, as part of the caller's transaction.
///
/// # Errors
/// The database's.
pub fn plan(conn: &mut Conn, plan: &Plan<'_>, now: Moment) -> Result<LetterId> {
    let id = LetterId::new(now);
    store::insert(conn, &id, plan, now)?;
    Ok(id)
}

impl Planned {
    /// It became a message. `false` if it was taken back in the meantime.
    ///
    /// # Errors
    /// The database's.
    pub fn written(&self, conn: &mut Conn, message: &MessageId) -> Result<bool> {
        Ok(store::settle(conn, self, Stage::Written, Some(message))?)
    }

    /// It is not called for any more.
    ///
    /// # Errors
    /// The database's.
    pub fn drop(&self, conn: &mut Conn) -> Result<()> {
        store::settle(conn, self, Stage::Dropped, None)?;
        Ok(())
    }

    /// It waits longer.
    ///
    /// # Errors
    /// The database's.
    pub fn wait_until(&self, conn: &mut Conn, due_at: Moment) -> Result<()> {
        Ok(store::postpone(conn, self, due_at)?)
    }
}

/// Takes back the letters of a kind about something, as far as they are not written yet. Returns how many.
///
/// # Errors
/// The database's.
pub fn take_back(conn: &mut Conn, organization: &OrganizationId, (kind, about): (Kind, &str)) -> Result<usize> {
    Ok(store::drop_about(conn, organization, kind, about)?)
}
