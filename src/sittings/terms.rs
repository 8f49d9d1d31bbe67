//! What was granted to one person: more time, a later deadline, another sitting. It lies apart from everything that is
//! ranked, and whoever ranks is never shown it.
//!
//! What was granted is never taken back: a grant is joined to what is there, and the greater one of each counts.

use super::{Attempt, AttemptState, parts, store};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::ids::{CandidateId, OrganizationId};
use crate::openings::{self, Candidate};
use crate::words::words;
use chrono::Duration;

words! {
    /// By how much a time limit is stretched.
    TimeFactor {
        /// As for everybody.
        Same = "1",
        /// A quarter more.
        Quarter = "1.25",
        /// Half as much again.
        Half = "1.5",
        /// Twice as much.
        Double = "2",
        /// There is no limit.
        Unlimited = "none",
    }
}

impl TimeFactor {
    /// A limit, stretched.
    pub fn stretch(self, limit: Duration) -> Option<Duration> {
        let quarters = match self {
            Self::Same => 4,
            Self::Quarter => 5,
            Self::Half => 6,
            Self::Double => 8,
            Self::Unlimited => return None,
        };
        Some(limit * quarters / 4)
    }
}

/// What was granted to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// By how much a time limit is stretched.
    pub factor: TimeFactor,
    /// Until when their link is open, where that is later than the invitation says.
    pub open_until: Option<Moment>,
    /// How many sittings they may have.
    pub sittings: i64,
    /// Counts changes; 0 where nothing was granted.
    pub version: i64,
}

impl Default for Terms {
    fn default() -> Self {
        Self { factor: TimeFactor::Same, open_until: None, sittings: 1, version: 0 }
    }
}

impl Terms {
    /// The later of the end of an invitation and what was granted.
    pub fn end(&self, invitation_ends: Moment) -> Moment {
        self.open_until.map_or(invitation_ends, |until| until.max(invitation_ends))
    }

    /// Whether a new sitting may follow one that has ended.
    pub fn let_follow(&self, attempt: &Attempt) -> bool {
        attempt.state != AttemptState::Started && attempt.number < self.sittings
    }

    fn join(&self, grant: &Grant) -> Self {
        Self {
            factor: self.factor.max(grant.factor),
            open_until: self.open_until.max(grant.open_until),
            sittings: self.sittings.max(grant.sittings),
            version: self.version,
        }
    }
}

/// What is granted in one decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// By how much a time limit is stretched.
    pub factor: TimeFactor,
    /// A fresh deadline: until then the link is open, and a running time limit does not end before it.
    pub open_until: Option<Moment>,
    /// How many sittings they may have.
    pub sittings: i64,
}

/// What the deadline of a timed sitting is computed from, beside its start and the terms of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLimit {
    /// For everybody, as it was at the start.
    pub limit: Duration,
    /// How long nobody could answer because no server was there.
    pub outage: Duration,
}

impl TimeLimit {
    /// The deadline of a sitting; none where the limit was lifted.
    pub fn deadline(&self, started_at: Moment, factor: TimeFactor) -> Option<Moment> {
        factor.stretch(self.limit).map(|limit| started_at.plus(limit + self.outage))
    }
}

/// What was granted to a person so far.
///
/// # Errors
/// The database's.
pub fn terms_of(conn: &mut Conn, organization: &OrganizationId, candidate: &CandidateId) -> Result<Terms> {
    Ok(store::terms(conn, organization, candidate)?.unwrap_or_default())
}

/// Grants something to a person. A sitting that is being answered has it at once: its deadline is computed again from
/// the start that was recorded. One that has not begun has it from its start.
///
/// # Errors
/// [`Code::Conflict`] when something else was granted, or the sitting has ended, in the meantime.
pub fn grant(conn: &mut Conn, candidate: &Candidate, grant: &Grant) -> Result<Terms> {
    // Starting holds the person too: a sitting begins either before this and is changed, or after it and knows of it.
    openings::hold_candidate(conn, &candidate.organization, &candidate.id)?;
    let known = terms_of(conn, &candidate.organization, &candidate.id)?;
    let terms = known.join(grant);
    if !store::put_terms(conn, candidate, &terms)? {
        return Err(Code::Conflict.into());
    }
    let running = store::latest_attempt(conn, &candidate.organization, &candidate.id)?
        .filter(|attempt| attempt.state == AttemptState::Started);
    if let Some(attempt) = running {
        let attempt = store::hold_attempt(conn, &attempt.organization, &attempt.id)?;
        if attempt.state != AttemptState::Started {
            return Err(Code::Conflict.into());
        }
        let limit = store::time_limit(conn, &attempt)?;
        let part_ends = parts::grant_more(conn, &attempt, &terms, grant.open_until)?;
        let next = with_more_time(&attempt, limit, &terms, grant.open_until);
        let open_until = part_ends.map_or(next.open_until, |end| end.max(next.open_until));
        let next = Attempt { open_until, ..next };
        if !store::update_attempt(conn, &next)? {
            return Err(Code::Conflict.into());
        }
    }
    Ok(Terms { version: terms.version + 1, ..terms })
}

