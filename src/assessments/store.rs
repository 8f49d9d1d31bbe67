//! The tables of assessments and their precision.

use super::{Assessment, AssessmentRef, Blueprint};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{assessments, precisions};
use crate::error::{Code, Error, Result};
use crate::ids::{OrganizationId, base32};
use crate::scoring::{PerCompetency, Precision};
use diesel::prelude::*;
use sha2::{Digest, Sha256};

/// Brings the blueprints of a bank into the tables of its owner. A version that is there stays as it is.
///
/// # Errors
/// When a version exists with other content.
pub fn import(conn: &mut Conn, owner: &OrganizationId, blueprints: &[Blueprint], now: Moment) -> Result<()> {
    for blueprint in blueprints {
        let text = serde_json::to_string(blueprint).map_err(Error::internal)?;
        let hash = base32(&Sha256::digest(&text));
        let row = assessments::table.find((owner, &blueprint.id, blueprint.version)).select(assessments::content_hash);
        match row.first::<String>(conn).optional()? {
            Some(there) if there == hash => {}
            Some(_) => {
                let sentence = format!(
                    "The assessment `{}` was changed and still calls itself version {}, which this database holds with \
                     other content. Write `version: {}` in its file.",
                    blueprint.id,
                    blueprint.version,
                    blueprint.version + 1
                );
                return Err(Error::new(Code::Conflict, sentence));
            }
            None => {
                diesel::insert_into(assessments::table)
                    .values((
                        assessments::organization_id.eq(owner),
                        assessments::id.eq(&blueprint.id),
                        assessments::version.eq(blueprint.version),
                        assessments::content_hash.eq(hash),
                        assessments::title.eq(&blueprint.title),
                        assessments::blueprint.eq(text),
                        assessments::imported_at.eq(now),
                    ))
                    .execute(conn)?;
            }
        }
    }
    Ok(())
}

type Row = (OrganizationId, String, i64, String);

fn assessment_of((owner, id, version, text): Row) -> Result<Assessment> {
    let blueprint = serde_json::from_str(&text).map_err(Error::internal)?;
    Ok(Assessment { key: AssessmentRef { owner, id, version }, blueprint })
}

/// The newest version of every assessment that an organization may use: its own and the ready-made ones.
pub fn list(conn: &mut Conn, organization: &OrganizationId) -> Result<Vec<Assessment>> {
    let rows = assessments::table
        .filter(assessments::organization_id.eq_any([organization, &OrganizationId::built_in()]))
        .order((assessments::organization_id, assessments::id, assessments::version.desc()))
        .select((assessments::organization_id, assessments::id, assessments::version, assessments::blueprint))
        .load::<Row>(conn)?;
    let mut newest: Vec<Row> = Vec::new();
    for row in rows {
        if newest.last().is_none_or(|last| (&last.0, &last.1) != (&row.0, &row.1)) {
            newest.push(row);
        }
    }
    newest.into_iter().map(assessment_of).collect()
}

/// An assessment that an organization may use: its newest version, or the one asked for.
///
/// # Errors
/// [`Code::NotFound`] when there is none.
pub fn find(conn: &mut Conn, organization: &OrganizationId, id: &str, version: Option<i64>) -> Result<Assessment> {
    let rows = assessments::table
        .filter(assessments::organization_id.eq_any([organization, &OrganizationId::built_in()]))
        .filter(assessments::id.eq(id))
        .order((assessments::organization_id.desc(), assessments::version.desc()))
        .select((assessments::organization_id, assessments::id, assessments::version, assessments::blueprint))
        .load::<Row>(conn)?;
    let wanted = rows.into_iter().find(|row| version.is_none_or(|version| row.2 == version));
    assessment_of(wanted.ok_or(Code::NotFound)?)
}

/// Exactly this version of exactly this owner's assessment: what an opening was created with, whatever else has been
/// imported under the same id since.
///
/// # Errors
/// [`Code::NotFound`] when there is none.
pub fn of(conn: &mut Conn, key: &AssessmentRef) -> Result<Assessment> {
    let row = assessments::table.find((&key.owner, &key.id, key.version)).select(assessments::blueprint);
    let text: String = row.first(conn).optional()?.ok_or(Code::NotFound)?;
    assessment_of((key.owner.clone(), key.id.clone(), key.version, text))
}

/// A frozen precision of an assessment; version 0 is the assumption.
///
/// # Errors
/// [`Code::NotFound`] when there is no such version.
pub fn precision(
    conn: &mut Conn,
    organization: &OrganizationId,
    key: &AssessmentRef,
    version: i64,
) -> Result<Precision> {
    if version == 0 {
        return Ok(Precision::assumed());
    }
    let row =
        precisions::table.find((organization, &key.owner, &key.id, key.version, version)).select(precisions::constants);
    let item_sd = serde_json::from_str(&row.first::<String>(conn)?).map_err(Error::internal)?;
    Ok(Precision { version, item_sd })
}

/// A frozen precision version, for its page.
#[derive(Debug, Clone, Queryable)]
pub struct FrozenPrecision {
    /// Its version.
    pub version: i64,
    /// From how many finished attempts it was estimated.
    pub attempts: i64,
    /// Who froze it.
    pub frozen_by: String,
    /// When.
    pub frozen_at: Moment,
}

/// The frozen versions of an assessment, the newest first.
pub fn precision_list(
    conn: &mut Conn,
    organization: &OrganizationId,
    key: &AssessmentRef,
) -> QueryResult<Vec<FrozenPrecision>> {
    precisions::table
        .filter(precisions::organization_id.eq(organization))
        .filter(precisions::assessment_owner.eq(&key.owner))
        .filter(precisions::assessment_id.eq(&key.id))
        .filter(precisions::assessment_version.eq(key.version))
        .order(precisions::version.desc())
        .select((precisions::version, precisions::attempts, precisions::frozen_by, precisions::frozen_at))
        .load(conn)
}

/// Freezes a new precision version and returns its number.
pub fn freeze(
    conn: &mut Conn,
    organization: &OrganizationId,
    key: &AssessmentRef,
    (item_sd, attempts): (&PerCompetency<f64>, i64),
    frozen_by: &str,
    now: Moment,
) -> Result<i64> {
    let last = precision_list(conn, organization, key)?.first().map_or(0, |last| last.version);
    diesel::insert_into(precisions::table)
        .values((
            precisions::organization_id.eq(organization),
            precisions::assessment_owner.eq(&key.owner),
            precisions::assessment_id.eq(&key.id),
            precisions::assessment_version.eq(key.version),
            precisions::version.eq(last + 1),
            precisions::constants.eq(serde_json::to_string(item_sd).map_err(Error::internal)?),
            precisions::attempts.eq(attempts),
            precisions::frozen_by.eq(frozen_by),
            precisions::frozen_at.eq(now),
        ))
        .execute(conn)?;
    Ok(last + 1)
}
