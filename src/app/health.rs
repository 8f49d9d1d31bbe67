//! For whoever watches the server: is the process alive, and does its database answer?

use crate::db::Db;
use crate::error::Result;
use actix_web::{HttpResponse, web};

/// `GET /healthz`: the process is alive.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("alive\n")
}

/// `GET /readyz`: the database answers.
pub async fn ready(db: web::Data<Db>) -> Result<HttpResponse> {
    db.ping().await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
}
