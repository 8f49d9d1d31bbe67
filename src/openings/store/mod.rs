//! The tables of openings, candidates, invitations and decisions.

mod candidates;
mod decisions;
mod items;
mod lists;
mod names;
mod notices;
mod openings;

pub use candidates::*;
pub use decisions::*;
pub use items::*;
pub use lists::*;
pub use names::*;
pub use notices::*;
pub use openings::*;
