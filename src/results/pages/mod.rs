//! What waits for me; who was invited; the ranking; a person's result and the decision about them.

mod candidate;
mod compare;
mod home;
mod links;
mod people;
mod ranking;

use crate::web::Route;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [home::routes(), people::routes(), links::routes(), ranking::routes(), candidate::routes(), compare::routes()]
        .concat()
}
