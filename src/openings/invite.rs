//! Inviting people: one, a pasted list, again; and trying the test oneself.

use super::{Candidate, Invitation, Opening, OpeningState, Source, store};
use crate::assessments;
use crate::audit::{self, Action, Fact, Who};
use crate::bank;
use crate::clock::Moment;
use crate::config::token_hash;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::i18n::{Locale, Texts};
use crate::ids::{CandidateId, InvitationId, OrganizationId, StaffId, pseudonym};
use crate::mail::{Kind, Letter, Post, fresh_token};
use crate::people::directory::{self, Entry};
use crate::people::{self, EmailAddress, PersonName, Staff};
use chrono::Duration;
use serde::Serialize;
use std::collections::BTreeSet;

/// Somebody to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// Their name.
    pub name: PersonName,
    /// Their address.
    pub email: EmailAddress,
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

/// What is wrong with a line of a pasted list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct InviteeFault {
    /// Its number, from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
    /// What is wrong with it.
    pub problem: String,
}

/// The longest list that is taken at once.
pub const LONGEST_LIST: usize = 500;

/// Reads a pasted list, one person a line: `Name <address>`, `Name, address`, or tabs from a spreadsheet.
///
/// # Errors
/// All lines that cannot be used.
pub fn parse_list(text: &str) -> std::result::Result<Vec<Invitee>, Vec<InviteeFault>> {
    let (mut people, mut faults, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut fault =
            |problem: String| faults.push(InviteeFault { line: place + 1, text: line.trim().to_owned(), problem });
        match parse_line(line) {
            Ok(invitee) if !seen.insert(invitee.email.clone()) => fault("This address is in the list twice.".into()),
            Ok(invitee) => people.push(invitee),
            Err(problem) => fault(problem),
        }
    }
    if people.len() > LONGEST_LIST {
        faults.push(InviteeFault {
            line: LONGEST_LIST + 1,
            text: String::new(),
            problem: format!("Invite up to {LONGEST_LIST} people at once."),
        });
    }
    if faults.is_empty() { Ok(people) } else { Err(faults) }
}

fn parse_line(line: &str) -> std::result::Result<Invitee, String> {
    let line = line.trim();
    let (name, address) = match line.strip_suffix('>').and_then(|line| line.rsplit_once('<')) {
        Some(parts) => parts,
        None => line
            .rsplit_once(['\t', ';', ','])
            .ok_or_else(|| "Write a name and an address: Name <name@example.com>.".to_owned())?,
    };
    // Spreadsheets come in either order.
    let (name, address) = if name.contains('@') && !address.contains('@') { (address, name) } else { (name, address) };
    let name = name.trim().trim_matches(['"', ',', ';']).trim();
    Ok(Invitee {
        name: name.parse().map_err(|fault: people::TextFault| fault.to_string())?,
        email: address.parse().map_err(|fault: people::TextFault| fault.to_string())?,
    })
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
    let mut faults = Vec::new();
    for (place, invitee) in people.iter().enumerate() {
        if store::candidate_by_email(conn, opening, invitee.email.as_ref())?.is_some() {
            faults.push(crate::error::FieldError {
                field: format!("people.{place}"),
                message: format!(
                    "{} is a candidate of this opening already. Send the link again from their page.",
                    invitee.email
                ),
            });
        }
    }
    if !faults.is_empty() {
        return Err(Error::fields(faults));
    }
    people.iter().map(|invitee| invite_one(conn, post, opening, invitee, (source, by), now)).collect()
}

/// Adds a candidate and sends the first link.
pub(super) fn invite_one(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    invitee: &Invitee,
    (source, by): (Source, &Who),
    now: Moment,
) -> Result<Invited> {
    let candidate = Candidate {
        organization: opening.organization.clone(),
        id: CandidateId::new(),
        opening: opening.id.clone(),
        pseudonym: pseudonym(),
        name: invitee.name.to_string(),
        email: invitee.email.to_string(),
        source,
        created_at: now,
    };
    store::insert_candidate(conn, &candidate)?;
    let kind = if source == Source::PublicLink { Kind::PersonalLink } else { Kind::Invitation };
    let mailed = matches!(source, Source::Invited | Source::PublicLink).then_some(kind);
    issue(conn, post, opening, candidate, (mailed, by), now)
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
    issue(conn, post, opening, candidate.clone(), (Some(Kind::Invitation), by), now)
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
    let candidate = Candidate {
        organization: opening.organization.clone(),
        id: CandidateId::new(),
        opening: opening.id.clone(),
        pseudonym: pseudonym(),
        name: staff.name.clone(),
        email: staff.email.clone(),
        source: Source::Trial,
        created_at: now,
    };
    store::insert_candidate(conn, &candidate)?;
    issue(conn, post, opening, candidate, (None, &Who::Staff(staff.id.clone())), now)
}

