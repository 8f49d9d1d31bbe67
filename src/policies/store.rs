//! The table of policies.

use super::Policy;
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::policies;
use crate::openings::Opening;
use crate::scoring::{PerCompetency, Thresholds};
use diesel::prelude::*;

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
