//! What is held on an applicant and what they may ask of it: their own page, the download, erasure, correction, another
//! look by a person; the clocks of such requests, legal holds, and the end of retention.
//!
//! What erasure does to every table is the table of `docs/privacy.md`; a test holds the two equal.

pub mod api;
mod erase;
mod held;
mod keeping;
pub mod pages;
mod request;
mod standing;
mod store;

use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{CandidateId, OpeningId, OrganizationId, RequestId, StaffId};
use crate::openings::{self, Opening};
use crate::people::{Actor, Reach, Scoped};
use crate::words::words;
use chrono::Duration;

pub use erase::{erase, erase_what_is_over};
pub use held::{
    Held, HeldAboutThemselves, HeldAdjustment, HeldAnswer, HeldBeside, HeldImpression, HeldIntegrityReview,
    HeldLeaving, HeldLetter, HeldSecondLook, HeldSitting, held,
};
pub use keeping::{LONGEST_MONTHS, lift_hold, place_hold, set_retention};
pub use request::{Correction, LONGEST as LONGEST_TEXT, answer, make};
pub use standing::{Standing, standing};
pub use store::{Hold, hold, holds, open_reviews, requests, requests_of, reviews};

/// How long staff have to answer: a month by the GDPR, thirty days by the laws of several states.
pub const TERM: Duration = Duration::days(30);

words! {
    /// What an applicant asks for.
    RequestKind {
        /// That everything held on them is erased.
        Erasure = "erasure",
        /// That something held on them is corrected.
        Correction = "correction",
        /// That a person looks at their result again.
        Review = "review",
    }
}

words! {
    /// What has become of a request.
    RequestState {
        /// It waits for an answer.
        Open = "open",
        /// It was done.
        Done = "done",
        /// It was refused, with a reason.
        Refused = "refused",
    }
}

/// Something an applicant asked for.
#[derive(Debug, Clone)]
pub struct DataRequest {
    /// Of which organization.
    pub organization: OrganizationId,
    /// Its id.
    pub id: RequestId,
    /// In which opening.
    pub opening: OpeningId,
    /// By whom; after an erasure, nobody who is known.
    pub candidate: CandidateId,
    /// What for.
    pub kind: RequestKind,
    /// What has become of it.
    pub state: RequestState,
    /// What they wrote; may be empty.
    pub message: String,
    /// When.
    pub created_at: Moment,
    /// By when it has to be answered.
    pub due_at: Moment,
    /// What they were told.
    pub answer: Option<String>,
    /// By whom.
    pub answered_by: Option<StaffId>,
    /// When.
    pub answered_at: Option<Moment>,
    /// Counts changes: whoever answers names the version they saw.
    pub version: i64,
}

impl DataRequest {
    /// Whole days until it is due; negative once it is overdue.
    pub fn days_left(&self, now: Moment) -> i64 {
        self.due_at.since(now).num_seconds().div_euclid(86_400)
    }
}

/// A request about data: answered by whoever handles privacy for the whole organization.
#[derive(Debug, Clone)]
pub struct PrivacyTask(pub DataRequest);

/// A request for another look: answered by those who decide in its opening.
#[derive(Debug, Clone)]
pub struct ReviewTask(pub DataRequest);

fn request_of(conn: &mut Conn, actor: &Actor, ids: &[String]) -> Result<Option<DataRequest>> {
    let Some(Ok(id)) = ids.first().map(|id| id.parse::<RequestId>()) else { return Ok(None) };
    Ok(store::request(conn, actor.organization(), &id)?)
}

impl Scoped for PrivacyTask {
    const SEGMENTS: &'static [&'static str] = &["request"];

    fn find(conn: &mut Conn, actor: &Actor, _: Reach, ids: &[String]) -> Result<Option<Self>> {
        Ok(request_of(conn, actor, ids)?.filter(|request| request.kind != RequestKind::Review).map(Self))
    }
}

impl Scoped for ReviewTask {
    const SEGMENTS: &'static [&'static str] = &["request"];

    fn find(conn: &mut Conn, actor: &Actor, reach: Reach, ids: &[String]) -> Result<Option<Self>> {
        let Some(request) = request_of(conn, actor, ids)?.filter(|request| request.kind == RequestKind::Review) else {
            return Ok(None);
        };
        let own = Opening::find(conn, actor, reach, &[request.opening.to_string()])?;
        Ok(own.map(|_| Self(request)))
    }
}

/// The openings whose reviews somebody answers.
///
/// # Errors
/// The database's.
pub fn openings_within(conn: &mut Conn, actor: &Actor, reach: Reach) -> Result<Vec<Opening>> {
    openings::openings_of(conn, actor.organization(), reach, &actor.staff.id)
}
