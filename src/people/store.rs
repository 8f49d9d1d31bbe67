//! The tables of organizations and staff.

use super::directory::{self, Entry, Kind};
use super::{EmailAddress, Organization, PersonName, Role, Rules, Staff, Title};
use crate::clock::{Moment, Zone};
use crate::db::Conn;
use crate::db::schema::{organization_rules, organizations, recovery_codes, staff, staff_roles};
use crate::error::{Code, Error, Result};
use crate::ids::{OrganizationId, StaffId};
use diesel::prelude::*;

/// What a new organization begins with.
pub struct NewOrganization<'a> {
    /// Its name, as applicants read it.
    pub name: &'a Title,
    /// The address that applicants may write to.
    pub contact: &'a EmailAddress,
    /// How long answers and scores are kept.
    pub retention_months: i64,
}

/// Creates an organization.
pub fn create_organization(conn: &mut Conn, new: &NewOrganization<'_>, now: Moment) -> QueryResult<OrganizationId> {
    let id = OrganizationId::new(now);
    diesel::insert_into(organizations::table)
        .values((
            organizations::id.eq(&id),
            organizations::name.eq(new.name.as_ref()),
            organizations::contact.eq(new.contact.as_ref()),
            organizations::retention_months.eq(new.retention_months),
            organizations::second_factor_required.eq(false),
            organizations::version.eq(1_i64),
            organizations::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(id)
}

type OrganizationRow = (OrganizationId, String, String, i64, bool);

fn organization_of(row: OrganizationRow, zone: Option<Zone>) -> Organization {
    let (id, name, contact, retention_months, second_factor_required) = row;
    Organization { id, name, contact, retention_months, second_factor_required, zone: zone.unwrap_or(Zone::UTC) }
}

const ORGANIZATION: (
    organizations::id,
    organizations::name,
    organizations::contact,
    organizations::retention_months,
    organizations::second_factor_required,
) = (
    organizations::id,
    organizations::name,
    organizations::contact,
    organizations::retention_months,
    organizations::second_factor_required,
);

/// An organization.
pub fn organization(conn: &mut Conn, id: &OrganizationId) -> QueryResult<Organization> {
    let row = organizations::table.find(id).select(ORGANIZATION).first(conn)?;
    Ok(organization_of(row, zone_of(conn, id)?))
}

fn zone_of(conn: &mut Conn, id: &OrganizationId) -> QueryResult<Option<Zone>> {
    organization_rules::table.find(id).select(organization_rules::time_zone).first(conn).optional()
}

/// What an organization has decided for all its openings; what everybody starts with, where it has decided nothing.
pub fn rules(conn: &mut Conn, id: &OrganizationId) -> QueryResult<Rules> {
    let row = organization_rules::table
        .find(id)
        .select((
            organization_rules::time_zone,
            organization_rules::retakes,
            organization_rules::retake_months,
            organization_rules::version,
        ))
        .first::<(Zone, i64, i64, i64)>(conn)
        .optional()?;
    let of_row = |(zone, retakes, retake_months, version)| Rules { zone, retakes, retake_months, version };
    Ok(row.map_or_else(Rules::default, of_row))
}

/// Writes them over the version that was seen. `false` if somebody else has changed them since; two who write the first
/// ones at once meet in a unique violation.
pub fn put_rules(conn: &mut Conn, id: &OrganizationId, rules: &Rules) -> QueryResult<bool> {
    let values = (
        organization_rules::time_zone.eq(rules.zone),
        organization_rules::retakes.eq(rules.retakes),
        organization_rules::retake_months.eq(rules.retake_months),
        organization_rules::version.eq(rules.version.saturating_add(1)),
    );
    if rules.version == 0 {
        let row = (organization_rules::organization_id.eq(id), values.0, values.1, values.2, values.3);
        return diesel::insert_into(organization_rules::table).values(row).execute(conn).map(|_| true);
    }
    let changed = diesel::update(organization_rules::table.find(id))
        .filter(organization_rules::version.eq(rules.version))
        .set(values)
        .execute(conn)?;
    Ok(changed == 1)
}

/// All organizations of this installation, for commands.
pub fn organizations(conn: &mut Conn) -> QueryResult<Vec<Organization>> {
    let rows = organizations::table.order(organizations::id).select(ORGANIZATION).load::<OrganizationRow>(conn)?;
    rows.into_iter()
        .map(|row| {
            let zone = zone_of(conn, &row.0)?;
            Ok(organization_of(row, zone))
        })
        .collect()
}

/// Adds a staff member without a password.
///
/// # Errors
/// [`Code::Invalid`] when the address is in use: one address signs in to one organization.
pub fn add_staff(
    conn: &mut Conn,
    organization: &OrganizationId,
    email: &EmailAddress,
    name: &PersonName,
    roles: &[Role],
    now: Moment,
) -> Result<StaffId> {
    if directory::find(conn, Kind::Email, email.as_ref(), now)?.is_some() {
        return Err(Error::field("email", "Somebody signs in with this address already."));
    }
    let id = StaffId::new(now);
    diesel::insert_into(staff::table)
        .values((
            staff::organization_id.eq(organization),
            staff::id.eq(&id),
            staff::email.eq(email.as_ref()),
            staff::name.eq(name.as_ref()),
            staff::version.eq(1_i64),
            staff::created_at.eq(now),
        ))
        .execute(conn)?;
    let entry = Entry { organization: organization.clone(), subject: id.to_string() };
    directory::put(conn, Kind::Email, email.as_ref(), &entry, None)?;
    set_roles(conn, organization, &id, roles)?;
    Ok(id)
}

/// Moves a staff member on from the version that was seen. `false` if somebody else has.
pub fn claim_staff(conn: &mut Conn, organization: &OrganizationId, id: &StaffId, seen: i64) -> QueryResult<bool> {
    let changed = diesel::update(staff::table.find((organization, id)))
        .filter(staff::version.eq(seen))
        .set(staff::version.eq(seen.saturating_add(1)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Replaces the roles of a staff member.
pub fn set_roles(conn: &mut Conn, organization: &OrganizationId, id: &StaffId, roles: &[Role]) -> QueryResult<()> {
    diesel::delete(staff_roles::table)
        .filter(staff_roles::organization_id.eq(organization))
        .filter(staff_roles::staff_id.eq(id))
        .execute(conn)?;
    for role in roles {
        diesel::insert_into(staff_roles::table)
            .values((
                staff_roles::organization_id.eq(organization),
                staff_roles::staff_id.eq(id),
                staff_roles::role.eq(role),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The roles of a staff member.
pub fn roles_of(conn: &mut Conn, organization: &OrganizationId, id: &StaffId) -> QueryResult<Vec<Role>> {
    staff_roles::table
        .filter(staff_roles::organization_id.eq(organization))
        .filter(staff_roles::staff_id.eq(id))
        .order(staff_roles::role)
        .select(staff_roles::role)
        .load(conn)
}

type StaffRow = ((OrganizationId, StaffId, String, String), (Option<Moment>, Option<String>, Option<String>, i64));

fn staff_of(((organization, id, email, name), (disabled_at, totp, password, version)): StaffRow) -> Staff {
    let (has_second_factor, has_password) = (totp.is_some(), password.is_some());
    Staff { organization, id, email, name, disabled_at, has_second_factor, has_password, version }
}

macro_rules! staff_columns {
    () => {
        (
            (staff::organization_id, staff::id, staff::email, staff::name),
            (staff::disabled_at, staff::totp_secret, staff::password_hash, staff::version),
        )
    };
}

/// A staff member of an organization.
pub fn staff(conn: &mut Conn, organization: &OrganizationId, id: &StaffId) -> QueryResult<Option<Staff>> {
    let row = staff::table.find((organization, id)).select(staff_columns!()).first::<StaffRow>(conn).optional()?;
    Ok(row.map(staff_of))
}

/// As [`staff`], by the text of an id that came from outside.
pub fn staff_by_id(conn: &mut Conn, organization: &OrganizationId, id: &str) -> Result<Option<Staff>> {
    let Ok(id) = id.parse() else { return Ok(None) };
    Ok(staff(conn, organization, &id)?)
}

/// All staff of an organization, by name.
pub fn staff_list(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Vec<Staff>> {
    let rows = staff::table
        .filter(staff::organization_id.eq(organization))
        .order((staff::name, staff::id))
        .select(staff_columns!())
        .load::<StaffRow>(conn)?;
    Ok(rows.into_iter().map(staff_of).collect())
}

/// Disables or enables a staff member.
pub fn end_staff(conn: &mut Conn, organization: &OrganizationId, id: &StaffId, at: Option<Moment>) -> QueryResult<()> {
    diesel::update(staff::table.find((organization, id)))
        .set((staff::disabled_at.eq(at), staff::version.eq(staff::version + 1)))
        .execute(conn)
        .map(|_| ())
}

/// The password hash of a staff member, if one is set.
pub fn password_hash(conn: &mut Conn, organization: &OrganizationId, id: &StaffId) -> QueryResult<Option<String>> {
    staff::table.find((organization, id)).select(staff::password_hash).first(conn)
}

/// Sets a password hash.
pub fn put_password(conn: &mut Conn, organization: &OrganizationId, id: &StaffId, hash: &str) -> QueryResult<()> {
    diesel::update(staff::table.find((organization, id)))
        .set((staff::password_hash.eq(hash), staff::version.eq(staff::version + 1)))
        .execute(conn)
        .map(|_| ())
}

/// The sealed second factor and the last step that was used.
pub fn totp_state(
    conn: &mut Conn,
    organization: &OrganizationId,
    id: &StaffId,
) -> QueryResult<(Option<String>, Option<i64>)> {
    staff::table.find((organization, id)).select((staff::totp_secret, staff::totp_step)).first(conn)
}

/// Sets or removes the second factor, with fresh recovery codes as their hashes.
pub fn put_totp(
    conn: &mut Conn,
    organization: &OrganizationId,
    id: &StaffId,
    sealed: Option<(&str, i64)>,
    recovery: &[String],
) -> QueryResult<()> {
    let (sealed, step) = sealed.unzip();
    diesel::update(staff::table.find((organization, id)))
        .set((staff::totp_secret.eq(sealed), staff::totp_step.eq(step), staff::version.eq(staff::version + 1)))
        .execute(conn)?;
    diesel::delete(recovery_codes::table)
        .filter(recovery_codes::organization_id.eq(organization))
        .filter(recovery_codes::staff_id.eq(id))
        .execute(conn)?;
    for code in recovery {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::organization_id.eq(organization),
                recovery_codes::staff_id.eq(id),
                recovery_codes::code_hash.eq(code),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Marks a code's time step as used. `false` if it, or a later one, was used before: each code works once.
pub fn mark_totp_step(conn: &mut Conn, organization: &OrganizationId, id: &StaffId, step: i64) -> QueryResult<bool> {
    let changed = diesel::update(staff::table.find((organization, id)))
        .filter(staff::totp_step.is_null().or(staff::totp_step.lt(step)))
        .set(staff::totp_step.eq(step))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Uses up a recovery code. `false` if there is no such unused code.
pub fn use_recovery_code(
    conn: &mut Conn,
    organization: &OrganizationId,
    id: &StaffId,
    code_hash: &str,
    now: Moment,
) -> QueryResult<bool> {
    let changed = diesel::update(recovery_codes::table.find((organization, id, code_hash)))
        .filter(recovery_codes::used_at.is_null())
        .set(recovery_codes::used_at.eq(now))
        .execute(conn)?;
    Ok(changed == 1)
}

/// How many recovery codes are left.
pub fn recovery_codes(conn: &mut Conn, organization: &OrganizationId, id: &StaffId) -> QueryResult<i64> {
    recovery_codes::table
        .filter(recovery_codes::organization_id.eq(organization))
        .filter(recovery_codes::staff_id.eq(id))
        .filter(recovery_codes::used_at.is_null())
        .count()
        .get_result(conn)
}

/// Somebody else has the address: for verbs that meet the unique index in a race.
pub fn address_taken(error: Error) -> Error {
    if error.is_unique_violation() {
        Error::new(Code::Conflict, "Somebody signs in with this address already.")
    } else {
        error
    }
}
