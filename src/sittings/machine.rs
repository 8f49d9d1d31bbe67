//! The rules of a sitting, without a database: what follows from the steps so far, and what may come next.

use super::step::{Closing, Step};
use crate::clock::Moment;
use crate::error::{Code, Error};
use crate::scoring::{Given, Response};
use chrono::Duration;

/// How long after the deadline an answer still counts: for what was under way.
pub const GRACE: Duration = Duration::seconds(30);

/// What follows from the steps of one position.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slot {
    /// How many steps there are.
    pub revision: i64,
    /// When it was first displayed.
    pub shown_at: Option<Moment>,
    /// When it was last answered.
    pub answered_at: Option<Moment>,
    /// The answer that counts.
    pub response: Option<Response>,
    /// Marked for another look.
    pub flagged: bool,
    /// An answer that came too late.
    pub late: Option<Response>,
    /// The last step, to tell a repeated request from a different one.
    last: Option<Step>,
}

impl Slot {
    fn apply(&mut self, revision: i64, step: Step, at: Moment) {
        self.revision = revision;
        match &step {
            Step::Shown => {
                self.shown_at.get_or_insert(at);
            }
            Step::Answered { response, flagged } => {
                self.shown_at.get_or_insert(at);
                self.response.clone_from(response);
                self.flagged = *flagged;
                self.answered_at = Some(at);
            }
            Step::Late { response } => self.late = Some(response.clone()),
            Step::Started | Step::Submitted { .. } | Step::Expired | Step::Withdrawn => {}
        }
        self.last = Some(step);
    }

    /// What to keep of an answer that came too late; nothing if it is empty, counted in time, or is kept already.
    fn keep_late(&self, step: Step) -> Option<Verdict> {
        let Step::Answered { response: Some(response), .. } = step else { return None };
        let known = [&self.response, &self.late].into_iter().flatten().any(|known| *known == response);
        (!known).then(|| Verdict::Keep(self.revision + 1, Step::Late { response }))
    }

    /// What scoring makes of it.
    pub fn given(&self) -> Given {
        match (&self.response, self.shown_at) {
            (Some(response), _) => Given::Response(response.clone()),
            (None, Some(_)) => Given::LeftOut,
            (None, None) => Given::Missing,
        }
    }
}

/// A sitting as its steps have made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    slots: Vec<Slot>,
    ended: Option<Closing>,
    closes_at: Moment,
}

/// What to do about a request to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Append this step with this revision.
    Append(i64, Step),
    /// The time is over. Append this step with this revision, as evidence, and refuse the answer.
    Keep(i64, Step),
    /// It was saved already: the reply had got lost, or the button was pressed twice.
    Same(i64),
}

/// Why a request to save is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The question was answered elsewhere since the page was shown.
    Conflict {
        /// The revision it has now.
        revision: i64,
    },
    /// The sitting was handed in.
    Closed,
    /// The time is over.
    TooLate,
    /// There is no such question.
    NoSuchPosition,
}

impl Sitting {
    /// A sitting of so many items before its first step.
    pub fn new(items: usize, closes_at: Moment) -> Self {
        Self { slots: vec![Slot::default(); items], ended: None, closes_at }
    }

    /// The same where what is asked for closes before the sitting does.
    #[must_use]
    pub fn closing_by(self, at: Option<Moment>) -> Self {
        Self { closes_at: at.map_or(self.closes_at, |at| at.min(self.closes_at)), ..self }
    }

    /// Takes a step that has happened into account.
    pub fn apply(&mut self, position: i64, revision: i64, step: Step, at: Moment) {
        match (usize::try_from(position), &step) {
            (Ok(0), Step::Submitted { by }) => self.ended = Some(*by),
            (Ok(0), Step::Withdrawn) => self.ended = Some(Closing::Applicant),
            (Ok(0), Step::Expired) => self.ended = Some(Closing::Clock),
            (Ok(place @ 1..), _) => {
                if let Some(slot) = self.slots.get_mut(place - 1) {
                    slot.apply(revision, step, at);
                }
            }
            _ => {}
        }
    }

    /// The items, in the order of the opening's set.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The item at a position.
    pub fn slot(&self, position: i64) -> Option<&Slot> {
        usize::try_from(position - 1).ok().and_then(|place| self.slots.get(place))
    }

    /// Whether it has ended.
    pub fn has_ended(&self) -> bool {
        self.ended.is_some()
    }

    /// Whether the time is over, grace included.
    pub fn is_over(&self, now: Moment) -> bool {
        now > self.closes_at.plus(GRACE)
    }

    /// What to do about an answer to the item at a position, from somebody who saw revision `seen` of it.
    ///
    /// What arrives after the time, because a phone was offline or a page was left open, does not count; it is kept
    /// beside the question, so that a person can look at it.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn answer(&self, position: i64, seen: i64, step: Step, now: Moment) -> Result<Verdict, Refusal> {
        let slot = self.slot(position).ok_or(Refusal::NoSuchPosition)?;
        if seen.checked_add(1) == Some(slot.revision) && slot.last.as_ref() == Some(&step) {
            return Ok(Verdict::Same(slot.revision));
        }
        if self.ended == Some(Closing::Applicant) {
            return Err(Refusal::Closed);
        }
        if self.ended.is_some() || self.is_over(now) {
            return slot.keep_late(step).ok_or(Refusal::TooLate);
        }
        if slot.revision != seen {
            return Err(Refusal::Conflict { revision: slot.revision });
        }
        Ok(Verdict::Append(seen + 1, step))
    }

    /// What scoring makes of it, in the order of the opening's set.
    pub fn given(&self) -> Vec<Given> {
        self.slots.iter().map(Slot::given).collect()
    }

    /// The positions that have neither an answer nor an explicit "no answer".
    pub fn open_positions(&self) -> Vec<i64> {
        (1..).zip(&self.slots).filter(|(_, slot)| slot.response.is_none()).map(|(position, _)| position).collect()
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Conflict { revision } => Self::answer_conflict(revision),
            Refusal::Closed => {
                Self::new(Code::WrongState, "This test has been handed in. Its answers cannot be changed any more.")
                    .told("test-handed-in")
            }
            Refusal::TooLate => Code::TooLate.into(),
            Refusal::NoSuchPosition => Code::NotFound.into(),
        }
    }
}

#[cfg(test)]
mod tests;
