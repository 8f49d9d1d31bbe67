//! What the ratings say: the correlation of totals with later ratings, with its interval, as it is and as it would be if
//! nobody had been chosen by the score.
//!
//! Scores of different openings come from different questions, and managers of different openings rate on levels of their
//! own, so people are compared inside their opening and the comparisons are pooled.

use super::store::{self, Rated};
use crate::assessments::AssessmentRef;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{CandidateId, OpeningId, OrganizationId};
use crate::psychometrics::Statistic;
use crate::psychometrics::validity::{
    Pairs, Within, bootstrap, fisher_interval, sd_within, unrestricted, within_groups,
};
use std::collections::{BTreeMap, BTreeSet};

/// Under so many people nothing is said: at 50 an interval still reaches a quarter to either side.
pub const LEAST_PEOPLE: usize = 50;
/// How often people are drawn anew for the bootstrap, and from which seed, so that the page repeats itself.
const REPLICATES: usize = 2000;
const SEED: u64 = 20_261_123;

/// A relation of score and rating, with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relation {
    /// The correlation inside openings.
    pub within: Within,
    /// Its 95 % interval, by Fisher.
    pub interval: (f64, f64),
}

/// A cell of the picture: so many people with a total and a rating about there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The middle of ten points of the total.
    pub total: f64,
    /// The middle of a tenth of the scale of ratings, 0 to 1.
    pub rating: f64,
    /// How many people.
    pub people: usize,
}

/// A fifth of the people by their total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fifth {
    /// The lowest total in it.
    pub from: f64,
    /// The highest.
    pub to: f64,
    /// How many people.
    pub people: usize,
    /// Their mean rating as a share of the scale.
    pub rating: f64,
}

/// What is known of whether a score predicts performance here.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// How many people with a score have a rating and somebody of their opening to be compared with.
    pub people: usize,
    /// How many ratings there are.
    pub ratings: usize,
    /// By how many raters.
    pub raters: usize,
    /// How many people have a score.
    pub applicants: usize,
    /// The relation; `None` under [`LEAST_PEOPLE`].
    pub relation: Option<Statistic<Relation>>,
    /// The spread of the totals of all applicants over that of those rated, and the correlation it leads to, with its
    /// interval (the ends of Fisher's, corrected alike).
    pub corrected: Option<(f64, f64, (f64, f64))>,
    /// The bootstrap's intervals: of the correlation, and of the corrected one.
    pub bootstrap: Option<[(f64, f64); 2]>,
    /// The picture; empty under [`LEAST_PEOPLE`].
    pub cells: Vec<Cell>,
    /// The same in fifths.
    pub fifths: Vec<Fifth>,
}

/// Somebody with the mean of their ratings.
#[derive(Debug, Clone)]
pub struct Person {
    /// In which opening.
    pub opening: OpeningId,
    /// Their total.
    pub total: f64,
    /// The mean of their ratings as a share of the scale.
    pub rating: f64,
}

/// Everybody with a rating and somebody of their opening beside them.
pub fn people(rated: &[Rated]) -> Vec<Person> {
    let mut all: BTreeMap<(&OpeningId, &CandidateId), (f64, f64, f64)> = BTreeMap::new();
    for one in rated {
        let (rating, low, high) = one.rating;
        let known = all.entry((&one.opening, &one.candidate)).or_insert((one.total, 0.0, 0.0));
        *known = (known.0, known.1 + super::Scale { low, high }.share(rating), known.2 + 1.0);
    }
    let mut sizes: BTreeMap<&OpeningId, usize> = BTreeMap::new();
    for (opening, _) in all.keys() {
        *sizes.entry(opening).or_default() += 1;
    }
    let compared = all.iter().filter(|((opening, _), _)| sizes[opening] > 1);
    compared
        .map(|((opening, _), (total, sum, count))| Person {
            opening: (*opening).clone(),
            total: *total,
            rating: sum / count,
        })
        .collect()
}

fn groups(people: &[Person]) -> Vec<Pairs> {
    let mut by_opening: BTreeMap<&OpeningId, Pairs> = BTreeMap::new();
    for person in people {
        let pairs = by_opening.entry(&person.opening).or_default();
        pairs.scores.push(person.total);
        pairs.criterion.push(person.rating);
    }
    by_opening.into_values().collect()
}

