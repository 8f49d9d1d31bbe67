//! Lists of people on their way: checked and kept for an hour, then sent in parts.
//!
//! All or nothing, and nobody waits for it: whether everybody can be invited is decided in one moment, which is written
//! down, and the invitations follow in transactions of a few hundred, each of which moves the list on. Whoever dies in
//! between leaves a list that the server goes on with by itself, from where it stood. Mails are written and sealed outside
//! the transactions, because that is most of the work and the one writer of SQLite has others to serve.

use super::check::Checked;
use super::invite::{Invitee, Mailing, plan_reminder};
use super::{Candidate, Invitation, Opening, Source, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::config::{Secrets, token_hash};
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::ids::{InvitationListId, OrganizationId, StaffId, pseudonym};
use crate::mail::{self, Kind, Post, Sealed, fresh_token};
use crate::people::directory;
use crate::words::words;
use chrono::Duration;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use store::InvitationList;

/// How long a checked list is kept.
pub const KEPT: Duration = Duration::hours(1);
/// How many are invited in one transaction.
const PART: usize = 200;
/// After so long without a step, whoever was sending is taken to be gone.
const STALLED: Duration = Duration::seconds(30);
/// What lists are sealed for.
const PURPOSE: &str = "invitation list";

words! {
    /// How far a list is.
    ListState {
        /// It waits for somebody to send it.
        Checked = "checked",
        /// Its invitations are being written.
        Sending = "sending",
        /// All have been.
        Sent = "sent",
    }
}

impl InvitationList {
    /// What was checked.
    ///
    /// # Errors
    /// When it was sealed by another key.
    pub fn checked(&self, secrets: &Secrets) -> Result<Checked> {
        if self.state == ListState::Sent {
            return Ok(Checked::default());
        }
        serde_json::from_str(&secrets.open(PURPOSE, &self.sealed)?).map_err(Error::internal)
    }
}

/// Seals what was checked, to be kept.
///
/// # Errors
/// When the cipher fails: a defect of ours.
pub fn seal(secrets: &Secrets, checked: &Checked) -> Result<String> {
    secrets.seal(PURPOSE, &serde_json::to_string(checked).map_err(Error::internal)?)
}

/// Keeps a checked list for an hour.
///
/// # Errors
/// The database's.
pub fn keep(conn: &mut Conn, opening: &Opening, by: &StaffId, sealed: &str, now: Moment) -> Result<InvitationListId> {
    let list = InvitationList {
        organization: opening.organization.clone(),
        id: InvitationListId::new(),
        opening: opening.id.clone(),
        created_by: by.clone(),
        created_at: now,
        state: ListState::Checked,
        sealed: sealed.to_owned(),
        total: 0,
        done: 0,
        invited: 0,
        moved_at: now,
    };
    store::insert_list(conn, &list)?;
    Ok(list.id)
}

/// A list of an opening, for whoever checked it.
///
/// # Errors
/// [`Code::NotFound`] when it is another's, or was forgotten.
pub fn list(
    conn: &mut Conn,
    opening: &Opening,
    by: &StaffId,
    id: &InvitationListId,
    now: Moment,
) -> Result<InvitationList> {
    let found = store::list_of(conn, &opening.organization, id)?;
    let own = found.filter(|list| list.opening == opening.id && list.created_by == *by);
    let fresh = own.filter(|list| list.state != ListState::Checked || now.since(list.created_at) < KEPT);
    fresh.ok_or_else(|| Error::new(Code::NotFound, "A checked list is kept for an hour. Please send it once more."))
}

/// Keeps what a second look found.
///
/// # Errors
/// [`Code::Conflict`] when it is being sent already.
pub fn keep_again(conn: &mut Conn, list: &InvitationList, sealed: &str) -> Result<()> {
    if store::reseal_list(conn, list, sealed)? { Ok(()) } else { Err(Code::Conflict.into()) }
}

/// Decides that the good rows of a list are invited. From here on nothing but time stands between them and their mail.
///
/// # Errors
/// [`Code::Conflict`] when somebody has decided it already.
pub fn begin(conn: &mut Conn, list: &InvitationList, total: usize, now: Moment) -> Result<()> {
    if store::begin_list(conn, list, total as i64, now)? { Ok(()) } else { Err(Code::Conflict.into()) }
}

/// Sends what is left of a list, on the caller's thread. Returns how many were invited by now.
///
/// # Errors
/// The database's. What was sent stays sent; the rest is sent by the server itself a little later.
pub fn send(
    db: &Db,
    secrets: &Secrets,
    post: &Post,
    (of, id): (&OrganizationId, &InvitationListId),
    now: Moment,
) -> Result<i64> {
    let (organization, id) = (of.clone(), id.clone());
    let (mut list, opening, mailing) = db.read_now(move |conn| {
        let list = store::list_of(conn, &organization, &id)?.ok_or(Code::NotFound)?;
        let opening = store::opening(conn, &organization, &list.opening)?.ok_or(Code::NotFound)?;
        let mailing = Mailing::of(conn, &opening)?;
        Ok::<_, Error>((list, opening, mailing))
    })?;
    if list.state != ListState::Sending {
        return Ok(list.invited);
    }
    let invitees: Vec<Invitee> = list.checked(secrets)?.good().filter_map(super::people_list::Row::invitee).collect();
    let by = Who::Staff(list.created_by.clone());
    while list.state == ListState::Sending {
        let part = invitees.iter().skip(list.done as usize).take(PART);
        let part: Vec<Ready> =
            part.map(|invitee| Ready::of(post, &opening, invitee, &mailing, now)).collect::<Result<_>>()?;
        let (part, now_at, by, opening) = (Arc::new(part), list.clone(), by.clone(), opening.clone());
        match write_until_free(db, move |conn| write_part(conn, &opening, &now_at, &part, &by, now))? {
            Some(moved) => list = moved,
            // Somebody else goes on with it.
            None => break,
        }
    }
    Ok(list.invited)
}

/// Writes, and once more where somebody invited one of these people at the same moment: then they are there to be seen.
fn write_until_free<T: Send + 'static>(
    db: &Db,
    work: impl Fn(&mut Conn) -> Result<T> + Clone + Send + 'static,
) -> Result<T> {
    match db.write_now(work.clone()) {
        Err(error) if error.is_unique_violation() => db.write_now(work),
        other => other,
    }
}

