//! Saving a policy, or proposing it where results have been opened; answering a proposal.

use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::StaffId;
use crate::openings::{self, Opening, Stage};
use crate::policies::{self, Changed, Policy, Proposal, Verdict};
use crate::scores;
use crate::scoring::Thresholds;

/// What became of thresholds that somebody saved.
#[derive(Debug, Clone, PartialEq)]
pub enum Saved {
    /// They are in force.
    InForce(InForce),
    /// Results have been opened: another person has to approve them.
    Proposed(Proposal),
}

/// A new version in force.
#[derive(Debug, Clone, PartialEq)]
pub struct InForce {
    /// The version.
    pub policy: Policy,
    /// How many outcomes changed.
    pub changed: usize,
    /// Of them, how many have a decision and are on the list to look at again.
    pub look_again: usize,
}

/// Saves a new version and brings the outcomes of the opening under it; after results were opened, proposes it.
/// Recorded decisions stay as they are.
///
/// # Errors
/// As [`policies::save`] and [`policies::propose`].
pub fn save(
    conn: &mut Conn,
    opening: &Opening,
    wanted: (&Thresholds, &str),
    (by, seen): (&StaffId, i64),
    now: Moment,
) -> Result<Saved> {
    // Whoever hands in while this is saved waits, so that nobody is left under the old version.
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    if policies::results_opened(conn, opening)? {
        return Ok(Saved::Proposed(policies::propose(conn, opening, wanted, (by, seen), None, now)?));
    }
    Ok(Saved::InForce(put_in_force(conn, opening, wanted, (by, seen), now)?))
}

/// Answers a proposal; an approved one is in force at once, in its author's name.
///
/// # Errors
/// As [`policies::answer`].
pub fn answer(
    conn: &mut Conn,
    opening: &Opening,
    answer: (i64, Verdict, &str),
    by: &StaffId,
    now: Moment,
) -> Result<(Proposal, Option<InForce>)> {
    let proposal = policies::answer(conn, opening, answer, by, now)?;
    if answer.1 != Verdict::Approve {
        return Ok((proposal, None));
    }
    let author: StaffId = proposal.author.parse().map_err(crate::error::Error::internal)?;
    let wanted = (&proposal.thresholds, proposal.reason.as_str());
    let in_force = put_in_force(conn, opening, wanted, (&author, proposal.base_version), now)?;
    Ok((proposal, Some(in_force)))
}

fn put_in_force(
    conn: &mut Conn,
    opening: &Opening,
    wanted: (&Thresholds, &str),
    (author, seen): (&StaffId, i64),
    now: Moment,
) -> Result<InForce> {
    let policy = policies::save(conn, opening, wanted, (author, seen), now)?;
    let ruler = policy.thresholds.ruler();
    let decided_and_changed = scores::results_for_preview(conn, opening)?.into_iter().filter_map(|row| {
        let standing = &row.standing;
        let new = ruler.outcome(|scale| {
            let score = scale.map_or(standing.total, |competency| standing.competencies[competency]);
            (score.value, score.se)
        });
        let concerned = standing.stage != Stage::Undecided && new != standing.outcome;
        concerned.then_some(Changed { candidate: row.candidate, old: standing.outcome, new })
    });
    let concerned: Vec<Changed> = decided_and_changed.collect();
    let changed = scores::apply_policy(conn, opening, &policy)?;
    let look_again = policies::note_changed(conn, opening, policy.version, &concerned, now)?;
    Ok(InForce { policy, changed, look_again })
}
