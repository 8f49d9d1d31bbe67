//! Where an applicant sits: the opening, the person, their link, their sitting; and one question as they see it.

use super::machine::Slot;
use super::parts::{Parts, Stand};
use super::terms::{Terms, terms_of};
use super::{Attempt, AttemptState, clockwork, store};
use crate::assessments::order;
use crate::bank::{self, Presented};
use crate::clock::Moment;
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::ids::{CandidateId, OrganizationId};
use crate::openings::{self, Candidate, Invitation, Length, Opening, OpeningItem};
use crate::people::{self, Organization, directory};
use crate::scoring::Letter;
use chrono::Duration;

/// An applicant's seat.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Who asks.
    pub organization: Organization,
    /// For which job.
    pub opening: Opening,
    /// Who sits.
    pub candidate: Candidate,
    /// By which right; it ends when it ends for them, whatever was granted included.
    pub invitation: Invitation,
    /// What was granted to them.
    pub terms: Terms,
    /// Their sitting, if they have started.
    pub attempt: Option<Attempt>,
    /// Since when they do not want to take part any more.
    pub withdrawn_at: Option<Moment>,
    /// The items of the set.
    pub items: Vec<OpeningItem>,
    /// The parts of the test; none where it is one whole.
    pub parts: Parts,
    /// The language they are shown in.
    pub lang: String,
    /// The language of the pages around them, until somebody chooses another.
    pub speaks: String,
}

/// A question as an applicant sees it: without its key.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its number in this sitting, from 1.
    pub number: usize,
    /// The position of its item in the opening's set.
    pub position: i64,
    /// What it shows.
    pub presented: Presented,
    /// The replies in the order in which they are shown.
    pub order: Vec<Letter>,
    /// What has happened to it.
    pub slot: Slot,
}

impl Seat {
    /// How many questions there are.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// How many minutes they have once they start; none where there is no limit for them.
    pub fn time_limit(&self) -> Option<i64> {
        self.stretched(self.opening.time_limit_minutes)
    }

    /// The sitting that is being answered.
    ///
    /// # Errors
    /// [`Code::WrongState`] before the start and after the end.
    pub fn running(&self) -> Result<&Attempt> {
        let running = self.attempt.as_ref().filter(|attempt| attempt.state == AttemptState::Started);
        running.ok_or_else(|| Code::WrongState.into())
    }

    /// The sitting, running or ended.
    ///
    /// # Errors
    /// [`Code::WrongState`] before the start.
    pub fn started(&self) -> Result<&Attempt> {
        self.attempt.as_ref().ok_or_else(|| Code::WrongState.into())
    }

    /// The item behind a number of this sitting.
    ///
    /// # Errors
    /// [`Code::NotFound`] for a number that is not there.
    pub fn item(&self, number: usize) -> Result<&OpeningItem> {
        let attempt = self.attempt.as_ref().ok_or(Code::NotFound)?;
        let positions = order_of(attempt.seed, &self.items);
        let position = number.checked_sub(1).and_then(|place| positions.get(place)).ok_or(Code::NotFound)?;
        self.items.iter().find(|item| item.position == *position).ok_or_else(|| Code::NotFound.into())
    }

    /// The numbers of this sitting with the positions behind them.
    pub fn numbered(&self) -> Vec<(usize, i64)> {
        let seed = self.attempt.as_ref().map_or(0, |attempt| attempt.seed);
        (1..).zip(order_of(seed, &self.items)).collect()
    }

    /// In which part a question of this sitting is; none where there are no parts.
    pub fn part_of(&self, number: usize) -> Option<i64> {
        self.item(number).ok().and_then(|item| item.section)
    }

    /// The numbers of the questions in a part.
    pub fn numbers_in(&self, part: i64) -> impl Iterator<Item = usize> {
        (1..=self.count()).filter(move |number| self.part_of(*number) == Some(part))
    }

    /// The nearest deadline: of the part they are in, or of the whole sitting.
    pub fn deadline(&self, now: Moment) -> Option<Moment> {
        let of_part = match self.parts.stand(now) {
            Some(Stand::In(part)) => self.parts.ends_at(part),
            _ => None,
        };
        let of_all = self.attempt.as_ref().and_then(|attempt| attempt.deadline_at);
        [of_part, of_all].into_iter().flatten().min()
    }

    /// How many seconds are left until then.
    pub fn seconds_left(&self, now: Moment) -> Option<i64> {
        self.deadline(now).map(|deadline| deadline.since(now).num_seconds().max(0))
    }

    /// How many minutes they have for a part; none where there is no limit for them.
    pub fn part_limit(&self, minutes: Option<i64>) -> Option<i64> {
        self.stretched(minutes)
    }

    /// A minute begun is a minute told: nobody is promised less than they have.
    fn stretched(&self, minutes: Option<i64>) -> Option<i64> {
        let limit = self.terms.factor.stretch(minutes.map(Duration::minutes)?);
        limit.map(|limit| (limit.num_seconds() + 59) / 60)
    }

