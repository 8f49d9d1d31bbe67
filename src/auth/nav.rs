//! What stands around the pages of staff: where they work, who they are, and the links they may use.

use crate::people::{Actor, Right};
use crate::web::{NavLink, Shell};

const LINKS: &[(&str, &str, Right)] = &[
    ("/home", "Home", Right::AccountOwn),
    ("/openings", "Openings", Right::OpeningsRead),
    ("/letters", "Letters", Right::LettersEdit),
    ("/assessments", "Assessments", Right::PrecisionFreeze),
    ("/fairness", "Fairness", Right::FairnessRead),
    ("/reviews", "Reviews", Right::ReviewsAnswer),
    ("/adjustments", "Adjustments", Right::AdjustmentsDecide),
    ("/requests", "Requests", Right::PrivacyHandle),
    ("/staff", "Staff", Right::StaffManage),
    ("/organization", "Organization", Right::OrganizationSet),
    ("/audit", "Audit", Right::AuditRead),
    ("/outbox", "Outbox", Right::MailRead),
];

/// The shell of a staff page. `current` is the path of the link under which the page stands.
pub fn shell(actor: &Actor, title: &str, current: &str) -> Shell {
    let links = LINKS.iter().filter(|(_, _, right)| actor.reach(*right).is_some());
    Shell {
        title: title.to_owned(),
        organization: actor.organization_name.clone(),
        signed_in: actor.staff.name.clone(),
        nav: links.map(|(href, label, _)| NavLink { href, label, current: *href == current }).collect(),
        ..Shell::default()
    }
}
