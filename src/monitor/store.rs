//! The tables of snapshots, and the people that one is counted from: without their ids, and only to be counted.

use super::release::{MEASURES, Told};
use super::{EVERYBODY, Measure, Part, Snapshot, Table};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{
    attempts, candidates, equality_answers, fairness_counts, fairness_openings, fairness_snapshots, openings, results,
};
use crate::error::{Error, Result};
use crate::fairness;
use crate::ids::{CandidateId, OpeningId, OrganizationId};
use crate::openings::{OpeningState, Source, Stage};
use crate::scoring::Outcome;
use diesel::dsl::max;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// A closed opening.
#[derive(Debug, Clone)]
pub struct Closed {
    /// Its id.
    pub id: OpeningId,
    /// Since when.
    pub since: Moment,
    /// Until when its people are in a snapshot already.
    pub counted_until: Option<Moment>,
}

/// The closed openings of an organization.
pub fn closed(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Vec<Closed>> {
    let counted: BTreeMap<OpeningId, Option<Moment>> = fairness_openings::table
        .filter(fairness_openings::organization_id.eq(organization))
        .group_by(fairness_openings::opening_id)
        .select((fairness_openings::opening_id, max(fairness_openings::until)))
        .load::<(OpeningId, Option<Moment>)>(conn)?
        .into_iter()
        .collect();
    let rows = openings::table
        .filter(openings::organization_id.eq(organization))
        .filter(openings::state.eq(OpeningState::Closed))
        .order((openings::closed_at, openings::id))
        .select((openings::id, openings::closed_at))
        .load::<(OpeningId, Option<Moment>)>(conn)?;
    let known = |(id, since): (OpeningId, Option<Moment>)| {
        let counted_until = counted.get(&id).copied().flatten();
        since.map(|since| Closed { id, since, counted_until })
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// Somebody who handed in: total, outcome, stage, and what they said about themselves.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Their total.
    pub total: f64,
    /// What the threshold says.
    pub outcome: Outcome,
    /// What was decided.
    pub stage: Stage,
    /// Their answers to the questions of a pack.
    pub said: BTreeMap<String, String>,
}

/// Who handed in in an opening and was not there to be counted before, trials left out. Whoever had handed in then and sat
/// again since is not counted twice.
fn people(
    conn: &mut Conn,
    organization: &OrganizationId,
    opening: &Closed,
) -> QueryResult<Vec<(CandidateId, f64, Outcome, Stage)>> {
    let counted: Vec<CandidateId> = match opening.counted_until {
        None => Vec::new(),
        Some(until) => attempts::table
            .filter(attempts::organization_id.eq(organization))
            .filter(attempts::opening_id.eq(&opening.id))
            .filter(attempts::submitted_at.le(until))
            .select(attempts::candidate_id)
            .load(conn)?,
    };
    let mut people =
        results::table
            .inner_join(candidates::table.on(
                candidates::organization_id.eq(results::organization_id).and(candidates::id.eq(results::candidate_id)),
            ))
            .filter(results::organization_id.eq(organization))
            .filter(results::opening_id.eq(&opening.id))
            .filter(candidates::source.ne(Source::Trial))
            .select((results::candidate_id, results::total, results::outcome, results::stage))
            .load::<(CandidateId, f64, Outcome, Stage)>(conn)?;
    people.retain(|(candidate, ..)| !counted.contains(candidate));
    Ok(people)
}

/// Those people with what they said about themselves in answer to the questions of a pack.
pub fn finished(
    conn: &mut Conn,
    organization: &OrganizationId,
    opening: &Closed,
    pack: &str,
) -> QueryResult<Vec<Finished>> {
    let people = people(conn, organization, opening)?;
    let answers = equality_answers::table
        .inner_join(
            candidates::table.on(candidates::organization_id
                .eq(equality_answers::organization_id)
                .and(candidates::id.eq(equality_answers::candidate_id))),
        )
        .filter(equality_answers::organization_id.eq(organization))
        .filter(candidates::opening_id.eq(&opening.id))
        .filter(equality_answers::pack.eq(pack))
        .select((equality_answers::candidate_id, equality_answers::question, equality_answers::answer))
        .load::<(CandidateId, String, String)>(conn)?;
    let mut said: BTreeMap<CandidateId, BTreeMap<String, String>> = BTreeMap::new();
    for (candidate, question, answer) in answers {
        said.entry(candidate).or_default().insert(question, answer);
    }
    let finished = |(candidate, total, outcome, stage)| Finished {
        total,
        outcome,
        stage,
        said: said.remove(&candidate).unwrap_or_default(),
    };
    Ok(people.into_iter().map(finished).collect())
}

/// How many of those people there are, and how many of them nobody has decided about.
pub fn standing(conn: &mut Conn, organization: &OrganizationId, opening: &Closed) -> QueryResult<(i64, i64)> {
    let people = people(conn, organization, opening)?;
    let open = people.iter().filter(|(.., stage)| matches!(stage, Stage::Undecided | Stage::Hold)).count();
    Ok((people.len() as i64, open as i64))
}

/// When the last snapshot was frozen, and its number.
pub fn last(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Option<(i64, Moment)>> {
    fairness_snapshots::table
        .filter(fairness_snapshots::organization_id.eq(organization))
        .order(fairness_snapshots::number.desc())
        .select((fairness_snapshots::number, fairness_snapshots::frozen_at))
        .first(conn)
        .optional()
}

/// A snapshot with the openings in it, each with its part and until when its people are counted. A second one with the
/// same number is a unique violation.
pub fn insert(conn: &mut Conn, organization: &OrganizationId, snapshot: &Snapshot, now: Moment) -> QueryResult<()> {
    diesel::insert_into(fairness_snapshots::table)
        .values((
            fairness_snapshots::organization_id.eq(organization),
            fairness_snapshots::number.eq(snapshot.number),
            fairness_snapshots::pack.eq(&snapshot.pack.id),
            fairness_snapshots::closed_from.eq(snapshot.closed.0),
            fairness_snapshots::closed_to.eq(snapshot.closed.1),
            fairness_snapshots::frozen_by.eq(&snapshot.frozen_by),
            fairness_snapshots::frozen_at.eq(snapshot.frozen_at),
        ))
        .execute(conn)?;
    for (stratum, opening, _) in &snapshot.openings {
        diesel::insert_into(fairness_openings::table)
            .values((
                fairness_openings::organization_id.eq(organization),
                fairness_openings::snapshot.eq(snapshot.number),
                fairness_openings::opening_id.eq(opening),
                fairness_openings::stratum.eq(stratum),
                fairness_openings::until.eq(now),
            ))
            .execute(conn)?;
    }
    for part in &snapshot.parts {
        insert_counts(conn, (organization, snapshot.number, part.stratum), (EVERYBODY, EVERYBODY), &part.everybody)?;
        for table in &part.tables {
            for (answer, told) in &table.groups {
                insert_counts(conn, (organization, snapshot.number, part.stratum), (&table.question, answer), told)?;
            }
        }
    }
    Ok(())
}

fn insert_counts(
    conn: &mut Conn,
    (organization, snapshot, stratum): (&OrganizationId, i64, i64),
    (question, answer): (&str, &str),
    told: &Told,
) -> QueryResult<()> {
    let row = |(measure, count): (&Measure, &Option<i64>)| {
        (
            fairness_counts::organization_id.eq(organization.clone()),
            fairness_counts::snapshot.eq(snapshot),
            fairness_counts::stratum.eq(stratum),
            fairness_counts::question.eq(question.to_owned()),
            fairness_counts::answer.eq(answer.to_owned()),
            fairness_counts::measure.eq(*measure),
            fairness_counts::count.eq(*count),
        )
    };
    let values: Vec<_> = Measure::ALL.iter().zip(told).map(row).collect();
    crate::db::each!(conn, conn => diesel::insert_into(fairness_counts::table).values(&values).execute(conn))
        .map(|_| ())
}

type SnapshotRow = (i64, String, Moment, Moment, String, Moment);

/// All snapshots, the oldest first.
///
/// # Errors
/// The database's.
pub fn snapshots(conn: &mut Conn, organization: &OrganizationId) -> Result<Vec<Snapshot>> {
    let rows = fairness_snapshots::table
        .filter(fairness_snapshots::organization_id.eq(organization))
        .order(fairness_snapshots::number)
        .select((
            fairness_snapshots::number,
            fairness_snapshots::pack,
            fairness_snapshots::closed_from,
            fairness_snapshots::closed_to,
            fairness_snapshots::frozen_by,
            fairness_snapshots::frozen_at,
        ))
        .load::<SnapshotRow>(conn)?;
    rows.into_iter().map(|row| filled(conn, organization, row)).collect()
}

/// A snapshot.
///
/// # Errors
/// The database's.
pub fn snapshot(conn: &mut Conn, organization: &OrganizationId, number: i64) -> Result<Option<Snapshot>> {
    Ok(snapshots(conn, organization)?.into_iter().find(|snapshot| snapshot.number == number))
}

fn filled(conn: &mut Conn, organization: &OrganizationId, row: SnapshotRow) -> Result<Snapshot> {
    let (number, pack, from, to, frozen_by, frozen_at) = row;
    let pack = fairness::pack(&pack).ok_or_else(|| Error::internal(format!("no pack {pack}")))?;
    let within = fairness_openings::table
        .inner_join(
            openings::table.on(openings::organization_id
                .eq(fairness_openings::organization_id)
                .and(openings::id.eq(fairness_openings::opening_id))),
        )
        .filter(fairness_openings::organization_id.eq(organization))
        .filter(fairness_openings::snapshot.eq(number))
        .order((fairness_openings::stratum, fairness_openings::opening_id))
        .select((fairness_openings::stratum, fairness_openings::opening_id, openings::title))
        .load::<(i64, OpeningId, String)>(conn)?;
    let counts = fairness_counts::table
        .filter(fairness_counts::organization_id.eq(organization))
        .filter(fairness_counts::snapshot.eq(number))
        .select((
            fairness_counts::stratum,
            fairness_counts::question,
            fairness_counts::answer,
            fairness_counts::measure,
            fairness_counts::count,
        ))
        .load::<(i64, String, String, Measure, Option<i64>)>(conn)?;
    Ok(Snapshot {
        number,
        pack,
        closed: (from, to),
        frozen_by,
        frozen_at,
        openings: within,
        parts: parts(pack, counts),
    })
}

/// The counts in the order of the pack.
fn parts(pack: &fairness::Pack, rows: Vec<(i64, String, String, Measure, Option<i64>)>) -> Vec<Part> {
    let mut told: BTreeMap<i64, BTreeMap<(String, String), Told>> = BTreeMap::new();
    for (stratum, question, answer, measure, count) in rows {
        let place = Measure::ALL.iter().position(|known| *known == measure).unwrap_or(0);
        told.entry(stratum).or_default().entry((question, answer)).or_insert([None; MEASURES])[place] = count;
    }
    let part = |(stratum, counts): (i64, BTreeMap<(String, String), Told>)| {
        let of = |question: &str, answer: &str| counts.get(&(question.to_owned(), answer.to_owned())).copied();
        let tables = super::freeze::tables(pack).into_iter().filter_map(|(question, answers)| {
            let groups: Vec<_> =
                answers.into_iter().filter_map(|answer| of(&question, &answer).map(|told| (answer, told))).collect();
            (!groups.is_empty()).then_some(Table { question, groups })
        });
        Part { stratum, everybody: of(EVERYBODY, EVERYBODY).unwrap_or([None; MEASURES]), tables: tables.collect() }
    };
    told.into_iter().map(part).collect()
}
