//! Inviting people: one, a pasted list, again; and trying the test oneself.

use super::{Candidate, Invitation, Opening, OpeningState, Source, store};
use crate::assessments;
use crate::audit::{self, Action, Fact, Who};
use crate::bank;
use crate::clock::{Moment, Zone};
use crate::config::token_hash;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::i18n::{Locale, Texts};
use crate::ids::{CandidateId, InvitationId, OrganizationId, StaffId, pseudonym};
use crate::mail::plan::{Plan, plan};
use crate::mail::{Kind, Letter, Post, fresh_token};
use crate::people::directory::{self, Entry};
use crate::people::{self, EmailAddress, PersonName, Staff};
use chrono::Duration;
use serde::Serialize;

/// Somebody to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// Their name.
    pub name: PersonName,
    /// Their address.
    pub email: EmailAddress,
    /// The language of their mail and their test; that of the test where nothing is said.
    pub language: Option<Locale>,
}

/// Somebody who has been invited. The link is known only now: the database has its hash.
#[derive(Debug, Clone)]
pub struct Invited {
    /// The candidate.
    pub candidate: Candidate,
    /// Their personal link.
    pub link: String,
    /// Until when it is open.
    pub expires_at: Moment,
}

/// Invites people: all of them or, where one cannot be invited, none.
///
/// # Errors
/// [`Code::WrongState`] for a closed opening, [`Code::Invalid`] when somebody was invited before.
pub fn invite(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    people: &[Invitee],
    (source, by): (Source, &Who),
    now: Moment,
) -> Result<Vec<Invited>> {
    if opening.state == OpeningState::Closed {
        return Err(Error::new(Code::WrongState, "This opening is closed. Reopen it to invite people."));
    }
    let emails: Vec<String> = people.iter().map(|invitee| invitee.email.to_string()).collect();
    let there = store::openings_by_email(conn, &opening.organization, &emails)?;
    let mut faults = Vec::new();
    for (place, email) in emails.iter().enumerate() {
        if there.iter().any(|(known, of)| known == email && *of == opening.id) {
            faults.push(crate::error::FieldError {
                field: format!("people.{place}"),
                message: format!(
                    "{email} is a candidate of this opening already. Send the link again from the list of people."
                ),
            });
        }
    }
    if !faults.is_empty() {
        return Err(Error::fields(faults));
    }
    let mailing = Mailing::of(conn, opening)?;
    people.iter().map(|invitee| invite_one(conn, post, opening, (invitee, &mailing), (source, by), now)).collect()
}

impl Candidate {
    /// Somebody who has just come to an opening.
    pub(super) fn fresh(opening: &Opening, invitee: &Invitee, source: Source, now: Moment) -> Self {
        Self {
            organization: opening.organization.clone(),
            id: CandidateId::new(),
            opening: opening.id.clone(),
            pseudonym: pseudonym(),
            name: invitee.name.to_string(),
            email: invitee.email.to_string(),
            language: invitee.language,
            source,
            created_at: now,
        }
    }
}

/// Adds a candidate and sends the first link.
pub(super) fn invite_one(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    (invitee, mailing): (&Invitee, &Mailing),
    (source, by): (Source, &Who),
    now: Moment,
) -> Result<Invited> {
    let candidate = Candidate::fresh(opening, invitee, source, now);
    store::insert_candidates(conn, &[&candidate]).map_err(|error| met(error.into()))?;
    let kind = if source == Source::PublicLink { Kind::PersonalLink } else { Kind::Invitation };
    let mailed = source.gets_mail().then_some((kind, mailing));
    issue(conn, post, opening, candidate, (mailed, by), now)
}

/// Somebody else did the same at the same moment.
fn met(error: Error) -> Error {
    if !error.is_unique_violation() {
        return error;
    }
    Error::new(Code::Conflict, "Somebody else invited this person at the same moment. Look at the list of people.")
}

/// Sends a candidate a new link; earlier ones stop working.
///
/// # Errors
/// [`Code::WrongState`] for a closed opening.
pub fn resend(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    candidate: &Candidate,
    by: &Who,
    now: Moment,
) -> Result<Invited> {
    if opening.state == OpeningState::Closed {
        return Err(Error::new(Code::WrongState, "This opening is closed. Reopen it to send links."));
    }
    store::revoke_invitations(conn, &opening.organization, &candidate.id, now)?;
    let mailing = Mailing::of(conn, opening)?;
    issue(conn, post, opening, candidate.clone(), (Some((Kind::Invitation, &mailing)), by), now)
}

