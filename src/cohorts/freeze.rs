//! Freezing a cohort: counting, and the rules of when a new one may follow.

use super::floor::{BINS, DAYS, NEWCOMERS, Row, carried, moved, size};
use super::{Cohort, Counts, EVERYBODY, NO_ANSWER, store};
use crate::assessments::AssessmentRef;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::fairness;
use crate::ids::OrganizationId;
use crate::people;
use chrono::Duration;

/// What the closed openings of an assessment come to, before it is frozen.
#[derive(Debug, Clone)]
pub struct Counted {
    pack: String,
    openings: i64,
    everybody: Row,
    counts: Counts,
    /// The cohort that it would follow, with its counts.
    before: Option<(Cohort, Counts)>,
}

/// Counts the finished people of the closed openings of an assessment.
///
/// # Errors
/// [`Code::WrongState`] where nobody is asked anything about themselves.
pub fn count(conn: &mut Conn, organization: &OrganizationId, assessment: &AssessmentRef) -> Result<Counted> {
    let pack = fairness::asked(conn, organization)?.ok_or_else(|| {
        let sentence = "Nobody is asked anything about themselves, so there are no groups. An administrator chooses \
            what is asked under Requests, Equality questions.";
        Error::new(Code::WrongState, sentence)
    })?;
    let openings = store::closed(conn, organization, assessment)?;
    let everybody = store::everybody(conn, organization, &openings)?;
    let bins = (BINS, super::floor::bin_of as fn(f64) -> usize);
    let said = fairness::counts_by_total(conn, organization, (&pack.id, &openings), bins)?;
    let mut counts = Counts::new();
    for question in &pack.questions {
        let mut silent = everybody;
        for answer in question.ids() {
            let key = (question.id.clone(), answer.to_owned());
            let mut row = [0; BINS];
            for (place, people) in said.get(&key).into_iter().flatten().enumerate() {
                row[place] = *people;
                silent[place] -= people;
            }
            counts.insert(key, row);
        }
        counts.insert((question.id.clone(), NO_ANSWER.to_owned()), silent);
    }
    let before = match store::newest(conn, organization, assessment)? {
        Some(cohort) => {
            let counts = store::counts(conn, organization, assessment, cohort.number)?;
            Some((cohort, counts))
        }
        None => None,
    };
    Ok(Counted { pack: pack.id.clone(), openings: openings.len() as i64, everybody, counts, before })
}

fn everybody_key() -> (String, String) {
    (EVERYBODY.to_owned(), EVERYBODY.to_owned())
}

/// Why these counts may not be frozen now, if they may not.
pub fn why_not(counted: &Counted, now: Moment) -> Option<String> {
    let Some((cohort, counts)) = &counted.before else {
        let few = size(&counted.everybody) < NEWCOMERS;
        return few.then(|| {
            format!(
                "Fewer than {NEWCOMERS} people have finished in closed openings of this assessment. Open ones do not \
                 count: groups are never computed from the people who are being decided on."
            )
        });
    };
    if let Some(sentence) = too_early(cohort, now) {
        return Some(sentence);
    }
    let before = counts.get(&everybody_key()).copied().unwrap_or([0; BINS]);
    (moved(&before, &counted.everybody) < NEWCOMERS).then(|| {
        format!(
            "Fewer than {NEWCOMERS} people have come or gone in closed openings since {}. Two cohorts that differ by \
             few could be subtracted.",
            cohort.frozen_at.day()
        )
    })
}

/// Why the groups of an assessment may not be frozen now; empty where they may. Counts only where that matters.
///
/// # Errors
/// The database's.
pub fn standing(
    conn: &mut Conn,
    organization: &OrganizationId,
    assessment: &AssessmentRef,
    now: Moment,
) -> Result<String> {
    if let Some(cohort) = store::newest(conn, organization, assessment)?
        && let Some(sentence) = too_early(&cohort, now)
    {
        return Ok(sentence);
    }
    match count(conn, organization, assessment) {
        Ok(counted) => Ok(why_not(&counted, now).unwrap_or_default()),
        Err(error) if error.code() == Code::WrongState => Ok(error.sentence().to_owned()),
        Err(error) => Err(error),
    }
}

