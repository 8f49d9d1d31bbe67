//! Few people found by what is known of them: words of their name, tag, how they came, language. Each has an index of its
//! own, which is asked for one more than are few.

use super::narrow::{FEW, Way, narrowed, range};
use crate::db::Conn;
use crate::db::schema::{candidate_tags, candidate_words, candidates, results};
use crate::ids::CandidateId;
use crate::openings::{Opening, Source};
use crate::results::filter::{Filter, Spoken};
use diesel::prelude::*;
use std::collections::HashSet;

/// Of so many, those who have another word too are looked for one by one; where more have each word, both are met often.
const SOME: i64 = 8192;

/// Who passes those of the conditions that leave few, if there is one; with the other conditions.
pub fn few(conn: &mut Conn, opening: &Opening, filter: &Filter) -> QueryResult<Option<(Vec<CandidateId>, Filter)>> {
    let mut rest = filter.clone();
    let mut found: Option<HashSet<CandidateId>> = None;
    let mut meet = |ids: Vec<CandidateId>| {
        let ids: HashSet<CandidateId> = ids.into_iter().collect();
        found = Some(match found.take() {
            Some(before) => before.intersection(&ids).cloned().collect(),
            None => ids,
        });
    };
    for word in &filter.words {
        if let Some(ids) = with_word(conn, opening, (word, filter.names_hidden), FEW)? {
            meet(ids);
            rest.words.retain(|other| other != word);
        }
    }
    if rest.words.len() > 1
        && rest.words.len() == filter.words.len()
        && let Some(ids) = with_all(conn, opening, filter)?
    {
        meet(ids);
        rest.words.clear();
    }
    if let Some(tag) = &filter.tag
        && let Some(ids) = with_tag(conn, opening, tag)?
    {
        meet(ids);
        rest.tag = None;
    }
    if let Some(source) = filter.source
        && let Some(ids) = with_source(conn, opening, source)?
    {
        meet(ids);
        rest.source = None;
    }
    if let Some(spoken) = filter.language
        && let Some(ids) = with_language(conn, opening, spoken)?
    {
        meet(ids);
        rest.language = None;
    }
    Ok(found.map(|ids| (ids.into_iter().collect(), rest)))
}

/// Who has a tag, if they are few.
fn with_tag(conn: &mut Conn, opening: &Opening, tag: &str) -> QueryResult<Option<Vec<CandidateId>>> {
    let ids = candidate_tags::table
        .filter(candidate_tags::organization_id.eq(&opening.organization))
        .filter(candidate_tags::opening_id.eq(&opening.id))
        .filter(candidate_tags::tag.eq(tag))
        .select(candidate_tags::candidate_id)
        .limit(FEW + 1)
        .load::<CandidateId>(conn)?;
    Ok((ids.len() as i64 <= FEW).then_some(ids))
}

/// Who came a way, if they are few.
fn with_source(conn: &mut Conn, opening: &Opening, source: Source) -> QueryResult<Option<Vec<CandidateId>>> {
    let ids = candidates::table
        .filter(candidates::organization_id.eq(&opening.organization))
        .filter(candidates::opening_id.eq(&opening.id))
        .filter(candidates::source.eq(source))
        .select(candidates::id)
        .limit(FEW + 1)
        .load::<CandidateId>(conn)?;
    Ok((ids.len() as i64 <= FEW).then_some(ids))
}

/// Whose pages are in a language, if they are few.
fn with_language(conn: &mut Conn, opening: &Opening, spoken: Spoken) -> QueryResult<Option<Vec<CandidateId>>> {
    let of_opening = candidates::table
        .filter(candidates::organization_id.eq(&opening.organization))
        .filter(candidates::opening_id.eq(&opening.id))
        .select(candidates::id)
        .limit(FEW + 1);
    let mut ids: Vec<CandidateId> = of_opening.filter(candidates::language.eq(spoken.locale)).load(conn)?;
    if spoken.usual && ids.len() as i64 <= FEW {
        ids.extend(of_opening.filter(candidates::language.is_null()).load::<CandidateId>(conn)?);
    }
    Ok((ids.len() as i64 <= FEW).then_some(ids))
}

/// Who has all words of a search of which each alone leaves many, if they are few.
fn with_all(conn: &mut Conn, opening: &Opening, filter: &Filter) -> QueryResult<Option<Vec<CandidateId>>> {
    let mut rarest: Option<(&String, Vec<CandidateId>)> = None;
    for word in &filter.words {
        let ids = with_word(conn, opening, (word, filter.names_hidden), SOME)?;
        let Some(ids) = ids.filter(|ids| rarest.as_ref().is_none_or(|least| ids.len() < least.1.len())) else {
            continue;
        };
        rarest = Some((word, ids));
    }
    let Some((rare, ids)) = rarest else { return Ok(None) };
    let words = filter.words.iter().filter(|word| *word != rare).cloned().collect();
    let others = Filter { words, names_hidden: filter.names_hidden, ..Filter::default() };
    let both = narrowed(conn, opening, &others, (None, None), Way::Walked).filter(results::candidate_id.eq_any(ids));
    let ids: Vec<CandidateId> = both.select(results::candidate_id).limit(FEW + 1).load(conn)?;
    Ok((ids.len() as i64 <= FEW).then_some(ids))
}

/// Who has a word that begins so, if they are no more than a limit.
fn with_word(
    conn: &mut Conn,
    opening: &Opening,
    (word, hidden): (&str, bool),
    limit: i64,
) -> QueryResult<Option<Vec<CandidateId>>> {
    let mut all = Vec::new();
    let beginnings = [Some(format!("#{word}")), (!hidden).then(|| word.to_owned())];
    for (start, end) in beginnings.iter().flatten().map(|word| range(word)) {
        let ids = candidate_words::table
            .filter(candidate_words::organization_id.eq(&opening.organization))
            .filter(candidate_words::opening_id.eq(&opening.id))
            .filter(candidate_words::word.ge(start))
            .filter(candidate_words::word.lt(end))
            .select(candidate_words::candidate_id)
            .limit(limit + 1)
            .load::<CandidateId>(conn)?;
        if ids.len() as i64 > limit {
            return Ok(None);
        }
        all.extend(ids);
    }
    Ok(Some(all))
}
