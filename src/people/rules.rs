//! What an organization decides for all its openings: its time zone, and how often somebody may sit again.

use super::store;
use crate::clock::Zone;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::OrganizationId;

/// The rules of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// In whose time deadlines are told.
    pub zone: Zone,
    /// How many new sittings somebody may have …
    pub retakes: i64,
    /// … in so many months. Those after a technical failure do not count.
    pub retake_months: i64,
    /// Counts changes, from 0: whoever writes names the version they saw.
    pub version: i64,
}

impl Default for Rules {
    /// UTC, and one new sitting in six months.
    fn default() -> Self {
        Self { zone: Zone::UTC, retakes: 1, retake_months: 6, version: 0 }
    }
}

/// Changes the rules, from the version that was seen.
///
/// # Errors
/// [`Code::Invalid`] for numbers that make no rule, [`Code::Conflict`] when they were changed in the meantime.
pub fn change_rules(conn: &mut Conn, organization: &OrganizationId, rules: &Rules) -> Result<()> {
    let mut faults = Vec::new();
    let mut fault =
        |field: &str, message: &str| faults.push(FieldError { field: field.into(), message: message.into() });
    if !(0..=12).contains(&rules.retakes) {
        fault("retakes", "Enter a number from 0 to 12. 0 allows a new sitting after a technical failure only.");
    }
    if !(1..=60).contains(&rules.retake_months) {
        fault("retake_months", "Enter months from 1 to 60.");
    }
    if !faults.is_empty() {
        return Err(Error::fields(faults));
    }
    match store::put_rules(conn, organization, rules).map_err(Error::from) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Code::Conflict.into()),
        Err(error) if error.is_unique_violation() => Err(Code::Conflict.into()),
        Err(error) => Err(error),
    }
}
