//! The table of letters that are to be written.

use super::{Plan, Planned, Stage};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::letters;
use crate::ids::{CandidateId, LetterId, MessageId, OpeningId, OrganizationId};
use crate::mail::Kind;
use diesel::prelude::*;

type Row = (
    (OrganizationId, LetterId, OpeningId, CandidateId, Kind, String),
    (Stage, Moment, Option<String>, Option<String>, Option<MessageId>),
);

macro_rules! columns {
    () => {
        (
            (
                letters::organization_id,
                letters::id,
                letters::opening_id,
                letters::candidate_id,
                letters::kind,
                letters::about,
            ),
            (letters::state, letters::due_at, letters::subject, letters::body, letters::message_id),
        )
    };
}

fn planned((what, how): Row) -> Planned {
    let (organization, id, opening, candidate, kind, about) = what;
    let (stage, due_at, subject, body, message) = how;
    Planned { organization, id, opening, candidate, kind, about, stage, due_at, words: subject.zip(body), message }
}

/// Adds a letter.
pub fn insert(conn: &mut Conn, id: &LetterId, plan: &Plan<'_>, now: Moment) -> QueryResult<()> {
    diesel::insert_into(letters::table)
        .values((
            letters::organization_id.eq(plan.organization),
            letters::id.eq(id),
            letters::opening_id.eq(plan.opening),
            letters::candidate_id.eq(plan.candidate),
            letters::kind.eq(plan.kind),
            letters::about.eq(plan.about),
            letters::state.eq(Stage::Planned),
            letters::due_at.eq(plan.due_at),
            letters::subject.eq(plan.words.map(|words| words.0)),
            letters::body.eq(plan.words.map(|words| words.1)),
            letters::created_at.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Letters whose time has come, over all organizations.
pub fn due(conn: &mut Conn, now: Moment, limit: i64) -> QueryResult<Vec<Planned>> {
    let rows = letters::table
        .filter(letters::state.eq(Stage::Planned))
        .filter(letters::due_at.le(now))
        .order(letters::due_at)
        .limit(limit)
        .select(columns!())
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(planned).collect())
}

/// The letters to a candidate, the first first.
pub fn of_candidate(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Vec<Planned>> {
    let rows = letters::table
        .filter(letters::organization_id.eq(organization))
        .filter(letters::candidate_id.eq(candidate))
        .order(letters::id)
        .select(columns!())
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(planned).collect())
}

/// Writes what became of a letter. `false` if something else has become of it already.
pub fn settle(conn: &mut Conn, letter: &Planned, stage: Stage, message: Option<&MessageId>) -> QueryResult<bool> {
    let changed = diesel::update(letters::table.find((&letter.organization, &letter.id)))
        .filter(letters::state.eq(Stage::Planned))
        .set((letters::state.eq(stage), letters::message_id.eq(message)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Lets a letter wait longer.
pub fn postpone(conn: &mut Conn, letter: &Planned, due_at: Moment) -> QueryResult<()> {
    diesel::update(letters::table.find((&letter.organization, &letter.id)))
        .filter(letters::state.eq(Stage::Planned))
        .set(letters::due_at.eq(due_at))
        .execute(conn)
        .map(|_| ())
}

/// Drops the letters of a kind about something that are not written yet.
pub fn drop_about(conn: &mut Conn, organization: &OrganizationId, kind: Kind, about: &str) -> QueryResult<usize> {
    diesel::update(letters::table)
        .filter(letters::organization_id.eq(organization))
        .filter(letters::kind.eq(kind))
        .filter(letters::about.eq(about))
        .filter(letters::state.eq(Stage::Planned))
        .set(letters::state.eq(Stage::Dropped))
        .execute(conn)
}
