//! A lost link, for programs.

use super::pages::count_and_send;
use crate::error::{Error, Result};
use crate::mail::Post;
use crate::people::{EmailAddress, TextFault};
use crate::web::{Access, Context, Json, Problem, Route, to};
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    vec![Route::post("/api/v1/lost-links", Access::Public, to!(ask))]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(ask))]
pub struct Api;

/// Whose links are lost.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LostBody {
    /// The address they were invited at.
    email: String,
}

/// Ask for lost personal links. They come by mail; the answer is the same for everybody.
#[utoipa::path(post, path = "/api/v1/lost-links", tag = "applicants", security(()), request_body = LostBody,
    responses((status = 202), (status = 422, body = Problem),
        (status = 429, body = Problem, headers(("Retry-After" = i64, description = "Seconds to wait")))))]
async fn ask(context: Context, body: Json<LostBody>, post: web::Data<Post>) -> Result<HttpResponse> {
    let email = body.0.email.parse::<EmailAddress>();
    let email = email.map_err(|fault: TextFault| Error::field("email", fault.to_string()))?;
    count_and_send(&context, post, email).await?;
    Ok(HttpResponse::Accepted().finish())
}