/// Takes a candidate's link back.
///
/// # Errors
/// The database's.
pub fn revoke(conn: &mut Conn, opening: &Opening, candidate: &Candidate, by: &StaffId, now: Moment) -> Result<()> {
    store::revoke_invitations(conn, &opening.organization, &candidate.id, now)?;
    note(conn, opening, candidate, (Action::InvitationRevoked, &Who::Staff(by.clone())), now)
}

/// Lets a staff member sit the test without being ranked; gives the link, which is not mailed.
///
/// # Errors
/// The database's.
pub fn try_test(conn: &mut Conn, post: &Post, opening: &Opening, staff: &Staff, now: Moment) -> Result<Invited> {
    let (name, email) = (staff.name.parse().map_err(Error::internal)?, staff.email.parse().map_err(Error::internal)?);
    let candidate = Candidate::fresh(opening, &Invitee { name, email, language: None }, Source::Trial, now);
    store::insert_candidates(conn, &[&candidate])?;
    issue(conn, post, opening, candidate, (None, &Who::Staff(staff.id.clone())), now)
}

impl Invitation {
    /// A fresh one for a candidate of an opening.
    pub(super) fn fresh(opening: &Opening, candidate: &Candidate, from_staff: bool, now: Moment) -> Self {
        Self {
            id: InvitationId::new(now),
            opening: opening.id.clone(),
            candidate: candidate.id.clone(),
            expires_at: now.plus(Duration::days(opening.invitation_days)),
            revoked_at: None,
            created_at: now,
            from_staff,
        }
    }

    /// What the directory finds behind its secret.
    pub(super) fn entry(&self, organization: &OrganizationId) -> Entry {
        Entry { organization: organization.clone(), subject: self.id.to_string() }
    }
}

fn issue(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    candidate: Candidate,
    (mailed, by): (Option<(Kind, &Mailing)>, &Who),
    now: Moment,
) -> Result<Invited> {
    let token = fresh_token();
    let invitation = Invitation::fresh(opening, &candidate, matches!(by, Who::Staff(_)), now);
    let (hash, organization) = (token_hash(&token), &opening.organization);
    let new = [(&invitation, hash.as_str())];
    store::insert_invitations(conn, organization, &new, &by.to_string()).map_err(|error| met(error.into()))?;
    directory::put(conn, directory::Kind::Invitation, &hash, &invitation.entry(organization), None)?;
    let link = post.link(&format!("/i/{token}"));
    if let Some((kind, mailing)) = mailed {
        let letter = mailing.letter(opening, &candidate, (kind, &link, invitation.expires_at));
        post.send(conn, organization, (kind, candidate.id.as_ref()), &letter, now)?;
        plan_reminder(conn, &candidate, &invitation, now)?;
    }
    let action = if candidate.source == Source::Trial { Action::TestTried } else { Action::Invited };
    note(conn, opening, &candidate, (action, by), now)?;
    Ok(Invited { candidate, link, expires_at: invitation.expires_at })
}

/// How long before the end of an invitation its holder is reminded: half its time where that is shorter.
const REMIND_BEFORE: Duration = Duration::days(2);

impl Invitation {
    /// When its holder is reminded, if they have not finished by then.
    pub fn reminds_at(&self) -> Moment {
        self.expires_at.minus(REMIND_BEFORE.min(self.expires_at.since(self.created_at) / 2))
    }
}

/// Whether it is called for is looked at when its time has come.
pub(super) fn plan_reminder(
    conn: &mut Conn,
    candidate: &Candidate,
    invitation: &Invitation,
    now: Moment,
) -> Result<()> {
    let reminder = Plan {
        organization: &candidate.organization,
        opening: &candidate.opening,
        candidate: &candidate.id,
        kind: Kind::Reminder,
        about: invitation.id.as_ref(),
        due_at: invitation.reminds_at(),
        words: None,
    };
    plan(conn, &reminder, now)?;
    Ok(())
}

/// What the mails with a personal link name.
#[derive(Serialize)]
pub(super) struct LinkView<'a> {
    organization: &'a str,
    opening: &'a str,
    name: &'a str,
    items: usize,
    minutes: i64,
    time_limit: Option<i64>,
    limited_parts: bool,
    link: &'a str,
    until: String,
    contact: String,
}

