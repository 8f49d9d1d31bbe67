//! Openings, candidates, invitations, decisions.
//!
//! An opening is a job being hired for. It uses one version of an assessment and one item set, drawn when it is created,
//! so that everybody in it is asked the same.

pub mod api;
mod check;
mod columns;
mod decide;
mod extend;
mod invite;
mod links;
mod list;
mod manage;
mod messages;
mod names;
mod notices;
pub mod pages;
mod people_list;
mod public_link;
mod store;
mod team;

use crate::assessments::AssessmentRef;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::i18n::Locale;
use crate::ids::{CandidateId, InvitationId, OpeningId, OrganizationId, StaffId};
use crate::people::{Actor, Reach, Scoped};
use crate::words::words;

pub use check::{Checked, Elsewhere, check};
pub use decide::{Decision, TIME_TO_TAKE_BACK, record as record_decision, take_back};
pub use extend::{end_of_day, extend, extend_what_ran_out};
pub use invite::{
    Invited, Invitee, Length, assessment_of, invite, language_of_items, length_of, locale_of, resend, revoke, try_test,
    usual_language,
};
pub use links::another_link;
pub use list::{
    InvitationList, ListState, begin, forget_lists, keep, keep_again, list as invitation_list, seal, send, send_stalled,
};
pub use manage::{Changes, NewOpening, change, close, create, duplicate, reopen};
pub use messages::send_again;
pub use names::{Names, hide_names, reveal};
pub use notices::{NoticeChoice, choose_notice, notice_choice, tell_finished};
pub use people_list::{LARGEST_FILE, LONGEST_LIST, Row, RowFault, RowProblem, parse_file, parse_pasted};
pub use public_link::{Shut, apply, behind_public, find_public, set_public_link};
pub use store::{
    Funnel, OpeningItem, OpeningSection, candidate, candidates, candidates_at, candidates_in, decisions,
    decisions_of_act, funnel, hold_candidate, hold_opening, invitation_by_token, items, list, live_invitation,
    not_started, on_team, opening, sections, void_item,
};
pub use team::{Member, members, set_team};

words! {
    /// Whether people can still be invited and start.
    OpeningState {
        /// They can.
        Open = "open",
        /// They cannot; results stay.
        Closed = "closed",
    }
}

words! {
    /// How somebody came to be a candidate.
    Source {
        /// Staff invited them.
        Invited = "invited",
        /// They came by the public link.
        PublicLink = "public-link",
        /// Staff trying the test: never ranked.
        Trial = "trial",
        /// A simulated applicant of the demonstration.
        Demo = "demo",
    }
}

words! {
    /// What a person decided about a candidate.
    Stage {
        /// Nothing yet.
        Undecided = "undecided",
        /// They go on.
        Advance = "advance",
        /// They wait.
        Hold = "hold",
        /// They do not go on.
        Reject = "reject",
    }
}

impl Stage {
    /// The word on pages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Undecided => "Undecided",
            Self::Advance => "Advanced",
            Self::Hold => "On hold",
            Self::Reject => "Rejected",
        }
    }
}

/// A job being hired for.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Whose.
    pub organization: OrganizationId,
    /// Its id.
    pub id: OpeningId,
    /// What applicants read.
    pub title: String,
    /// Where the job is; may be empty.
    pub place: String,
    /// Whom applicants may write to.
    pub contact: String,
    /// The name of the person there; may be empty.
    pub contact_name: String,
    /// Whether those who have not finished are reminded before their invitation ends.
    pub reminds: bool,
    /// Whether it is open.
    pub state: OpeningState,
    /// What is sat.
    pub assessment: AssessmentRef,
    /// How precise its scores are.
    pub precision_version: i64,
    /// Minutes for everybody, or none.
    pub time_limit_minutes: Option<i64>,
    /// How long an invitation is open.
    pub invitation_days: i64,
    /// The public link's token, where there is one.
    pub public_link: Option<String>,
    /// How many may come by it, and until when.
    pub public_bounds: PublicBounds,
    /// Who created it.
    pub created_by: String,
    /// When.
    pub created_at: Moment,
    /// Counts changes: whoever writes names the version they saw.
    pub version: i64,
}