fn too_early(before: &Cohort, now: Moment) -> Option<String> {
    let from = before.frozen_at.plus(Duration::days(DAYS));
    (now < from).then(|| {
        format!(
            "The groups were frozen on {}. They can be frozen again from {}: seldom, so that nobody can watch the counts move.",
            before.frozen_at.day(),
            from.day()
        )
    })
}

/// Freezes what was counted, in place of the cohort before.
///
/// # Errors
/// [`Code::WrongState`] with the sentence of [`why_not`], [`Code::Conflict`] when somebody has frozen one since.
pub fn freeze(
    conn: &mut Conn,
    organization: &OrganizationId,
    assessment: &AssessmentRef,
    counted: &Counted,
    who: &Who,
    now: Moment,
) -> Result<Cohort> {
    if let Some(sentence) = why_not(counted, now) {
        return Err(Error::new(Code::WrongState, sentence));
    }
    // Answers to other questions are other people's: nothing is carried over from them.
    let before = counted.before.as_ref().filter(|(cohort, _)| cohort.pack == counted.pack).map(|(_, counts)| counts);
    let mut counts: Counts = counted
        .counts
        .iter()
        .map(|(key, row)| (key.clone(), carried(before.and_then(|before| before.get(key)), row)))
        .collect();
    counts.insert(everybody_key(), counted.everybody);
    let cohort = Cohort {
        number: counted.before.as_ref().map_or(0, |(cohort, _)| cohort.number) + 1,
        pack: counted.pack.clone(),
        openings: counted.openings,
        people: size(&counted.everybody),
        frozen_by: who.to_string(),
        frozen_at: now,
    };
    store::replace(conn, organization, assessment, (&cohort, &counts)).map_err(|error| {
        let error = Error::from(error);
        if error.is_unique_violation() { Code::Conflict.into() } else { error }
    })?;
    let fact = Fact {
        organization,
        at: now,
        who,
        action: Action::CohortFrozen,
        object: format!("assessment:{}", assessment.id),
        detail: &[
            ("version", assessment.version.to_string()),
            ("cohort", cohort.number.to_string()),
            ("openings", cohort.openings.to_string()),
        ],
    };
    audit::append(conn, &fact)?;
    Ok(cohort)
}

/// Freezes every cohort whose time has come, and says how many. Counting is a read: answers do not wait for it.
///
/// # Errors
/// The database's.
pub fn freeze_due(db: &Db, now: Moment) -> Result<usize> {
    let mut frozen = 0;
    for organization in db.read_now(people::organizations)? {
        let id = organization.id;
        let of = id.clone();
        let assessments = db.read_now(move |conn| match fairness::asked(conn, &of)? {
            Some(_) => Ok::<_, Error>(store::assessments_of_closed(conn, &of)?),
            None => Ok(Vec::new()),
        })?;
        for assessment in assessments {
            let (of, which) = (id.clone(), assessment.clone());
            let counted = db.read_now(move |conn| count_if_due(conn, &of, &which, now))?;
            let Some(counted) = counted.filter(|counted| why_not(counted, now).is_none()) else { continue };
            let of = id.clone();
            db.write_now(move |conn| freeze(conn, &of, &assessment, &counted, &Who::Server, now))?;
            frozen += 1;
        }
    }
    Ok(frozen)
}

/// Counts only where the last cohort is old enough: the job asks often.
fn count_if_due(
    conn: &mut Conn,
    organization: &OrganizationId,
    assessment: &AssessmentRef,
    now: Moment,
) -> Result<Option<Counted>> {
    let last = store::newest(conn, organization, assessment)?;
    if last.is_some_and(|cohort| too_early(&cohort, now).is_some()) {
        return Ok(None);
    }
    count(conn, organization, assessment).map(Some)
}
