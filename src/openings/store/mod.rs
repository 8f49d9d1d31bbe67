//! The tables of openings, candidates, invitations and decisions.

mod candidates;
mod decisions;
mod items;
mod openings;

pub use candidates::*;
pub use decisions::*;
pub use items::*;
pub use openings::*;
