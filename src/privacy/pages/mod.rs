//! The applicant's own page, and the pages on which staff answer what applicants ask for.

mod data;
mod data_beside;
mod equality;
mod mine;
mod requests;
mod settings;

use crate::web::Route;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [mine::routes(), data::routes(), equality::routes(), requests::routes(), settings::routes()].concat()
}
