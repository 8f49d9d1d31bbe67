//! How long things are kept, and what must be kept longer.

use super::store::{self, Hold};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::fairness;
use crate::ids::{OrganizationId, StaffId};
use crate::openings::Opening;

/// The longest time anything is kept: ten years.
pub const LONGEST_MONTHS: i64 = 120;
/// The longest reason of a hold.
const LONGEST_REASON: usize = 500;

/// Sets for how many months after an opening is closed what applicants gave is kept. It acts on openings that are closed
/// already, too.
///
/// # Errors
/// [`Code::Invalid`] for less than one month, less than the chosen jurisdiction asks for, or more than ten years, [`Code::Conflict`] when it was changed meanwhile.
pub fn set_retention(
    conn: &mut Conn,
    organization: &OrganizationId,
    (seen, months): (i64, i64),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    if !(1..=LONGEST_MONTHS).contains(&months) {
        return Err(Error::field("months", format!("Enter a number of months from 1 to {LONGEST_MONTHS}.")));
    }
    let rules = fairness::chosen_jurisdiction(conn, organization)?.rules;
    if months < rules.least_retention_months {
        let sentence = format!(
            "Records have to be kept for at least {} months in the jurisdiction you have chosen ({}).",
            rules.least_retention_months, rules.name
        );
        return Err(Error::field("months", sentence));
    }
    if !store::put_retention(conn, organization, (seen, months))? {
        return Err(Code::Conflict.into());
    }
    let detail = [("months", months.to_string()), ("before", seen.to_string())];
    note(conn, organization, (Action::RetentionChanged, format!("organization:{organization}")), &detail, by, now)
}

/// Places a legal hold on an opening: nothing in it is erased until it is lifted.
///
/// # Errors
/// [`Code::Invalid`] without a reason, [`Code::Conflict`] when there is one already.
pub fn place_hold(conn: &mut Conn, opening: &Opening, reason: &str, by: &StaffId, now: Moment) -> Result<()> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        let sentence = format!("Write why the records must be kept, in up to {LONGEST_REASON} characters.");
        return Err(Error::field("reason", sentence));
    }
    if store::hold(conn, &opening.organization, &opening.id)?.is_some() {
        return Err(Error::new(Code::Conflict, "There is a hold on this opening already."));
    }
    let hold = Hold { opening: opening.id.clone(), reason: reason.to_owned(), placed_at: now };
    store::insert_hold(conn, &opening.organization, &hold, by)?;
    let what = (Action::HoldChanged, format!("opening:{}", opening.id));
    note(conn, &opening.organization, what, &[("what", "placed".into())], by, now)
}

/// Lifts the legal hold on an opening.
///
/// # Errors
/// [`Code::NotFound`] where there is none.
pub fn lift_hold(conn: &mut Conn, opening: &Opening, by: &StaffId, now: Moment) -> Result<()> {
    if !store::delete_hold(conn, &opening.organization, &opening.id)? {
        return Err(Code::NotFound.into());
    }
    let what = (Action::HoldChanged, format!("opening:{}", opening.id));
    note(conn, &opening.organization, what, &[("what", "lifted".into())], by, now)
}

fn note(
    conn: &mut Conn,
    organization: &OrganizationId,
    (action, object): (Action, String),
    detail: &[(&'static str, String)],
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    audit::append(conn, &Fact { organization, at: now, who: &Who::Staff(by.clone()), action, object, detail })
}
