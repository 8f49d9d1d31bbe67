//! The route table of the whole server.

use super::{health, openapi};
use crate::web::{Access, Route, asset, see_other, to};
use crate::{
    adjustments, audit, auth, cohorts, decisions, documentation, evidence, exports, fairness, job_analysis, letters,
    mail, monitor, notices, openings, panels, privacy, quality, results, signals, sittings, thresholds,
};
use actix_web::HttpResponse;

/// Every address of the server.
pub fn routes() -> Vec<Route> {
    let own = vec![
        Route::get("/", Access::Public, to!(front)),
        Route::get("/assets/{name}", Access::Public, to!(asset)),
        Route::get("/healthz", Access::Public, to!(health::live)),
        Route::get("/readyz", Access::Public, to!(health::ready)),
        Route::get("/api/openapi.json", Access::Public, to!(openapi::document)),
        Route::get("/api/docs", Access::Public, to!(openapi::page)),
    ];
    [
        own,
        auth::routes(),
        openings::pages::routes(),
        openings::api::routes(),
        sittings::pages::routes(),
        sittings::api::routes(),
        fairness::pages::routes(),
        fairness::api::routes(),
        notices::pages::routes(),
        notices::api::routes(),
        privacy::pages::routes(),
        privacy::api::routes(),
        adjustments::pages::routes(),
        adjustments::api::routes(),
        signals::pages::routes(),
        signals::api::routes(),
        results::pages::routes(),
        results::api::routes(),
        decisions::pages::routes(),
        decisions::api::routes(),
        letters::pages::routes(),
        letters::api::routes(),
        exports::pages::routes(),
        exports::api::routes(),
        thresholds::pages::routes(),
        thresholds::api::routes(),
        job_analysis::pages::routes(),
        job_analysis::api::routes(),
        panels::pages::routes(),
        panels::api::routes(),
        documentation::pages::routes(),
        documentation::api::routes(),
        quality::pages::routes(),
        quality::api::routes(),
        evidence::pages::routes(),
        evidence::api::routes(),
        cohorts::pages::routes(),
        cohorts::api::routes(),
        monitor::pages::routes(),
        monitor::api::routes(),
        audit::pages::routes(),
        audit::api::routes(),
        mail::pages::routes(),
        mail::api::routes(),
    ]
    .concat()
}

async fn front() -> HttpResponse {
    see_other("/home")
}
