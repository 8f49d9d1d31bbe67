//! Creating and changing openings.

use super::{Opening, OpeningState, PublicBounds, store};
use crate::assessments;
use crate::audit::{self, Action, Fact, Who};
use crate::bank;
use crate::clock::Moment;
use crate::db::Conn;
use crate::entropy;
use crate::error::{Code, Error, Result};
use crate::ids::{OpeningId, OrganizationId, StaffId};
use crate::people::{EmailAddress, PersonName, Place, Title};

/// What a new opening begins with.
#[derive(Debug, Clone)]
pub struct NewOpening {
    /// What applicants read.
    pub title: Title,
    /// Where the job is; may be empty.
    pub place: Place,
    /// Whom applicants may write to.
    pub contact: EmailAddress,
    /// The name of the person there; may be empty.
    pub contact_name: String,
    /// Whether those who have not finished are reminded.
    pub reminds: bool,
    /// The assessment's id; its newest version is used.
    pub assessment: String,
    /// Minutes for everybody, or none.
    pub time_limit_minutes: Option<i64>,
    /// How long an invitation is open.
    pub invitation_days: i64,
    /// What draws the item set; fresh where nothing must be reproduced.
    pub seed: i64,
}

impl NewOpening {
    /// Usual rules for an assessment: no time limit of its own, invitations for two weeks.
    pub fn of(title: Title, contact: EmailAddress, assessment: &str) -> Self {
        Self {
            title,
            place: Place::default(),
            contact,
            contact_name: String::new(),
            reminds: true,
            assessment: assessment.to_owned(),
            time_limit_minutes: None,
            invitation_days: 14,
            seed: entropy::fresh_seed(),
        }
    }
}

/// Creates an opening: draws its item set, fixes its key and precision versions, puts its creator on the team.
///
/// # Errors
/// [`Code::Invalid`] for an unknown assessment, or one that the bank cannot fill.
pub fn create(
    conn: &mut Conn,
    organization: &OrganizationId,
    creator: &StaffId,
    new: &NewOpening,
    now: Moment,
) -> Result<Opening> {
    let assessment =
        assessments::find(conn, organization, &new.assessment, None).map_err(|error| match error.code() {
            Code::NotFound => Error::field("assessment", "There is no assessment with this id."),
            _ => error,
        })?;
    let set = assessments::draw(&assessment.blueprint, &bank::items_for_blueprints(conn, organization)?, new.seed)?;
    let frozen = assessments::precision_list(conn, organization, &assessment.key)?;
    let opening = Opening {
        organization: organization.clone(),
        id: OpeningId::new(now),
        title: new.title.to_string(),
        place: new.place.to_string(),
        contact: new.contact.to_string(),
        contact_name: contact_name(&new.contact_name)?,
        reminds: new.reminds,
        state: OpeningState::Open,
        precision_version: frozen.first().map_or(0, |newest| newest.version),
        time_limit_minutes: new.time_limit_minutes.or(assessment.blueprint.time_limit_minutes),
        invitation_days: new.invitation_days,
        public_link: None,
        public_bounds: PublicBounds::default(),
        created_by: creator.to_string(),
        created_at: now,
        version: 1,
        assessment: assessment.key,
    };
    store::insert_opening(conn, &opening, new.seed)?;
    store::insert_items(conn, &opening, &set, &assessment.blueprint)?;
    store::put_team(conn, organization, &opening.id, std::slice::from_ref(creator))?;
    note(conn, &opening, creator, "created", now)?;
    Ok(opening)
}

/// What may change of an opening after it was created.
#[derive(Debug, Clone)]
pub struct Changes {
    /// What applicants read.
    pub title: Title,
    /// Where the job is.
    pub place: Place,
    /// Whom applicants may write to.
    pub contact: EmailAddress,
    /// The name of the person there; may be empty.
    pub contact_name: String,
    /// Whether those who have not finished are reminded.
    pub reminds: bool,
    /// Minutes for those who start from now on.
    pub time_limit_minutes: Option<i64>,
    /// How long invitations from now on are open.
    pub invitation_days: i64,
}

