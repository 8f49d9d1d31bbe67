//! Narrowing a ranking. Every query begins with the organization and the opening.
//!
//! A filter that leaves few people is answered by finding all of them through an index and putting them in order here; a
//! filter that leaves many, by walking the order through an index and passing over those it leaves out, of whom there are
//! few. Neither grows with the opening. Which of the two it is, a look at whether there is a two-thousandth tells: by the
//! conditions that stand in an index of the results. What is known of the person (words, tag, source, language) is looked
//! up for each, so that it either leaves few by an index of its own or is passed over on the walk.

use super::known;
use crate::clock::Moment;
use crate::db::schema::{candidate_tags, candidate_words, candidates, results};
use crate::db::{Backend, Conn};
use crate::ids::CandidateId;
use crate::openings::Opening;
use crate::results::filter::{Bounds, Filter, Spoken};
use crate::results::rank::Sort;
use crate::scoring::Competency;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{Double, Text, Timestamp};

/// Up to so many people are few: they are loaded and put in order here.
pub(super) const FEW: i64 = 2048;

// A plus before a column says to SQLite: not by the index of this column. Without statistics it takes an index for every
// equality it sees, and would sort half an opening for one page. PostgreSQL has statistics and is left alone.
diesel::prefix_operator!(UnindexedText, " +", Text);
diesel::prefix_operator!(UnindexedNumber, " +", Double);
diesel::prefix_operator!(UnindexedTime, " +", Timestamp);

/// Adds a condition, on SQLite perhaps out of sight of its indices.
macro_rules! keep {
    ($query:ident, $walked:expr, $unindexed:ident, $column:expr, $compare:ident, $value:expr) => {
        $query = if $walked {
            $query.filter($unindexed::new($column).$compare($value))
        } else {
            $query.filter($column.$compare($value))
        };
    };
}

/// How a query is going to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// All that it leaves, through the index of a condition.
    Sought,
    /// A page of it, in its order.
    Walked,
}

/// Results of an opening as far as they pass a filter.
pub fn narrowed<'a>(
    conn: &Conn,
    opening: &'a Opening,
    filter: &'a Filter,
    (from, under): Bounds,
    way: Way,
) -> results::BoxedQuery<'a, Backend> {
    let walked = way == Way::Walked && matches!(conn, Conn::Sqlite(_));
    let mut query = results::table
        .filter(results::organization_id.eq(&opening.organization))
        .filter(results::opening_id.eq(&opening.id))
        .into_boxed();
    if let Some(from) = from {
        keep!(query, walked, UnindexedNumber, results::total, ge, from);
    }
    if let Some(under) = under {
        keep!(query, walked, UnindexedNumber, results::total, lt, under);
    }
    if let Some(outcome) = filter.outcome {
        keep!(query, walked, UnindexedText, results::outcome, eq, outcome);
    }
    if let Some(stage) = filter.stage {
        keep!(query, walked, UnindexedText, results::stage, eq, stage);
    }
    if let Some(since) = filter.since {
        keep!(query, walked, UnindexedTime, results::submitted_at, ge, since);
    }
    if let Some(before) = filter.before {
        keep!(query, walked, UnindexedTime, results::submitted_at, lt, before);
    }
    match filter.at_least {
        None => {}
        Some((Competency::Empathy, least)) => {
            keep!(query, walked, UnindexedNumber, results::empathy, ge, least);
        }
        Some((Competency::Patience, least)) => {
            keep!(query, walked, UnindexedNumber, results::patience, ge, least);
        }
        Some((Competency::Communication, least)) => {
            keep!(query, walked, UnindexedNumber, results::communication, ge, least);
        }
        Some((Competency::ProductKnowledge, least)) => {
            keep!(query, walked, UnindexedNumber, results::product_knowledge, ge, least);
        }
    }
    known(query, filter)
}

