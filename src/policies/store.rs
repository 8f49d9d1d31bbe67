//! The table of policies.

mod proposals;
mod reviews;

use super::{Policy, Positions};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{opening_positions, policies};
use crate::ids::StaffId;
use crate::openings::Opening;
use crate::scoring::{PerCompetency, Thresholds};
use diesel::prelude::*;

pub use proposals::{insert_proposal, proposals, update_proposal};
pub use reviews::{close_review, insert_review, overtake_reviews, reviews, reviews_waiting};

type Row = (i64, f64, (Option<f64>, Option<f64>, Option<f64>, Option<f64>), f64, String, String, Moment);

fn policy_of(row: Row) -> Policy {
    let (version, total, (empathy, patience, communication, product_knowledge), z, reason, author, created_at) = row;
    let minima = PerCompetency { empathy, patience, communication, product_knowledge };
    Policy { version, thresholds: Thresholds { total, minima, z }, reason, author, created_at }
}

/// All versions, the newest first; without the starting threshold, which has no row.
pub fn history(conn: &mut Conn, opening: &Opening) -> QueryResult<Vec<Policy>> {
    let rows = policies::table
        .filter(policies::organization_id.eq(&opening.organization))
        .filter(policies::opening_id.eq(&opening.id))
        .order(policies::version.desc())
        .select((
            policies::version,
            policies::total,
            (policies::empathy, policies::patience, policies::communication, policies::product_knowledge),
            policies::z,
            policies::reason,
            policies::author,
            policies::created_at,
        ))
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(policy_of).collect())
}

/// The newest version, if one has been saved.
pub fn newest(conn: &mut Conn, opening: &Opening) -> QueryResult<Option<Policy>> {
    Ok(history(conn, opening)?.into_iter().next())
}

/// Adds a version.
pub fn insert(conn: &mut Conn, opening: &Opening, policy: &Policy) -> QueryResult<()> {
    let minima = &policy.thresholds.minima;
    diesel::insert_into(policies::table)
        .values((
            policies::organization_id.eq(&opening.organization),
            policies::opening_id.eq(&opening.id),
            policies::version.eq(policy.version),
            policies::total.eq(policy.thresholds.total),
            policies::empathy.eq(minima.empathy),
            policies::patience.eq(minima.patience),
            policies::communication.eq(minima.communication),
            policies::product_knowledge.eq(minima.product_knowledge),
            policies::z.eq(policy.thresholds.z),
            policies::reason.eq(&policy.reason),
            policies::author.eq(&policy.author),
            policies::created_at.eq(policy.created_at),
        ))
        .execute(conn)
        .map(|_| ())
}

/// How many people are to be hired, where somebody has said so.
pub fn positions(conn: &mut Conn, opening: &Opening) -> QueryResult<Option<Positions>> {
    let row = opening_positions::table.find((&opening.organization, &opening.id));
    let row = row.select((opening_positions::positions, opening_positions::version)).first::<(i64, i64)>(conn);
    Ok(row.optional()?.map(|(count, version)| Positions { count, version }))
}

/// Says how many. `false` if somebody else has said so since this version was read.
pub fn put_positions(
    conn: &mut Conn,
    opening: &Opening,
    (count, seen): (i64, i64),
    (by, now): (&StaffId, Moment),
) -> QueryResult<bool> {
    let values = (
        opening_positions::positions.eq(count),
        opening_positions::set_by.eq(by),
        opening_positions::set_at.eq(now),
        opening_positions::version.eq(seen + 1),
    );
    if seen == 0 {
        let key = (
            opening_positions::organization_id.eq(&opening.organization),
            opening_positions::opening_id.eq(&opening.id),
        );
        return diesel::insert_into(opening_positions::table).values((key, values)).execute(conn).map(|_| true);
    }
    let row = opening_positions::table.find((&opening.organization, &opening.id));
    Ok(diesel::update(row).filter(opening_positions::version.eq(seen)).set(values).execute(conn)? == 1)
}
