//! The tables of later ratings, and the totals that they are compared with.

use super::{Batch, Row, Scale};
use crate::assessments::AssessmentRef;
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{candidates, openings, performance_ratings, rating_batches, results};
use crate::ids::{CandidateId, OpeningId, OrganizationId, RatingBatchId};
use diesel::prelude::*;

/// Somebody with a score whom a row may name.
#[derive(Debug, Clone, Queryable)]
pub struct Known {
    /// Their id.
    pub candidate: CandidateId,
    /// In which opening.
    pub opening: OpeningId,
    /// Six characters that stand for them.
    pub pseudonym: String,
    /// Their address.
    pub email: String,
    /// When they handed in.
    pub submitted_at: Moment,
}

/// The openings of an organization that use an assessment.
fn openings_of(conn: &mut Conn, organization: &OrganizationId, of: &AssessmentRef) -> QueryResult<Vec<OpeningId>> {
    openings::table
        .filter(openings::organization_id.eq(organization))
        .filter(openings::assessment_owner.eq(&of.owner))
        .filter(openings::assessment_id.eq(&of.id))
        .filter(openings::assessment_version.eq(of.version))
        .select(openings::id)
        .load(conn)
}

/// Everybody with a score in an assessment whose id, pseudonym or address is among these.
pub fn named(
    conn: &mut Conn,
    organization: &OrganizationId,
    of: &AssessmentRef,
    names: &[String],
) -> QueryResult<Vec<Known>> {
    let ids = openings_of(conn, organization, of)?;
    results::table
        .inner_join(
            candidates::table.on(candidates::organization_id
                .eq(results::organization_id)
                .and(candidates::id.eq(results::candidate_id))),
        )
        .filter(results::organization_id.eq(organization))
        .filter(results::opening_id.eq_any(&ids))
        .filter(
            candidates::email
                .eq_any(names)
                .or(candidates::pseudonym.eq_any(names.iter().map(|name| name.to_uppercase()).collect::<Vec<_>>()))
                .or(results::candidate_id.eq_any(names)),
        )
        .select((
            results::candidate_id,
            results::opening_id,
            candidates::pseudonym,
            candidates::email,
            results::submitted_at,
        ))
        .load(conn)
}

/// Who rated whom on which day already.
pub fn stored(
    conn: &mut Conn,
    organization: &OrganizationId,
    people: &[CandidateId],
) -> QueryResult<Vec<(CandidateId, String, String)>> {
    performance_ratings::table
        .filter(performance_ratings::organization_id.eq(organization))
        .filter(performance_ratings::candidate_id.eq_any(people))
        .select((performance_ratings::candidate_id, performance_ratings::rated_on, performance_ratings::rater))
        .load(conn)
}

/// Adds a batch with its ratings.
pub fn insert(conn: &mut Conn, organization: &OrganizationId, batch: &Batch, rows: &[(Row, Known)]) -> QueryResult<()> {
    diesel::insert_into(rating_batches::table)
        .values((
            rating_batches::organization_id.eq(organization),
            rating_batches::id.eq(&batch.id),
            rating_batches::assessment_owner.eq(&batch.assessment.owner),
            rating_batches::assessment_id.eq(&batch.assessment.id),
            rating_batches::assessment_version.eq(batch.assessment.version),
            rating_batches::scale_low.eq(batch.scale.low),
            rating_batches::scale_high.eq(batch.scale.high),
            rating_batches::ratings.eq(batch.ratings),
            rating_batches::stored_by.eq(&batch.stored_by),
            rating_batches::stored_at.eq(batch.stored_at),
            rating_batches::version.eq(batch.version),
        ))
        .execute(conn)?;
    for (place, (row, known)) in rows.iter().enumerate() {
        diesel::insert_into(performance_ratings::table)
            .values((
                performance_ratings::organization_id.eq(organization),
                performance_ratings::batch_id.eq(&batch.id),
                performance_ratings::position.eq(place as i64 + 1),
                performance_ratings::opening_id.eq(&known.opening),
                performance_ratings::candidate_id.eq(&known.candidate),
                performance_ratings::rating.eq(row.rating),
                performance_ratings::rated_on.eq(&row.rated_on),
                performance_ratings::rater.eq(&row.rater),
            ))
            .execute(conn)?;
    }
    Ok(())
}

type BatchRow = ((RatingBatchId, OrganizationId, String, i64), (f64, f64, i64), (String, Moment, Option<Moment>, i64));

