//! What the script of a question tells, and the pages of whoever looks at signals.

mod away;
mod review;
mod view;

use crate::web::Route;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [away::routes(), review::routes()].concat()
}
