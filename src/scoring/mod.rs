//! PURE. One applicant: key x answers -> item scores, competency scores, total, range, outcome, bands.
//!
//! Nothing here reads a clock, a database or a random number, so a score can be computed again years later, bit for
//! bit, from what is stored: the answers, the key version, the precision version and [`VERSION`]. The formulas are
//! those of `docs/scoring.md`, each with its source.
//!
//! The unit is the share of what an item makes possible, adjusted for chance: 0 is what random answers give on
//! average, 1 is the key. Scores are 100 times a mean of those.

mod applicant;
pub mod bands;
mod chance;
mod competency;
mod contrast;
mod item;
mod key;
pub mod normal;
mod outcome;
mod precision;
mod response;

pub use applicant::{Given, NotScored, Score, Scores, Slot, score};
pub use competency::{Competency, PerCompetency};
pub use contrast::Contrast;
pub use item::RateScheme;
pub use key::{Format, ItemRule, Key, KeyFault};
pub use outcome::{Outcome, Ruler, Thresholds, Zone};
pub use precision::{ItemSpread, Precision};
pub use response::{Letter, Response, ResponseFault};

/// The version of the rules in this room. It changes whenever a stored answer would be scored differently.
pub const VERSION: &str = "1";

#[cfg(test)]
mod applicant_tests;
#[cfg(test)]
mod tests;
