//! The audit log, the newest first.

use super::recent;
use crate::auth::{Signed, may, shell};
use crate::error::Result;
use crate::web::{Access, Context, Query, Route, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/audit", Access::Right("audit.read"), to!(page))]
}

const PAGE: i64 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuditQuery {
    before: Option<i64>,
}

#[derive(Serialize)]
struct AuditView {
    facts: Vec<FactView>,
    next: Option<i64>,
}

#[derive(Serialize)]
struct FactView {
    seq: i64,
    at: String,
    actor: String,
    action: &'static str,
    object: String,
    details: Vec<String>,
}

async fn page(context: Context, signed: Signed<may::AuditRead>, query: Query<AuditQuery>) -> Result<HttpResponse> {
    let (organization, before) = (signed.actor.organization().clone(), query.0.before);
    let rows = context.read(move |conn| recent(conn, &organization, before, PAGE)).await?;
    let next = rows.last().map(|row| row.seq).filter(|seq| *seq > 1);
    let judges = signed.actor.judges();
    let facts = rows.into_iter().map(|row| row.for_reader(judges)).map(|row| FactView {
        seq: row.seq,
        at: row.at.day_and_time(),
        actor: row.actor,
        action: row.action.as_str(),
        object: row.object,
        details: details(&row.detail),
    });
    let view = AuditView { facts: facts.collect(), next };
    context.page("audit/page.html", &shell(&signed.actor, "Audit log", "/audit"), &view)
}

/// The detail of a fact, which is stored as an object of texts, as words; what somebody has spoilt, as it stands.
fn details(stored: &str) -> Vec<String> {
    match serde_json::from_str::<BTreeMap<String, String>>(stored) {
        Ok(pairs) => pairs.into_iter().map(|(name, value)| format!("{name} {value}")).collect(),
        Err(_) => vec![stored.to_owned()],
    }
}
