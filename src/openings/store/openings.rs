//! Openings and their teams.

use crate::assessments::AssessmentRef;
use crate::clock::Moment;
use crate::db::schema::{opening_team, openings};
use crate::db::{Conn, for_update};
use crate::ids::{OpeningId, OrganizationId, StaffId};
use crate::openings::{Opening, OpeningState, PublicBounds};
use diesel::dsl::exists;
use diesel::prelude::*;

type OpeningRow = (
    (OrganizationId, OpeningId, String, String, String, OpeningState),
    (OrganizationId, String, i64, i64),
    (Option<i64>, i64, (Option<String>, Option<i64>, Option<Moment>), String, Moment, i64, (String, bool)),
);

macro_rules! opening_columns {
    () => {
        (
            (
                openings::organization_id,
                openings::id,
                openings::title,
                openings::place,
                openings::contact,
                openings::state,
            ),
            (
                openings::assessment_owner,
                openings::assessment_id,
                openings::assessment_version,
                openings::precision_version,
            ),
            (
                openings::time_limit_minutes,
                openings::invitation_days,
                (openings::public_link, openings::public_link_cap, openings::public_link_until),
                openings::created_by,
                openings::created_at,
                openings::version,
                (openings::contact_name, openings::reminds),
            ),
        )
    };
}

fn opening_of((what, assessment, rules): OpeningRow) -> Opening {
    let (organization, id, title, place, contact, state) = what;
    let (owner, assessment_id, assessment_version, precision_version) = assessment;
    let (time_limit_minutes, invitation_days, (public_link, cap, until), created_by, created_at, version, wanted) =
        rules;
    let (contact_name, reminds) = wanted;
    Opening {
        organization,
        id,
        title,
        place,
        contact,
        contact_name,
        reminds,
        state,
        assessment: AssessmentRef { owner, id: assessment_id, version: assessment_version },
        precision_version,
        time_limit_minutes,
        invitation_days,
        public_link,
        public_bounds: PublicBounds { cap, until },
        created_by,
        created_at,
        version,
    }
}

/// Adds an opening.
pub fn insert_opening(conn: &mut Conn, opening: &Opening, seed: i64) -> QueryResult<()> {
    diesel::insert_into(openings::table)
        .values((
            (
                openings::organization_id.eq(&opening.organization),
                openings::id.eq(&opening.id),
                openings::title.eq(&opening.title),
                openings::place.eq(&opening.place),
                openings::contact.eq(&opening.contact),
                openings::state.eq(opening.state),
                openings::assessment_owner.eq(&opening.assessment.owner),
                openings::assessment_id.eq(&opening.assessment.id),
                openings::assessment_version.eq(opening.assessment.version),
            ),
            (
                openings::precision_version.eq(opening.precision_version),
                openings::seed.eq(seed),
                openings::time_limit_minutes.eq(opening.time_limit_minutes),
                openings::invitation_days.eq(opening.invitation_days),
                openings::public_link.eq(&opening.public_link),
                openings::public_link_cap.eq(opening.public_bounds.cap),
                openings::public_link_until.eq(opening.public_bounds.until),
                openings::created_by.eq(&opening.created_by),
                openings::created_at.eq(opening.created_at),
                openings::version.eq(opening.version),
                openings::contact_name.eq(&opening.contact_name),
                openings::reminds.eq(opening.reminds),
            ),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Writes what may change of an opening. `false` if somebody else has changed it since this version was read.
pub fn update_opening(conn: &mut Conn, opening: &Opening, closed_at: Option<Moment>) -> QueryResult<bool> {
    let changed = diesel::update(openings::table.find((&opening.organization, &opening.id)))
        .filter(openings::version.eq(opening.version))
        .set((
            openings::title.eq(&opening.title),
            openings::place.eq(&opening.place),
            openings::contact.eq(&opening.contact),
            openings::contact_name.eq(&opening.contact_name),
            openings::reminds.eq(opening.reminds),
            openings::state.eq(opening.state),
            openings::time_limit_minutes.eq(opening.time_limit_minutes),
            openings::invitation_days.eq(opening.invitation_days),
            openings::public_link.eq(&opening.public_link),
            openings::public_link_cap.eq(opening.public_bounds.cap),
            openings::public_link_until.eq(opening.public_bounds.until),
            openings::closed_at.eq(closed_at),
            openings::version.eq(opening.version.saturating_add(1)),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// An opening of an organization.
pub fn opening(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId) -> QueryResult<Option<Opening>> {
    let row =
        openings::table.find((organization, id)).select(opening_columns!()).first::<OpeningRow>(conn).optional()?;
    Ok(row.map(opening_of))
}

/// Holds an opening until the transaction ends, so that what is computed over all its candidates is computed by one.
pub fn hold_opening(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId) -> QueryResult<()> {
    let row: QueryResult<i64> = for_update!(conn, openings::table.find((organization, id)).select(openings::version));
    row.map(|_| ())
}

/// The openings of an organization, or only those with this staff member on the team; the newest first.
pub fn list(conn: &mut Conn, organization: &OrganizationId, staff: Option<&StaffId>) -> QueryResult<Vec<Opening>> {
    let mut query = openings::table
        .filter(openings::organization_id.eq(organization))
        .order(openings::id.desc())
        .select(opening_columns!())
        .into_boxed();
    if let Some(staff) = staff {
        let ids = opening_team::table
            .filter(opening_team::organization_id.eq(organization))
            .filter(opening_team::staff_id.eq(staff))
            .select(opening_team::opening_id)
            .load::<OpeningId>(conn)?;
        query = query.filter(openings::id.eq_any(ids));
    }
    Ok(query.load::<OpeningRow>(conn)?.into_iter().map(opening_of).collect())
}

/// Whether somebody is on the team of an opening.
pub fn on_team(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId, staff: &StaffId) -> QueryResult<bool> {
    diesel::select(exists(opening_team::table.find((organization, id, staff)))).get_result(conn)
}

/// Who is on the team.
pub fn team(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId) -> QueryResult<Vec<StaffId>> {
    opening_team::table
        .filter(opening_team::organization_id.eq(organization))
        .filter(opening_team::opening_id.eq(id))
        .select(opening_team::staff_id)
        .load(conn)
}

/// Replaces the team.
pub fn put_team(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId, staff: &[StaffId]) -> QueryResult<()> {
    diesel::delete(opening_team::table)
        .filter(opening_team::organization_id.eq(organization))
        .filter(opening_team::opening_id.eq(id))
        .execute(conn)?;
    for member in staff {
        diesel::insert_into(opening_team::table)
            .values((
                opening_team::organization_id.eq(organization),
                opening_team::opening_id.eq(id),
                opening_team::staff_id.eq(member),
            ))
            .execute(conn)?;
    }
    Ok(())
}
