//! The tables of leavings and of reviews.

use super::{Conclusion, Leaving, Review};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{integrity_reviews as reviews, leavings};
use crate::ids::{AttemptId, CandidateId, IntegrityReviewId, OpeningId, OrganizationId, StaffId};
use crate::sittings::Attempt;
use diesel::prelude::*;

/// How many concluded ones are shown.
const CONCLUDED: i64 = 100;

/// How often the pages of a sitting were left, by position.
///
/// # Errors
/// The database's.
pub fn leavings(conn: &mut Conn, attempt: &Attempt) -> QueryResult<Vec<Leaving>> {
    let rows = leavings::table
        .filter(leavings::organization_id.eq(&attempt.organization))
        .filter(leavings::attempt_id.eq(&attempt.id))
        .order(leavings::position)
        .select((leavings::position, leavings::times, leavings::seconds))
        .load::<(i64, i64, i64)>(conn)?;
    Ok(rows.into_iter().map(|(position, times, seconds)| Leaving { position, times, seconds }).collect())
}

/// Adds one leaving to those of a question, up to a number of them.
pub fn add_leaving(conn: &mut Conn, attempt: &Attempt, place: (i64, i64), most: i64) -> QueryResult<()> {
    let (position, seconds) = place;
    let row = leavings::table.find((&attempt.organization, &attempt.id, position));
    let known: Option<i64> = row.select(leavings::times).first(conn).optional()?;
    if known.is_some() {
        return diesel::update(row.filter(leavings::times.lt(most)))
            .set((leavings::times.eq(leavings::times + 1), leavings::seconds.eq(leavings::seconds + seconds)))
            .execute(conn)
            .map(|_| ());
    }
    diesel::insert_into(leavings::table)
        .values((
            leavings::organization_id.eq(&attempt.organization),
            leavings::attempt_id.eq(&attempt.id),
            leavings::position.eq(position),
            leavings::times.eq(1_i64),
            leavings::seconds.eq(seconds),
        ))
        .execute(conn)
        .map(|_| ())
}

type Row = (
    (OrganizationId, IntegrityReviewId, OpeningId, CandidateId, AttemptId),
    (String, StaffId, Moment),
    (Option<Conclusion>, Option<String>, Option<StaffId>, Option<Moment>, i64),
);

macro_rules! columns {
    () => {
        (
            (reviews::organization_id, reviews::id, reviews::opening_id, reviews::candidate_id, reviews::attempt_id),
            (reviews::reason, reviews::opened_by, reviews::opened_at),
            (reviews::conclusion, reviews::findings, reviews::concluded_by, reviews::concluded_at, reviews::version),
        )
    };
}

fn review_of((of, opened, concluded): Row) -> Review {
    let (organization, id, opening, candidate, attempt) = of;
    let (reason, opened_by, opened_at) = opened;
    let (conclusion, findings, concluded_by, concluded_at, version) = concluded;
    Review {
        organization,
        id,
        opening,
        candidate,
        attempt,
        reason,
        opened_by,
        opened_at,
        conclusion,
        findings,
        concluded_by,
        concluded_at,
        version,
    }
}

/// Adds a review.
pub fn insert(conn: &mut Conn, review: &Review) -> QueryResult<()> {
    diesel::insert_into(reviews::table)
        .values((
            reviews::organization_id.eq(&review.organization),
            reviews::id.eq(&review.id),
            reviews::opening_id.eq(&review.opening),
            reviews::candidate_id.eq(&review.candidate),
            reviews::attempt_id.eq(&review.attempt),
            reviews::reason.eq(&review.reason),
            reviews::opened_by.eq(&review.opened_by),
            reviews::opened_at.eq(review.opened_at),
            reviews::version.eq(review.version),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Writes what came of a review. `false` if somebody else has concluded it.
pub fn update(conn: &mut Conn, review: &Review) -> QueryResult<bool> {
    let changed = diesel::update(reviews::table.find((&review.organization, &review.id)))
        .filter(reviews::version.eq(review.version))
        .filter(reviews::conclusion.is_null())
        .set((
            reviews::conclusion.eq(review.conclusion),
            reviews::findings.eq(&review.findings),
            reviews::concluded_by.eq(&review.concluded_by),
            reviews::concluded_at.eq(review.concluded_at),
            reviews::version.eq(review.version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// A review of an organization.
pub fn review(conn: &mut Conn, organization: &OrganizationId, id: &IntegrityReviewId) -> QueryResult<Option<Review>> {
    let row = reviews::table.find((organization, id)).select(columns!()).first::<Row>(conn).optional()?;
    Ok(row.map(review_of))
}

/// Those of a person, the newest first.
///
/// # Errors
/// The database's.
pub fn of_candidate(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Vec<Review>> {
    let rows = reviews::table
        .filter(reviews::organization_id.eq(organization))
        .filter(reviews::candidate_id.eq(candidate))
        .order(reviews::id.desc())
        .select(columns!())
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(review_of).collect())
}

/// Those that are open, the oldest first, and then the last hundred that were concluded.
///
/// # Errors
/// The database's.
pub fn reviews(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Vec<Review>> {
    let of = || reviews::table.filter(reviews::organization_id.eq(organization)).select(columns!());
    let open = of().filter(reviews::conclusion.is_null()).order(reviews::id).load::<Row>(conn)?;
    let concluded = of()
        .filter(reviews::conclusion.is_not_null())
        .order((reviews::concluded_at.desc(), reviews::id))
        .limit(CONCLUDED)
        .load::<Row>(conn)?;
    Ok(open.into_iter().chain(concluded).map(review_of).collect())
}
