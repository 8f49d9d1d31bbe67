//! `rapport rescore`

use super::output;
use crate::audit::Who;
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::Db;
use crate::error::Result;
use crate::ids::OpeningId;
use crate::openings::{self, Opening};
use crate::{people, sittings};
use clap::Args;
use std::process::ExitCode;

/// Every stored score can be computed again, bit for bit, from the stored answers, key version, scoring version and
/// precision version.
#[derive(Args)]
pub struct Rescore {
    /// Only compare: compute every stored score again and report each that differs in any bit
    #[arg(long)]
    verify: bool,
    /// Only this opening
    #[arg(long, value_name = "ID")]
    opening: Option<OpeningId>,
}

impl Rescore {
    /// Runs the command.
    pub fn run(self, settings: &Settings, clock: &Clock) -> Result<ExitCode> {
        let db = Db::open(&settings.database)?;
        let only = self.opening.clone();
        let openings = db.read_now(move |conn| {
            let mut all: Vec<Opening> = Vec::new();
            for organization in people::organizations(conn)? {
                all.extend(openings::list(conn, &organization.id, None)?);
            }
            all.retain(|opening| only.as_ref().is_none_or(|only| opening.id == *only));
            Ok::<_, crate::error::Error>(all)
        })?;
        if self.verify { verify(&db, openings) } else { rescore(&db, openings, clock) }
    }
}

fn verify(db: &Db, openings: Vec<Opening>) -> Result<ExitCode> {
    let (mut sittings_seen, mut differing, mut stale) = (0, 0, 0);
    for opening in openings {
        let title = opening.title.clone();
        let checked = db.read_now(move |conn| sittings::verify_opening(conn, &opening))?;
        sittings_seen += checked.sittings;
        for (attempt, difference) in &checked.differences {
            differing += 1;
            output::line(format_args!(
                "{title}: {attempt} {}: stored {}, computed {}",
                difference.what, difference.stored, difference.computed
            ));
        }
        for attempt in &checked.stale {
            stale += 1;
            output::line(format_args!(
                "{title}: {attempt} was scored under other keys, voids or rules than those in force"
            ));
        }
    }
    output::line(format_args!("{sittings_seen} sittings computed again: {differing} differences, {stale} out of date"));
    Ok(if differing + stale == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn rescore(db: &Db, openings: Vec<Opening>, clock: &Clock) -> Result<ExitCode> {
    for opening in openings {
        let (title, now) = (opening.title.clone(), clock.now());
        let count = db.write_now(move |conn| sittings::rescore_opening(conn, &opening, &Who::Command, now))?;
        output::line(format_args!("{title}: {count} sittings scored again"));
    }
    Ok(ExitCode::SUCCESS)
}
