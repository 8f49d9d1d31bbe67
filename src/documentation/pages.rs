//! The documentation of an opening as a page that prints well.

use super::{Section, report};
use crate::auth::{Allowed, may, shell};
use crate::error::Result;
use crate::openings::Opening;
use crate::web::{Access, Context, Route, to};
use actix_web::HttpResponse;
use serde::Serialize;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/openings/{opening}/documentation", Access::Right("thresholds.read"), to!(page))]
}

#[derive(Serialize)]
struct PageView {
    opening: String,
    opening_id: String,
    place: String,
    sections: Vec<Section>,
    missing: usize,
    at: String,
}

async fn page(context: Context, allowed: Allowed<may::ThresholdsRead, Opening>) -> Result<HttpResponse> {
    let (opening, now) = (allowed.thing.clone(), context.now);
    let report = context.read(move |conn| report(conn, &opening, now)).await?;
    let view = PageView {
        opening: allowed.thing.title.clone(),
        opening_id: allowed.thing.id.to_string(),
        place: allowed.thing.place.clone(),
        missing: report.sections.iter().map(|section| section.missing.len()).sum(),
        sections: report.sections,
        at: report.at.day_and_time(),
    };
    context.page("documentation/page.html", &shell(&allowed.actor, "Documentation", "/openings"), &view)
}
