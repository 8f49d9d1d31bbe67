//! One file per command. Output for people goes to stdout, logs to stderr.

mod analyze;
mod audit;
mod backup;
mod bank;
mod bench;
mod demo;
mod output;
mod rescore;
mod serve;
mod simulate;
mod user;

use crate::clock::Clock;
use crate::config::{DatabaseUrl, Flags, LogFormat, Settings};
use crate::error::{Code, Error, Result};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Hiring assessments for customer-facing jobs: situational-judgment tests, published scoring, honest uncertainty
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = FIRST_STEPS)]
struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

const FIRST_STEPS: &str = "First steps:
  rapport demo                 a filled organization to look around in, no configuration
  rapport serve                your own; prints a link for the first administrator
  rapport bank check           checks the question bank and says what to mend

Settings come from flags, else from the environment (RAPPORT_…), else from rapport.toml, else they have defaults.";

#[derive(Subcommand)]
enum Command {
    /// Run the server
    ///
    /// Opens the database (an embedded one unless --database says otherwise), brings its tables and the built-in
    /// question bank up to date, and listens. At first start it prints a one-time link with which the first
    /// administrator creates the organization. SIGTERM stops it gently.
    Serve,
    /// Fill a database with a demonstration, and serve it
    Demo(demo::Demo),
    /// Check or import a question bank
    #[command(subcommand)]
    Bank(bank::Bank),
    /// Psychometrics on a CSV file
    ///
    /// A header; one row a person; a column per item with whole numbers, an empty cell for a missing answer; perhaps the
    /// columns `id`, `group` and `weight`. What cannot be used is named by row and column, with status 2.
    Analyze(analyze::Analyze),
    /// What to expect of an assessment, under the assumed model
    Simulate(simulate::Simulate),
    /// Compute stored scores again, from the stored answers
    Rescore(rescore::Rescore),
    /// List, add, disable staff, or give somebody a link to set a password
    #[command(subcommand)]
    User(user::User),
    /// Check the audit log
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Measure
    #[command(subcommand, hide = true)]
    Bench(bench::Bench),
    /// Write a backup of the database, while the server runs
    Backup(backup::Backup),
    /// Bring a backup back into an empty database
    Restore(backup::Restore),
}

/// Runs the command of the command line.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match Settings::resolve(&with_demo_defaults(&cli)).and_then(|settings| execute(cli.command, settings)) {
        Ok(code) => code,
        Err(error) => {
            output::problem(&error);
            ExitCode::FAILURE
        }
    }
}

/// A demonstration keeps its data apart from one's own.
fn with_demo_defaults(cli: &Cli) -> Flags {
    let mut flags = cli.flags.clone();
    if matches!(cli.command, Command::Demo(_)) && flags.data_dir.is_none() {
        flags.data_dir = Some("rapport-demo".into());
    }
    flags
}

fn execute(command: Command, settings: Settings) -> Result<ExitCode> {
    init_logs(settings.log_format);
    let clock = Clock::system();
    match command {
        Command::Serve => serve::run(settings, clock),
        Command::Demo(demo) => demo.run(settings, clock),
        Command::Bank(bank) => bank.run(&settings, &clock),
        Command::Analyze(analyze) => analyze.run(),
        Command::Simulate(simulate) => simulate.run(),
        Command::Rescore(rescore) => existing(&settings).and_then(|()| rescore.run(&settings, &clock)),
        Command::User(user) => existing(&settings).and_then(|()| user.run(&settings, &clock)),
        Command::Audit(audit) => existing(&settings).and_then(|()| audit.run(&settings)),
        Command::Bench(bench) => bench.run(&settings, &clock),
        Command::Backup(backup) => existing(&settings).and_then(|()| backup.run(&settings, &clock)),
        Command::Restore(restore) => restore.run(&settings),
    }
}

/// Looking at a database that is not there would make an empty one and find it in order.
fn existing(settings: &Settings) -> Result<()> {
    match &settings.database {
        DatabaseUrl::Sqlite(path) if !path.exists() => {
            let sentence = format!(
                "There is no database at {}. Say where it is with --data-dir or --database, as the server was told.",
                path.display()
            );
            Err(Error::new(Code::NotFound, sentence))
        }
        _ => Ok(()),
    }
}

fn init_logs(format: LogFormat) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,actix_server=warn"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => logs.with_target(false).init(),
        LogFormat::Json => logs.json().flatten_event(true).init(),
    }
}
