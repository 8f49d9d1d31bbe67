//! A lost link: whoever names the address they were invited at gets it again, there and nowhere else.

use super::write::{LetterView, Reader};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::mail::{Kind, Post};
use crate::openings::{self, Candidate, OpeningState, Source};
use crate::people::{self, EmailAddress, Organization};
use crate::sittings::{self, AttemptState};

/// How many tests of one person are written about at once, the newest first.
const MOST: usize = 5;

/// Mails the links of everything that somebody was invited to at an address. Nothing for an address that nobody knows:
/// the caller tells the same either way. Returns how many mails.
///
/// # Errors
/// The database's.
pub fn send_links(conn: &mut Conn, post: &Post, email: &EmailAddress, now: Moment) -> Result<usize> {
    let mut sent = 0;
    for organization in people::organizations(conn)? {
        let candidates = openings::candidates_at(conn, &organization.id, email.as_ref(), MOST as i64)?;
        for candidate in candidates {
            sent += usize::from(sent < MOST && send_link(conn, post, &organization, candidate, now)?);
        }
    }
    Ok(sent)
}

fn send_link(
    conn: &mut Conn,
    post: &Post,
    organization: &Organization,
    candidate: Candidate,
    now: Moment,
) -> Result<bool> {
    let invitation = openings::live_invitation(conn, &organization.id, &candidate.id)?;
    let opening = openings::opening(conn, &organization.id, &candidate.opening)?;
    let attempt = sittings::latest_attempt(conn, &organization.id, &candidate.id)?;
    let Some((invitation, opening)) = invitation.zip(opening).filter(|_| candidate.source != Source::Trial) else {
        return Ok(false);
    };
    // Whoever has handed in can still read their receipt; what was never begun must still be possible.
    let (state, until) = match attempt.as_ref().map(|attempt| attempt.state) {
        Some(AttemptState::Withdrawn | AttemptState::Voided) => return Ok(false),
        Some(AttemptState::Started) => ("started", attempt.map(|attempt| attempt.closes_at())),
        Some(_) => ("done", None),
        None if invitation.is_live(now) && opening.state == OpeningState::Open => {
            ("invited", Some(invitation.expires_at))
        }
        None => return Ok(false),
    };
    let reader = Reader { organization: organization.clone(), opening, candidate };
    let view = LetterView {
        link: openings::another_link(conn, post, &reader.candidate)?,
        until: until.map(|until| reader.moment(conn, until)).transpose()?,
        state,
        ..reader.view()
    };
    reader.send(conn, post, (Kind::LostLink, "lost-link"), view, now)?;
    Ok(true)
}
