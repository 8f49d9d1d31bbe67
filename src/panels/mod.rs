//! Judges, rounds, agreement: where a threshold comes from (extended Angoff; Angoff 1971, Hambleton and Plake 1995).
//!
//! Each judge says for each question how many points somebody would be expected to get who is just good enough for the
//! job: first alone and without the key, as a judge of the job and not of the key; then, in a second round, with the key
//! and with what the others said. The mean of the second round is the cut. It is a judgement with an error, and it
//! becomes a threshold only by a proposal that a second person approves.

pub mod api;
mod links;
mod outcome;
pub mod pages;
mod performance;
mod store;

use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::config::token_hash;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{JudgeId, OpeningId, OrganizationId, PanelId, StaffId};
use crate::openings::{self, Opening};
use crate::people::directory::{self, Kind};
use crate::people::{Actor, Reach, Scoped};
use crate::policies::{self, Proposal};
use crate::scoring::{PerCompetency, Thresholds};
use crate::words::words;

pub use links::{LINK_DAYS, renew};
pub use outcome::{Cut, cut};
pub use performance::propose_performance;
pub use store::{Rating, judges, list, ratings};

words! {
    /// How far a panel has come.
    PanelState {
        /// Judges rate alone.
        First = "first-round",
        /// Judges rate again, knowing the key and what the others said.
        Second = "second-round",
        /// It is over.
        Closed = "closed",
    }
}

/// Under so many judges a cut is shown with a warning.
pub const ENOUGH_JUDGES: usize = 10;

/// A panel of an opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Whose.
    pub organization: OrganizationId,
    /// Its id.
    pub id: PanelId,
    /// Of which opening.
    pub opening: String,
    /// Who is just good enough, as the judges were told.
    pub target: String,
    /// How far it has come.
    pub state: PanelState,
    /// When it was made.
    pub created_at: Moment,
    /// Counts changes.
    pub version: i64,
}

/// Somebody who judges, without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judge {
    /// Their id.
    pub id: JudgeId,
    /// On which panel.
    pub panel: String,
    /// Their name.
    pub name: String,
    /// Since when they have done the training item.
    pub trained_at: Option<Moment>,
    /// Until when their link opens; none for one that was given out before links ended.
    pub expires_at: Option<Moment>,
}

/// A panel together with its opening: found only inside it.
#[derive(Debug, Clone)]
pub struct PanelOfOpening {
    /// The opening.
    pub opening: Opening,
    /// The panel.
    pub panel: Panel,
}

impl Scoped for PanelOfOpening {
    const SEGMENTS: &'static [&'static str] = &["opening", "panel"];

    fn find(conn: &mut Conn, actor: &Actor, reach: Reach, ids: &[String]) -> Result<Option<Self>> {
        let [opening, panel] = ids else { return Ok(None) };
        let Ok(panel) = panel.parse::<PanelId>() else { return Ok(None) };
        let Some(opening) = Opening::find(conn, actor, reach, std::slice::from_ref(opening))? else { return Ok(None) };
        let found = store::panel(conn, actor.organization(), panel.as_ref())?;
        Ok(found.filter(|panel| panel.opening == opening.id.as_ref()).map(|panel| Self { opening, panel }))
    }
}

fn note(
    conn: &mut Conn,
    organization: &OrganizationId,
    who: &Who,
    (panel, what): (&str, &str),
    now: Moment,
) -> Result<()> {
    let detail = [("what", what.to_owned())];
    let object = format!("panel:{panel}");
    audit::append(conn, &Fact { organization, at: now, who, action: Action::PanelChanged, object, detail: &detail })
}

/// Makes a panel with its judges. Returns each judge with the token of their link, known only now.
///
/// # Errors
/// [`Code::Invalid`] without a description of who is just good enough, or without names.
pub fn create(
    conn: &mut Conn,
    opening: &Opening,
    (target, names): (&str, &[String]),
    by: &StaffId,
    now: Moment,
) -> Result<(Panel, Vec<(Judge, String)>)> {
    let target = target.trim();
    if target.is_empty() || target.chars().count() > 2000 {
        let sentence = "Describe somebody who is just good enough for this job, in up to 2,000 characters.";
        return Err(Error::field("target", sentence));
    }
    let fits = |name: &String| !name.is_empty() && name.chars().count() <= 100;
    if names.is_empty() || names.len() > 50 || !names.iter().all(fits) {
        return Err(Error::field("judges", "Name 1 to 50 judges, one a line, each in up to 100 characters."));
    }
    let panel = Panel {
        organization: opening.organization.clone(),
        id: PanelId::new(now),
        opening: opening.id.to_string(),
        target: target.to_owned(),
        state: PanelState::First,
        created_at: now,
        version: 1,
    };
    store::insert(conn, &panel, by)?;
    let mut made = Vec::new();
    for name in names {
        let (token, hash, until) = links::fresh(now);
        let judge = Judge {
            id: JudgeId::new(),
            panel: panel.id.to_string(),
            name: name.clone(),
            trained_at: None,
            expires_at: Some(until),
        };
        store::insert_judge(conn, &panel.organization, &judge, &hash)?;
        links::enter(conn, &panel.organization, &judge, &hash)?;
        made.push((judge, token));
    }
    note(conn, &panel.organization, &Who::Staff(by.clone()), (panel.id.as_ref(), "made"), now)?;
    Ok((panel, made))
}

