//! `rapport audit verify`

use super::output;
use crate::audit as room;
use crate::config::Settings;
use crate::db::Db;
use crate::error::Result;
use crate::people;
use clap::Subcommand;
use std::process::ExitCode;

/// What can be done with the audit log.
#[derive(Subcommand)]
pub enum Audit {
    /// Find any fact that was edited, deleted, inserted or reordered
    ///
    /// Prints the head of each log. Keep it elsewhere: who can rewrite the whole database can rewrite the log, but not
    /// the copy of its head.
    Verify,
}

impl Audit {
    /// Runs the command.
    pub fn run(self, settings: &Settings) -> Result<ExitCode> {
        let Self::Verify = self;
        let db = Db::open(&settings.database)?;
        let mut broken = false;
        for organization in db.read_now(people::organizations)? {
            let id = organization.id.clone();
            match db.read_now(move |conn| room::verify(conn, &id))? {
                Ok(head) => {
                    output::line(format_args!("{}: {} facts hold, head {}", organization.name, head.facts, head.hash));
                }
                Err(break_) => {
                    broken = true;
                    output::line(format_args!("{}: BROKEN: {break_}", organization.name));
                }
            }
        }
        Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}
