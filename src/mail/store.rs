//! The table of messages.

use super::{Kind, Sealed, State};
use crate::clock::Moment;
use crate::db::schema::messages;
use crate::db::{Conn, each};
use crate::ids::{MessageId, OrganizationId};
use diesel::prelude::*;

/// A message that is due.
#[derive(Debug, Clone, Queryable)]
pub struct Due {
    pub organization: OrganizationId,
    pub id: MessageId,
    pub kind: Kind,
    pub sealed: String,
    pub tries: i64,
}

/// A message as staff may see it.
#[derive(Debug, Clone, Queryable)]
pub struct Waiting {
    /// Its id.
    pub id: MessageId,
    /// What it is for.
    pub kind: Kind,
    /// What it is about.
    pub subject_id: String,
    /// What has become of it.
    pub state: State,
    /// How often it was tried.
    pub tries: i64,
    /// What the mail server said last.
    pub problem: Option<String>,
    /// When it was written.
    pub created_at: Moment,
    /// When it was taken.
    pub sent_at: Option<Moment>,
}

/// Adds a message that may be sent at once.
pub fn insert(
    conn: &mut Conn,
    organization: &OrganizationId,
    id: &MessageId,
    kind: Kind,
    subject_id: &str,
    sealed: &str,
    now: Moment,
) -> QueryResult<()> {
    diesel::insert_into(messages::table)
        .values((
            messages::organization_id.eq(organization),
            messages::id.eq(id),
            messages::kind.eq(kind),
            messages::subject_id.eq(subject_id),
            messages::sealed.eq(sealed),
            messages::state.eq(State::Waiting),
            messages::tries.eq(0_i64),
            messages::next_try_at.eq(now),
            messages::created_at.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Adds many that may be sent at once.
pub fn insert_all(conn: &mut Conn, organization: &OrganizationId, sealed: &[&Sealed], now: Moment) -> QueryResult<()> {
    let values: Vec<_> = sealed
        .iter()
        .map(|message| {
            (
                messages::organization_id.eq(organization),
                messages::id.eq(&message.id),
                messages::kind.eq(message.kind),
                messages::subject_id.eq(&message.subject_id),
                messages::sealed.eq(&message.content),
                messages::state.eq(State::Waiting),
                messages::tries.eq(0_i64),
                messages::next_try_at.eq(now),
                messages::created_at.eq(now),
            )
        })
        .collect();
    each!(conn, conn => diesel::insert_into(messages::table).values(&values).execute(conn)).map(|_| ())
}

/// Messages whose time has come, over all organizations.
pub fn due(conn: &mut Conn, now: Moment, limit: i64) -> QueryResult<Vec<Due>> {
    messages::table
        .filter(messages::state.eq(State::Waiting))
        .filter(messages::next_try_at.le(now))
        .order(messages::next_try_at)
        .limit(limit)
        .select((messages::organization_id, messages::id, messages::kind, messages::sealed, messages::tries))
        .load(conn)
}

/// A mail server has taken it: its content is emptied.
pub fn sent(conn: &mut Conn, message: &Due, now: Moment) -> QueryResult<()> {
    diesel::update(messages::table.find((&message.organization, &message.id)))
        .set((
            messages::state.eq(State::Sent),
            messages::sealed.eq(""),
            messages::sent_at.eq(now),
            messages::tries.eq(message.tries + 1),
            messages::problem.eq(None::<String>),
        ))
        .execute(conn)
        .map(|_| ())
}

/// It waits, without having been tried.
pub fn postpone(conn: &mut Conn, message: &Due, until: Moment) -> QueryResult<()> {
    diesel::update(messages::table.find((&message.organization, &message.id)))
        .set(messages::next_try_at.eq(until))
        .execute(conn)
        .map(|_| ())
}

/// It was not taken; it is tried again at a later time, or given up.
pub fn not_sent(conn: &mut Conn, message: &Due, problem: &str, again: Option<Moment>, now: Moment) -> QueryResult<()> {
    let state = if again.is_some() { State::Waiting } else { State::Failed };
    diesel::update(messages::table.find((&message.organization, &message.id)))
        .set((
            messages::state.eq(state),
            messages::tries.eq(message.tries + 1),
            messages::problem.eq(problem),
            messages::next_try_at.eq(again.unwrap_or(now)),
        ))
        .execute(conn)
        .map(|_| ())
}

/// One that was given up is tried again from the first try on. `false` if it was not given up.
pub fn again(conn: &mut Conn, organization: &OrganizationId, id: &MessageId, now: Moment) -> QueryResult<bool> {
    let changed = diesel::update(messages::table.find((organization, id)))
        .filter(messages::state.eq(State::Failed))
        .set((messages::state.eq(State::Waiting), messages::tries.eq(0_i64), messages::next_try_at.eq(now)))
        .execute(conn)?;
    Ok(changed == 1)
}

macro_rules! waiting_columns {
    () => {
        (
            messages::id,
            messages::kind,
            messages::subject_id,
            messages::state,
            messages::tries,
            messages::problem,
            messages::created_at,
            messages::sent_at,
        )
    };
}

/// All messages about somebody or something, the first first.
pub fn about(conn: &mut Conn, organization: &OrganizationId, subject: &str) -> QueryResult<Vec<Waiting>> {
    messages::table
        .filter(messages::organization_id.eq(organization))
        .filter(messages::subject_id.eq(subject))
        .order(messages::id)
        .select(waiting_columns!())
        .load(conn)
}

/// The newest message about each of some subjects, where it was refused and has not arrived.
pub fn failed_of(conn: &mut Conn, organization: &OrganizationId, subjects: &[String]) -> QueryResult<Vec<Waiting>> {
    let all: Vec<Waiting> = messages::table
        .filter(messages::organization_id.eq(organization))
        .filter(messages::subject_id.eq_any(subjects))
        .order((messages::subject_id, messages::id.desc()))
        .select(waiting_columns!())
        .load(conn)?;
    let mut seen = std::collections::BTreeSet::new();
    let newest = all.into_iter().filter(|message| seen.insert(message.subject_id.clone()));
    Ok(newest.filter(|message| message.state != State::Sent && message.tries > 0).collect())
}

/// Messages of an organization that were refused at least once and have not arrived.
pub fn problems_of(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Vec<Waiting>> {
    messages::table
        .filter(messages::organization_id.eq(organization))
        .filter(messages::state.ne(State::Sent))
        .filter(messages::tries.gt(0))
        .order(messages::created_at.desc())
        .limit(200)
        .select(waiting_columns!())
        .load(conn)
}
