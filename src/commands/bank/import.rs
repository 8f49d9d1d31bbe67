//! `rapport bank import`

use super::Checked;
use super::check::print_findings;
use crate::assessments;
use crate::audit::{self, Action, Fact, Who};
use crate::bank::{self, Files};
use crate::clock::Clock;
use crate::commands::output;
use crate::config::Settings;
use crate::db::Db;
use crate::error::{Code, Error, Result};
use crate::ids::OrganizationId;
use crate::people;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to import.
#[derive(Args)]
pub struct Import {
    /// A directory laid out like question-bank/
    dir: PathBuf,
    /// The id of the organization (see `rapport user list`); may be left out where there is only one
    #[arg(long, value_name = "ID")]
    organization: Option<OrganizationId>,
}

impl Import {
    /// Runs the command.
    pub fn run(self, settings: &Settings, clock: &Clock) -> Result<ExitCode> {
        let checked = Checked::read(Files::Directory(self.dir))?;
        if checked.refused() > 0 {
            print_findings(&checked)?;
            return Err(Error::new(Code::Invalid, "The bank was not imported: mend what is refused first."));
        }
        let db = Db::open(&settings.database)?;
        let wanted = self.organization;
        let organization = db.read_now(move |conn| choose(&people::organizations(conn)?, wanted))?;
        let (now, owner) = (clock.now(), organization.clone());
        let Checked { library, blueprints, .. } = checked;
        let imported = db.write_now(move |conn| {
            let imported = bank::import(conn, &owner, &library, now)?;
            assessments::import(conn, &owner, &blueprints, now)?;
            let fact = Fact {
                organization: &owner,
                at: now,
                who: &Who::Command,
                action: Action::BankImported,
                object: format!("organization:{owner}"),
                detail: &[("items", imported.items.to_string()), ("keys", imported.keys.to_string())],
            };
            audit::append(conn, &fact)?;
            Ok::<_, Error>(imported)
        })?;
        output::line(format_args!(
            "Imported {} new items and {} new keys into {organization}.",
            imported.items, imported.keys
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// The organization that was named, or the only one there is.
pub fn choose(all: &[people::Organization], wanted: Option<OrganizationId>) -> Result<OrganizationId> {
    match (wanted, all) {
        (Some(wanted), _) => {
            let found = all.iter().find(|organization| organization.id == wanted);
            found
                .map(|found| found.id.clone())
                .ok_or_else(|| Error::new(Code::NotFound, format!("There is no organization {wanted}.")))
        }
        (None, [only]) => Ok(only.id.clone()),
        (None, []) => Err(Error::new(
            Code::NotFound,
            "There is no organization yet. Start `rapport serve` and open the link it prints.",
        )),
        (None, _) => Err(Error::new(
            Code::Invalid,
            "There are several organizations. Name one with --organization; `rapport user list` shows them.",
        )),
    }
}
