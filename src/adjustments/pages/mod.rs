//! Where applicants ask, where staff decide, and where the rules of the organization are changed.

mod applicant;
mod queue;
mod rules;

use crate::web::Route;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [applicant::routes(), queue::routes(), rules::routes()].concat()
}