/// What all mails of an opening have in common: read once, however many are written.
pub(super) struct Mailing {
    organization: String,
    zone: Zone,
    length: Length,
    locale: Locale,
}

impl Mailing {
    /// Reads it.
    pub fn of(conn: &mut Conn, opening: &Opening) -> Result<Self> {
        let organization = people::organization(conn, &opening.organization)?;
        Ok(Self {
            organization: organization.name,
            zone: organization.zone,
            length: length_of(conn, &opening.organization, opening)?,
            locale: usual_language(conn, opening)?,
        })
    }

    /// The mail with somebody's link, in their language.
    pub fn letter<'a>(
        &'a self,
        opening: &'a Opening,
        candidate: &'a Candidate,
        (kind, link, until): (Kind, &'a str, Moment),
    ) -> Letter<'a, LinkView<'a>> {
        let locale = candidate.language.unwrap_or(self.locale);
        let view = LinkView {
            organization: &self.organization,
            opening: &opening.title,
            name: &candidate.name,
            items: self.length.items,
            minutes: self.length.minutes,
            time_limit: opening.time_limit_minutes,
            limited_parts: self.length.limited_parts,
            link,
            until: Texts::of(locale).moment_there(until, self.zone),
            contact: opening.contact_line(),
        };
        let template = if kind == Kind::PersonalLink { "personal-link" } else { "invitation" };
        let (to_name, to_address) = (&candidate.name, &candidate.email);
        Letter { to_name, to_address, reply_to: &opening.contact, locale, template, view }
    }
}

/// How long the test of an opening is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// Questions.
    pub items: usize,
    /// Expected minutes, computed from the words.
    pub minutes: i64,
    /// Whether a part of it has a limit of its own.
    pub limited_parts: bool,
}

/// Computes how long the test of an opening is.
///
/// # Errors
/// The database's.
pub fn length_of(conn: &mut Conn, organization: &OrganizationId, opening: &Opening) -> Result<Length> {
    let set = store::items(conn, organization, &opening.id)?;
    let mut words = 0;
    for item in &set {
        words += bank::meta_of(conn, &item.item)?.words;
    }
    let parts = store::sections(conn, organization, &opening.id)?;
    Ok(Length {
        items: set.len(),
        minutes: bank::minutes(set.len(), words).ceil() as i64,
        limited_parts: parts.iter().any(|part| part.minutes.is_some()),
    })
}

/// The title and the practice items of the assessment of an opening.
///
/// # Errors
/// The database's.
pub fn assessment_of(conn: &mut Conn, opening: &Opening) -> Result<assessments::Assessment> {
    assessments::of(conn, &opening.assessment)
}

/// The language of the mails to a candidate: the one they were invited in, or that of the test.
///
/// # Errors
/// The database's.
pub fn locale_of(conn: &mut Conn, opening: &Opening, candidate: &Candidate) -> Result<Locale> {
    candidate.language.map_or_else(|| usual_language(conn, opening), Ok)
}

/// The language of a test, if pages are offered in it, and English if not: that of everybody for whom none was chosen.
///
/// # Errors
/// The database's.
pub fn usual_language(conn: &mut Conn, opening: &Opening) -> Result<Locale> {
    let lang = assessment_of(conn, opening)?.blueprint.lang;
    Ok(Locale::offered(&lang).unwrap_or(Locale::English))
}

/// The language in which a candidate is shown the items: theirs where the whole set has been translated into it, and
/// that of the test where not, because a test in two languages would measure reading.
///
/// # Errors
/// The database's.
pub fn language_of_items(conn: &mut Conn, opening: &Opening, language: Option<Locale>) -> Result<String> {
    let written = assessment_of(conn, opening)?.blueprint.lang;
    let Some(wanted) = language.filter(|wanted| Locale::offered(&written) != Some(*wanted)) else { return Ok(written) };
    let items: Vec<_> =
        store::items(conn, &opening.organization, &opening.id)?.into_iter().map(|item| item.item).collect();
    Ok(if bank::all_in(conn, &items, wanted.as_str())? { wanted.to_string() } else { written })
}

fn note(
    conn: &mut Conn,
    opening: &Opening,
    candidate: &Candidate,
    (action, who): (Action, &Who),
    now: Moment,
) -> Result<()> {
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who,
        action,
        object: format!("candidate:{}", candidate.id),
        detail: &[("opening", opening.id.to_string())],
    };
    audit::append(conn, &fact)
}
