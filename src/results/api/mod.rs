//! The ranking, the people and a person's result, for programs.

mod candidate;
mod compare;
mod links;
mod people;
mod person;
mod ranking;
mod views;

use crate::web::Route;
use utoipa::OpenApi;

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    [
        ranking::routes(),
        people::routes(),
        links::routes(),
        candidate::routes(),
        person::routes(),
        views::routes(),
        compare::routes(),
    ]
    .concat()
}

/// The documentation of these routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    ranking::Api::openapi()
        .merge_from(people::Api::openapi())
        .merge_from(links::Api::openapi())
        .merge_from(candidate::Api::openapi())
        .merge_from(person::Api::openapi())
        .merge_from(views::Api::openapi())
        .merge_from(compare::Api::openapi())
}
