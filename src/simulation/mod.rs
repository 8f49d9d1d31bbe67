//! What to expect of an assessment before anybody has taken it: simulated applicants go through the real scoring.
//!
//! Every number here holds under the assumed model ([`assumptions`]) and nowhere else; all that is made of them says
//! so. The model, its formulas and what may be concluded are in `docs/psychometrics.md`.

mod applicant;
mod classification;
mod expectations;
mod exposure;
mod form;
mod people;
mod precision;
mod table;

pub use applicant::{Simulated, assumptions};
pub use classification::Classification;
pub use expectations::{Expectations, expect};
pub use exposure::Exposure;
pub use form::Form;
pub use people::{Person, Sitting, people};

/// What a simulation needs to know.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Draws the item set and the people.
    pub seed: i64,
    /// How many people.
    pub applicants: u32,
    /// The least total of a policy.
    pub threshold: f64,
}

#[cfg(test)]
mod tests;
