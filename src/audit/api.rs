//! The audit log, the newest first, for programs.

use super::{Action, Row, recent};
use crate::auth::{Signed, may};
use crate::error::{Error, Result};
use crate::web::{Access, Context, Problem, Query, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/api/v1/audit", Access::Right("audit.read"), to!(list))]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list))]
pub struct Api;

/// A page of the audit log.
#[derive(Serialize, ToSchema)]
struct AuditBody {
    /// The facts, the newest first.
    facts: Vec<FactBody>,
    /// For `before`, to get the next page; none on the last.
    next: Option<i64>,
}

/// A fact.
#[derive(Serialize, ToSchema)]
struct FactBody {
    /// Its place in the log, from 1.
    seq: i64,
    /// When.
    at: String,
    /// Who: a kind and an id.
    actor: String,
    /// What.
    action: Action,
    /// To what: a kind and an id.
    object: String,
    /// What more there is to know: ids, numbers, versions.
    detail: BTreeMap<String, String>,
    /// Its hash, which covers all of it and the hash of the fact before it.
    hash: String,
}

impl FactBody {
    fn of(row: Row) -> Result<Self> {
        Ok(Self {
            seq: row.seq,
            at: row.at.rfc3339(),
            actor: row.actor,
            action: row.action,
            object: row.object,
            detail: serde_json::from_str(&row.detail).map_err(Error::internal)?,
            hash: row.hash,
        })
    }
}

/// Which page of the log.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FactsQuery {
    /// Only facts before this place: `next` of the page before.
    before: Option<i64>,
}

const PAGE: i64 = 100;

/// The audit log, a page of 100.
#[utoipa::path(get, path = "/api/v1/audit", tag = "administration", params(FactsQuery),
    responses((status = 200, body = AuditBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
async fn list(context: Context, signed: Signed<may::AuditRead>, query: Query<FactsQuery>) -> Result<HttpResponse> {
    let (organization, before) = (signed.actor.organization().clone(), query.0.before);
    let rows = context.read(move |conn| recent(conn, &organization, before, PAGE)).await?;
    let next = rows.last().map(|row| row.seq).filter(|seq| *seq > 1);
    let judges = signed.actor.judges();
    let facts = rows.into_iter().map(|row| FactBody::of(row.for_reader(judges))).collect::<Result<_>>()?;
    Ok(json(&AuditBody { facts, next }))
}
