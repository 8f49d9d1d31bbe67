//! Requests and the rules of the organization, for programs.

mod applicant;
mod organization;
mod staff;

use crate::web::Route;
use utoipa::OpenApi;

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    [applicant::routes(), staff::routes(), organization::routes()].concat()
}

/// The documentation of these routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    applicant::Api::openapi().merge_from(staff::Api::openapi()).merge_from(organization::Api::openapi())
}