/// What bounds a public link.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PublicBounds {
    /// How many people may come by it.
    pub cap: Option<i64>,
    /// From when it is closed.
    pub until: Option<Moment>,
}

impl Source {
    /// Whether they get mails: those who asked for a link or were sent one.
    pub const fn gets_mail(self) -> bool {
        matches!(self, Self::Invited | Self::PublicLink)
    }
}

impl Opening {
    /// Whom applicants may write to, in a sentence: `Ana Ruiz (jobs@example.com)`, or the address alone.
    pub fn contact_line(&self) -> String {
        if self.contact_name.is_empty() {
            self.contact.clone()
        } else {
            format!("{} ({})", self.contact_name, self.contact)
        }
    }
}

/// A person in one opening.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Whose.
    pub organization: OrganizationId,
    /// Their id, random.
    pub id: CandidateId,
    /// In which opening.
    pub opening: OpeningId,
    /// Six characters that stand for them where a name must not be seen.
    pub pseudonym: String,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The language they were invited in; none where nothing was said.
    pub language: Option<Locale>,
    /// How they came.
    pub source: Source,
    /// When.
    pub created_at: Moment,
}

/// The right to take one test.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Of which opening.
    pub opening: OpeningId,
    /// For whom.
    pub candidate: CandidateId,
    /// Until when.
    pub expires_at: Moment,
    /// Since when it is void.
    pub revoked_at: Option<Moment>,
    /// When it was made.
    pub created_at: Moment,
    /// Whether staff made it, and not the public link.
    pub from_staff: bool,
}

impl Invitation {
    /// Whether it can be used.
    pub fn is_live(&self, now: Moment) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

impl Scoped for Opening {
    const SEGMENTS: &'static [&'static str] = &["opening"];

    fn find(conn: &mut Conn, actor: &Actor, reach: Reach, ids: &[String]) -> Result<Option<Self>> {
        let Some(Ok(id)) = ids.first().map(|id| id.parse::<OpeningId>()) else { return Ok(None) };
        within(conn, actor, reach, &id)
    }
}

/// A candidate together with their opening: found only inside it.
#[derive(Debug, Clone)]
pub struct CandidateOfOpening {
    /// The opening.
    pub opening: Opening,
    /// The person.
    pub candidate: Candidate,
}

impl Scoped for CandidateOfOpening {
    const SEGMENTS: &'static [&'static str] = &["opening", "candidate"];

    fn find(conn: &mut Conn, actor: &Actor, reach: Reach, ids: &[String]) -> Result<Option<Self>> {
        let [opening, candidate] = ids else { return Ok(None) };
        let (Ok(opening), Ok(candidate)) = (opening.parse::<OpeningId>(), candidate.parse::<CandidateId>()) else {
            return Ok(None);
        };
        let Some(opening) = within(conn, actor, reach, &opening)? else { return Ok(None) };
        let found = store::candidate(conn, actor.organization(), &candidate)?;
        Ok(found.filter(|candidate| candidate.opening == opening.id).map(|candidate| Self { opening, candidate }))
    }
}

fn within(conn: &mut Conn, actor: &Actor, reach: Reach, id: &OpeningId) -> Result<Option<Opening>> {
    let in_reach = reach == Reach::All || store::on_team(conn, actor.organization(), id, &actor.staff.id)?;
    if in_reach { Ok(store::opening(conn, actor.organization(), id)?) } else { Ok(None) }
}

/// The openings that somebody may see, the newest first.
///
/// # Errors
/// The database's.
pub fn openings_of(
    conn: &mut Conn,
    organization: &OrganizationId,
    reach: Reach,
    staff: &StaffId,
) -> Result<Vec<Opening>> {
    Ok(store::list(conn, organization, (reach == Reach::Own).then_some(staff))?)
}
