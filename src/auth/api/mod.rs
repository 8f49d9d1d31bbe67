//! Sessions and staff, for programs.

mod session;
mod staff;

use crate::web::Route;
use utoipa::OpenApi;

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    [session::routes(), staff::routes()].concat()
}

/// The documentation of these routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    session::Api::openapi().merge_from(staff::Api::openapi())
}
