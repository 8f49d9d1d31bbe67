//! The test and its reports, for programs.

mod answer;
mod applicant;
mod landing;
mod parts;
mod question;
mod reports;

use crate::bank::Presented;
use crate::scoring::Letter;
use crate::web::Route;
use utoipa::OpenApi;

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    [landing::routes(), applicant::routes(), question::routes(), parts::routes(), reports::routes()].concat()
}

/// The documentation of these routes.
pub fn openapi() -> utoipa::openapi::OpenApi {
    landing::Api::openapi()
        .merge_from(applicant::Api::openapi())
        .merge_from(question::Api::openapi())
        .merge_from(parts::Api::openapi())
        .merge_from(reports::Api::openapi())
}

/// The replies in an order, as HTML.
fn replies(presented: &Presented, order: &[Letter]) -> Vec<String> {
    let reply = |letter: &Letter| {
        let option = presented.options.iter().find(|option| option.letter == *letter);
        option.map(|option| option.text.as_str().to_owned()).unwrap_or_default()
    };
    order.iter().map(reply).collect()
}