/// The batches of an assessment, the newest first.
pub fn batches(conn: &mut Conn, organization: &OrganizationId, of: &AssessmentRef) -> QueryResult<Vec<Batch>> {
    let rows = rating_batches::table
        .filter(rating_batches::organization_id.eq(organization))
        .filter(rating_batches::assessment_owner.eq(&of.owner))
        .filter(rating_batches::assessment_id.eq(&of.id))
        .filter(rating_batches::assessment_version.eq(of.version))
        .order(rating_batches::id.desc())
        .select((
            (
                rating_batches::id,
                rating_batches::assessment_owner,
                rating_batches::assessment_id,
                rating_batches::assessment_version,
            ),
            (rating_batches::scale_low, rating_batches::scale_high, rating_batches::ratings),
            (
                rating_batches::stored_by,
                rating_batches::stored_at,
                rating_batches::withdrawn_at,
                rating_batches::version,
            ),
        ))
        .load::<BatchRow>(conn)?;
    let batch =
        |((id, owner, assessment, version), (low, high, ratings), (by, at, withdrawn_at, changes)): BatchRow| Batch {
            id,
            assessment: AssessmentRef { owner, id: assessment, version },
            scale: Scale { low, high },
            ratings,
            stored_by: by,
            stored_at: at,
            withdrawn_at,
            version: changes,
        };
    Ok(rows.into_iter().map(batch).collect())
}

/// Takes the ratings of a batch away. `false` if somebody else has changed it since this version was read.
pub fn withdraw(
    conn: &mut Conn,
    organization: &OrganizationId,
    (id, seen): (&RatingBatchId, i64),
    now: Moment,
) -> QueryResult<bool> {
    let changed = diesel::update(rating_batches::table.find((organization, id)))
        .filter(rating_batches::version.eq(seen))
        .filter(rating_batches::withdrawn_at.is_null())
        .set((rating_batches::withdrawn_at.eq(now), rating_batches::version.eq(seen.saturating_add(1))))
        .execute(conn)?;
    if changed == 1 {
        diesel::delete(performance_ratings::table)
            .filter(performance_ratings::organization_id.eq(organization))
            .filter(performance_ratings::batch_id.eq(id))
            .execute(conn)?;
    }
    Ok(changed == 1)
}

/// One rating beside the total that the person has.
#[derive(Debug, Clone, Queryable)]
pub struct Rated {
    /// In which opening.
    pub opening: OpeningId,
    /// Who.
    pub candidate: CandidateId,
    /// Their total.
    pub total: f64,
    /// The rating and the ends of its scale.
    pub rating: (f64, f64, f64),
    /// Who rated.
    pub rater: String,
}

/// Every rating of somebody who has a score in an assessment.
pub fn rated(conn: &mut Conn, organization: &OrganizationId, of: &AssessmentRef) -> QueryResult<Vec<Rated>> {
    performance_ratings::table
        .inner_join(
            rating_batches::table.on(rating_batches::organization_id
                .eq(performance_ratings::organization_id)
                .and(rating_batches::id.eq(performance_ratings::batch_id))),
        )
        .inner_join(
            results::table.on(results::organization_id
                .eq(performance_ratings::organization_id)
                .and(results::opening_id.eq(performance_ratings::opening_id))
                .and(results::candidate_id.eq(performance_ratings::candidate_id))),
        )
        .filter(performance_ratings::organization_id.eq(organization))
        .filter(rating_batches::assessment_owner.eq(&of.owner))
        .filter(rating_batches::assessment_id.eq(&of.id))
        .filter(rating_batches::assessment_version.eq(of.version))
        .order((performance_ratings::opening_id, performance_ratings::candidate_id))
        .select((
            performance_ratings::opening_id,
            performance_ratings::candidate_id,
            results::total,
            (performance_ratings::rating, rating_batches::scale_low, rating_batches::scale_high),
            performance_ratings::rater,
        ))
        .load(conn)
}

/// The totals of everybody with a score in an assessment, by opening.
pub fn totals(
    conn: &mut Conn,
    organization: &OrganizationId,
    of: &AssessmentRef,
) -> QueryResult<Vec<(OpeningId, f64)>> {
    let ids = openings_of(conn, organization, of)?;
    results::table
        .filter(results::organization_id.eq(organization))
        .filter(results::opening_id.eq_any(&ids))
        .order(results::opening_id)
        .select((results::opening_id, results::total))
        .load(conn)
}
