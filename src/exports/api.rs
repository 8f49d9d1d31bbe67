//! The files, for programs and for the links of the ranking page.

use super::{Export, Format, begin, sheet, text};
use crate::auth::{Allowed, may};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::openings::{CandidateOfOpening, Opening};
use crate::results::RankingQuery;
use crate::web::{Access, Context, Problem, Query, Route, to};
use actix_web::HttpResponse;
use actix_web::http::header;
use futures_util::stream::{Stream, TryStreamExt};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::{OpenApi, ToSchema};

/// The routes of the files under `/api/v1`.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/openings/{opening}/export.csv", Access::Right("results.read"), to!(csv)),
        Route::get("/api/v1/openings/{opening}/export.json", Access::Right("results.read"), to!(json)),
        Route::get("/api/v1/openings/{opening}/export.xlsx", Access::Right("results.read"), to!(xlsx)),
        Route::get(
            "/api/v1/openings/{opening}/candidates/{candidate}/report.pdf",
            Access::Right("results.read"),
            to!(report_pdf),
        ),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(csv, xlsx, json, report_pdf), components(schemas(ExportBody, ColumnBody)))]
pub struct Api;

/// A ranking as one object. It is written while it is read, so `people` is its last field.
#[derive(Serialize, ToSchema)]
struct ExportBody {
    /// The id of the opening.
    opening: String,
    /// Its title.
    title: String,
    /// The assessment and its version.
    assessment: String,
    /// When the file was made.
    exported_at: String,
    /// The filter and the order, as they were asked for.
    filter: String,
    /// The order.
    sort: crate::results::Sort,
    /// How many people the filter showed when the file was begun.
    count: usize,
    /// Whose judgement the keys are.
    keys: super::KeyBasis,
    /// Whether the score predicts performance here, in a sentence.
    evidence: String,
    /// What the fields of a person say, and what not.
    columns: Vec<ColumnBody>,
    /// The people, each with every field that `columns` names.
    people: Vec<BTreeMap<String, serde_json::Value>>,
}

/// A field of every person.
#[derive(Serialize, ToSchema)]
struct ColumnBody {
    /// Its name.
    name: String,
    /// In what it counts.
    unit: String,
    /// What it says, and what not.
    says: String,
}

type MayRead = Allowed<may::ResultsRead, Opening>;

/// The ranking as CSV: everybody whom the filter shows, all pages of it.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/export.csv", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), RankingQuery),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn csv(context: Context, allowed: MayRead, query: Query<RankingQuery>) -> Result<HttpResponse> {
    export(context, allowed, query.0, Format::Csv).await
}

/// The ranking as a workbook: typed cells, and a sheet that explains the columns.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/export.xlsx", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), RankingQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn xlsx(context: Context, allowed: MayRead, query: Query<RankingQuery>) -> Result<HttpResponse> {
    export(context, allowed, query.0, Format::Xlsx).await
}

/// The ranking as JSON: everybody whom the filter shows, all pages of it.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/export.json", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), RankingQuery),
    responses((status = 200, body = ExportBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn json(context: Context, allowed: MayRead, query: Query<RankingQuery>) -> Result<HttpResponse> {
    export(context, allowed, query.0, Format::Json).await
}

/// A person's result as a report on paper: the facts of their page, tagged for screen readers (PDF/UA-1). It is a look at
/// the result, and stands in the audit log as one.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/candidates/{candidate}/report.pdf", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("candidate" = String, Path, description = "The id of a candidate")),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn report_pdf(
    context: Context,
    allowed: Allowed<may::ResultsRead, CandidateOfOpening>,
) -> Result<HttpResponse> {
    let (case, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let name = format!("inline; filename=\"report-{}.pdf\"", case.candidate.pseudonym);
    let paper = context.write(move |conn| super::report(conn, &case, &by, now)).await?;
    let made = tokio::task::spawn_blocking(move || super::write_pdf(&paper)).await.map_err(Error::internal)?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CONTENT_DISPOSITION, name)).content_type("application/pdf");
    Ok(response.body(made.map_err(Error::internal)?))
}

async fn export(context: Context, allowed: MayRead, query: RankingQuery, format: Format) -> Result<HttpResponse> {
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let begun = context.write(move |conn| begin(conn, &opening, &query, format, (&by, now))).await?;
    send(context.db, begun, format).await
}

async fn send(db: Db, export: Export, format: Format) -> Result<HttpResponse> {
    let mut response = HttpResponse::Ok();
    let name = format!("attachment; filename=\"{}\"", export.file_name(format));
    response.insert_header((header::CONTENT_DISPOSITION, name)).content_type(match format {
        Format::Csv => "text/csv; charset=utf-8; header=present",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Json => "application/json",
    });
    Ok(match format.text() {
        Some(kind) => response.streaming(logged(text(db, export, kind))),
        None => response.streaming(logged(sheet(db, export).await?)),
    })
}

/// A file that breaks off breaks the connection, so that nobody takes it for whole; why stands in the log.
fn logged(chunks: impl Stream<Item = Result<Vec<u8>>>) -> impl Stream<Item = Result<actix_web::web::Bytes, Error>> {
    chunks
        .map_ok(actix_web::web::Bytes::from)
        .inspect_err(|error| tracing::error!(cause = ?error.cause(), "an export broke off"))
}
