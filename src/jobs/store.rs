//! The table of leases.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::leases;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};

/// Takes or renews a lease. `false` while somebody else holds it.
pub fn take_lease(conn: &mut Conn, name: &str, holder: &str, (now, until): (Moment, Moment)) -> QueryResult<bool> {
    let row = leases::table.find(name);
    let changed = diesel::update(row)
        .filter(leases::holder.eq(holder).or(leases::until.lt(now)))
        .set((leases::holder.eq(holder), leases::until.eq(until)))
        .execute(conn)?;
    if changed == 1 {
        return Ok(true);
    }
    if leases::table.find(name).select(leases::holder).first::<String>(conn).optional()?.is_some() {
        return Ok(false);
    }
    let new = (leases::name.eq(name), leases::holder.eq(holder), leases::until.eq(until));
    // In a savepoint, so that losing the race to be first leaves the transaction usable.
    match conn.transaction(|conn| diesel::insert_into(leases::table).values(new).execute(conn)) {
        Err(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Ok(false),
        other => other.map(|_| true),
    }
}
