//! Sessions of staff and of applicants: rows that end when they say so.

use super::store;
use super::token::{Handle, Tokens};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::ids::{OrganizationId, SessionId};
use crate::words::words;
use chrono::Duration;

words! {
    /// Who holds a session.
    Holder {
        /// A staff member.
        Staff = "staff",
        /// A staff member who has given the password and still owes the second factor.
        HalfStaff = "half-staff",
        /// An applicant.
        Applicant = "applicant",
    }
}

impl Holder {
    /// How long a session lasts at most, and how long it lasts unused.
    fn lifetimes(self) -> (Duration, Duration) {
        match self {
            Self::Staff => (Duration::hours(12), Duration::minutes(30)),
            Self::HalfStaff => (Duration::minutes(10), Duration::minutes(10)),
            // The link opens the test again on any device; the session need not outlive the day.
            Self::Applicant => (Duration::hours(24), Duration::hours(12)),
        }
    }
}

/// How old "seen" may be before it is written again: not every request needs a write.
const TOUCH_AFTER: Duration = Duration::seconds(60);

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Of which organization.
    pub organization: OrganizationId,
    /// Which one.
    pub id: SessionId,
    /// What kind of holder.
    pub holder: Holder,
    /// Their id.
    pub holder_id: String,
    /// When it was last used.
    pub seen_at: Moment,
    /// When it ends at the latest.
    pub expires_at: Moment,
}

impl Session {
    /// Whether it can be used at a moment.
    pub fn is_live(&self, now: Moment) -> bool {
        let (_, idle) = self.holder.lifetimes();
        now < self.expires_at && now.since(self.seen_at) < idle
    }

    /// When it ends, if nobody uses it again.
    pub fn ends_at(&self) -> Moment {
        let (_, idle) = self.holder.lifetimes();
        self.expires_at.min(self.seen_at.plus(idle))
    }

    /// Whether its last use should be written.
    pub fn wants_touch(&self, now: Moment) -> bool {
        now.since(self.seen_at) > TOUCH_AFTER
    }
}

/// Opens a session and signs its token.
///
/// # Errors
/// The database's.
pub fn open(
    conn: &mut Conn,
    tokens: &Tokens,
    organization: &OrganizationId,
    (holder, holder_id): (Holder, &str),
    now: Moment,
) -> Result<String> {
    let (longest, _) = holder.lifetimes();
    let session = Session {
        organization: organization.clone(),
        id: SessionId::new(),
        holder,
        holder_id: holder_id.to_owned(),
        seen_at: now,
        expires_at: now.plus(longest),
    };
    store::insert_session(conn, &session, now)?;
    tokens.sign(&Handle { organization: organization.clone(), session: session.id }, now, session.expires_at)
}

/// Puts a fresh session in the place of one that is about to end. Gives its token and when it ends, if nobody uses it.
///
/// # Errors
/// The database's.
pub fn renew(
    conn: &mut Conn,
    tokens: &Tokens,
    (organization, old): (&OrganizationId, &SessionId),
    (holder, holder_id): (Holder, &str),
    now: Moment,
) -> Result<(String, Moment)> {
    store::end_session(conn, organization, old, now)?;
    let (longest, idle) = holder.lifetimes();
    Ok((open(conn, tokens, organization, (holder, holder_id), now)?, now.plus(longest.min(idle))))
}

/// The live session behind a token.
///
/// # Errors
/// [`Code::SignInNeeded`] for one that has ended.
pub fn find(conn: &mut Conn, handle: &Handle, holder: Holder, now: Moment) -> Result<Session> {
    let session = store::session(conn, &handle.organization, &handle.session)?;
    session.filter(|session| session.holder == holder && session.is_live(now)).ok_or_else(|| Code::SignInNeeded.into())
}

/// Ends all sessions of a holder, but for one that may stay.
///
/// # Errors
/// The database's.
pub fn end_all(
    conn: &mut Conn,
    organization: &OrganizationId,
    holder_id: &str,
    but: Option<&SessionId>,
    now: Moment,
) -> Result<()> {
    Ok(store::end_sessions(conn, organization, holder_id, but, now)?)
}
