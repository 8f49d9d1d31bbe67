//! The links of several people at once: a new one, none, or the same for longer. First who it concerns, then the act.

use super::people::{Somebody, people_of};
use crate::audit::Who;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{CandidateId, StaffId};
use crate::mail::Post;
use crate::openings::{self, Names, Opening, OpeningState};
use crate::words::words;

/// The most people at once.
pub const MOST: usize = 500;

words! {
    /// What happens to a link.
    LinkAct {
        /// A new one is mailed, and earlier ones stop working.
        Send = "send",
        /// It is taken back.
        Revoke = "revoke",
        /// It stays open until a later day.
        Extend = "extend",
    }
}

/// Whom an act concerns.
#[derive(Debug, Clone)]
pub struct Concerned {
    /// Those for whom it does something.
    pub able: Vec<Somebody>,
    /// Those for whom it does not, each with why.
    pub left_out: Vec<(Somebody, &'static str)>,
}

impl Concerned {
    /// With the names that somebody may see.
    #[must_use]
    pub fn veiled(self, names: &Names) -> Self {
        let left_out = self.left_out.into_iter().map(|(somebody, why)| (somebody.veiled(names), why));
        Self {
            able: self.able.into_iter().map(|somebody| somebody.veiled(names)).collect(),
            left_out: left_out.collect(),
        }
    }
}

/// Splits people into those whom an act concerns and the others. `until` is the day of an extension.
///
/// # Errors
/// [`Code::NotFound`] when one of them is not in the opening; then it is said of none.
pub fn concerned(
    conn: &mut Conn,
    opening: &Opening,
    ids: &[CandidateId],
    (act, until): (LinkAct, Option<Moment>),
    now: Moment,
) -> Result<Concerned> {
    let mut ids = ids.to_vec();
    ids.sort();
    ids.dedup();
    if ids.len() > MOST {
        return Err(Error::field("candidates", format!("Choose up to {MOST} people at once.")));
    }
    let people = people_of(conn, opening, &ids, now)?;
    if people.len() != ids.len() {
        return Err(Code::NotFound.into());
    }
    let mut found = Concerned { able: Vec::new(), left_out: Vec::new() };
    for somebody in people {
        match reason_against(&somebody, act, until) {
            None => found.able.push(somebody),
            Some(reason) => found.left_out.push((somebody, reason)),
        }
    }
    Ok(found)
}

fn reason_against(somebody: &Somebody, act: LinkAct, until: Option<Moment>) -> Option<&'static str> {
    if !somebody.progress.is_under_way() {
        return Some("has finished");
    }
    match (act, somebody.expires_at) {
        (LinkAct::Revoke | LinkAct::Extend, None) => Some("has no link any more"),
        (LinkAct::Extend, Some(expires_at)) if until.is_some_and(|until| expires_at >= until) => {
            Some("has a link that is open for longer")
        }
        _ => None,
    }
}

/// Does it for those whom it concerns, in one transaction. `seen` is how many they were when it was decided. Returns how many.
///
/// # Errors
/// [`Code::Conflict`] when they are others by now, [`Code::WrongState`] for a closed opening.
pub fn act(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    (ids, seen): (&[CandidateId], usize),
    (act, until): (LinkAct, Option<Moment>),
    (by, now): (&StaffId, Moment),
) -> Result<usize> {
    if act != LinkAct::Revoke && opening.state == OpeningState::Closed {
        return Err(Error::new(Code::WrongState, "This opening is closed. Reopen it to send or extend links."));
    }
    let able = concerned(conn, opening, ids, (act, until), now)?.able;
    if able.len() != seen {
        let sentence = format!(
            "Meanwhile this concerns {} of them and not {seen}. Nothing was done; go back and look once more.",
            able.len()
        );
        return Err(Error::new(Code::Conflict, sentence));
    }
    for Somebody { candidate, .. } in &able {
        match (act, until) {
            (LinkAct::Send, _) => drop(openings::resend(conn, post, opening, candidate, &Who::Staff(by.clone()), now)?),
            (LinkAct::Revoke, _) => openings::revoke(conn, opening, candidate, by, now)?,
            (LinkAct::Extend, Some(until)) => drop(openings::extend(conn, opening, candidate, until, (by, now))?),
            (LinkAct::Extend, None) => return Err(Error::field("until", "Say until which day.")),
        }
    }
    Ok(able.len())
}
