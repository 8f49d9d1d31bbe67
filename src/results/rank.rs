//! A page of the ranking: filtered, in bands or sorted by a column, found by keyset and not by counting.

use super::filter::{Filter, bounds_of};
use super::store;
use super::whatif;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::CandidateId;
use crate::openings::{Names, Opening, Source};
use crate::scores::{self, BandRound, ResultRow};
use crate::scoring::PerCompetency;
use crate::scoring::bands::{self, Band};
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

/// What is asked of a ranking: who, in which order, with whose names, under which weights.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who is shown.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Whose names are shown.
    pub names: Names,
    /// Other weights, as a what-if.
    pub weights: Option<PerCompetency<f64>>,
}

/// Somebody in the ranking.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// Their scores, outcome and stage.
    pub row: ResultRow,
    /// Their name, or their pseudonym where names are hidden.
    pub name: String,
    /// Their address; empty where names are hidden.
    pub email: String,
    /// Their pseudonym.
    pub pseudonym: String,
    /// How they came.
    pub source: Source,
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
pub fn rank(conn: &mut Conn, opening: &Opening, asked: &Asked, after: Option<&Cursor>, size: usize) -> Result<Page> {
    if let Some(weights) = &asked.weights {
        return whatif::rank(conn, opening, (asked, weights), after, size);
    }
    let bands = scores::band_round(conn, opening)?;
    let (people, next) = rank_in(conn, opening, &bands, asked, after, size)?;
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
    asked: &Asked,
    after: Option<&Cursor>,
    size: usize,
) -> Result<(Vec<Ranked>, Option<Cursor>)> {
    let (filter, bounds) = (&asked.filter, asked.filter.bounds(round));
    let few = if filter.is_empty() { None } else { store::few(conn, opening, (filter, bounds), asked.sort)? };
    // One more than is shown tells whether there is a next page.
    let ids = match (few, asked.sort) {
        (Some(keys), sort) => in_order(store::pairs(&keys), (sort, &round.bands), after, size + 1),
        (None, Sort::Band) => by_band(conn, opening, filter, round, after, size + 1)?,
        (None, column) => store::by_column(conn, opening, (filter, bounds), (column, after), size + 1)?,
    };
    let rows = by_ids(conn, opening, &ids)?;
    let (rows, next) = paged(rows, size, |row| match asked.sort {
        Sort::Band => bands::rank(&round.bands, row.standing.total.value) as u64,
        column => store::sort_key(row, column),
    });
    Ok((named(conn, opening, &round.bands, rows, &asked.names)?, next))
}

/// Cuts rows to a page, and says where the next one begins.
pub(super) fn paged(
    mut rows: Vec<ResultRow>,
    size: usize,
    key: impl Fn(&ResultRow) -> u64,
) -> (Vec<ResultRow>, Option<Cursor>) {
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more);
    let next = next.map(|last| Cursor { key: key(last), candidate: last.candidate.clone() });
    (rows, next)
}

/// How many people pass a filter.
///
/// # Errors
/// The database's.
pub fn count(conn: &mut Conn, opening: &Opening, filter: &Filter) -> Result<usize> {
    let bounds = match filter.band {
        Some(_) => filter.bounds(&scores::band_round(conn, opening)?),
        None => (None, None),
    };
    Ok(store::count(conn, opening, filter, bounds)? as usize)
}

/// Rows with who they are, as far as names are shown.
pub(super) fn named(
    conn: &mut Conn,
    opening: &Opening,
    bands: &[Band],
    rows: Vec<ResultRow>,
    names: &Names,
) -> Result<Vec<Ranked>> {
    let ids: Vec<CandidateId> = rows.iter().map(|row| row.candidate.clone()).collect();
    let mut who = store::named(conn, opening, &ids)?;
    let ranked = |row: ResultRow| {
        let found = who.remove(&row.candidate);
        let (name, email, pseudonym, source) =
            found.ok_or_else(|| Error::internal("a result without its candidate"))?;
        let (name, email) = names.shown(&row.candidate, &pseudonym, (name, email));
        let band = bands::rank(bands, row.standing.total.value);
        Ok(Ranked { row, name, email, pseudonym, source, band })
    };
    rows.into_iter().map(ranked).collect()
}

/// Rows in the order of their ids.
pub(super) fn by_ids(conn: &mut Conn, opening: &Opening, ids: &[CandidateId]) -> Result<Vec<ResultRow>> {
    let mut rows = store::rows(conn, opening, ids)?;
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

/// Puts people in order, and gives those of a page: of a hundred thousand, no more than a page is sorted.
pub(super) fn in_order<'a>(
    keys: impl Iterator<Item = (&'a CandidateId, f64)>,
    (sort, bands): (Sort, &[Band]),
    after: Option<&Cursor>,
    size: usize,
) -> Vec<CandidateId> {
    // Counted from the top for bands, and from above for a column: both from the least to the greatest.
    let place = |value: f64| match sort {
        Sort::Band => bands::rank(bands, value) as f64,
        _ => -value,
    };
    let begin = after.map(|cursor| match sort {
        Sort::Band => (cursor.key as f64, &cursor.candidate),
        Sort::Date => (-(cursor.key as i64 as f64), &cursor.candidate),
        _ => (-f64::from_bits(cursor.key), &cursor.candidate),
    });
    let behind = |(place, candidate): &(f64, &CandidateId)| {
        begin.is_none_or(|(least, id)| *place > least || (*place >= least && *candidate > id))
    };
    let mut placed: Vec<(f64, &CandidateId)> =
        keys.map(|(candidate, value)| (place(value), candidate)).filter(behind).collect();
    let order = |one: &(f64, &CandidateId), other: &(f64, &CandidateId)| {
        one.0.total_cmp(&other.0).then_with(|| one.1.cmp(other.1))
    };
    if placed.len() > size && size > 0 {
        placed.select_nth_unstable_by(size - 1, order);
    }
    placed.truncate(size);
    placed.sort_unstable_by(order);
    placed.into_iter().map(|(_, candidate)| candidate.clone()).collect()
}

/// Walks the bands from the top, or from where the last page ended, and fills the page band by band.
fn by_band(
    conn: &mut Conn,
    opening: &Opening,
    filter: &Filter,
    round: &BandRound,
    after: Option<&Cursor>,
    size: usize,
) -> Result<Vec<CandidateId>> {
    let first = after.map_or(1, |cursor| usize::try_from(cursor.key).unwrap_or(1).max(1));
    // One rank more than there are bands: those who came after the bands were frozen and lie under the last floor.
    let ranks = filter.band.map_or(first..=round.bands.len() + 1, |rank| rank.max(first)..=rank);
    let mut ids: Vec<CandidateId> = Vec::new();
    for rank in ranks {
        let bounds = bounds_of(round, rank);
        let left = size - ids.len();
        let behind = after.filter(|_| rank == first);
        ids.extend(match store::keys_in(conn, opening, (filter, bounds), Sort::Band)? {
            Some(keys) => in_order(store::pairs(&keys), (Sort::Band, &round.bands), behind, left),
            None => store::by_id(conn, opening, (filter, bounds), behind.map(|cursor| &cursor.candidate), left)?,
        });
        if ids.len() >= size {
            break;
        }
    }
    Ok(ids)
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
