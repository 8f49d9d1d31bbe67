//! `rapport bench ranking`: an opening of a thousand, a hundred thousand or a million made-up results, and how long its
//! pages take. It measures what the server does for a page in the database; `docs/performance.md` holds what came out.

mod fill;

use super::output;
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::StaffId;
use crate::openings::Opening;
use crate::results::{RankingQuery, look, note_look_at};
use clap::{Args, Subcommand};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Measures.
#[derive(Subcommand)]
pub enum Bench {
    /// Fill an empty database with an opening of made-up results, and time the pages of its ranking
    Ranking(Ranking),
}

/// The pages of a ranking.
#[derive(Args)]
pub struct Ranking {
    /// How many people
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(100..=2_000_000))]
    candidates: u32,
    /// How often each page is asked for
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(20..=100_000))]
    times: u32,
}

/// What is asked, and in which words it stands in the table.
const PAGES: [(&str, &str); 17] = [
    ("first page, in bands", ""),
    ("filter that leaves many", "stage=undecided"),
    ("filter that leaves few", "stage=advance&outcome=below"),
    ("filter by a band", "band=D"),
    ("filter by a competency minimum", "competency=patience&at_least=70"),
    ("filter by a day", "from=2026-03-01&to=2026-03-01"),
    ("sort by a competency", "sort=empathy"),
    ("sort by a competency, filtered", "sort=empathy&outcome=borderline&stage=hold"),
    ("sort by date", "sort=date"),
    ("search, rare name", "q=zephyrine"),
    ("search, common beginning", "q=a"),
    ("search, two words, one common", "q=a+vale"),
    ("filter by how they came", "source=public-link"),
    ("filter by a language, rare", "language=es"),
    ("filter by a language, common", "language=en"),
    ("what-if without a competency", "weigh_empathy=0"),
    ("what-if, filtered and sorted", "weigh_empathy=0&stage=undecided&sort=total"),
];

/// A page of the ranking has so many people.
const SIZE: usize = 50;

impl Bench {
    /// Runs the command.
    pub fn run(self, settings: &Settings, clock: &Clock) -> Result<ExitCode> {
        match self {
            Self::Ranking(ranking) => ranking.run(settings, clock),
        }
    }
}

impl Ranking {
    fn run(&self, settings: &Settings, clock: &Clock) -> Result<ExitCode> {
        let server = crate::app::start(settings.clone(), clock.clone())?;
        let began = Instant::now();
        let (opening, staff) = fill::fill(&server, self.candidates)?;
        output::aside(format_args!("{} people in {:.1} s", self.candidates, began.elapsed().as_secs_f64()));
        output::line(format_args!("| {} people | p50 | p99 |", self.candidates));
        output::line("|---|---:|---:|");
        let ask = |query: &RankingQuery| {
            server.db.read_now(|conn| look(conn, &opening, query, &staff, SIZE).map(|looked| looked.page.next))
        };
        for (name, text) in PAGES {
            let query: RankingQuery = serde_urlencoded::from_str(text).map_err(Error::internal)?;
            self.time(name, |_| ask(&query).map(|_| ()))?;
        }
        for (name, text) in [("next page, in bands", ""), ("next page, by a competency", "sort=empathy")] {
            let first: RankingQuery = serde_urlencoded::from_str(text).map_err(Error::internal)?;
            let mut query = first.clone();
            // Each time the page behind the one before, from the first on.
            self.time(name, |_| {
                query.after = ask(&query)?.map(|next| next.to_string());
                Ok(())
            })?;
        }
        let deep = fill::deep(&server.db, &opening)?;
        for (name, query) in [("a page deep in, in bands", &deep[0]), ("a page deep in, by a competency", &deep[1])] {
            self.time(name, |_| ask(query).map(|_| ()))?;
        }
        self.audit(&server.db, (&opening, &staff), clock)?;
        server.db.close();
        Ok(ExitCode::SUCCESS)
    }

    fn audit(&self, db: &Db, (opening, staff): (&Opening, &StaffId), clock: &Clock) -> Result<()> {
        self.time("the audit fact of a look, durable", |_| {
            let (opening, staff, now) = (opening.clone(), staff.clone(), clock.now());
            db.write_now(move |conn| note_look_at(conn, &opening, &staff, now))
        })
    }

    fn time(&self, name: &str, mut page: impl FnMut(u32) -> Result<()>) -> Result<()> {
        // The first few warm the caches of both databases.
        for number in 0..5 {
            page(number)?;
        }
        let mut took: Vec<Duration> = Vec::new();
        for number in 0..self.times {
            let began = Instant::now();
            page(number)?;
            took.push(began.elapsed());
        }
        took.sort_unstable();
        let at = |share: f64| took[((took.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0;
        output::line(format_args!("| {name} | {:.1} ms | {:.1} ms |", at(0.5), at(0.99)));
        Ok(())
    }
}
