//! `rapport demo`: an organization to look around in, made by the real code from simulated applicants.

mod about;
mod fill;
mod names;
mod past;

use super::{output, serve};
use crate::app;
use crate::auth::{Hasher, check_strength};
use crate::clock::Clock;
use crate::config::Settings;
use crate::entropy::secret_bytes;
use crate::error::{Error, Result};
use crate::ids::base32;
use crate::people::{self, Role};
use clap::Args;
use fill::{Member, fill};
use serde::Serialize;
use std::process::ExitCode;

/// Builds an organization with staff of each role, three openings, thresholds, openings that are over, and simulated applicants of varying
/// skill who go through the real sitting and scoring code; then serves it. Everything in it is made up.
#[derive(Args)]
pub struct Demo {
    /// How many applicants
    #[arg(long, default_value_t = 240, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    applicants: u32,
    /// Decides who they are and what they answer
    #[arg(long, default_value_t = 1)]
    seed: i64,
    /// Print one JSON object on one line when it is ready: url, staff, invitation
    #[arg(long)]
    json: bool,
    /// Only fill the database
    #[arg(long)]
    no_serve: bool,
}

/// What a newcomer needs.
#[derive(Serialize)]
struct Ready {
    url: String,
    staff: Vec<Account>,
    invitation: String,
}

#[derive(Serialize)]
struct Account {
    role: Role,
    email: String,
    password: String,
}

impl Demo {
    /// Runs the command.
    pub fn run(self, settings: Settings, clock: Clock) -> Result<ExitCode> {
        let server = app::start(settings, clock)?;
        let passwords = Passwords::draw(&server.hasher)?;
        let exists = server.db.read_now(|conn| people::organizations(conn).map(|all| !all.is_empty()))?;
        let invitation = if exists {
            output::aside(
                "The database holds an organization already; it is kept, and the demo accounts get new passwords.",
            );
            fill::renew(&server, &passwords.members)?
        } else {
            fill(&server, self.seed, self.applicants, &passwords.members)?
        };
        let url = server.settings.public_url.clone();
        let no_serve = self.no_serve;
        let announce = move || self.announce(url, passwords, invitation);
        if no_serve {
            announce()?;
            server.db.close();
            return Ok(ExitCode::SUCCESS);
        }
        // Whoever waits for this line may send the first request as soon as it is there.
        serve::serve(server, announce)
    }

    fn announce(&self, url: String, passwords: Passwords, invitation: String) -> Result<()> {
        let accounts = passwords.members.into_iter().zip(passwords.plain);
        let staff = accounts
            .map(|(member, password)| Account { role: member.role, email: member.email.to_owned(), password })
            .collect();
        let ready = Ready { url, staff, invitation };
        if self.json {
            output::line(serde_json::to_string(&ready).map_err(Error::internal)?);
            return Ok(());
        }
        output::line(format_args!(
            "\nHarbour & Finch is ready at {} (demo data: everybody in it is made up).\n",
            ready.url
        ));
        for account in &ready.staff {
            output::line(format_args!("  {:<10} {:<28} {}", account.role.as_str(), account.email, account.password));
        }
        output::line(format_args!("\n  applicant  {}\n", ready.invitation));
        Ok(())
    }
}

/// Passwords of this run: there are no default ones.
struct Passwords {
    members: Vec<Member>,
    plain: Vec<String>,
}

impl Passwords {
    fn draw(hasher: &Hasher) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(Error::internal)?;
        let (mut members, mut plain) = (Vec::new(), Vec::new());
        for (role, name, email) in fill::STAFF {
            let text = base32(&secret_bytes::<10>());
            check_strength(&text, &[name, email])?;
            let hash = runtime.block_on(hasher.hash(&text))?;
            members.push(Member { role, name, email, hash });
            plain.push(text);
        }
        Ok(Self { members, plain })
    }
}
