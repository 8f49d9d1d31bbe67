//! The parts of a test, one after the other. A part's clock starts when the part is begun; it is over when its time is, or
//! when the next one is begun, and then nobody comes back to it: its answers are kept.

use super::machine::GRACE;
use super::terms::{Terms, TimeLimit, terms_of};
use super::{Attempt, AttemptState, store};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{AttemptId, OrganizationId};
use crate::openings::{self, Opening, OpeningSection};
use chrono::Duration;

/// The smallest step of the clock.
const TICK: Duration = Duration::microseconds(1);

/// A part that has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Began {
    /// Its number, from 1.
    pub number: i64,
    /// When.
    pub started_at: Moment,
    /// For everybody, as it was then; none without a limit of its own.
    pub limit: Option<Duration>,
    /// How long nobody could answer because no server was there.
    pub outage: Duration,
    /// By when its answers count, where it has a limit for them.
    pub deadline_at: Option<Moment>,
    /// Whether no part comes after it.
    pub is_last: bool,
}

impl Began {
    /// By when its answers count, computed anew; none without a limit.
    fn computed(&self, terms: &Terms) -> Option<Moment> {
        let limit = TimeLimit { limit: self.limit?, outage: self.outage };
        limit.deadline(self.started_at, terms.factor)
    }

    /// The same part when somebody is granted more. Nothing ends earlier than before.
    fn with_more_time(self, terms: &Terms, fresh: Option<Moment>) -> Self {
        let deadline_at = self.deadline_at.and_then(|before| {
            let computed = self.computed(terms)?;
            Some(fresh.map_or(computed, |fresh| fresh.max(computed)).max(before))
        });
        Self { deadline_at, ..self }
    }

    fn is_over(&self, now: Moment) -> bool {
        self.deadline_at.is_some_and(|deadline| now > deadline.plus(GRACE))
    }
}

/// Where somebody stands in a test of several parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// The part with this number is to be begun.
    Ahead(i64),
    /// They are in the part with this number.
    In(i64),
    /// The time of the last part is over.
    Over,
}

/// The parts of a test, and how far somebody has come in them. Empty where the test is one whole.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// All of them, in their order.
    pub all: Vec<OpeningSection>,
    /// Those that have begun, in their order.
    pub begun: Vec<Began>,
}

impl Parts {
    /// Reads those of an opening and of a sitting, where there is one.
    ///
    /// # Errors
    /// The database's.
    pub fn read(conn: &mut Conn, opening: &Opening, attempt: Option<&Attempt>) -> Result<Self> {
        let all = openings::sections(conn, &opening.organization, &opening.id)?;
        let begun = match attempt {
            Some(attempt) if !all.is_empty() => store::begun(conn, attempt)?,
            _ => Vec::new(),
        };
        Ok(Self { all, begun })
    }

    /// Where somebody stands; none where there are no parts.
    pub fn stand(&self, now: Moment) -> Option<Stand> {
        let first = self.all.first()?;
        let Some(last) = self.begun.last() else { return Some(Stand::Ahead(first.number)) };
        Some(match last.is_over(now).then_some(last.is_last) {
            None => Stand::In(last.number),
            Some(true) => Stand::Over,
            Some(false) => Stand::Ahead(last.number + 1),
        })
    }

    /// By when the answers of a part count, or counted; none without an end of its own.
    pub fn ends_at(&self, number: i64) -> Option<Moment> {
        let own = self.begun.iter().find(|part| part.number == number)?.deadline_at;
        let next = self.begun.iter().find(|part| part.number > number).map(|next| next.started_at);
        [own, next].into_iter().flatten().min()
    }

    /// When the sitting is handed in because the time of its last part is over.
    pub fn end(&self) -> Option<Moment> {
        self.begun.last().filter(|last| last.is_last).and_then(|last| last.deadline_at)
    }
}

/// The nearer one of a part's deadline, to which the grace is added, and the start of the next, which leaves none.
fn closes_at(begun: &[Began], number: i64) -> Option<Moment> {
    let own = begun.iter().find(|part| part.number == number)?.deadline_at;
    let next = begun.iter().find(|part| part.number > number).map(|next| next.started_at.minus(GRACE + TICK));
    [own, next].into_iter().flatten().min()
}

/// When answers to questions of a part stop counting; none where there is no part, or no end of its own.
///
/// # Errors
/// [`Code::WrongState`] for a part that has not begun.
pub(super) fn closing(conn: &mut Conn, attempt: &Attempt, section: Option<i64>) -> Result<Option<Moment>> {
    let Some(number) = section else { return Ok(None) };
    let begun = store::begun(conn, attempt)?;
    if begun.iter().any(|part| part.number == number) {
        return Ok(closes_at(&begun, number));
    }
    Err(Error::new(Code::WrongState, "This part of the test has not begun.").told("part-not-begun"))
}