    /// How long the test is.
    ///
    /// # Errors
    /// The database's.
    pub fn length(&self, conn: &mut Conn) -> Result<Length> {
        openings::length_of(conn, &self.organization.id, &self.opening)
    }
}

/// The positions of an opening's items in the order in which a sitting shows them.
pub fn order_of(seed: i64, items: &[OpeningItem]) -> Vec<i64> {
    order::items_in(seed, &items.iter().map(|item| item.section).collect::<Vec<_>>())
}

/// The seat behind a secret link.
///
/// # Errors
/// [`Code::LinkGone`] for a link that never was, or was revoked.
pub fn by_link(conn: &mut Conn, token_hash: &str, now: Moment) -> Result<Seat> {
    let gone = || {
        Error::new(Code::LinkGone, "This link is not valid any more. If you were sent a newer one, please use that.")
            .told("link-replaced")
    };
    let entry = directory::find(conn, directory::Kind::Invitation, token_hash, now)?.ok_or_else(gone)?;
    let invitation = openings::invitation_by_token(conn, &entry.organization, &entry.subject)?.ok_or_else(gone)?;
    if invitation.revoked_at.is_some() {
        let opening = openings::opening(conn, &entry.organization, &invitation.opening)?.ok_or_else(gone)?;
        return Err(gone().asking(&opening.contact_name, &opening.contact));
    }
    let candidate = invitation.candidate.clone();
    seat(conn, &entry.organization, &candidate, invitation)
}

/// The seat of a signed-in applicant.
///
/// # Errors
/// [`Code::LinkGone`] when their invitation was revoked.
pub fn of_candidate(conn: &mut Conn, organization: &OrganizationId, candidate: &CandidateId) -> Result<Seat> {
    let gone = || {
        Error::new(Code::LinkGone, "Your invitation was withdrawn. The organization can tell you why.")
            .told("link-withdrawn")
    };
    let Some(invitation) = openings::live_invitation(conn, organization, candidate)? else {
        let known = openings::candidate(conn, organization, candidate)?.ok_or_else(gone)?;
        let opening = openings::opening(conn, organization, &known.opening)?.ok_or_else(gone)?;
        return Err(gone().asking(&opening.contact_name, &opening.contact));
    };
    seat(conn, organization, candidate, invitation)
}

/// As [`of_candidate`], after the clock has done its work: a sitting whose time is over has been handed in.
///
/// # Errors
/// As [`of_candidate`].
pub async fn current(db: &Db, organization: OrganizationId, candidate: CandidateId, now: Moment) -> Result<Seat> {
    let (org, who) = (organization.clone(), candidate.clone());
    let seat = db.read(move |conn| of_candidate(conn, &org, &who)).await?;
    let over = seat.attempt.as_ref().filter(|attempt| attempt.state == AttemptState::Started).filter(|attempt| {
        seat.parts.end().into_iter().chain([attempt.closes_at()]).any(|end| now > end.plus(super::GRACE))
    });
    let Some(attempt) = over.map(|attempt| attempt.id.clone()) else { return Ok(seat) };
    db.write(move |conn| {
        clockwork::close_if_over(conn, &organization, &attempt, now)?;
        of_candidate(conn, &organization, &candidate)
    })
    .await
}

fn seat(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
    mut invitation: Invitation,
) -> Result<Seat> {
    let terms = terms_of(conn, organization, candidate)?;
    invitation.expires_at = terms.end(invitation.expires_at);
    let opening = openings::opening(conn, organization, &invitation.opening)?.ok_or(Code::NotFound)?;
    let candidate = openings::candidate(conn, organization, candidate)?.ok_or(Code::NotFound)?;
    let lang = openings::language_of_items(conn, &opening, candidate.language)?;
    let attempt = store::latest_attempt(conn, organization, &candidate.id)?
        .filter(|attempt| !attempt.may_be_followed(&invitation) && !terms.let_follow(attempt));
    let items = openings::items(conn, organization, &opening.id)?;
    let has_parts = items.iter().any(|item| item.section.is_some());
    let parts = if has_parts { Parts::read(conn, &opening, attempt.as_ref())? } else { Parts::default() };
    Ok(Seat {
        organization: people::organization(conn, organization)?,
        attempt,
        withdrawn_at: store::withdrawn_at(conn, organization, &candidate.id)?,
        items,
        parts,
        speaks: candidate.language.map_or_else(|| lang.clone(), |language| language.to_string()),
        lang,
        candidate,
        opening,
        invitation,
        terms,
    })
}

/// The question with a number, as the applicant sees it.
///
/// # Errors
/// [`Code::NotFound`] for a number that is not there.
pub fn shown(conn: &mut Conn, seat: &Seat, number: usize, slot: Slot) -> Result<Shown> {
    let attempt = seat.attempt.as_ref().ok_or(Code::NotFound)?;
    let item = seat.item(number)?;
    let presented = bank::presented(conn, &item.item, &seat.lang)?;
    let order = order::options(attempt.seed, item.position, presented.options.len());
    Ok(Shown { number, position: item.position, presented, order, slot })
}