/// What is known of the person: words, tag, how they came, their language.
fn known<'a>(mut query: results::BoxedQuery<'a, Backend>, filter: &'a Filter) -> results::BoxedQuery<'a, Backend> {
    for word in &filter.words {
        let of_one = candidate_words::table
            .filter(candidate_words::organization_id.eq(results::organization_id))
            .filter(candidate_words::candidate_id.eq(results::candidate_id))
            // Only what its own index holds: asked for all columns, SQLite reads all words of the organization.
            .select(candidate_words::candidate_id);
        let (hashed, hashed_end) = range(&format!("#{word}"));
        let pseudonym = candidate_words::word.ge(hashed).and(candidate_words::word.lt(hashed_end));
        query = if filter.names_hidden {
            query.filter(exists(of_one.filter(pseudonym)))
        } else {
            let (start, end) = range(word);
            let plain = candidate_words::word.ge(start).and(candidate_words::word.lt(end));
            query.filter(exists(of_one.filter(pseudonym.or(plain))))
        };
    }
    if let Some(tag) = &filter.tag {
        let of_one = candidate_tags::table
            .filter(candidate_tags::organization_id.eq(results::organization_id))
            .filter(candidate_tags::opening_id.eq(results::opening_id))
            .filter(candidate_tags::candidate_id.eq(results::candidate_id))
            .filter(candidate_tags::tag.eq(tag));
        query = query.filter(exists(of_one));
    }
    if let Some(source) = filter.source {
        let of_one = candidates::table
            .filter(candidates::organization_id.eq(results::organization_id))
            .filter(candidates::id.eq(results::candidate_id))
            .filter(candidates::source.eq(source));
        query = query.filter(exists(of_one));
    }
    if let Some(Spoken { locale, usual }) = filter.language {
        let of_one = candidates::table
            .filter(candidates::organization_id.eq(results::organization_id))
            .filter(candidates::id.eq(results::candidate_id));
        query = if usual {
            query.filter(exists(of_one.filter(candidates::language.eq(locale).or(candidates::language.is_null()))))
        } else {
            query.filter(exists(of_one.filter(candidates::language.eq(locale))))
        };
    }
    query
}

/// The first word that begins so, and the first behind all of them.
pub(super) fn range(word: &str) -> (String, String) {
    (word.to_owned(), format!("{word}\u{10ffff}"))
}

/// By what somebody is put in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Who.
    pub candidate: CandidateId,
    /// What they are sorted by: the total for bands, microseconds for a date.
    pub value: f64,
}

/// Who, and by what they are put in order.
pub fn pairs(keys: &[Key]) -> impl Iterator<Item = (&CandidateId, f64)> {
    keys.iter().map(|key| (&key.candidate, key.value))
}

type Narrow<'a> = (&'a Filter, Bounds);

/// All whom a filter leaves, if they are few; `None` where they are many.
pub fn few(conn: &mut Conn, opening: &Opening, narrow: Narrow<'_>, sort: Sort) -> QueryResult<Option<Vec<Key>>> {
    let (filter, bounds) = narrow;
    let Some((ids, rest)) = known::few(conn, opening, filter)? else { return keys_in(conn, opening, narrow, sort) };
    if ids.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let query = narrowed(conn, opening, &rest, bounds, Way::Walked).filter(results::candidate_id.eq_any(ids));
    load(conn, query, sort).map(Some)
}

/// The same where the conditions on the results alone leave few.
pub fn keys_in(
    conn: &mut Conn,
    opening: &Opening,
    (filter, bounds): Narrow<'_>,
    sort: Sort,
) -> QueryResult<Option<Vec<Key>>> {
    let bare = filter.of_results();
    let one_more =
        narrowed(conn, opening, &bare, bounds, Way::Sought).select(results::candidate_id).offset(FEW).limit(1);
    if one_more.first::<CandidateId>(conn).optional()?.is_some() {
        return Ok(None);
    }
    let query = narrowed(conn, opening, filter, bounds, Way::Sought);
    load(conn, query, sort).map(Some)
}

/// Loads what an order needs and no more: total and id stand in an index.
fn load(conn: &mut Conn, query: results::BoxedQuery<'_, Backend>, sort: Sort) -> QueryResult<Vec<Key>> {
    let numbers = |conn: &mut Conn, query: results::BoxedQuery<'_, Backend>| match sort {
        Sort::Band | Sort::Total => query.select((results::candidate_id, results::total)).load(conn),
        Sort::Empathy => query.select((results::candidate_id, results::empathy)).load(conn),
        Sort::Patience => query.select((results::candidate_id, results::patience)).load(conn),
        Sort::Communication => query.select((results::candidate_id, results::communication)).load(conn),
        Sort::ProductKnowledge => query.select((results::candidate_id, results::product_knowledge)).load(conn),
        Sort::Date => {
            let rows = query.select((results::candidate_id, results::submitted_at)).load::<(_, Moment)>(conn)?;
            Ok(rows.into_iter().map(|(candidate, at)| (candidate, at.micros() as f64)).collect())
        }
    };
    let rows: Vec<(CandidateId, f64)> = numbers(conn, query)?;
    Ok(rows.into_iter().map(|(candidate, value)| Key { candidate, value }).collect())
}
