//! Staff of an organization: who they are, what they may do; adding them, their link, their end.

use super::session::end_all;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::config::token_hash;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::i18n::Locale;
use crate::ids::{OrganizationId, StaffId};
use crate::mail::{Kind, Letter, Post, fresh_token};
use crate::people::directory::{self, Entry};
use crate::people::{self, EmailAddress, PersonName, Role, Staff};
use chrono::Duration;
use serde::Serialize;

/// A staff member with their roles.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub staff: Staff,
    /// As what.
    pub roles: Vec<Role>,
}

/// Everybody of an organization's staff, by name.
///
/// # Errors
/// The database's.
pub fn members(conn: &mut Conn, organization: &OrganizationId) -> Result<Vec<Member>> {
    let staff = people::staff_list(conn, organization)?.into_iter();
    staff.map(|staff| member(conn, staff)).collect()
}

/// A staff member with their roles.
///
/// # Errors
/// The database's.
pub fn member(conn: &mut Conn, staff: Staff) -> Result<Member> {
    Ok(Member { roles: people::roles_of(conn, &staff.organization, &staff.id)?, staff })
}

/// Adds a staff member, and mails them the link with which they set a password.
///
/// # Errors
/// [`Code::Invalid`] or [`Code::Conflict`] for an address that signs in already, [`Code::Invalid`] without a role.
pub fn add(
    conn: &mut Conn,
    post: &Post,
    organization: &OrganizationId,
    (name, email, roles): (&PersonName, &EmailAddress, &[Role]),
    by: &StaffId,
    now: Moment,
) -> Result<Staff> {
    let roles = some(roles)?;
    let id = people::add_staff(conn, organization, email, name, &roles, now).map_err(people::address_taken)?;
    let staff = people::staff(conn, organization, &id)?.ok_or(Code::NotFound)?;
    mail_staff_link(conn, post, &staff, now)?;
    note(conn, &staff, (by, "added", &roles), now)?;
    Ok(staff)
}

/// Gives a staff member other roles. They act on the next request. `seen` is the version of them that was seen.
///
/// # Errors
/// [`Code::Conflict`] when they were changed in the meantime, [`Code::WrongState`] for whoever takes the admin role from themselves, [`Code::Invalid`] without a role.
pub fn set_roles(
    conn: &mut Conn,
    staff: &Staff,
    (seen, roles): (i64, &[Role]),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let roles = some(roles)?;
    if staff.id == *by && !roles.contains(&Role::Admin) {
        let sentence = "You cannot take the admin role from yourself. Ask another administrator.";
        return Err(Error::new(Code::WrongState, sentence));
    }
    if !people::claim_staff(conn, &staff.organization, &staff.id, seen)? {
        return Err(Code::Conflict.into());
    }
    people::set_roles(conn, &staff.organization, &staff.id, &roles)?;
    note(conn, staff, (by, "roles", &roles), now)
}

/// Disables a staff member, which ends their sessions, or enables them again.
///
/// # Errors
/// [`Code::WrongState`] for oneself.
pub fn set_disabled(conn: &mut Conn, staff: &Staff, disabled: bool, by: &StaffId, now: Moment) -> Result<()> {
    if staff.id == *by {
        return Err(Error::new(Code::WrongState, "You cannot disable yourself. Ask another administrator."));
    }
    people::end_staff(conn, &staff.organization, &staff.id, disabled.then_some(now))?;
    if disabled {
        end_all(conn, &staff.organization, staff.id.as_ref(), None, now)?;
    }
    note(conn, staff, (by, if disabled { "disable" } else { "enable" }, &[]), now)
}

/// Mails a staff member a new link with which they set a password. Earlier ones stop working.
///
/// # Errors
/// [`Code::WrongState`] for oneself: whoever is signed in changes their password on their account page.
pub fn send_link(conn: &mut Conn, post: &Post, staff: &Staff, by: &StaffId, now: Moment) -> Result<()> {
    if staff.id == *by {
        return Err(Error::new(Code::WrongState, "Change your own password on your account page."));
    }
    mail_staff_link(conn, post, staff, now)?;
    note(conn, staff, (by, "link", &[]), now)
}

/// Each role once, and at least one.
fn some(roles: &[Role]) -> Result<Vec<Role>> {
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() { Err(Error::field("roles", "Choose at least one role.")) } else { Ok(roles) }
}

fn note(conn: &mut Conn, staff: &Staff, (by, what, roles): (&StaffId, &str, &[Role]), now: Moment) -> Result<()> {
    let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    let fact = Fact {
        organization: &staff.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::StaffChanged,
        object: format!("staff:{}", staff.id),
        detail: &[("what", what.to_owned()), ("roles", roles.join(" "))],
    };
    audit::append(conn, &fact)
}

/// A one-time link with which a staff member sets a password. Earlier ones stop working.
///
/// # Errors
/// The database's.
pub fn staff_link(conn: &mut Conn, staff: &Staff, now: Moment) -> Result<(String, Moment)> {
    let entry = Entry { organization: staff.organization.clone(), subject: staff.id.to_string() };
    directory::remove_subject(conn, directory::Kind::StaffLink, &entry)?;
    let (token, until) = (fresh_token(), now.plus(Duration::days(3)));
    directory::put(conn, directory::Kind::StaffLink, &token_hash(&token), &entry, Some(until))?;
    Ok((format!("/welcome/{token}"), until))
}

#[derive(Serialize)]
struct StaffLinkLetter<'a> {
    organization: &'a str,
    name: &'a str,
    link: String,
    until: String,
}

/// Mails a staff member the link with which they set a password.
///
/// # Errors
/// The database's.
pub fn mail_staff_link(conn: &mut Conn, post: &Post, staff: &Staff, now: Moment) -> Result<()> {
    let organization = people::organization(conn, &staff.organization)?;
    let (path, until) = staff_link(conn, staff, now)?;
    let view = StaffLinkLetter {
        organization: &organization.name,
        name: &staff.name,
        link: post.link(&path),
        until: until.day_and_time(),
    };
    let letter = Letter {
        to_name: &staff.name,
        to_address: &staff.email,
        reply_to: &organization.contact,
        locale: Locale::English,
        template: "staff-link",
        view,
    };
    post.send(conn, &staff.organization, (Kind::StaffLink, staff.id.as_ref()), &letter, now)?;
    Ok(())
}
