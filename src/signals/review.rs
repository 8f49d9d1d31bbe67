//! Looking at the signals of one person: opened with a reason, seen, concluded in words. Each is in the audit log.

use super::{Conclusion, LONGEST, Review, SHORTEST, Signals, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::{IntegrityReviewId, StaffId};
use crate::notices;
use crate::openings::{self, Candidate, CandidateOfOpening, Opening, Source};
use crate::people::{Actor, Reach, Scoped};
use crate::sittings::{self, AttemptState};

/// A person whose signals somebody may look at: not one whom they rank or decide about in another role.
#[derive(Debug, Clone)]
pub struct Case {
    /// The opening.
    pub opening: Opening,
    /// The person.
    pub candidate: Candidate,
}

/// A review with whom it is about.
#[derive(Debug, Clone)]
pub struct ReviewCase {
    /// The review.
    pub review: Review,
    /// The person.
    pub case: Case,
}

/// Whether somebody ranks or decides about the people of an opening.
pub(super) fn judges(conn: &mut Conn, actor: &Actor, opening: &Opening) -> Result<bool> {
    Ok(actor.judges() && openings::on_team(conn, &opening.organization, &opening.id, &actor.staff.id)?)
}

impl Scoped for Case {
    const SEGMENTS: &'static [&'static str] = CandidateOfOpening::SEGMENTS;

    fn find(conn: &mut Conn, actor: &Actor, reach: Reach, ids: &[String]) -> Result<Option<Self>> {
        let Some(found) = CandidateOfOpening::find(conn, actor, reach, ids)? else { return Ok(None) };
        let CandidateOfOpening { opening, candidate } = found;
        if candidate.source == Source::Trial || judges(conn, actor, &opening)? {
            return Ok(None);
        }
        Ok(Some(Self { opening, candidate }))
    }
}

impl Scoped for ReviewCase {
    const SEGMENTS: &'static [&'static str] = &["integrity"];

    fn find(conn: &mut Conn, actor: &Actor, reach: Reach, ids: &[String]) -> Result<Option<Self>> {
        let Some(Ok(id)) = ids.first().map(|id| id.parse::<IntegrityReviewId>()) else { return Ok(None) };
        let Some(review) = store::review(conn, actor.organization(), &id)? else { return Ok(None) };
        let ids = [review.opening.to_string(), review.candidate.to_string()];
        Ok(Case::find(conn, actor, reach, &ids)?.map(|case| Self { review, case }))
    }
}

fn written(field: &str, text: &str, missing: &str) -> Option<FieldError> {
    let message = match text.trim().chars().count() {
        SHORTEST..=LONGEST => return None,
        0..SHORTEST => missing.to_owned(),
        _ => "Keep it under 2,000 characters.".to_owned(),
    };
    Some(FieldError { field: field.into(), message })
}

/// Opens a review of the last sitting of a person.
///
/// # Errors
/// [`Code::Invalid`] for a reason that is none, [`Code::WrongState`] while they sit or before, [`Code::Conflict`] while
/// another is open. Nobody is looked at who was not told beforehand.
pub fn open(conn: &mut Conn, case: &Case, reason: &str, by: &StaffId, now: Moment) -> Result<Review> {
    let missing = "Write why these signals have to be looked at, in at least 20 characters. The person can read it.";
    if let Some(fault) = written("reason", reason, missing) {
        return Err(Error::fields(vec![fault]));
    }
    let Case { opening, candidate } = case;
    openings::hold_candidate(conn, &candidate.organization, &candidate.id)?;
    let last = sittings::latest_attempt(conn, &candidate.organization, &candidate.id)?;
    let attempt = last.filter(|last| last.state != AttemptState::Started).ok_or_else(|| {
        Error::new(Code::WrongState, "There is nothing to look at before a sitting has ended. Let them sit in peace.")
    })?;
    if !notices::says_signals(conn, &candidate.organization, &candidate.id)? {
        let sentence = "The notice that this person agreed to did not say that signals are noted, so there are none to look at. \
            A notice of your own says it where it has {signals}.";
        return Err(Error::new(Code::WrongState, sentence));
    }
    let known = store::of_candidate(conn, &candidate.organization, &candidate.id)?;
    if known.iter().any(|review| review.conclusion.is_none()) {
        return Err(Error::new(Code::Conflict, "A review of this person is open. Conclude it first."));
    }
    let review = Review {
        organization: candidate.organization.clone(),
        id: IntegrityReviewId::new(now),
        opening: opening.id.clone(),
        candidate: candidate.id.clone(),
        attempt: attempt.id,
        reason: reason.trim().replace("\r\n", "\n"),
        opened_by: by.clone(),
        opened_at: now,
        conclusion: None,
        findings: None,
        concluded_by: None,
        concluded_at: None,
        version: 1,
    };
    store::insert(conn, &review)?;
    note(conn, &review, (Action::IntegrityOpened, by), now)?;
    Ok(review)
}