/// The relation, where there are enough people: all that the line on result pages needs.
///
/// # Errors
/// The database's.
pub fn relation(
    conn: &mut Conn,
    organization: &OrganizationId,
    of: &AssessmentRef,
) -> Result<Option<Statistic<Relation>>> {
    let people = people(&store::rated(conn, organization, of)?);
    Ok((people.len() >= LEAST_PEOPLE).then(|| relation_of(&groups(&people))))
}

fn relation_of(groups: &[Pairs]) -> Statistic<Relation> {
    let within = within_groups(groups)?;
    Ok(Relation { within, interval: fisher_interval(&within, 0.95)? })
}

/// Everything that is known.
///
/// # Errors
/// The database's.
pub fn evidence(conn: &mut Conn, organization: &OrganizationId, of: &AssessmentRef) -> Result<Evidence> {
    let rated = store::rated(conn, organization, of)?;
    let totals = store::totals(conn, organization, of)?;
    let people = people(&rated);
    let mut evidence = Evidence {
        people: people.len(),
        ratings: rated.len(),
        raters: rated.iter().map(|one| &one.rater).collect::<BTreeSet<_>>().len(),
        applicants: totals.len(),
        relation: None,
        corrected: None,
        bootstrap: None,
        cells: Vec::new(),
        fifths: Vec::new(),
    };
    if people.len() < LEAST_PEOPLE {
        return Ok(evidence);
    }
    let groups = groups(&people);
    let relation = relation_of(&groups);
    evidence.relation = Some(relation);
    evidence.cells = cells(&people);
    evidence.fifths = fifths(people);
    if let (Ok(relation), Ok(all)) = (relation, applicants_sd(totals, &rated)) {
        let ratio = all / relation.within.sd;
        let (low, high) = relation.interval;
        evidence.corrected = corrected(relation.within.r, (low, high), ratio).ok();
        evidence.bootstrap = bootstrap(&groups, all, (0.95, REPLICATES, SEED)).ok();
    }
    Ok(evidence)
}

fn corrected(r: f64, (low, high): (f64, f64), ratio: f64) -> Statistic<(f64, f64, (f64, f64))> {
    Ok((ratio, unrestricted(r, ratio)?, (unrestricted(low, ratio)?, unrestricted(high, ratio)?)))
}

/// The spread of totals inside the openings from which somebody was rated.
fn applicants_sd(totals: Vec<(OpeningId, f64)>, rated: &[Rated]) -> Statistic {
    let openings: BTreeSet<&OpeningId> = rated.iter().map(|one| &one.opening).collect();
    let mut groups: BTreeMap<OpeningId, Vec<f64>> = BTreeMap::new();
    for (opening, total) in totals.into_iter().filter(|(opening, _)| openings.contains(opening)) {
        groups.entry(opening).or_default().push(total);
    }
    sd_within(&groups.into_values().collect::<Vec<_>>())
}

/// People in cells of ten points and a tenth of the scale: a picture from which nobody's total can be read off exactly.
fn cells(people: &[Person]) -> Vec<Cell> {
    let place = |share: f64| ((share * 10.0).floor().clamp(0.0, 9.0)) as u8;
    let mut counts: BTreeMap<(u8, u8), usize> = BTreeMap::new();
    for person in people {
        *counts.entry((place(person.total / 100.0), place(person.rating))).or_default() += 1;
    }
    let cell = |((total, rating), people): ((u8, u8), usize)| Cell {
        total: f64::from(total) * 10.0 + 5.0,
        rating: f64::from(rating) / 10.0 + 0.05,
        people,
    };
    counts.into_iter().map(cell).collect()
}

fn fifths(mut people: Vec<Person>) -> Vec<Fifth> {
    people.sort_by(|one, other| one.total.total_cmp(&other.total));
    let n = people.len();
    let part = |number: usize| &people[number * n / 5..(number + 1) * n / 5];
    let fifth = |some: &[Person]| Fifth {
        from: some.first().map_or(0.0, |person| person.total),
        to: some.last().map_or(0.0, |person| person.total),
        people: some.len(),
        rating: some.iter().map(|person| person.rating).sum::<f64>() / some.len().max(1) as f64,
    };
    (0..5).map(|number| fifth(part(number))).collect()
}