fn issue(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    candidate: Candidate,
    (mailed, by): (Option<Kind>, &Who),
    now: Moment,
) -> Result<Invited> {
    let token = fresh_token();
    let invitation = Invitation {
        id: InvitationId::new(now),
        opening: opening.id.clone(),
        candidate: candidate.id.clone(),
        expires_at: now.plus(Duration::days(opening.invitation_days)),
        revoked_at: None,
        created_at: now,
        from_staff: matches!(by, Who::Staff(_)),
    };
    let hash = token_hash(&token);
    store::insert_invitation(conn, &opening.organization, &invitation, (&hash, &by.to_string()), now)?;
    let entry = Entry { organization: opening.organization.clone(), subject: invitation.id.to_string() };
    directory::put(conn, directory::Kind::Invitation, &hash, &entry, None)?;
    let link = post.link(&format!("/i/{token}"));
    if let Some(kind) = mailed {
        mail_link(conn, post, opening, &candidate, (kind, &link, invitation.expires_at), now)?;
    }
    let action = if candidate.source == Source::Trial { Action::TestTried } else { Action::Invited };
    note(conn, opening, &candidate, (action, by), now)?;
    Ok(Invited { candidate, link, expires_at: invitation.expires_at })
}

/// What the mails with a personal link name.
#[derive(Serialize)]
struct LinkView<'a> {
    organization: String,
    opening: &'a str,
    name: &'a str,
    items: usize,
    minutes: i64,
    time_limit: Option<i64>,
    link: &'a str,
    until: String,
    contact: &'a str,
}

fn mail_link(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    candidate: &Candidate,
    (kind, link, until): (Kind, &str, Moment),
    now: Moment,
) -> Result<()> {
    let organization = people::organization(conn, &opening.organization)?;
    let length = length_of(conn, &opening.organization, opening)?;
    let locale = locale_of(conn, opening)?;
    let view = LinkView {
        organization: organization.name,
        opening: &opening.title,
        name: &candidate.name,
        items: length.items,
        minutes: length.minutes,
        time_limit: opening.time_limit_minutes,
        link,
        until: Texts::of(locale).day(until),
        contact: &opening.contact,
    };
    let template = if kind == Kind::PersonalLink { "personal-link" } else { "invitation" };
    let (to_name, to_address) = (&candidate.name, &candidate.email);
    let letter = Letter { to_name, to_address, reply_to: &opening.contact, locale, template, view };
    post.send(conn, &opening.organization, (kind, candidate.id.as_ref()), &letter, now)?;
    Ok(())
}

/// How long the test of an opening is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// Questions.
    pub items: usize,
    /// Expected minutes, computed from the words.
    pub minutes: i64,
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
    Ok(Length { items: set.len(), minutes: bank::minutes(set.len(), words).ceil() as i64 })
}

/// The title and the practice items of the assessment of an opening.
///
/// # Errors
/// The database's.
pub fn assessment_of(conn: &mut Conn, opening: &Opening) -> Result<assessments::Assessment> {
    assessments::of(conn, &opening.assessment)
}

/// The language of the mails to applicants of an opening: that of its test.
///
/// # Errors
/// The database's.
pub fn locale_of(conn: &mut Conn, opening: &Opening) -> Result<Locale> {
    let lang = assessment_of(conn, opening)?.blueprint.lang;
    Ok(Locale::offered(&lang).unwrap_or(Locale::English))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_from_mails_and_from_spreadsheets() {
        let text = "Anna Meier <anna@example.com>\n\nbo@example.com\tBo Li\nO'Neill, Cleo; cleo@example.com\n\"Dee\", dee@example.com";
        let people = parse_list(text).unwrap();
        let names: Vec<&str> = people.iter().map(|person| person.name.as_ref()).collect();
        assert_eq!(names, ["Anna Meier", "Bo Li", "O'Neill, Cleo", "Dee"]);
        assert_eq!(people[1].email.as_ref(), "bo@example.com");
    }

    #[test]
    fn every_bad_line_is_named() {
        let faults =
            parse_list("Anna <anna@example.com>\nnobody\nBo, bo@\nA, anna@example.com\n<c@example.com>").unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 3, 4, 5]);
        assert!(faults[2].problem.contains("twice"));
    }
}
