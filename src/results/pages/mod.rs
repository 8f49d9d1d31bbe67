//! What waits for me; who was invited; the ranking; a person's result and the decision about them.

mod candidate;
mod compare;
mod controls;
mod home;
mod impression;
mod links;
mod mails;
mod palette;
mod people;
mod person;
mod ranking;
mod saved;

use crate::web::Route;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [
        home::routes(),
        palette::routes(),
        people::routes(),
        links::routes(),
        ranking::routes(),
        saved::routes(),
        candidate::routes(),
        person::routes(),
        compare::routes(),
    ]
    .concat()
}
