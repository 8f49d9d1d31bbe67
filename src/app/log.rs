//! One line for each request: the pattern of its route, never its address, because addresses hold secret links.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use std::time::Instant;

/// The middleware.
///
/// # Errors
/// None of its own; the framework's pass through.
pub async fn requests<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let (method, started) = (request.method().clone(), Instant::now());
    let response = next.call(request).await?;
    let route = response.request().match_pattern();
    let millis = started.elapsed().as_secs_f64() * 1000.0;
    tracing::debug!(%method, route, status = response.status().as_u16(), millis, "request");
    Ok(response)
}
