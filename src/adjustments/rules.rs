//! The rules of an organization, changed by somebody and noted in its log.

use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{OrganizationId, StaffId};
use crate::people::{self, Rules};

/// Changes the rules, from the version that was seen.
///
/// # Errors
/// As [`people::change_rules`].
pub fn change_rules(
    conn: &mut Conn,
    organization: &OrganizationId,
    rules: &Rules,
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    people::change_rules(conn, organization, rules)?;
    let fact = Fact {
        organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::RulesChanged,
        object: format!("organization:{organization}"),
        detail: &[
            ("time_zone", rules.zone.to_string()),
            ("retakes", rules.retakes.to_string()),
            ("retake_months", rules.retake_months.to_string()),
        ],
    };
    audit::append(conn, &fact)
}
