//! Organizations, staff, roles; and the small directory that finds an organization for an e-mail address or a token.
//!
//! Who may do what is the table [`Role::reach`], which `docs/access.md` shows and a test holds equal.

pub mod directory;
pub mod quiet;
mod rights;
mod rules;
mod store;
mod text;

use crate::clock::{Moment, Zone};
use crate::ids::{OrganizationId, StaffId};

pub use rights::{Reach, Right, Role};
pub use rules::{Rules, change_rules};
pub use store::{
    NewOrganization, add_staff, address_taken, claim_staff, create_organization, end_staff, mark_totp_step,
    organization, organizations, password_hash, put_password, put_totp, recovery_codes, roles_of, rules, set_roles,
    staff, staff_by_id, staff_list, totp_state, use_recovery_code,
};
pub use text::{EmailAddress, PersonName, Place, TextFault, Title};

/// A tenant: every row belongs to exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name, as applicants read it.
    pub name: String,
    /// The address that applicants may write to.
    pub contact: String,
    /// How long answers and scores are kept.
    pub retention_months: i64,
    /// Whether staff need a second factor.
    pub second_factor_required: bool,
    /// In whose time deadlines are told.
    pub zone: Zone,
}

/// Somebody who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Where they work.
    pub organization: OrganizationId,
    /// Their id.
    pub id: StaffId,
    /// The address they sign in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Since when they may not sign in.
    pub disabled_at: Option<Moment>,
    /// Whether they have a second factor.
    pub has_second_factor: bool,
    /// Whether they have set a password.
    pub has_password: bool,
    /// Counts changes: whoever gives them other roles names the version they saw.
    pub version: i64,
}

/// A staff member with their roles, in the moment of a request: who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub staff: Staff,
    /// The name of where they work.
    pub organization_name: String,
    /// As what.
    pub roles: Vec<Role>,
}

impl Actor {
    /// How far a right of theirs reaches; `None` if no role of theirs includes it, or one of them loses it.
    pub fn reach(&self, right: Right) -> Option<Reach> {
        if right.is_lost_to_judges() && self.judges() {
            return None;
        }
        self.roles.iter().filter_map(|role| role.reach(right)).max()
    }

    /// Whether a role of theirs ranks or decides about people.
    pub fn judges(&self) -> bool {
        self.roles.iter().any(|role| role.judges())
    }

    /// Where they work.
    pub fn organization(&self) -> &OrganizationId {
        &self.staff.organization
    }
}

/// A thing that is found within what somebody may reach: outside of it, it does not exist.
pub trait Scoped: Sized + Send + 'static {
    /// The names of the path segments that say which one.
    const SEGMENTS: &'static [&'static str];

    /// Finds it in the actor's organization, within this reach. The ids are those of [`Scoped::SEGMENTS`].
    ///
    /// # Errors
    /// The database's. `Ok(None)` for what is not there, and for what is there and out of reach alike.
    fn find(
        conn: &mut crate::db::Conn,
        actor: &Actor,
        reach: Reach,
        ids: &[String],
    ) -> crate::error::Result<Option<Self>>;
}

impl Scoped for Staff {
    const SEGMENTS: &'static [&'static str] = &["staff"];

    fn find(conn: &mut crate::db::Conn, actor: &Actor, _: Reach, ids: &[String]) -> crate::error::Result<Option<Self>> {
        match ids {
            [id] => staff_by_id(conn, actor.organization(), id),
            _ => Ok(None),
        }
    }
}
