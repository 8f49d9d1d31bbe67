//! Openings, their teams, invitations and the public link, for programs.

mod apply;
mod invitations;
mod lists;
mod notices;
mod opening;
mod team;

use crate::web::Route;
use utoipa::OpenApi;

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    [opening::routes(), team::routes(), invitations::routes(), lists::routes(), notices::routes(), apply::routes()]
        .concat()
}

/// The documentation of these routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    opening::Api::openapi()
        .merge_from(team::Api::openapi())
        .merge_from(invitations::Api::openapi())
        .merge_from(lists::Api::openapi())
        .merge_from(notices::Api::openapi())
        .merge_from(apply::Api::openapi())
}
