//! Preview of a policy before it is saved; saving it.
//!
//! The preview is computed from the same rows and by the same function as the outcomes themselves, so that chart,
//! table and database cannot disagree. It never looks at groups of the people being decided on.

pub mod api;
pub mod pages;
mod preview;
pub mod sentence;

use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::StaffId;
use crate::openings::{self, Opening};
use crate::policies::{self, Policy};
use crate::scores;
use crate::scoring::Thresholds;

pub use preview::{BIN, Counts, Preview, preview_of};

/// What these thresholds would do, as of now.
///
/// # Errors
/// [`Code::Invalid`](crate::error::Code::Invalid) for thresholds off the scale.
pub fn preview(conn: &mut Conn, opening: &Opening, thresholds: &Thresholds) -> Result<Preview> {
    policies::check(thresholds)?;
    let scorer = scores::Scorer::load(conn, opening)?;
    let rows = scores::results_for_preview(conn, opening)?;
    Ok(preview_of(thresholds, &rows, scorer.form_se(), scorer.counted()))
}

/// Saves a new version and brings the outcomes of the opening under it. Recorded decisions stay as they are. Returns
/// the policy and how many outcomes changed.
///
/// # Errors
/// As [`policies::save`].
pub fn save(
    conn: &mut Conn,
    opening: &Opening,
    wanted: (&Thresholds, &str),
    (by, seen): (&StaffId, i64),
    now: Moment,
) -> Result<(Policy, usize)> {
    // Whoever hands in while this is saved waits, so that nobody is left under the old version.
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let policy = policies::save(conn, opening, wanted, (by, seen), now)?;
    let changed = scores::apply_policy(conn, opening, &policy)?;
    Ok((policy, changed))
}
