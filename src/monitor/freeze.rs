//! Freezing: the one place where people become counts, and the one where it is decided whether they may.

use super::count::{Finisher, above_median, asked, crossed};
use super::release::{MEASURES, Released, released};
use super::store::{self, Closed};
use super::{Part, Snapshot, TOGETHER, Table, groups};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::fairness::{self, Pack};
use crate::ids::OrganizationId;
use crate::openings::Stage;
use crate::people;
use crate::scoring::Outcome;
use chrono::Duration;

/// The fewest people in a part of a snapshot, and so the fewest that a new one adds.
pub const LEAST_FINISHERS: i64 = 30;
/// How long a closed opening with undecided people is waited for.
const DECIDED_WITHIN: Duration = Duration::days(30);
/// How long decisions can be taken back, and then some.
const SETTLED: Duration = Duration::hours(1);
/// How far apart the server freezes by itself.
const BY_ITSELF: Duration = Duration::days(90);

/// What the next snapshot would be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// How many people in closed openings are ready to be counted.
    pub ready: i64,
    /// How many openings they are in.
    pub openings: usize,
    /// How many closed openings are waited for, because people in them are undecided.
    pub undecided: usize,
    /// How many people are ready in openings too small for themselves and together.
    pub too_few: i64,
}

/// The parts of the next snapshot: openings that are large enough, and the small ones together if they are.
struct Plan {
    parts: Vec<Vec<Closed>>,
    waiting: Waiting,
}

fn plan(conn: &mut Conn, organization: &OrganizationId, now: Moment) -> Result<Plan> {
    let (mut parts, mut small, mut few) = (Vec::new(), Vec::new(), 0);
    let mut waiting = Waiting::default();
    for opening in store::closed(conn, organization)? {
        let (finished, open) = store::standing(conn, organization, &opening)?;
        if finished == 0 {
            continue;
        }
        let age = now.since(opening.since);
        if age < SETTLED || open > 0 && age < DECIDED_WITHIN {
            waiting.undecided += 1;
        } else if finished >= LEAST_FINISHERS {
            waiting.ready += finished;
            parts.push(vec![opening]);
        } else {
            few += finished;
            small.push(opening);
        }
    }
    if few >= LEAST_FINISHERS {
        waiting.ready += few;
        parts.push(small);
    } else {
        waiting.too_few = few;
    }
    waiting.openings = parts.iter().map(Vec::len).sum();
    Ok(Plan { parts, waiting })
}

/// What the next snapshot would be made of.
///
/// # Errors
/// The database's.
pub fn waiting(conn: &mut Conn, organization: &OrganizationId, now: Moment) -> Result<Waiting> {
    Ok(plan(conn, organization, now)?.waiting)
}

/// The tables of a snapshot: questions, two questions together, and the groups of each.
pub(super) fn tables(pack: &Pack) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<_> = pack.questions.iter().map(|question| (question.id.clone(), groups(question))).collect();
    let of = |id: &str| pack.questions.iter().find(|question| question.id == id).map(groups);
    if let (Some(down), Some(across)) = (of(TOGETHER[0]), of(TOGETHER[1])) {
        let both = |row: &String| across.iter().map(|column| format!("{row}+{column}")).collect::<Vec<_>>();
        all.push((TOGETHER.join("+"), down.iter().flat_map(both).collect()));
    }
    all
}