/// Changes an opening. `seen` is the version the changer saw.
///
/// What applicants are asked never changes, and the time they have for it only until the first of them has started:
/// scores under different limits cannot be compared.
///
/// # Errors
/// [`Code::Conflict`] when it was changed in the meantime, [`Code::Invalid`] for another time limit after a start.
pub fn change(
    conn: &mut Conn,
    opening: &Opening,
    seen: i64,
    changes: &Changes,
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    if changes.time_limit_minutes != opening.time_limit_minutes && store::funnel(conn, opening)?.started > 0 {
        return Err(Error::field(
            "time_limit_minutes",
            "People have started under the present time limit, so it stays. Duplicate the opening to use another.",
        ));
    }
    let mut next = opening.clone();
    next.version = seen;
    next.title = changes.title.to_string();
    next.place = changes.place.to_string();
    next.contact = changes.contact.to_string();
    next.contact_name = contact_name(&changes.contact_name)?;
    next.reminds = changes.reminds;
    next.time_limit_minutes = changes.time_limit_minutes;
    next.invitation_days = changes.invitation_days;
    write(conn, &next, by, "edited", now)
}

/// The name of a contact: empty, or a person's name like any other.
fn contact_name(text: &str) -> Result<String> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    let name = text.parse::<PersonName>().map_err(|fault| Error::field("contact_name", fault.to_string()))?;
    Ok(name.to_string())
}

/// Closes an opening: nobody can be invited or start any more.
///
/// # Errors
/// [`Code::Conflict`] when it was changed in the meantime.
pub fn close(conn: &mut Conn, opening: &Opening, by: &StaffId, now: Moment) -> Result<()> {
    write(conn, &Opening { state: OpeningState::Closed, ..opening.clone() }, by, "closed", now)
}

/// Opens a closed opening again.
///
/// # Errors
/// [`Code::Conflict`] when it was changed in the meantime.
pub fn reopen(conn: &mut Conn, opening: &Opening, by: &StaffId, now: Moment) -> Result<()> {
    write(conn, &Opening { state: OpeningState::Open, ..opening.clone() }, by, "reopened", now)
}

/// A new opening with the settings and the team of another, under a title of its own. Its questions are drawn afresh, from
/// the newest version of the assessment; people, results and thresholds stay where they are.
///
/// # Errors
/// As [`create`].
pub fn duplicate(conn: &mut Conn, opening: &Opening, title: &Title, by: &StaffId, now: Moment) -> Result<Opening> {
    let new = NewOpening {
        title: title.clone(),
        place: opening.place.parse().map_err(Error::internal)?,
        contact: opening.contact.parse().map_err(Error::internal)?,
        contact_name: opening.contact_name.clone(),
        reminds: opening.reminds,
        assessment: opening.assessment.id.clone(),
        time_limit_minutes: opening.time_limit_minutes,
        invitation_days: opening.invitation_days,
        seed: entropy::fresh_seed(),
    };
    let copy = create(conn, &opening.organization, by, &new, now)?;
    let mut team = store::team(conn, &opening.organization, &opening.id)?;
    if !team.contains(by) {
        team.push(by.clone());
    }
    store::put_team(conn, &opening.organization, &copy.id, &team)?;
    Ok(copy)
}

pub(super) fn write(conn: &mut Conn, next: &Opening, by: &StaffId, what: &'static str, now: Moment) -> Result<()> {
    let closed_at = (next.state == OpeningState::Closed).then_some(now);
    if !store::update_opening(conn, next, closed_at)? {
        return Err(Code::Conflict.into());
    }
    note(conn, next, by, what, now)
}

pub(super) fn note(conn: &mut Conn, opening: &Opening, by: &StaffId, what: &'static str, now: Moment) -> Result<()> {
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::OpeningChanged,
        object: format!("opening:{}", opening.id),
        detail: &[("what", what.into())],
    };
    audit::append(conn, &fact)
}
