//! The test and its reports, for programs.

mod applicant;
mod reports;

use crate::web::Route;
use utoipa::OpenApi;

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    [applicant::routes(), reports::routes()].concat()
}

/// The documentation of these routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    applicant::Api::openapi().merge_from(reports::Api::openapi())
}
