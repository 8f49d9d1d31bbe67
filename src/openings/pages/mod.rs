//! Openings: the list, a new one, one with its settings and links; inviting; the public page.

mod apply;
mod detail;
mod invite;
mod list;

use crate::web::Route;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [list::routes(), detail::routes(), invite::routes(), apply::routes()].concat()
}
