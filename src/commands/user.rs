//! `rapport user …`: for whoever has the server but no account, or has lost it.

use super::bank::choose;
use super::output;
use crate::audit::{self, Action, Fact, Who};
use crate::auth;
use crate::clock::{Clock, Moment};
use crate::config::Settings;
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::ids::OrganizationId;
use crate::people::{self, EmailAddress, PersonName, Role, Staff, directory};
use clap::{Args, Subcommand};
use std::process::ExitCode;

/// What can be done with staff.
#[derive(Subcommand)]
pub enum User {
    /// Organizations and their staff
    List,
    /// Add somebody and print a one-time link with which they choose a password
    Add(Add),
    /// Print a one-time link with which somebody chooses a new password
    Link {
        /// Their e-mail address
        email: EmailAddress,
    },
    /// Keep somebody from signing in; ends their sessions
    Disable {
        /// Their e-mail address
        email: EmailAddress,
    },
    /// Let somebody sign in again
    Enable {
        /// Their e-mail address
        email: EmailAddress,
    },
    /// Take away somebody's second factor, for the day their phone is lost
    ResetFactor {
        /// Their e-mail address
        email: EmailAddress,
    },
}

/// Whom to add.
#[derive(Args)]
pub struct Add {
    /// Their e-mail address
    email: EmailAddress,
    /// Their name
    #[arg(long)]
    name: PersonName,
    /// admin, author, recruiter or manager; repeatable
    #[arg(long = "role", required = true)]
    roles: Vec<Role>,
    /// The id of the organization; may be left out where there is only one
    #[arg(long, value_name = "ID")]
    organization: Option<OrganizationId>,
}

impl User {
    /// Runs the command.
    pub fn run(self, settings: &Settings, clock: &Clock) -> Result<ExitCode> {
        let (db, now) = (Db::open(&settings.database)?, clock.now());
        let link = |path: &str| output::line(settings.link(path));
        match self {
            Self::List => list(&db)?,
            Self::Add(add) => link(&db.write_now(move |conn| add.run(conn, now))?),
            Self::Link { email } => link(&db.write_now(move |conn| {
                let staff = find(conn, &email, now)?;
                note(conn, &staff, "link", now)?;
                Ok::<_, Error>(auth::staff_link(conn, &staff, now)?.0)
            })?),
            Self::Disable { email } => set_disabled(&db, email, true, now)?,
            Self::Enable { email } => set_disabled(&db, email, false, now)?,
            Self::ResetFactor { email } => db.write_now(move |conn| {
                let staff = find(conn, &email, now)?;
                people::put_totp(conn, &staff.organization, &staff.id, None, &[])?;
                note(conn, &staff, "factor reset", now)
            })?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(db: &Db) -> Result<()> {
    let lines = db.read_now(|conn| {
        let mut lines = Vec::new();
        for organization in people::organizations(conn)? {
            lines.push(format!("{}  {}", organization.id, organization.name));
            for staff in people::staff_list(conn, &organization.id)? {
                let roles: Vec<&str> =
                    people::roles_of(conn, &organization.id, &staff.id)?.iter().map(|role| role.as_str()).collect();
                let state = if staff.disabled_at.is_some() { " (disabled)" } else { "" };
                lines.push(format!("    {} <{}> {}{state}", staff.name, staff.email, roles.join(", ")));
            }
        }
        Ok::<_, Error>(lines)
    })?;
    if lines.is_empty() {
        output::aside("There is no organization yet. Start `rapport serve` and open the link it prints.");
    }
    lines.iter().for_each(output::line);
    Ok(())
}

impl Add {
    fn run(&self, conn: &mut Conn, now: Moment) -> Result<String> {
        let organization = choose(&people::organizations(conn)?, self.organization.clone())?;
        let id = people::add_staff(conn, &organization, &self.email, &self.name, &self.roles, now)?;
        let staff = people::staff(conn, &organization, &id)?.ok_or(Code::NotFound)?;
        note(conn, &staff, "added", now)?;
        Ok(auth::staff_link(conn, &staff, now)?.0)
    }
}

fn set_disabled(db: &Db, email: EmailAddress, disabled: bool, now: Moment) -> Result<()> {
    db.write_now(move |conn| {
        let staff = find(conn, &email, now)?;
        people::end_staff(conn, &staff.organization, &staff.id, disabled.then_some(now))?;
        auth::end_all(conn, &staff.organization, staff.id.as_ref(), None, now)?;
        note(conn, &staff, if disabled { "disabled" } else { "enabled" }, now)
    })
}

fn find(conn: &mut Conn, email: &EmailAddress, now: Moment) -> Result<Staff> {
    let nobody =
        || Error::new(Code::NotFound, format!("Nobody signs in with {email}. `rapport user list` shows who does."));
    let entry = directory::find(conn, directory::Kind::Email, email.as_ref(), now)?.ok_or_else(nobody)?;
    people::staff_by_id(conn, &entry.organization, &entry.subject)?.ok_or_else(nobody)
}

fn note(conn: &mut Conn, staff: &Staff, what: &str, now: Moment) -> Result<()> {
    let fact = Fact {
        organization: &staff.organization,
        at: now,
        who: &Who::Command,
        action: Action::StaffChanged,
        object: format!("staff:{}", staff.id),
        detail: &[("what", what.to_owned())],
    };
    audit::append(conn, &fact)
}
