//! Storing ratings: all of a batch or none, and taking a batch back.

use super::store::{self, Known};
use super::{Batch, Row, RowFault, Scale};
use crate::assessments::AssessmentRef;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::{CandidateId, OrganizationId, RatingBatchId};
use std::collections::BTreeSet;

/// Ratings that somebody wants to store.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Of which assessment.
    pub assessment: AssessmentRef,
    /// The scale.
    pub scale: Scale,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Ratings of which every row names somebody with a score.
#[derive(Debug, Clone)]
pub struct Checked {
    rows: Vec<(Row, Known)>,
}

impl Checked {
    /// How many ratings.
    pub fn ratings(&self) -> usize {
        self.rows.len()
    }

    /// Of how many people.
    pub fn people(&self) -> usize {
        self.rows.iter().map(|(_, known)| &known.candidate).collect::<BTreeSet<_>>().len()
    }

    /// By how many raters.
    pub fn raters(&self) -> usize {
        self.rows.iter().map(|(row, _)| &row.rater).collect::<BTreeSet<_>>().len()
    }
}

/// Looks whom the rows name, without storing anything.
///
/// # Errors
/// The database's; inside, every row that cannot be used.
pub fn check(
    conn: &mut Conn,
    organization: &OrganizationId,
    upload: &Upload,
    now: Moment,
) -> Result<Result<Checked, Vec<RowFault>>> {
    let names: Vec<String> = upload.rows.iter().map(|row| row.candidate.to_lowercase()).collect();
    let known = store::named(conn, organization, &upload.assessment, &names)?;
    let ids: Vec<CandidateId> = known.iter().map(|known| known.candidate.clone()).collect();
    let mut seen: BTreeSet<(CandidateId, String, String)> =
        store::stored(conn, organization, &ids)?.into_iter().collect();
    let stored = seen.clone();
    let today = day(now);
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for row in &upload.rows {
        let mut fault = |problem: String| {
            let text = format!("{}, {}, {}, {}", row.candidate, row.rating, row.rated_on, row.rater);
            faults.push(RowFault { row: row.number, text, problem });
        };
        let person = match person(row, &known) {
            Ok(person) => person,
            Err(problem) => {
                fault(problem);
                continue;
            }
        };
        let key = (person.candidate.clone(), row.rated_on.clone(), row.rater.clone());
        if row.rated_on > today {
            fault("This day is still to come.".to_owned());
        } else if row.rated_on < day(person.submitted_at) {
            fault("This day is before the test was handed in. Only later performance can be evidence.".to_owned());
        } else if stored.contains(&key) {
            fault("A rating of this person by this rater on this day is stored already.".to_owned());
        } else if !seen.insert(key) {
            fault("This person, day and rater stand in an earlier row too.".to_owned());
        } else {
            rows.push((row.clone(), person.clone()));
        }
    }
    Ok(if faults.is_empty() { Ok(Checked { rows }) } else { Err(faults) })
}

/// The day of a moment, as in 2026-11-23.
fn day(moment: Moment) -> String {
    moment.rfc3339().chars().take(10).collect()
}

fn person<'a>(row: &Row, known: &'a [Known]) -> std::result::Result<&'a Known, String> {
    let name = row.candidate.to_lowercase();
    let is = |known: &&Known| {
        known.candidate.as_ref() == name || known.email == name || known.pseudonym.to_lowercase() == name
    };
    let mut found = known.iter().filter(is);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err("Nobody with a score in this assessment has this pseudonym, id or address.".to_owned()),
        (Some(_), Some(_)) => {
            Err("This stands for two people or more, in different openings. Write the id of the one you mean."
                .to_owned())
        }
    }
}

/// Stores all ratings as a batch, or none.
///
/// # Errors
/// [`Code::Invalid`] with every row that cannot be used; the database's.
pub fn store(
    conn: &mut Conn,
    organization: &OrganizationId,
    upload: &Upload,
    who: &Who,
    now: Moment,
) -> Result<RatingBatchId> {
    let checked = check(conn, organization, upload, now)?.map_err(|faults| {
        let field = |fault: RowFault| FieldError { field: format!("ratings.{}", fault.row), message: fault.problem };
        Error::fields(faults.into_iter().map(field).collect())
    })?;
    let batch = Batch {
        id: RatingBatchId::new(now),
        assessment: upload.assessment.clone(),
        scale: upload.scale,
        ratings: checked.ratings() as i64,
        stored_by: who.to_string(),
        stored_at: now,
        withdrawn_at: None,
        version: 1,
    };
    store::insert(conn, organization, &batch, &checked.rows)?;
    let detail = [("ratings", checked.ratings().to_string()), ("people", checked.people().to_string())];
    note(conn, organization, (Action::RatingsStored, &batch.id), (who, &detail), now)?;
    Ok(batch.id)
}

/// Takes a batch back: its ratings are deleted. `seen` is the version of the batch that was looked at.
///
/// # Errors
/// [`Code::NotFound`] for a batch of another assessment, [`Code::Conflict`] for one that was withdrawn in the meantime.
pub fn withdraw(
    conn: &mut Conn,
    organization: &OrganizationId,
    (of, id, seen): (&AssessmentRef, &str, i64),
    who: &Who,
    now: Moment,
) -> Result<()> {
    let batches = store::batches(conn, organization, of)?;
    let batch = batches.into_iter().find(|batch| batch.id.as_ref() == id).ok_or(Code::NotFound)?;
    if !store::withdraw(conn, organization, (&batch.id, seen), now)? {
        return Err(Error::new(Code::Conflict, "Somebody withdrew these ratings in the meantime."));
    }
    let detail = [("ratings", batch.ratings.to_string())];
    note(conn, organization, (Action::RatingsWithdrawn, &batch.id), (who, &detail), now)
}

fn note(
    conn: &mut Conn,
    organization: &OrganizationId,
    (action, batch): (Action, &RatingBatchId),
    (who, detail): (&Who, &[(&'static str, String)]),
    now: Moment,
) -> Result<()> {
    let object = format!("rating-batch:{batch}");
    audit::append(conn, &Fact { organization, at: now, who, action, object, detail })
}
