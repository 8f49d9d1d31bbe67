//! Preview of a policy before it is saved; saving it, alone or with a second person; whom to look at again.
//!
//! The preview is computed from the same rows and by the same function as the outcomes themselves, so that chart,
//! table and database cannot disagree. It never looks at groups of the people being decided on.

pub mod api;
mod expected;
pub mod pages;
mod preview;
mod save;
pub mod sentence;

use crate::db::Conn;
use crate::error::Result;
use crate::openings::Opening;
use crate::policies;
use crate::scores;
use crate::scoring::Thresholds;

pub use expected::{ENOUGH, Truth, reliability};
pub use preview::{BIN, Counts, Doubt, Preview, Test, preview_of};
pub use save::{InForce, Saved, answer, save};

/// What these thresholds would do, as of now.
///
/// # Errors
/// [`Code::Invalid`](crate::error::Code::Invalid) for thresholds off the scale.
pub fn preview(conn: &mut Conn, opening: &Opening, thresholds: &Thresholds) -> Result<Preview> {
    policies::check(thresholds)?;
    let test = Test::of(&scores::Scorer::load(conn, opening)?);
    let positions = policies::positions(conn, opening)?.map(|positions| positions.count);
    scores::with_columns(conn, opening, |columns| {
        let truth = expected::truth_of(columns, opening.id.as_ref(), test.lowest);
        preview_of(thresholds, columns, &test, truth, positions)
    })
}
