//! The stylesheet and the modules: one file each, made by `build.rs`, under names that change with their content.

use crate::error::{Code, Error};
use actix_web::http::header;
use actix_web::{HttpResponse, web};

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// `GET /assets/{name}`: found by its full name only, so it may be kept for ever.
pub async fn asset(name: web::Path<String>) -> Result<HttpResponse, Error> {
    let (_, kind, content) = ASSETS.iter().find(|(known, _, _)| *known == name.as_str()).ok_or(Code::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, *kind))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(*content))
}