/// A running sitting with what its person was granted. Nothing ends earlier than before.
fn with_more_time(attempt: &Attempt, limit: Option<TimeLimit>, terms: &Terms, fresh: Option<Moment>) -> Attempt {
    let deadline_at = attempt.deadline_at.zip(limit).and_then(|(before, limit)| {
        let computed = limit.deadline(attempt.started_at, terms.factor)?;
        Some(fresh.map_or(computed, |fresh| fresh.max(computed)).max(before))
    });
    let open_until = terms.end(attempt.open_until);
    let open_until = deadline_at.map_or(open_until, |deadline| deadline.max(open_until));
    Attempt { open_until, deadline_at, ..attempt.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AttemptId, OpeningId};

    fn at(minute: i64) -> Moment {
        Moment::from_micros((1_764_000_000 + minute * 60) * 1_000_000).unwrap()
    }

    fn running(deadline: Option<i64>, open_until: i64) -> Attempt {
        Attempt {
            organization: OrganizationId::built_in(),
            id: AttemptId::new(),
            opening: OpeningId::new(at(0)),
            candidate: CandidateId::new(),
            number: 1,
            state: AttemptState::Started,
            seed: 0,
            started_at: at(0),
            open_until: at(open_until),
            deadline_at: deadline.map(at),
            submitted_at: None,
            receipt: None,
            version: 1,
        }
    }

    fn limit(minutes: i64, outage: i64) -> TimeLimit {
        TimeLimit { limit: Duration::minutes(minutes), outage: Duration::minutes(outage) }
    }

    fn terms(factor: TimeFactor) -> Terms {
        Terms { factor, ..Terms::default() }
    }

    #[test]
    fn each_factor_stretches_the_limit_from_the_recorded_start() {
        for (factor, deadline) in [
            (TimeFactor::Same, Some(40)),
            (TimeFactor::Quarter, Some(50)),
            (TimeFactor::Half, Some(60)),
            (TimeFactor::Double, Some(80)),
            (TimeFactor::Unlimited, None),
        ] {
            let next = with_more_time(&running(Some(40), 1000), Some(limit(40, 0)), &terms(factor), None);
            assert_eq!(next.deadline_at, deadline.map(at), "{factor}");
        }
        let next = with_more_time(&running(Some(45), 1000), Some(limit(40, 5)), &terms(TimeFactor::Double), None);
        assert_eq!(next.deadline_at, Some(at(85)), "an outage is added, not stretched");
    }

    #[test]
    fn a_fresh_deadline_moves_the_running_limit_and_nothing_ends_earlier() {
        let attempt = running(Some(40), 50);
        let next = with_more_time(&attempt, Some(limit(40, 0)), &terms(TimeFactor::Same), Some(at(90)));
        assert_eq!((next.deadline_at, next.open_until), (Some(at(90)), at(90)));
        let again = with_more_time(&next, Some(limit(40, 0)), &terms(TimeFactor::Half), None);
        assert_eq!(again.deadline_at, Some(at(90)), "60 minutes would be less than what there is");
        let untimed = Terms { open_until: Some(at(70)), ..Terms::default() };
        let next = with_more_time(&running(None, 50), None, &untimed, Some(at(70)));
        assert_eq!((next.deadline_at, next.open_until), (None, at(70)));
    }

    #[test]
    fn what_was_granted_is_joined_and_never_taken_back() {
        let first = terms(TimeFactor::Double);
        let grant = Grant { factor: TimeFactor::Quarter, open_until: Some(at(5)), sittings: 2 };
        let both = first.join(&grant);
        assert_eq!((both.factor, both.open_until, both.sittings), (TimeFactor::Double, Some(at(5)), 2));
        assert_eq!(both.end(at(9)), at(9));
        let ended = Attempt { state: AttemptState::Scored, ..running(None, 9) };
        assert!(both.let_follow(&ended) && !both.let_follow(&Attempt { number: 2, ..ended.clone() }));
        assert!(!both.let_follow(&running(None, 9)) && !Terms::default().let_follow(&ended));
    }
}
