//! The ranking as a file: CSV, XLSX or JSON of what a filter shows, streamed, formula-safe, audited.
//!
//! CSV and JSON are read page by page while they are sent, so memory does not grow with the ranking; bands are those of
//! the beginning. A sheet is written to a temporary file first, row by row. Each file is one fact in the audit log,
//! written before the first byte.

pub mod api;
mod columns;
pub mod pages;
mod paper;
mod pdf;
mod report;
mod sheet;
mod text;

use crate::audit::{self, Action, Fact, Who};
use crate::bank::{self, Basis};
use crate::clock::Moment;
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::ids::{CandidateId, StaffId};
use crate::openings::{self, Names, Opening};
use crate::policies;
use crate::results::{self, Asked, Cursor, RankingQuery};
use crate::scores::{self, BandRound};
use crate::words::words;
use columns::Line;

pub use columns::{COLUMNS, Cell, Column};
pub use pdf::write as write_pdf;
pub use report::report;
pub use sheet::{MOST_PEOPLE, sheet};
pub use text::{Text, text};

words! {
    /// What kind of file.
    Format {
        /// Comma-separated values (RFC 4180), UTF-8.
        Csv = "csv",
        /// A workbook for Excel and its kin, with a sheet that explains the columns.
        Xlsx = "xlsx",
        /// One JSON object that explains its columns.
        Json = "json",
    }
}

/// How many people are read at once.
const PAGE: usize = 500;

/// An export that was begun: what it holds, and in which bands.
#[derive(Debug, Clone)]
pub struct Export {
    opening: Opening,
    query: RankingQuery,
    asked: Asked,
    bands: BandRound,
    /// How many standard errors the likely range reaches to either side.
    z: f64,
    basis: KeyBasis,
    /// Whether the score predicts performance here, in a sentence.
    evidence: String,
    people: usize,
    at: Moment,
}

words! {
    /// Whose judgement the keys are by which an opening is scored.
    KeyBasis {
        /// At least one key is its author's alone: provisional.
        Author = "author (provisional)",
        /// All keys are a panel's.
        Panel = "panel",
    }
}

/// Begins an export, and writes into the audit log that it was begun. `after` of the query is left aside: a file holds
/// all pages.
///
/// # Errors
/// [`Code::Invalid`](crate::error::Code::Invalid) where a sheet cannot hold so many; else the database's.
pub fn begin(
    conn: &mut Conn,
    opening: &Opening,
    query: &RankingQuery,
    format: Format,
    (by, now): (&StaffId, Moment),
) -> Result<Export> {
    if query.is_what_if() {
        let sentence = "A what-if is for looking, and is not exported: a file with other totals would be taken for the \
            ranking. Take the weights out of the address.";
        return Err(Error::new(Code::Invalid, sentence));
    }
    let usual = openings::usual_language(conn, opening)?;
    let asked = query.asked(Names::of(conn, opening, by)?, usual)?;
    let people = results::count(conn, opening, &asked.filter)?;
    if format == Format::Xlsx {
        sheet::fits(people)?;
    }
    let query = RankingQuery { after: None, ..query.clone() };
    note(conn, opening, (&query, &asked, format, people), (&Who::Staff(by.clone()), now))?;
    Ok(Export {
        bands: scores::band_round(conn, opening)?,
        z: policies::current(conn, opening)?.thresholds.z,
        basis: key_basis(conn, opening)?,
        evidence: evidence::line(conn, &opening.organization, &opening.assessment)?,
        opening: opening.clone(),
        at: now,
        query,
        asked,
        people,
    })
}

/// The fact: ids, numbers and the filter, but not what was searched for, which may be a name.
fn note(
    conn: &mut Conn,
    opening: &Opening,
    (query, asked, format, people): (&RankingQuery, &Asked, Format, usize),
    (who, now): (&Who, Moment),
) -> Result<()> {
    let searched = if query.q.is_some() { "yes" } else { "no" };
    let filter = RankingQuery { q: None, columns: None, ..query.clone() }.to_text()?;
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who,
        action: Action::RankingExported,
        object: format!("opening:{}", opening.id),
        detail: &[
            ("format", format.to_string()),
            ("people", people.to_string()),
            ("filter", filter),
            ("searched", searched.to_owned()),
            ("names", if asked.names.are_hidden() { "hidden" } else { "shown" }.to_owned()),
        ],
    };
    audit::append(conn, &fact)
}

fn key_basis(conn: &mut Conn, opening: &Opening) -> Result<KeyBasis> {
    for item in openings::items(conn, &opening.organization, &opening.id)? {
        if bank::key_of(conn, &item.item, item.key_version)?.basis == Basis::Author {
            return Ok(KeyBasis::Author);
        }
    }
    Ok(KeyBasis::Panel)
}

impl Export {
    /// A name for the file that every system can keep: `ranking-night-desk-2026-11-22.csv`.
    pub fn file_name(&self, format: Format) -> String {
        let letters = self.opening.title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' });
        let title: String = letters.take(60).collect::<String>().to_ascii_lowercase();
        let words = std::iter::once("ranking").chain(title.split_whitespace());
        let day = self.at.rfc3339().chars().take(10).collect::<String>();
        format!("{}-{day}.{format}", words.collect::<Vec<_>>().join("-"))
    }

    /// A page of it, and where the next one begins.
    fn page(&self, conn: &mut Conn, after: Option<&Cursor>) -> Result<(Vec<Line>, Option<Cursor>)> {
        let (people, next) = results::rank_in(conn, &self.opening, &self.bands, &self.asked, after, PAGE)?;
        let ids: Vec<CandidateId> = people.iter().map(|person| person.row.candidate.clone()).collect();
        let mut sources = scores::provenance(conn, &self.opening, &ids)?;
        let line = |person: results::Ranked| {
            let source = sources.remove(&person.row.candidate);
            Ok(Line { source: source.ok_or_else(|| Error::internal("a result without its run"))?, person })
        };
        Ok((people.into_iter().map(line).collect::<Result<_>>()?, next))
    }

    /// A page on the thread of the caller, for what is written at once.
    fn page_now(&self, db: &Db, after: Option<&Cursor>) -> Result<(Vec<Line>, Option<Cursor>)> {
        db.read_now(|conn| self.page(conn, after))
    }
}