/// Shows the signals that a review is about, while it is open, and writes down that they were seen. Whoever wants to see
/// them again opens another one and says why.
///
/// # Errors
/// The database's.
pub fn look(conn: &mut Conn, about: &ReviewCase, by: &StaffId, now: Moment) -> Result<Option<Signals>> {
    if about.review.conclusion.is_some() {
        return Ok(None);
    }
    note(conn, &about.review, (Action::IntegritySeen, by), now)?;
    Signals::read(conn, &about.case.opening, &about.review).map(Some)
}

/// Concludes a review, from the version that was seen. Nothing else changes by it.
///
/// # Errors
/// [`Code::Invalid`] for findings that are none, [`Code::Conflict`] when it was concluded in the meantime.
pub fn conclude(
    conn: &mut Conn,
    about: &ReviewCase,
    (seen, conclusion, findings): (i64, Option<Conclusion>, &str),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let missing = "Write what you found and what it cannot mean, in at least 20 characters. The person can read it.";
    let mut faults: Vec<FieldError> = written("findings", findings, missing).into_iter().collect();
    if conclusion.is_none() {
        let message = "Choose what comes of it.".to_owned();
        faults.insert(0, FieldError { field: "conclusion".into(), message });
    }
    if !faults.is_empty() {
        return Err(Error::fields(faults));
    }
    let concluded = Review {
        conclusion,
        findings: Some(findings.trim().replace("\r\n", "\n")),
        concluded_by: Some(by.clone()),
        concluded_at: Some(now),
        version: seen,
        ..about.review.clone()
    };
    if !store::update(conn, &concluded)? {
        return Err(Error::new(Code::Conflict, "Somebody has concluded this review in the meantime."));
    }
    note(conn, &concluded, (Action::IntegrityConcluded, by), now)
}

fn note(conn: &mut Conn, review: &Review, (action, by): (Action, &StaffId), now: Moment) -> Result<()> {
    let mut detail = vec![("opening", review.opening.to_string()), ("attempt", review.attempt.to_string())];
    detail.extend(review.conclusion.map(|conclusion| ("conclusion", conclusion.to_string())));
    let fact = Fact {
        organization: &review.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action,
        object: format!("integrity-review:{}", review.id),
        detail: &detail,
    };
    audit::append(conn, &fact)
}

/// Those that somebody may see: the open ones, the oldest first, and then the last hundred that were concluded.
///
/// # Errors
/// The database's.
pub fn all(conn: &mut Conn, actor: &Actor) -> Result<Vec<ReviewCase>> {
    let mut found = Vec::new();
    for review in store::reviews(conn, actor.organization())? {
        let ids = [review.opening.to_string(), review.candidate.to_string()];
        found.extend(Case::find(conn, actor, Reach::All, &ids)?.map(|case| ReviewCase { review, case }));
    }
    Ok(found)
}