/// Goes on with lists whose sender is gone. Returns how many.
///
/// # Errors
/// The database's.
pub fn send_stalled(db: &Db, secrets: &Secrets, post: &Post, now: Moment) -> Result<usize> {
    let lists = db.read_now(move |conn| store::stalled_lists(conn, now.minus(STALLED)))?;
    for (organization, id) in &lists {
        send(db, secrets, post, (organization, id), now)?;
    }
    Ok(lists.len())
}

/// Forgets lists that nobody sent, and those that were. Returns how many.
///
/// # Errors
/// The database's.
pub fn forget_lists(db: &Db, now: Moment) -> Result<usize> {
    db.write_now(move |conn| store::forget_lists(conn, now.minus(KEPT)))
}

/// An invitation with its mail, ready to be written.
struct Ready {
    candidate: Candidate,
    invitation: Invitation,
    token_hash: String,
    mail: Sealed,
}

impl Ready {
    fn of(post: &Post, opening: &Opening, invitee: &Invitee, mailing: &Mailing, now: Moment) -> Result<Self> {
        let candidate = Candidate::fresh(opening, invitee, Source::Invited, now);
        let invitation = Invitation::fresh(opening, &candidate, true, now);
        let token = fresh_token();
        let link = post.link(&format!("/i/{token}"));
        let letter = mailing.letter(opening, &candidate, (Kind::Invitation, &link, invitation.expires_at));
        let mail = post.seal((Kind::Invitation, candidate.id.as_ref()), &letter, now)?;
        Ok(Self { candidate, invitation, token_hash: token_hash(&token), mail })
    }
}

/// Writes one part and moves the list on; `None` when somebody else has moved it.
fn write_part(
    conn: &mut Conn,
    opening: &Opening,
    list: &InvitationList,
    part: &[Ready],
    by: &Who,
    now: Moment,
) -> Result<Option<InvitationList>> {
    let emails: Vec<String> = part.iter().map(|ready| ready.candidate.email.clone()).collect();
    let there: BTreeSet<String> = store::openings_by_email(conn, &opening.organization, &emails)?
        .into_iter()
        .filter_map(|(email, of)| (of == opening.id).then_some(email))
        .collect();
    let new: Vec<&Ready> = part.iter().filter(|ready| !there.contains(&ready.candidate.email)).collect();
    let done = list.done + part.len() as i64;
    let state = if done >= list.total || part.is_empty() { ListState::Sent } else { ListState::Sending };
    let sealed = if state == ListState::Sent { String::new() } else { list.sealed.clone() };
    let invited = list.invited + new.len() as i64;
    let next = InvitationList { state, sealed, done, invited, moved_at: now, ..list.clone() };
    if !store::move_list(conn, list, &next)? {
        return Ok(None);
    }
    write_all(conn, opening, &new, by, now)?;
    Ok(Some(next))
}

/// The candidates, each with a pseudonym that nobody in the opening has: among ten thousand of a thousand million, two are
/// the same once in twenty lists.
fn with_free_pseudonyms(conn: &mut Conn, opening: &Opening, new: &[&Ready]) -> Result<Vec<Candidate>> {
    let mut candidates: Vec<Candidate> = new.iter().map(|ready| ready.candidate.clone()).collect();
    loop {
        let drawn: Vec<String> = candidates.iter().map(|candidate| candidate.pseudonym.clone()).collect();
        let mut taken: BTreeSet<String> = store::pseudonyms_taken(conn, opening, &drawn)?.into_iter().collect();
        let mut again = false;
        for candidate in &mut candidates {
            if !taken.insert(candidate.pseudonym.clone()) {
                candidate.pseudonym = pseudonym();
                again = true;
            }
        }
        if !again {
            return Ok(candidates);
        }
    }
}

fn write_all(conn: &mut Conn, opening: &Opening, new: &[&Ready], by: &Who, now: Moment) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let organization = &opening.organization;
    let candidates = with_free_pseudonyms(conn, opening, new)?;
    store::insert_candidates(conn, &candidates.iter().collect::<Vec<_>>())?;
    let invitations: Vec<_> = new.iter().map(|ready| (&ready.invitation, ready.token_hash.as_str())).collect();
    store::insert_invitations(conn, organization, &invitations, &by.to_string())?;
    let entries: Vec<_> =
        new.iter().map(|ready| (ready.token_hash.clone(), ready.invitation.entry(organization))).collect();
    directory::put_all(conn, directory::Kind::Invitation, &entries)?;
    mail::enqueue_all(conn, organization, &new.iter().map(|ready| &ready.mail).collect::<Vec<_>>(), now)?;
    for (candidate, ready) in candidates.iter().zip(new) {
        plan_reminder(conn, candidate, &ready.invitation, now)?;
    }
    let detail = [("opening", opening.id.to_string())];
    let facts: Vec<Fact<'_>> = new
        .iter()
        .map(|ready| Fact {
            organization,
            at: now,
            who: by,
            action: Action::Invited,
            object: format!("candidate:{}", ready.candidate.id),
            detail: &detail,
        })
        .collect();
    audit::append_all(conn, &facts)
}
