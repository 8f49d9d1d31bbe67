//! A page of the ranking: filtered, in bands or sorted by a column, found by keyset and not by counting.

use super::store::{self, Named, Window};
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::CandidateId;
use crate::openings::{Opening, Stage};
use crate::scores::{self, BandRound, ResultRow};
use crate::scoring::{Competency, Outcome, bands};
use crate::words::words;
use std::str::FromStr;

words! {
    /// In which order.
    Sort {
        /// By band, and inside a band by a random id.
        Band = "band",
        /// By the total, highest first.
        Total = "total",
        /// By empathy, highest first.
        Empathy = "empathy",
        /// By patience, highest first.
        Patience = "patience",
        /// By communication, highest first.
        Communication = "communication",
        /// By product knowledge, highest first.
        ProductKnowledge = "product-knowledge",
        /// By when they handed in, newest first.
        Date = "date",
    }
}

/// Who is shown. Bands are always those of the whole opening.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Only this outcome.
    pub outcome: Option<Outcome>,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only at least so much in a competency.
    pub at_least: Option<(Competency, f64)>,
    /// Only people in whose name, address or pseudonym this stands, in small letters.
    pub text: Option<String>,
}

impl Filter {
    /// Whether everybody is shown.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Somebody in the ranking.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// Their scores, outcome and stage.
    pub row: ResultRow,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their pseudonym.
    pub pseudonym: String,
    /// The rank of their band, from 1.
    pub band: usize,
}

/// A page of the ranking.
#[derive(Debug, Clone)]
pub struct Page {
    /// The people.
    pub people: Vec<Ranked>,
    /// The bands of the whole opening.
    pub bands: BandRound,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

/// Where a page begins: behind somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// The band they are in, or the number they are sorted by, as bits so that nothing is lost.
    pub key: u64,
    /// Who.
    pub candidate: CandidateId,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:x}.{}", self.key, self.candidate)
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || Error::new(Code::Malformed, "The page address is not one of ours. Go back to the first page.");
        let (key, candidate) = text.split_once('.').ok_or_else(wrong)?;
        let key = u64::from_str_radix(key, 16).map_err(|_| wrong())?;
        Ok(Self { key, candidate: candidate.parse().map_err(|_| wrong())? })
    }
}

/// A page of the ranking of an opening.
///
/// # Errors
/// The database's.
pub fn rank(
    conn: &mut Conn,
    opening: &Opening,
    (filter, sort): (&Filter, Sort),
    after: Option<&Cursor>,
    size: usize,
) -> Result<Page> {
    let bands = scores::band_round(conn, opening)?;
    let (people, next) = rank_in(conn, opening, &bands, (filter, sort), after, size)?;
    Ok(Page { people, bands, next })
}

/// The same in bands that were read before: whoever walks through all pages sees everybody in the bands of the first.
///
/// # Errors
/// The database's.
pub fn rank_in(
    conn: &mut Conn,
    opening: &Opening,
    round: &BandRound,
    (filter, sort): (&Filter, Sort),
    after: Option<&Cursor>,
    size: usize,
) -> Result<(Vec<Ranked>, Option<Cursor>)> {
    // One more than is shown tells whether there is a next page.
    let mut people = match sort {
        Sort::Band => by_band(conn, opening, filter, round, after, size + 1)?,
        column => store::people(conn, opening, filter, Window::Column(column, after), size + 1)?
            .into_iter()
            .map(|named| ranked(named, round))
            .collect(),
    };
    let next = (people.len() > size).then(|| people.truncate(size)).and_then(|()| people.last()).map(|last| Cursor {
        key: match sort {
            Sort::Band => last.band as u64,
            column => store::sort_key(&last.row, column),
        },
        candidate: last.row.candidate.clone(),
    });
    Ok((people, next))
}

/// How many people pass a filter.
///
/// # Errors
/// The database's.
pub fn count(conn: &mut Conn, opening: &Opening, filter: &Filter) -> Result<usize> {
    Ok(store::count(conn, opening, filter)? as usize)
}

fn ranked((row, (name, email, pseudonym)): Named, round: &BandRound) -> Ranked {
    let band = bands::rank(&round.bands, row.standing.total.value);
    Ranked { row, name, email, pseudonym, band }
}

/// Walks the bands from the top, or from where the last page ended, and fills the page band by band.
fn by_band(
    conn: &mut Conn,
    opening: &Opening,
    filter: &Filter,
    round: &BandRound,
    after: Option<&Cursor>,
    size: usize,
) -> Result<Vec<Ranked>> {
    let first = after.map_or(1, |cursor| usize::try_from(cursor.key).unwrap_or(1).max(1));
    let mut people: Vec<Ranked> = Vec::new();
    // One rank more than there are bands: those who came after the bands were frozen and lie under the last floor.
    for rank in first..=round.bands.len() + 1 {
        let behind = after.filter(|_| rank == first).map(|cursor| &cursor.candidate);
        let window = Window::Band {
            from: round.bands.get(rank - 1).map(|band| band.floor),
            under: rank.checked_sub(2).and_then(|above| round.bands.get(above)).map(|band| band.floor),
            behind,
        };
        let found = store::people(conn, opening, filter, window, size - people.len())?;
        people.extend(found.into_iter().map(|named| Ranked { band: rank, ..ranked(named, round) }));
        if people.len() >= size {
            break;
        }
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_text() {
        let cursor = Cursor { key: (-12.5_f64).to_bits(), candidate: CandidateId::new() };
        assert_eq!(cursor.to_string().parse::<Cursor>().unwrap(), cursor);
        for text in ["", "1", "x.y", "1.0123", "1.' or 1=1"] {
            assert_eq!(text.parse::<Cursor>().unwrap_err().code(), Code::Malformed);
        }
    }
}
