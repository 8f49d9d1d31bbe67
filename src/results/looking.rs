//! Looking at a ranking: the fact that it was looked at, and all that stands on its page, in one read.
//!
//! The fact is written, and durable, before anything is read: whoever sees a page has left one. It is not in the same
//! transaction, so that a page of many is not read by the one writer of SQLite while everybody's answers wait.

use super::query::RankingQuery;
use super::rank::{Page, rank};
use super::store::{Departures, departures};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::StaffId;
use crate::openings::{self, Funnel, Names, Opening};
use crate::policies::{self, Policy};
use crate::scores::{self, OutcomeCounts, Scorer};
use crate::scoring::PerCompetency;

/// All that stands on a page of the ranking.
pub struct Looked {
    /// The people and the bands.
    pub page: Page,
    /// How far people have come.
    pub funnel: Funnel,
    /// How many have which outcome.
    pub counts: OutcomeCounts,
    /// How often decisions depart from outcomes.
    pub departures: Departures,
    /// The policy in force.
    pub policy: Policy,
    /// The standard error of a complete form.
    pub form_se: f64,
    /// What each competency weighs in the real total.
    pub usual: PerCompetency<f64>,
    /// What it weighs in a what-if, if this is one.
    pub weights: Option<PerCompetency<f64>>,
    /// Whether somebody may be left out.
    pub filtered: bool,
    /// Whose names are shown.
    pub names: Names,
}

/// Reads a page of the ranking for a staff member. [`note_look_at`] comes first.
///
/// # Errors
/// [`Code::Malformed`](crate::error::Code::Malformed) for an address that is not one of ours; the database's.
pub fn look(conn: &mut Conn, opening: &Opening, query: &RankingQuery, by: &StaffId, size: usize) -> Result<Looked> {
    let names = Names::of(conn, opening, by)?;
    let scorer = Scorer::load(conn, opening)?;
    let mut asked = query.asked(names.clone(), openings::usual_language(conn, opening)?)?;
    asked.weights = query.weights(scorer.weights())?;
    Ok(Looked {
        page: rank(conn, opening, &asked, query.cursor()?.as_ref(), size)?,
        funnel: openings::funnel(conn, opening)?,
        counts: scores::outcome_counts(conn, opening)?,
        departures: departures(conn, opening)?,
        policy: policies::current(conn, opening)?,
        form_se: scorer.form_se(),
        usual: *scorer.weights(),
        weights: asked.weights,
        filtered: !asked.filter.is_empty(),
        names,
    })
}

/// Writes into the audit log that the ranking was looked at.
///
/// # Errors
/// The database's.
pub fn note_look_at(conn: &mut Conn, opening: &Opening, by: &StaffId, now: Moment) -> Result<()> {
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::RankingSeen,
        object: format!("opening:{}", opening.id),
        detail: &[],
    };
    audit::append(conn, &fact)
}
