//! Versions of thresholds with author and reason.
//!
//! A policy is never changed: a new version takes its place, and what was decided under the old one stays. Version 0 is
//! the starting threshold of the assessment, which stands until a manager has set one. There is one policy for
//! everybody in an opening; there is no way to set different ones for different people.

mod positions;
mod proposals;
mod reviews;
mod store;

use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::StaffId;
use crate::openings::{self, Opening};
use crate::scoring::{Competency, PerCompetency, Thresholds};

pub use positions::{Positions, positions, set_positions};
pub use proposals::{Proposal, ProposalState, Verdict, answer, proposals, propose, results_opened, waiting};
pub use reviews::{Changed, LookedAt, Review, ReviewState, look, note_changed, reviews};
pub use store::{history, reviews_waiting};

/// A version of the thresholds of an opening.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Its version; 0 is the assessment's starting threshold.
    pub version: i64,
    /// The thresholds.
    pub thresholds: Thresholds,
    /// Why.
    pub reason: String,
    /// The id of the staff member who set it; empty for version 0.
    pub author: String,
    /// Since when.
    pub created_at: Moment,
}

/// A boundary between outcomes as it is shown: to a tenth, because rounded to a whole number it would put a score on
/// the wrong side of itself.
pub fn tenths(value: f64) -> String {
    let text = format!("{:.1}", value.max(0.0));
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The widths of the borderline zone that can be chosen, in standard errors on either side, with what they mean.
pub const ZONES: [(f64, &str); 3] =
    [(1.0, "two times in three"), (1.645, "nine times in ten"), (1.96, "19 times in 20")];

/// What a z means in words.
pub fn zone_words(z: f64) -> &'static str {
    ZONES.iter().find(|(zone, _)| (zone - z).abs() < 1e-9).map_or("by its standard error", |(_, words)| words)
}

/// The policy in force.
///
/// # Errors
/// The database's.
pub fn current(conn: &mut Conn, opening: &Opening) -> Result<Policy> {
    match store::newest(conn, opening)? {
        Some(policy) => Ok(policy),
        None => starting(conn, opening),
    }
}

fn starting(conn: &mut Conn, opening: &Opening) -> Result<Policy> {
    let threshold = openings::assessment_of(conn, opening)?.blueprint.threshold;
    Ok(Policy {
        version: 0,
        thresholds: Thresholds { total: threshold.total, minima: PerCompetency::default(), z: 1.0 },
        reason: threshold.note,
        author: String::new(),
        created_at: opening.created_at,
    })
}

/// Checks thresholds that somebody typed.
///
/// # Errors
/// [`Code::Invalid`] with every field that needs another look.
pub fn check(thresholds: &Thresholds) -> Result<()> {
    let off_scale = |value: f64| !(0.0..=100.0).contains(&value);
    let mut faults = Vec::new();
    let mut fault = |field: String, message: &str| faults.push(FieldError { field, message: message.to_owned() });
    if off_scale(thresholds.total) {
        fault("total".into(), "Enter a number from 0 to 100.");
    }
    for competency in Competency::all().filter(|competency| thresholds.minima[*competency].is_some_and(off_scale)) {
        fault(competency.to_string(), "Enter a number from 0 to 100, or leave it empty.");
    }
    if !ZONES.iter().any(|(z, _)| (z - thresholds.z).abs() < 1e-9) {
        fault("z".into(), "Choose one of the three widths.");
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::fields(faults)) }
}

fn overtaken() -> Error {
    Error::new(Code::Conflict, "Somebody saved another version in the meantime. Look at it before you save yours.")
}

fn checked_reason(field: &str, reason: &str) -> Result<String> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 2000 {
        return Err(Error::field(field, "Write why, in up to 2,000 characters. The reason stays with the version."));
    }
    Ok(reason.to_owned())
}

/// Saves a new version. `seen` is the version its author saw.
///
/// # Errors
/// [`Code::Invalid`] for thresholds off the scale or without a reason, [`Code::Conflict`] when somebody saved another
/// version in the meantime.
pub fn save(
    conn: &mut Conn,
    opening: &Opening,
    (thresholds, reason): (&Thresholds, &str),
    (by, seen): (&StaffId, i64),
    now: Moment,
) -> Result<Policy> {
    check(thresholds)?;
    let reason = checked_reason("reason", reason)?;
    let conflict = overtaken;
    if current(conn, opening)?.version != seen {
        return Err(conflict());
    }
    let policy = Policy { version: seen + 1, thresholds: *thresholds, reason, author: by.to_string(), created_at: now };
    store::insert(conn, opening, &policy).map_err(|error| {
        let error = Error::from(error);
        if error.is_unique_violation() { conflict() } else { error }
    })?;
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::PolicySaved,
        object: format!("opening:{}", opening.id),
        detail: &[("version", policy.version.to_string()), ("total", policy.thresholds.total.to_string())],
    };
    audit::append(conn, &fact)?;
    Ok(policy)
}