/// The judge behind a link, with their panel and its opening.
///
/// # Errors
/// [`Code::LinkGone`] for a link that is none, or has ended.
pub fn by_token(conn: &mut Conn, token: &str, now: Moment) -> Result<(Opening, Panel, Judge)> {
    let entry = directory::find(conn, Kind::Judge, &token_hash(token), now)?.ok_or(Code::LinkGone)?;
    let judge = store::judge(conn, &entry.organization, &entry.subject)?.ok_or(Code::LinkGone)?;
    let panel = store::panel(conn, &entry.organization, &judge.panel)?.ok_or(Code::LinkGone)?;
    let id: OpeningId = panel.opening.parse().map_err(Error::internal)?;
    let opening = openings::opening(conn, &entry.organization, &id)?.ok_or(Code::LinkGone)?;
    Ok((opening, panel, judge))
}

/// A judge has done the training item.
///
/// # Errors
/// The database's.
pub fn train(conn: &mut Conn, panel: &Panel, judge: &Judge, now: Moment) -> Result<()> {
    store::put_trained(conn, &panel.organization, &judge.id, now)?;
    note(conn, &panel.organization, &Who::Judge(judge.id.clone()), (panel.id.as_ref(), "judge trained"), now)
}

/// A judge rates a question in the round that is open.
///
/// # Errors
/// [`Code::WrongState`] on a closed panel or before training, [`Code::Invalid`] for points off the scale or a question
/// that is not one of the set or does not count.
pub fn rate(
    conn: &mut Conn,
    opening: &Opening,
    (panel, judge): (&Panel, &Judge),
    (round, position, points): (i64, i64, i64),
    now: Moment,
) -> Result<()> {
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let open = store::panel(conn, &panel.organization, panel.id.as_ref())?.and_then(|panel| round_of(panel.state));
    if open != Some(round) || judge.trained_at.is_none() {
        return Err(Error::new(Code::WrongState, "This round is not open. Reload the page to see where the panel is."));
    }
    if !(0..=100).contains(&points) {
        return Err(Error::field("points", "Enter a whole number from 0 to 100."));
    }
    let items = openings::items(conn, &opening.organization, &opening.id)?;
    if !items.iter().any(|item| item.position == position && item.voided.is_none()) {
        return Err(Code::NotFound.into());
    }
    store::put_rating(conn, &panel.organization, &judge.id, (round, position, points), now)?;
    note(conn, &panel.organization, &Who::Judge(judge.id.clone()), (panel.id.as_ref(), "question rated"), now)
}

/// The round in which judges rate.
pub fn round_of(state: PanelState) -> Option<i64> {
    match state {
        PanelState::First => Some(1),
        PanelState::Second => Some(2),
        PanelState::Closed => None,
    }
}

/// The rounds whose cuts are shown, the last first: what judges say stays unseen while they rate alone.
pub fn rounds_shown(state: PanelState) -> &'static [i64] {
    if state == PanelState::First { &[] } else { &[2, 1] }
}

/// Proposes the cut of the second round as the threshold, to the half point. Another person approves it.
///
/// # Errors
/// [`Code::WrongState`] while there is no cut, and as [`policies::propose`].
pub fn propose(conn: &mut Conn, case: &PanelOfOpening, reason: &str, by: &StaffId, now: Moment) -> Result<Proposal> {
    let found = cut(conn, case, 2)?;
    let cut = found.map_err(|why| Error::new(Code::WrongState, format!("There is no cut yet: {why}.")))?;
    let current = policies::current(conn, &case.opening)?;
    let thresholds = Thresholds { total: cut.to_propose(), minima: PerCompetency::default(), z: current.thresholds.z };
    let panel = Some(case.panel.id.as_ref());
    policies::propose(conn, &case.opening, (&thresholds, reason), (by, current.version), panel, now)
}

/// Goes on: from the first round to the second, once at least two judges have rated every question; from the second to
/// the end. `seen` is the version its author saw.
///
/// # Errors
/// [`Code::WrongState`] too early or at the end, [`Code::Conflict`] when somebody went on in the meantime.
pub fn go_on(conn: &mut Conn, case: &PanelOfOpening, by: &StaffId, seen: i64, now: Moment) -> Result<()> {
    let PanelOfOpening { opening, panel } = case;
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let Some(round) = round_of(panel.state) else {
        return Err(Error::new(Code::WrongState, "This panel is over."));
    };
    if outcome::complete(conn, case, round)?.len() < 2 {
        let sentence = "At least two judges have to rate every question of this round first.";
        return Err(Error::new(Code::WrongState, sentence));
    }
    let next = if round == 1 { PanelState::Second } else { PanelState::Closed };
    if !store::put_state(conn, panel, next, seen)? {
        return Err(Code::Conflict.into());
    }
    note(conn, &panel.organization, &Who::Staff(by.clone()), (panel.id.as_ref(), next.as_str()), now)
}
