//! The tables of the audit log. There is no update and no delete but that of the head.

use super::{Action, Detail, Row, detail_text};
use crate::clock::Moment;
use crate::db::schema::{audit_facts, audit_heads};
use crate::db::{Conn, each, for_update};
use crate::ids::OrganizationId;
use diesel::prelude::*;

/// The end of the chain, held until the transaction ends, so that two facts cannot take the same place.
pub fn head_for_update(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Option<(i64, String)>> {
    let head = audit_heads::table.find(organization).select((audit_heads::seq, audit_heads::hash));
    let row: QueryResult<(i64, String)> = for_update!(conn, head);
    row.optional()
}

/// The end of the chain.
pub fn head(conn: &mut Conn, organization: &OrganizationId) -> QueryResult<Option<(i64, String)>> {
    audit_heads::table.find(organization).select((audit_heads::seq, audit_heads::hash)).first(conn).optional()
}

/// Adds facts.
pub fn insert_all(conn: &mut Conn, rows: &[Row]) -> QueryResult<()> {
    let values: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                audit_facts::organization_id.eq(&row.organization),
                audit_facts::seq.eq(row.seq),
                audit_facts::at.eq(row.at),
                audit_facts::actor.eq(&row.actor),
                audit_facts::action.eq(row.action),
                audit_facts::object.eq(&row.object),
                audit_facts::detail.eq(&row.detail),
                audit_facts::previous_hash.eq(&row.previous_hash),
                audit_facts::hash.eq(&row.hash),
            )
        })
        .collect();
    each!(conn, conn => diesel::insert_into(audit_facts::table).values(&values).execute(conn)).map(|_| ())
}

/// Moves the head to a fact.
pub fn move_head(conn: &mut Conn, row: &Row, first: bool) -> QueryResult<()> {
    let values = (audit_heads::seq.eq(row.seq), audit_heads::hash.eq(&row.hash));
    if first {
        let new = (audit_heads::organization_id.eq(&row.organization), values.0, values.1);
        diesel::insert_into(audit_heads::table).values(new).execute(conn).map(|_| ())
    } else {
        diesel::update(audit_heads::table.find(&row.organization)).set(values).execute(conn).map(|_| ())
    }
}

/// How often something was done to an object, and when last.
pub fn times(
    conn: &mut Conn,
    organization: &OrganizationId,
    action: Action,
    object: &str,
) -> QueryResult<(i64, Option<Moment>)> {
    audit_facts::table
        .filter(audit_facts::organization_id.eq(organization))
        .filter(audit_facts::action.eq(action))
        .filter(audit_facts::object.eq(object))
        .select((diesel::dsl::count_star(), diesel::dsl::max(audit_facts::at)))
        .first(conn)
}

/// Whether there is a fact of an action about an object, or with just this detail.
pub fn done_about(
    conn: &mut Conn,
    organization: &OrganizationId,
    action: Action,
    (object, detail): (Option<&str>, Option<&Detail>),
) -> QueryResult<bool> {
    let mut query = audit_facts::table
        .filter(audit_facts::organization_id.eq(organization))
        .filter(audit_facts::action.eq(action))
        .select(audit_facts::seq)
        .limit(1)
        .into_boxed();
    if let Some(object) = object {
        query = query.filter(audit_facts::object.eq(object));
    }
    if let Some(detail) = detail {
        query = query.filter(audit_facts::detail.eq(detail_text(detail)));
    }
    Ok(query.first::<i64>(conn).optional()?.is_some())
}

type Columns = (i64, Moment, String, Action, String, String, String, String);

/// Facts after a place, in their order.
pub fn after(conn: &mut Conn, organization: &OrganizationId, seq: i64, limit: i64) -> QueryResult<Vec<Row>> {
    load(
        conn,
        organization,
        audit_facts::table.filter(audit_facts::seq.gt(seq)).order(audit_facts::seq.asc()).limit(limit).into_boxed(),
    )
}

/// The newest facts, the newest first; those before a place if one is given.
pub fn recent(
    conn: &mut Conn,
    organization: &OrganizationId,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<Row>> {
    let before = before.unwrap_or(i64::MAX);
    load(
        conn,
        organization,
        audit_facts::table.filter(audit_facts::seq.lt(before)).order(audit_facts::seq.desc()).limit(limit).into_boxed(),
    )
}

fn load(
    conn: &mut Conn,
    organization: &OrganizationId,
    query: audit_facts::BoxedQuery<'_, crate::db::Backend>,
) -> QueryResult<Vec<Row>> {
    let rows = query
        .filter(audit_facts::organization_id.eq(organization))
        .select((
            audit_facts::seq,
            audit_facts::at,
            audit_facts::actor,
            audit_facts::action,
            audit_facts::object,
            audit_facts::detail,
            audit_facts::previous_hash,
            audit_facts::hash,
        ))
        .load::<Columns>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(seq, at, actor, action, object, detail, previous_hash, hash)| Row {
            organization: organization.clone(),
            seq,
            at,
            actor,
            action,
            object,
            detail,
            previous_hash,
            hash,
        })
        .collect())
}
