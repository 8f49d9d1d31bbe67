//! Changes of the thresholds after results were opened: somebody proposes, somebody else answers.
//!
//! Whoever has seen results could set a threshold with a person in mind. So from the first look at results on, a change
//! takes two: its author writes it down with a reason, and another person puts it in force or refuses it, with a reason
//! of their own. A proposal is never rewritten; at most one waits.

use super::{checked_reason, current, overtaken, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::StaffId;
use crate::openings::{self, Opening};
use crate::scoring::Thresholds;
use crate::words::words;

words! {
    /// What has become of a proposal.
    ProposalState {
        /// Nobody has answered.
        Waiting = "waiting",
        /// Another person put it in force.
        Approved = "approved",
        /// Another person refused it.
        Refused = "refused",
        /// Its author took it back.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// An answer to a proposal.
    Verdict {
        /// Put it in force.
        Approve = "approve",
        /// Leave things as they are.
        Refuse = "refuse",
        /// Take one's own back.
        Withdraw = "withdraw",
    }
}

/// A change of the thresholds that somebody proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Counts the proposals of the opening, from 1.
    pub number: i64,
    /// The version of the policy that it would follow.
    pub base_version: i64,
    /// The thresholds.
    pub thresholds: Thresholds,
    /// Why.
    pub reason: String,
    /// The id of who proposed it.
    pub author: String,
    /// When.
    pub created_at: Moment,
    /// The panel whose report it rests on.
    pub panel: Option<String>,
    /// What has become of it.
    pub state: ProposalState,
    /// What was said to it.
    pub answer: Option<String>,
    /// By whom.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<Moment>,
    /// Counts changes.
    pub version: i64,
}

/// All proposals of an opening, the newest first.
///
/// # Errors
/// The database's.
pub fn proposals(conn: &mut Conn, opening: &Opening) -> Result<Vec<Proposal>> {
    Ok(store::proposals(conn, opening)?)
}

/// The one that waits for an answer.
///
/// # Errors
/// The database's.
pub fn waiting(conn: &mut Conn, opening: &Opening) -> Result<Option<Proposal>> {
    Ok(store::proposals(conn, opening)?.into_iter().find(|proposal| proposal.state == ProposalState::Waiting))
}

/// Whether results of the opening have been opened by anybody: its ranking or a person in it looked at, or taken away as
/// a file. The audit log knows, because a look is written there in the transaction that allowed it.
///
/// # Errors
/// The database's.
pub fn results_opened(conn: &mut Conn, opening: &Opening) -> Result<bool> {
    let object = format!("opening:{}", opening.id);
    for action in [Action::RankingSeen, Action::RankingExported] {
        if audit::done_about(conn, &opening.organization, action, (Some(&object), None))? {
            return Ok(true);
        }
    }
    // A look at a person is a fact about that person; its detail is the opening and nothing else.
    let detail = [("opening", opening.id.to_string())];
    Ok(audit::done_about(conn, &opening.organization, Action::ResultSeen, (None, Some(&detail)))?)
}

/// Proposes a change. `seen` is the version its author saw, `panel` the panel whose report it rests on.
///
/// # Errors
/// [`Code::Invalid`] for thresholds off the scale or without a reason, [`Code::Conflict`] when another version was saved
/// in the meantime, [`Code::WrongState`] while another proposal waits.
pub fn propose(
    conn: &mut Conn,
    opening: &Opening,
    (thresholds, reason): (&Thresholds, &str),
    (by, seen): (&StaffId, i64),
    panel: Option<&str>,
    now: Moment,
) -> Result<Proposal> {
    super::check(thresholds)?;
    let reason = checked_reason("reason", reason)?;
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    if current(conn, opening)?.version != seen {
        return Err(overtaken());
    }
    let before = store::proposals(conn, opening)?;
    if before.iter().any(|proposal| proposal.state == ProposalState::Waiting) {
        let sentence = "Another proposal waits for an answer. It has to be approved, refused or withdrawn first.";
        return Err(Error::new(Code::WrongState, sentence));
    }
    let proposal = Proposal {
        number: before.first().map_or(0, |newest| newest.number) + 1,
        base_version: seen,
        thresholds: *thresholds,
        reason,
        author: by.to_string(),
        created_at: now,
        panel: panel.map(str::to_owned),
        state: ProposalState::Waiting,
        answer: None,
        answered_by: None,
        answered_at: None,
        version: 1,
    };
    store::insert_proposal(conn, opening, &proposal)?;
    let detail = [("proposal", proposal.number.to_string()), ("total", proposal.thresholds.total.to_string())];
    note(conn, opening, (Action::PolicyProposed, by), &detail, now)?;
    Ok(proposal)
}

/// Answers a proposal. Approving does not yet put it in force: the caller does, in the same transaction.
///
/// # Errors
/// [`Code::NotFound`] for one that does not exist, [`Code::WrongState`] for one that was answered,
/// [`Code::Forbidden`] for an author who would approve or refuse their own, or somebody who would withdraw another's,
/// [`Code::Invalid`] without a reason, [`Code::Conflict`] when the policy has gone on since.
pub fn answer(
    conn: &mut Conn,
    opening: &Opening,
    (number, verdict, reason): (i64, Verdict, &str),
    by: &StaffId,
    now: Moment,
) -> Result<Proposal> {
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let found = store::proposals(conn, opening)?.into_iter().find(|proposal| proposal.number == number);
    let mut proposal = found.ok_or(Code::NotFound)?;
    if proposal.state != ProposalState::Waiting {
        return Err(Error::new(Code::WrongState, "This proposal has been answered in the meantime."));
    }
    let is_author = proposal.author == by.as_ref();
    if is_author != (verdict == Verdict::Withdraw) {
        let sentence = if is_author {
            "You proposed this, so somebody else answers it. You can withdraw it."
        } else {
            "Only its author withdraws a proposal. You can approve or refuse it."
        };
        return Err(Error::new(Code::Forbidden, sentence));
    }
    let answer = match verdict {
        Verdict::Withdraw => reason.trim().chars().take(2000).collect(),
        _ => checked_reason("answer", reason)?,
    };
    if verdict == Verdict::Approve && current(conn, opening)?.version != proposal.base_version {
        return Err(overtaken());
    }
    proposal.state = match verdict {
        Verdict::Approve => ProposalState::Approved,
        Verdict::Refuse => ProposalState::Refused,
        Verdict::Withdraw => ProposalState::Withdrawn,
    };
    proposal.answer = Some(answer);
    proposal.answered_by = Some(by.to_string());
    proposal.answered_at = Some(now);
    if !store::update_proposal(conn, opening, &proposal)? {
        return Err(Code::Conflict.into());
    }
    let detail = [("proposal", number.to_string()), ("state", proposal.state.to_string())];
    note(conn, opening, (Action::PolicyAnswered, by), &detail, now)?;
    Ok(proposal)
}

pub(super) fn note(
    conn: &mut Conn,
    opening: &Opening,
    (action, by): (Action, &StaffId),
    detail: &[(&'static str, String)],
    now: Moment,
) -> Result<()> {
    let who = Who::Staff(by.clone());
    let object = format!("opening:{}", opening.id);
    audit::append(conn, &Fact { organization: &opening.organization, at: now, who: &who, action, object, detail })
}
