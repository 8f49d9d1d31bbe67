//! The public link of an opening: whoever has it may ask for a personal link by mail.

use super::invite::{Invitee, Mailing, invite_one, resend};
use super::{Opening, OpeningState, Source, manage, store};
use crate::audit::Who;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::StaffId;
use crate::mail::{Post, fresh_token};
use crate::people::directory::{self, Entry, Kind};

/// Gives an opening a public link, or takes it back.
///
/// # Errors
/// [`Code::Conflict`] when the opening was changed in the meantime.
pub fn set_public_link(conn: &mut Conn, opening: &Opening, open: bool, by: &StaffId, now: Moment) -> Result<()> {
    if open { open_public_link(conn, opening, by, now) } else { withdraw_public_link(conn, opening, by, now) }
}

/// One that it has stays.
fn open_public_link(conn: &mut Conn, opening: &Opening, by: &StaffId, now: Moment) -> Result<()> {
    if opening.public_link.is_some() {
        return Ok(());
    }
    let token = fresh_token()[..22].to_owned();
    let entry = Entry { organization: opening.organization.clone(), subject: opening.id.to_string() };
    directory::put(conn, Kind::PublicLink, &token, &entry, None)?;
    manage::write(conn, &Opening { public_link: Some(token), ..opening.clone() }, by, "public link opened", now)
}

/// Personal links that were mailed stay valid.
fn withdraw_public_link(conn: &mut Conn, opening: &Opening, by: &StaffId, now: Moment) -> Result<()> {
    if let Some(token) = &opening.public_link {
        directory::remove(conn, Kind::PublicLink, token)?;
    }
    manage::write(conn, &Opening { public_link: None, ..opening.clone() }, by, "public link withdrawn", now)
}

/// The opening behind a public link.
///
/// # Errors
/// [`Code::LinkGone`] when there is none, or it is closed.
pub fn find_public(conn: &mut Conn, token: &str, now: Moment) -> Result<Opening> {
    let gone = || {
        Error::new(Code::LinkGone, "This link is no longer open. The organization can tell you whether the job is.")
            .told("link-closed")
    };
    let entry = directory::find(conn, Kind::PublicLink, token, now)?.ok_or_else(gone)?;
    let id = entry.subject.parse().map_err(Error::internal)?;
    let opening = store::opening(conn, &entry.organization, &id)?.ok_or_else(gone)?;
    if opening.state == OpeningState::Open { Ok(opening) } else { Err(gone()) }
}

/// Mails a personal link: the first one, or a new one to somebody who has been here before. Which of the two it was
/// is not told, so that nobody can learn who has applied.
///
/// # Errors
/// [`Code::LinkGone`] as [`find_public`].
pub fn apply(conn: &mut Conn, post: &Post, token: &str, invitee: &Invitee, now: Moment) -> Result<()> {
    let opening = find_public(conn, token, now)?;
    match store::candidate_by_email(conn, &opening, invitee.email.as_ref())? {
        // Whoever's link was taken back by staff does not get one in by the side door.
        Some(candidate) if store::live_invitation(conn, &opening.organization, &candidate.id)?.is_none() => {}
        Some(candidate) => {
            let who = Who::Applicant(candidate.id.clone());
            resend(conn, post, &opening, &candidate, &who, now)?;
        }
        None => {
            let mailing = Mailing::of(conn, &opening)?;
            invite_one(conn, post, &opening, (invitee, &mailing), (Source::PublicLink, &Who::Unknown), now)?;
        }
    }
    Ok(())
}
