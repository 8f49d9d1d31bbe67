//! The public link of an opening: whoever has it may ask for a personal link by mail.

use super::invite::{Invitee, Mailing, invite_one, resend};
use super::{Opening, OpeningState, PublicBounds, Source, manage, store};
use crate::audit::Who;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::StaffId;
use crate::mail::{Post, fresh_token};
use crate::people::directory::{self, Entry, Kind};
use crate::words::words;

/// Gives an opening a public link within bounds, or takes it back. `seen` is the version of the opening that the changer
/// saw. A link that it has stays the same; personal links that were mailed stay valid.
///
/// # Errors
/// [`Code::Conflict`] when the opening was changed in the meantime.
pub fn set_public_link(
    conn: &mut Conn,
    opening: &Opening,
    (seen, bounds): (i64, Option<PublicBounds>),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let next = Opening { version: seen, ..opening.clone() };
    match (bounds, &opening.public_link) {
        (Some(bounds), Some(_)) if bounds == opening.public_bounds => Ok(()),
        (Some(public_bounds), Some(_)) => {
            manage::write(conn, &Opening { public_bounds, ..next }, by, "public link bounded", now)
        }
        (Some(public_bounds), None) => {
            let token = fresh_token()[..22].to_owned();
            let entry = Entry { organization: opening.organization.clone(), subject: opening.id.to_string() };
            directory::put(conn, Kind::PublicLink, &token, &entry, None)?;
            let next = Opening { public_link: Some(token), public_bounds, ..next };
            manage::write(conn, &next, by, "public link opened", now)
        }
        (None, link) => {
            if let Some(token) = link {
                directory::remove(conn, Kind::PublicLink, token)?;
            }
            let next = Opening { public_link: None, public_bounds: PublicBounds::default(), ..next };
            manage::write(conn, &next, by, "public link withdrawn", now)
        }
    }
}

words! {
    /// Why nobody comes in by a public link any more.
    Shut {
        /// The opening was closed.
        Closed = "closed",
        /// Its day has passed.
        Late = "late",
        /// As many have come as were wanted.
        Full = "full",
    }
}

fn gone() -> Error {
    Error::new(Code::LinkGone, "This link is no longer open. The organization can tell you whether the job is.")
        .told("link-closed")
}

/// The opening behind a public link, and why it is shut, if it is: whoever opens it is told kindly.
///
/// # Errors
/// [`Code::LinkGone`] when there is none.
pub fn behind_public(conn: &mut Conn, token: &str, now: Moment) -> Result<(Opening, Option<Shut>)> {
    let entry = directory::find(conn, Kind::PublicLink, token, now)?.ok_or_else(gone)?;
    let id = entry.subject.parse().map_err(Error::internal)?;
    let opening = store::opening(conn, &entry.organization, &id)?.ok_or_else(gone)?;
    let PublicBounds { cap, until } = opening.public_bounds;
    let shut = if opening.state == OpeningState::Closed {
        Some(Shut::Closed)
    } else if until.is_some_and(|until| now > until) {
        Some(Shut::Late)
    } else if let Some(cap) = cap {
        (store::came_by_link(conn, &opening)? >= cap).then_some(Shut::Full)
    } else {
        None
    };
    Ok((opening, shut))
}

/// The opening behind a public link that is open.
///
/// # Errors
/// [`Code::LinkGone`] when there is none, or it is shut.
pub fn find_public(conn: &mut Conn, token: &str, now: Moment) -> Result<Opening> {
    match behind_public(conn, token, now)? {
        (opening, None) => Ok(opening),
        (opening, Some(_)) => Err(gone().asking(&opening.contact_name, &opening.contact)),
    }
}

/// Mails a personal link: the first one, or a new one to somebody who has been here before. Which of the two it was
/// is not told, so that nobody can learn who has applied.
///
/// # Errors
/// [`Code::LinkGone`] as [`find_public`].
pub fn apply(conn: &mut Conn, post: &Post, token: &str, invitee: &Invitee, now: Moment) -> Result<()> {
    let opening = find_public(conn, token, now)?;
    if opening.public_bounds.cap.is_some() {
        // One after the other, so that two who come for the last place do not both get it.
        store::hold_opening(conn, &opening.organization, &opening.id)?;
        find_public(conn, token, now)?;
    }
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
