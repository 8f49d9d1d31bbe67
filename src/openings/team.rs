//! The team of an opening: who of the staff works on it.

use super::{Opening, manage, store};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::ids::StaffId;
use crate::people::{self, Role, Staff};

/// A staff member who is on a team, or could be.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub staff: Staff,
    /// As what.
    pub roles: Vec<Role>,
    /// Whether they are on the team.
    pub on_team: bool,
}

/// All who are or could be on the team of an opening, by name; whoever may not sign in is left out.
///
/// # Errors
/// The database's.
pub fn members(conn: &mut Conn, opening: &Opening) -> Result<Vec<Member>> {
    let team = store::team(conn, &opening.organization, &opening.id)?;
    let staff = people::staff_list(conn, &opening.organization)?;
    let active = staff.into_iter().filter(|staff| staff.disabled_at.is_none());
    active
        .map(|staff| {
            let roles = people::roles_of(conn, &opening.organization, &staff.id)?;
            Ok(Member { on_team: team.contains(&staff.id), roles, staff })
        })
        .collect()
}

/// Replaces the team of an opening. `seen` is the version of the opening that the changer saw.
///
/// # Errors
/// [`Code::Conflict`] when the opening was changed in the meantime, [`Code::NotFound`] for an id that is not one of the organization's staff; then nothing is written.
pub fn set_team(
    conn: &mut Conn,
    opening: &Opening,
    (seen, team): (i64, &[StaffId]),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let mut team = team.to_vec();
    team.sort();
    team.dedup();
    for member in &team {
        people::staff(conn, &opening.organization, member)?.ok_or(Code::NotFound)?;
    }
    // First the version: whoever comes second learns that the team is another by now.
    manage::write(conn, &Opening { version: seen, ..opening.clone() }, by, "team", now)?;
    Ok(store::put_team(conn, &opening.organization, &opening.id, &team)?)
}
