//! The documentation of an opening as one report: what it rests on, section by section, from the data as they are, and in
//! each what is missing.
//!
//! It claims nothing that is not recorded. Groups are never computed here: what can be said about impact comes from a
//! frozen reference cohort, and where there is none the report says so.

pub mod api;
pub mod pages;
mod sections;

use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::openings::Opening;

/// One part of the report.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Section {
    /// Its name.
    pub title: &'static str,
    /// What is known, a sentence each.
    pub lines: Vec<String>,
    /// What is missing, and how to mend it.
    pub missing: Vec<String>,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its parts, in their order.
    pub sections: Vec<Section>,
    /// As of when.
    pub at: Moment,
}

/// Writes the report of an opening.
///
/// # Errors
/// The database's.
pub fn report(conn: &mut Conn, opening: &Opening, now: Moment) -> Result<Report> {
    let sections = vec![
        sections::job(conn, opening)?,
        sections::blueprint(conn, opening)?,
        sections::keys(conn, opening)?,
        sections::scoring(conn, opening)?,
        sections::threshold(conn, opening)?,
        sections::reliability(conn, opening)?,
        sections::impact(conn, opening)?,
        sections::alternatives(conn, opening)?,
        sections::adjustments(opening),
        sections::limits(conn, opening)?,
    ];
    Ok(Report { sections, at: now })
}
