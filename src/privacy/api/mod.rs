//! An applicant's rights and the requests of an organization, for programs.

mod mine;
mod requests;

use crate::web::Route;
use utoipa::OpenApi;

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    [mine::routes(), requests::routes()].concat()
}

/// The documentation of these routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    mine::Api::openapi().merge_from(requests::Api::openapi())
}
