//! The tables of frozen groups, and what they are counted from.

use super::floor::{BINS, Row, bin_of};
use super::{Cohort, Counts};
use crate::assessments::AssessmentRef;
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{cohort_counts, cohorts, openings, results};
use crate::ids::{OpeningId, OrganizationId};
use crate::openings::OpeningState;
use diesel::prelude::*;

/// The assessments of an organization's closed openings.
pub fn assessments_of_closed(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Vec<AssessmentRef>> {
    let rows = openings::table
        .filter(openings::organization_id.eq(organization))
        .filter(openings::state.eq(OpeningState::Closed))
        .select((openings::assessment_owner, openings::assessment_id, openings::assessment_version))
        .distinct()
        .load::<(OrganizationId, String, i64)>(conn)?;
    Ok(rows.into_iter().map(|(owner, id, version)| AssessmentRef { owner, id, version }).collect())
}

/// The closed openings of an assessment.
pub fn closed(conn: &mut Conn, organization: &OrganizationId, of: &AssessmentRef) -> QueryResult<Vec<OpeningId>> {
    openings::table
        .filter(openings::organization_id.eq(organization))
        .filter(openings::state.eq(OpeningState::Closed))
        .filter(openings::assessment_owner.eq(&of.owner))
        .filter(openings::assessment_id.eq(&of.id))
        .filter(openings::assessment_version.eq(of.version))
        .select(openings::id)
        .load(conn)
}

/// Everybody with a result in these openings, by where their totals lie.
pub fn everybody(conn: &mut Conn, organization: &OrganizationId, openings: &[OpeningId]) -> QueryResult<Row> {
    let totals = results::table
        .filter(results::organization_id.eq(organization))
        .filter(results::opening_id.eq_any(openings))
        .select(results::total)
        .load::<f64>(conn)?;
    let mut row = [0; BINS];
    for total in totals {
        row[bin_of(total)] += 1;
    }
    Ok(row)
}

/// The newest cohort of an assessment.
pub fn newest(conn: &mut Conn, organization: &OrganizationId, of: &AssessmentRef) -> QueryResult<Option<Cohort>> {
    let row = cohorts::table
        .filter(cohorts::organization_id.eq(organization))
        .filter(cohorts::assessment_owner.eq(&of.owner))
        .filter(cohorts::assessment_id.eq(&of.id))
        .filter(cohorts::assessment_version.eq(of.version))
        .order(cohorts::number.desc())
        .select((
            cohorts::number,
            cohorts::pack,
            cohorts::openings,
            cohorts::people,
            cohorts::frozen_by,
            cohorts::frozen_at,
        ))
        .first::<(i64, String, i64, i64, String, Moment)>(conn)
        .optional()?;
    Ok(row.map(|(number, pack, openings, people, frozen_by, frozen_at)| Cohort {
        number,
        pack,
        openings,
        people,
        frozen_by,
        frozen_at,
    }))
}

/// The counts of a cohort.
pub fn counts(conn: &mut Conn, organization: &OrganizationId, of: &AssessmentRef, number: i64) -> QueryResult<Counts> {
    let rows = cohort_counts::table
        .filter(cohort_counts::organization_id.eq(organization))
        .filter(cohort_counts::assessment_owner.eq(&of.owner))
        .filter(cohort_counts::assessment_id.eq(&of.id))
        .filter(cohort_counts::assessment_version.eq(of.version))
        .filter(cohort_counts::number.eq(number))
        .select((cohort_counts::question, cohort_counts::answer, cohort_counts::bin, cohort_counts::people))
        .load::<(String, String, i64, i64)>(conn)?;
    let mut counts = Counts::new();
    for (question, answer, bin, people) in rows {
        let row = counts.entry((question, answer)).or_insert([0; BINS]);
        if let Some(place) = usize::try_from(bin).ok().and_then(|bin| row.get_mut(bin)) {
            *place += people;
        }
    }
    Ok(counts)
}

/// Writes a cohort in place of the one before, whose counts go. A second one of the same number is a unique violation.
pub fn replace(
    conn: &mut Conn,
    organization: &OrganizationId,
    of: &AssessmentRef,
    (cohort, counts): (&Cohort, &Counts),
) -> QueryResult<()> {
    diesel::insert_into(cohorts::table)
        .values((
            (cohorts::organization_id.eq(organization), cohorts::assessment_owner.eq(&of.owner)),
            (cohorts::assessment_id.eq(&of.id), cohorts::assessment_version.eq(of.version)),
            (cohorts::number.eq(cohort.number), cohorts::pack.eq(&cohort.pack)),
            (cohorts::openings.eq(cohort.openings), cohorts::people.eq(cohort.people)),
            (cohorts::frozen_by.eq(&cohort.frozen_by), cohorts::frozen_at.eq(cohort.frozen_at)),
        ))
        .execute(conn)?;
    diesel::delete(cohort_counts::table)
        .filter(cohort_counts::organization_id.eq(organization))
        .filter(cohort_counts::assessment_owner.eq(&of.owner))
        .filter(cohort_counts::assessment_id.eq(&of.id))
        .filter(cohort_counts::assessment_version.eq(of.version))
        .execute(conn)?;
    for ((question, answer), row) in counts {
        for (bin, people) in row.iter().enumerate().filter(|(_, people)| **people > 0) {
            diesel::insert_into(cohort_counts::table)
                .values((
                    (cohort_counts::organization_id.eq(organization), cohort_counts::assessment_owner.eq(&of.owner)),
                    (cohort_counts::assessment_id.eq(&of.id), cohort_counts::assessment_version.eq(of.version)),
                    (cohort_counts::number.eq(cohort.number), cohort_counts::question.eq(question)),
                    (cohort_counts::answer.eq(answer), cohort_counts::bin.eq(bin as i64)),
                    cohort_counts::people.eq(people),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}
