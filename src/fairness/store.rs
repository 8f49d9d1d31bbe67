//! The tables of equality questions. Answers leave it as counts, or to whoever gave them.

mod by_total;

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{equality_answers, equality_choices, jurisdiction_choices};
use crate::ids::{CandidateId, OrganizationId, StaffId};
use diesel::prelude::*;
use std::collections::BTreeMap;

pub use by_total::counts_by_total;

/// What an organization has chosen to ask.
#[derive(Debug, Clone, Queryable)]
pub struct Chosen {
    /// Counts the choices, from 1.
    pub version: i64,
    /// The pack.
    pub pack: String,
    /// The lawful basis; may be empty.
    pub basis: String,
    /// When.
    pub chosen_at: Moment,
}

/// The choice that counts.
pub fn chosen(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Option<Chosen>> {
    equality_choices::table
        .filter(equality_choices::organization_id.eq(organization))
        .order(equality_choices::version.desc())
        .select((
            equality_choices::version,
            equality_choices::pack,
            equality_choices::basis,
            equality_choices::chosen_at,
        ))
        .first(conn)
        .optional()
}

/// Adds a choice. A second one with the same number is a unique violation.
pub fn insert_choice(
    conn: &mut Conn,
    organization: &OrganizationId,
    (version, pack, basis): (i64, &str, &str),
    by: &StaffId,
    now: Moment,
) -> QueryResult<()> {
    diesel::insert_into(equality_choices::table)
        .values((
            equality_choices::organization_id.eq(organization),
            equality_choices::version.eq(version),
            equality_choices::pack.eq(pack),
            equality_choices::basis.eq(basis),
            equality_choices::chosen_by.eq(by),
            equality_choices::chosen_at.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Replaces what somebody said about themselves.
pub fn put_answers(
    conn: &mut Conn,
    (organization, candidate): (&OrganizationId, &CandidateId),
    pack: &str,
    answers: &BTreeMap<String, String>,
    now: Moment,
) -> QueryResult<()> {
    diesel::delete(equality_answers::table.filter(equality_answers::organization_id.eq(organization)))
        .filter(equality_answers::candidate_id.eq(candidate))
        .execute(conn)?;
    for (question, answer) in answers {
        diesel::insert_into(equality_answers::table)
            .values((
                equality_answers::organization_id.eq(organization),
                equality_answers::candidate_id.eq(candidate),
                equality_answers::question.eq(question),
                equality_answers::answer.eq(answer),
                equality_answers::pack.eq(pack),
                equality_answers::answered_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// What somebody said about themselves, for themselves: question, answer, when.
pub fn own_answers(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Vec<(String, String, Moment)>> {
    equality_answers::table
        .filter(equality_answers::organization_id.eq(organization))
        .filter(equality_answers::candidate_id.eq(candidate))
        .order(equality_answers::question)
        .select((equality_answers::question, equality_answers::answer, equality_answers::answered_at))
        .load(conn)
}

/// How many gave which answer to which question of a pack.
pub fn counts(
    conn: &mut Conn,
    organization: &OrganizationId,
    pack: &str,
) -> QueryResult<BTreeMap<(String, String), i64>> {
    let rows = equality_answers::table
        .filter(equality_answers::organization_id.eq(organization))
        .filter(equality_answers::pack.eq(pack))
        .group_by((equality_answers::question, equality_answers::answer))
        .select((equality_answers::question, equality_answers::answer, diesel::dsl::count_star()))
        .load::<(String, String, i64)>(conn)?;
    Ok(rows.into_iter().map(|(question, answer, count)| ((question, answer), count)).collect())
}

/// The jurisdiction that counts: the version of the choice, which one, the version of its file, when.
pub fn chosen_jurisdiction(
    conn: &mut Conn,
    organization: &OrganizationId,
) -> QueryResult<Option<(i64, String, i64, Moment)>> {
    jurisdiction_choices::table
        .filter(jurisdiction_choices::organization_id.eq(organization))
        .order(jurisdiction_choices::version.desc())
        .select((
            jurisdiction_choices::version,
            jurisdiction_choices::pack,
            jurisdiction_choices::pack_version,
            jurisdiction_choices::chosen_at,
        ))
        .first(conn)
        .optional()
}

/// Adds a choice of a jurisdiction. A second one with the same number is a unique violation.
pub fn insert_jurisdiction(
    conn: &mut Conn,
    organization: &OrganizationId,
    (version, pack, pack_version): (i64, &str, i64),
    by: &StaffId,
    now: Moment,
) -> QueryResult<()> {
    diesel::insert_into(jurisdiction_choices::table)
        .values((
            jurisdiction_choices::organization_id.eq(organization),
            jurisdiction_choices::version.eq(version),
            jurisdiction_choices::pack.eq(pack),
            jurisdiction_choices::pack_version.eq(pack_version),
            jurisdiction_choices::chosen_by.eq(by),
            jurisdiction_choices::chosen_at.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}