/// Counts whoever is ready and stores what may be told of the counts. The number of the snapshot.
///
/// # Errors
/// [`Code::WrongState`] where nothing is asked, or fewer than [`LEAST_FINISHERS`] are ready; [`Code::Conflict`] when
/// somebody else was faster.
pub fn freeze(conn: &mut Conn, organization: &OrganizationId, by: &Who, now: Moment) -> Result<i64> {
    let pack = fairness::asked(conn, organization)?.ok_or_else(|| {
        Error::new(
            Code::WrongState,
            "No equality questions are asked, so there are no groups to count. Choose a set first.",
        )
    })?;
    let Plan { parts, waiting } = plan(conn, organization, now)?;
    if parts.is_empty() {
        let sentence = format!(
            "Too few people to freeze a snapshot: {} wait in closed openings that are decided, and it takes \
             {LEAST_FINISHERS}.",
            waiting.too_few
        );
        return Err(Error::new(Code::WrongState, sentence));
    }
    let number = store::last(conn, organization)?.map_or(1, |(number, _)| number + 1);
    let people = people_of(conn, organization, &parts, &pack.id)?;
    let questions: Vec<_> = pack.questions.iter().map(|question| asked(&people, parts.len(), question)).collect();
    let released = released(&questions, crossed(&people, &pack.questions).as_ref());
    let openings: Vec<_> = parts
        .iter()
        .enumerate()
        .flat_map(|(part, openings)| openings.iter().map(move |opening| (part as i64 + 1, opening)))
        .collect();
    let closed = openings.iter().map(|(_, opening)| opening.since);
    let snapshot = Snapshot {
        number,
        pack,
        closed: (closed.clone().min().unwrap_or(now), closed.max().unwrap_or(now)),
        frozen_by: by.to_string(),
        frozen_at: now,
        openings: openings.iter().map(|(part, opening)| (*part, opening.id.clone(), String::new())).collect(),
        parts: stored(pack, released),
    };
    store::insert(conn, organization, &snapshot, now).map_err(|error| {
        let error = Error::from(error);
        if error.is_unique_violation() { Code::Conflict.into() } else { error }
    })?;
    let fact = Fact {
        organization,
        at: now,
        who: by,
        action: Action::SnapshotFrozen,
        object: format!("snapshot:{number}"),
        detail: &[("openings", openings.len().to_string()), ("pack", pack.id.clone())],
    };
    audit::append(conn, &fact)?;
    Ok(number)
}

fn people_of(
    conn: &mut Conn,
    organization: &OrganizationId,
    parts: &[Vec<Closed>],
    pack: &str,
) -> Result<Vec<Finisher>> {
    let mut people = Vec::new();
    for (part, openings) in parts.iter().enumerate() {
        for opening in openings {
            let finished = store::finished(conn, organization, opening, pack)?;
            let totals: Vec<f64> = finished.iter().map(|person| person.total).collect();
            for (person, above) in finished.into_iter().zip(above_median(&totals)) {
                let favoured = [above, person.outcome == Outcome::Meets, person.stage == Stage::Advance];
                people.push(Finisher { part, said: person.said, favoured });
            }
        }
    }
    Ok(people)
}

/// What was released, as it is stored: the whole first.
fn stored(pack: &Pack, released: Released) -> Vec<Part> {
    let names = tables(pack);
    let table = |place: usize, told: Vec<super::Told>| {
        let (question, answers) = names[place].clone();
        Table { question, groups: answers.into_iter().zip(told).collect() }
    };
    let Released { whole, everybody, questions, crossed } = released;
    let mut tables: Vec<Table> =
        questions.iter().enumerate().map(|(place, told)| table(place, told.whole.clone())).collect();
    tables.extend(crossed.map(|cells| table(questions.len(), cells.concat())));
    let mut parts = vec![Part { stratum: 0, everybody: whole, tables }];
    for (part, everybody) in everybody.into_iter().enumerate() {
        let tables = questions.iter().enumerate().map(|(place, told)| table(place, told.parts[part].clone()));
        parts.push(Part { stratum: part as i64 + 1, everybody, tables: tables.collect() });
    }
    parts
}

/// Freezes where it is time, without anybody asking: so long after the last snapshot, in every organization that asks.
/// How many were frozen.
///
/// # Errors
/// The database's.
pub fn freeze_due(db: &Db, now: Moment) -> Result<usize> {
    let mut frozen = 0;
    for organization in db.read_now(people::organizations)? {
        frozen += db.write_now(move |conn| {
            let last = store::last(conn, &organization.id)?;
            let due = last.is_none_or(|(_, at)| now.since(at) >= BY_ITSELF);
            if !due || fairness::asked(conn, &organization.id)?.is_none() {
                return Ok(0);
            }
            if plan(conn, &organization.id, now)?.parts.is_empty() {
                return Ok(0);
            }
            freeze(conn, &organization.id, &Who::Server, now).map(|_| 1)
        })?;
    }
    Ok(frozen)
}

/// So many measures are stored of each group.
const _: () = assert!(MEASURES == super::Measure::ALL.len());
