//! The same files where the links of the ranking page lead: failures come as pages here.

use super::api::{csv, json, report_pdf, xlsx};
use crate::web::{Access, Route, to};

/// The addresses of the files beside the pages.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/openings/{opening}/export.csv", Access::Right("results.read"), to!(csv)),
        Route::get("/openings/{opening}/export.json", Access::Right("results.read"), to!(json)),
        Route::get("/openings/{opening}/export.xlsx", Access::Right("results.read"), to!(xlsx)),
        Route::get(
            "/openings/{opening}/candidates/{candidate}/report.pdf",
            Access::Right("results.read"),
            to!(report_pdf),
        ),
    ]
}
