//! Frozen reference groups of an assessment: how groups of applicants reach a total, from finished attempts of closed
//! openings, never from the people who are being decided on.
//!
//! Moving a cut by one point over living people would give a person away. So counts are frozen, seldom; they are read on
//! a grid of five points; and every floor is in one file, [`floor`]. What is stored is counts, and what leaves the room
//! has passed the floors.

pub mod api;
pub mod floor;
mod freeze;
pub mod pages;
mod sentence;
mod store;
mod table;
mod view;

use crate::assessments::AssessmentRef;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::OrganizationId;
use crate::people::{self, Right};
use floor::Row;
use std::collections::BTreeMap;

pub use freeze::{Counted, count, freeze, freeze_due, standing, why_not};
pub use store::newest;
pub use table::{Group, Question, Reading, Seen, Table, table};
pub use view::TableView;

/// The groups of an assessment as they were frozen, without their counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// Counts the cohorts of an assessment, from 1.
    pub number: i64,
    /// Which questions had been asked.
    pub pack: String,
    /// How many closed openings it comes from.
    pub openings: i64,
    /// How many people had a result in them.
    pub people: i64,
    /// Who froze it, as the audit log names them.
    pub frozen_by: String,
    /// When.
    pub frozen_at: Moment,
}

/// The question under which everybody is counted.
const EVERYBODY: &str = "everybody";
/// The answer of whoever gave none.
const NO_ANSWER: &str = "no-answer";

/// People by question, answer and where their totals lie.
pub type Counts = BTreeMap<(String, String), Row>;

/// The groups of an assessment at the grid point nearest to a cut; none where nothing has been frozen.
///
/// # Errors
/// The database's.
pub fn at(
    conn: &mut Conn,
    organization: &OrganizationId,
    assessment: &AssessmentRef,
    cut: f64,
) -> Result<Option<Table>> {
    let Some(cohort) = store::newest(conn, organization, assessment)? else { return Ok(None) };
    let counts = store::counts(conn, organization, assessment, cohort.number)?;
    Ok(Some(table(cohort, &counts, floor::grid(cut))))
}

/// The names of those who may read groups.
///
/// # Errors
/// The database's.
pub fn readers(conn: &mut Conn, organization: &OrganizationId) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for staff in people::staff_list(conn, organization)? {
        let roles = people::roles_of(conn, organization, &staff.id)?;
        let may = roles.iter().any(|role| role.reach(Right::GroupsRead).is_some());
        if may && staff.disabled_at.is_none() {
            names.push(staff.name);
        }
    }
    Ok(names)
}
