//! Which rules figures are read by, for programs.

use crate::auth::{Signed, may};
use crate::error::Result;
use crate::fairness::{choose_jurisdiction, chosen_jurisdiction, jurisdictions};
use crate::web::{Context, Json, Problem, json};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// By whose rules figures are read.
#[derive(Serialize, ToSchema)]
pub struct JurisdictionBody {
    /// Its id: `none`, `us-federal`, `new-york-city`, `california` or `eu`.
    jurisdiction: String,
    /// Counts the choices; 0 where nobody has chosen.
    version: i64,
    /// The version of its rules, and that which was chosen.
    rules: [i64; 2],
    /// Whether ratios are given a word by the four-fifths rule.
    four_fifths: bool,
    /// Whether the tables of Local Law 144 are asked for.
    ll144: bool,
    /// How many months records have to be kept at least.
    least_retention_months: i64,
    /// What can be chosen.
    jurisdictions: Vec<String>,
}

/// By whose rules are the figures read?
#[utoipa::path(get, path = "/api/v1/fairness/jurisdiction", tag = "privacy",
    responses((status = 200, body = JurisdictionBody), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn read(context: Context, signed: Signed<may::FairnessRead>) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let chosen = context.read(move |conn| chosen_jurisdiction(conn, &organization)).await?;
    Ok(json(&JurisdictionBody {
        jurisdiction: chosen.rules.id.clone(),
        version: chosen.version,
        rules: [chosen.rules.version, chosen.seen],
        four_fifths: chosen.rules.four_fifths,
        ll144: chosen.rules.ll144,
        least_retention_months: chosen.rules.least_retention_months,
        jurisdictions: jurisdictions().iter().map(|known| known.id.clone()).collect(),
    }))
}

/// By whose rules the figures are to be read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JurisdictionChoiceBody {
    /// The jurisdiction.
    jurisdiction: String,
    /// The version that was seen; 0 where nobody had chosen.
    seen: i64,
}

/// Choose by whose rules figures are read. Refused where records are kept for less time than it asks for.
#[utoipa::path(put, path = "/api/v1/fairness/jurisdiction", tag = "privacy", request_body = JurisdictionChoiceBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn put(
    context: Context,
    signed: Signed<may::FairnessSet>,
    body: Json<JurisdictionChoiceBody>,
) -> Result<HttpResponse> {
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let JurisdictionChoiceBody { jurisdiction, seen } = body.0;
    let choose =
        move |conn: &mut crate::db::Conn| choose_jurisdiction(conn, &organization, (&jurisdiction, seen), &by, now);
    context.write(choose).await?;
    Ok(HttpResponse::NoContent().finish())
}
