//! The page before a decision about several people, the page after it, and the words that follow decisions.

mod act;
mod check;
mod words;

use crate::web::Route;

pub(super) use words::which;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [check::routes(), act::routes(), words::routes()].concat()
}