/// Begins a part, and so ends the one before. Beginning the one somebody is in changes nothing.
///
/// # Errors
/// [`Code::WrongState`] for one whose turn it is not, and after the end.
pub fn begin_part(
    conn: &mut Conn,
    opening: &Opening,
    (organization, id): (&OrganizationId, &AttemptId),
    number: i64,
    now: Moment,
) -> Result<()> {
    let known = store::attempt(conn, organization, id)?.ok_or(Code::NotFound)?;
    // As with the start: what is granted meanwhile is granted before or after.
    openings::hold_candidate(conn, organization, &known.candidate)?;
    let attempt = store::hold_attempt(conn, organization, id)?;
    if attempt.state != AttemptState::Started || now > attempt.closes_at().plus(GRACE) {
        return Err(Code::WrongState.into());
    }
    let parts = Parts::read(conn, opening, Some(&attempt))?;
    let part = parts.all.iter().find(|part| part.number == number).ok_or(Code::NotFound)?;
    match parts.stand(now) {
        Some(Stand::In(current)) if current == number => return Ok(()),
        Some(Stand::Ahead(next)) if next == number => {}
        Some(Stand::In(current)) if current + 1 == number => {}
        _ => return Err(Error::new(Code::WrongState, "It is another part's turn.").told("part-other-turn")),
    }
    let terms = terms_of(conn, organization, &attempt.candidate)?;
    let limit = part.minutes.map(Duration::minutes);
    let is_last = parts.all.last().is_some_and(|last| last.number == number);
    let began = Began { number, started_at: now, limit, outage: Duration::zero(), deadline_at: None, is_last };
    let began = Began { deadline_at: began.computed(&terms), ..began };
    store::insert_part(conn, &attempt, &began)?;
    // Whoever has begun a part has the whole of its time, even if the invitation ends before it.
    if began.deadline_at.is_some_and(|deadline| deadline > attempt.open_until) {
        let open_until = began.deadline_at.unwrap_or(attempt.open_until);
        if !store::update_attempt(conn, &Attempt { open_until, ..attempt })? {
            return Err(Code::Conflict.into());
        }
    }
    Ok(())
}

/// What is granted acts at once on the part that somebody is in, or was in last. The row of the sitting is held. Returns
/// when it ends now, where it has an end.
pub(super) fn grant_more(
    conn: &mut Conn,
    attempt: &Attempt,
    terms: &Terms,
    fresh: Option<Moment>,
) -> Result<Option<Moment>> {
    let Some(part) = store::begun(conn, attempt)?.last().map(|part| part.with_more_time(terms, fresh)) else {
        return Ok(None);
    };
    store::move_part(conn, attempt, &part)?;
    Ok(part.deadline_at)
}

/// Adds the length of a silence to the part that was running when it began. The row of the sitting is held.
pub(super) fn add_outage(conn: &mut Conn, attempt: &Attempt, from: Moment, length: Duration) -> Result<()> {
    let begun = store::begun(conn, attempt)?;
    let Some(part) = begun.last() else { return Ok(()) };
    if part.started_at > from || part.deadline_at.is_some_and(|deadline| deadline < from) {
        return Ok(());
    }
    let deadline_at = part.deadline_at.map(|deadline| deadline.plus(length));
    Ok(store::move_part(conn, attempt, &Began { outage: part.outage + length, deadline_at, ..*part })?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sittings::TimeFactor;

    fn at(minute: i64) -> Moment {
        Moment::from_micros((1_764_000_000 + minute * 60) * 1_000_000).unwrap()
    }

    fn part(number: i64, started: i64, minutes: Option<i64>) -> Began {
        let limit = minutes.map(Duration::minutes);
        let deadline_at = minutes.map(|minutes| at(started + minutes));
        Began { number, started_at: at(started), limit, outage: Duration::zero(), deadline_at, is_last: number == 3 }
    }

    fn parts(begun: Vec<Began>) -> Parts {
        let all = (1..=3).map(|number| OpeningSection { number, title: format!("Part {number}"), minutes: Some(10) });
        Parts { all: all.collect(), begun }
    }

    #[test]
    fn parts_come_one_after_the_other() {
        assert_eq!(Parts::default().stand(at(0)), None);
        assert_eq!(parts(vec![]).stand(at(0)), Some(Stand::Ahead(1)));
        let first = part(1, 0, Some(10));
        let one = parts(vec![first]);
        assert_eq!(one.stand(at(10).plus(GRACE)), Some(Stand::In(1)), "the grace belongs to it");
        assert_eq!(one.stand(at(11)), Some(Stand::Ahead(2)));
        assert_eq!((one.ends_at(1), one.ends_at(2), one.end()), (Some(at(10)), None, None));
        let two = parts(vec![first, part(2, 4, None)]);
        assert_eq!(two.stand(at(900)), Some(Stand::In(2)), "without a limit");
        assert_eq!(two.ends_at(1), Some(at(4)), "begun early, the one before has ended then");
        assert!(at(4) > closes_at(&two.begun, 1).unwrap().plus(GRACE), "in the same moment");
        assert_eq!(closes_at(&one.begun, 1), Some(at(10)));
        let three = parts(vec![first, part(2, 4, None), part(3, 20, Some(10))]);
        assert_eq!((three.stand(at(31)), three.end()), (Some(Stand::Over), Some(at(30))));
    }

    #[test]
    fn what_is_granted_stretches_a_part_and_takes_nothing_away() {
        let with = |factor, fresh| {
            let terms = Terms { factor, ..Terms::default() };
            part(1, 0, Some(10)).with_more_time(&terms, fresh).deadline_at
        };
        assert_eq!(with(TimeFactor::Half, None), Some(at(15)));
        assert_eq!(with(TimeFactor::Same, Some(at(50))), Some(at(50)));
        assert_eq!(with(TimeFactor::Unlimited, None), None);
        let later = Began { deadline_at: Some(at(40)), ..part(1, 0, Some(10)) };
        assert_eq!(later.with_more_time(&Terms::default(), None).deadline_at, Some(at(40)));
        let outage = Began { outage: Duration::minutes(5), ..part(1, 0, Some(10)) };
        let double = Terms { factor: TimeFactor::Double, ..Terms::default() };
        assert_eq!(outage.with_more_time(&double, None).deadline_at, Some(at(25)), "an outage is not stretched");
    }
}
