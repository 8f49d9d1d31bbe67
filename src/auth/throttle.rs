//! How often something may be tried: counted in the database, so that all processes count together, and counted before
//! the work is done, so that many tries at once do not slip through.

use super::store;
use crate::clock::Moment;
use crate::config::token_hash;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::people::directory;
use chrono::Duration;

/// So many tries in so much time. After that, one has to wait; nobody is ever locked out for good.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The name of what is counted.
    pub name: &'static str,
    /// How many tries.
    pub tries: i64,
    /// In how many minutes.
    pub minutes: i64,
}

/// Longer than any window, so that what is forgotten counts for nothing.
const TRIES_KEPT: Duration = Duration::days(1);
/// As long as somebody may ask which sessions there were.
const SESSIONS_KEPT: Duration = Duration::days(30);

/// Forgets old tries, sessions that are long over and links that nobody can use any more. Returns how many rows.
///
/// # Errors
/// The database's.
pub fn clean(db: &Db, now: Moment) -> Result<usize> {
    db.write_now(move |conn| {
        let links = directory::forget_expired(conn, now)?;
        let old = store::forget_old(conn, now.minus(TRIES_KEPT), now.minus(SESSIONS_KEPT))?;
        Ok::<_, Error>(links + old)
    })
}

impl Limit {
    /// Sign-ins to one account.
    pub const SIGN_IN_ACCOUNT: Self = Self { name: "sign-in account", tries: 10, minutes: 5 };
    /// Sign-ins from one address.
    pub const SIGN_IN_ADDRESS: Self = Self { name: "sign-in address", tries: 60, minutes: 5 };
    /// Codes of a second factor for one account.
    pub const FACTOR: Self = Self { name: "second factor", tries: 6, minutes: 5 };
    /// One's own password, asked for again before the account changes.
    pub const OWN_PASSWORD: Self = Self { name: "own password", tries: 10, minutes: 5 };
    /// Personal links asked for from one address.
    pub const APPLY_ADDRESS: Self = Self { name: "apply address", tries: 20, minutes: 60 };
    /// Personal links asked for by one person.
    pub const APPLY_PERSON: Self = Self { name: "apply person", tries: 3, minutes: 60 };

    /// Lost links asked for from one address of the network.
    pub const LOST_ADDRESS: Self = Self { name: "lost link address", tries: 20, minutes: 60 };
    /// Lost links asked for by one person.
    pub const LOST_PERSON: Self = Self { name: "lost link person", tries: 3, minutes: 60 };

    /// The bucket of somebody; their address is not stored as such.
    fn bucket(&self, of: &str) -> String {
        format!("{}:{}", self.name, token_hash(of))
    }
}

/// Counts a try, and says in how many seconds it may be tried again; `None` where it may go on now.
fn reserve(conn: &mut Conn, limit: &Limit, of: &str, now: Moment) -> Result<Option<i64>> {
    let bucket = limit.bucket(of);
    let window = Duration::minutes(limit.minutes);
    let row = store::throttle(conn, &bucket)?;
    let (opened_at, used) = row.filter(|(opened_at, _)| now.since(*opened_at) < window).unwrap_or((now, 0));
    if used >= limit.tries {
        let left = window - now.since(opened_at);
        return Ok(Some((left.num_milliseconds() + 999) / 1000));
    }
    let written = store::put_throttle(conn, &bucket, opened_at, used + 1, row.is_none());
    // Two first tries at once: the second counts as one too many rather than not at all.
    match written.map_err(Error::from) {
        Err(error) if error.is_unique_violation() => Ok(Some(1)),
        other => other.map(|()| None),
    }
}

/// Counts tries before any work is done, each in a transaction of its own.
///
/// # Errors
/// [`crate::error::Code::TooMany`] for one too many.
pub async fn count(db: &Db, limits: &[(Limit, String)], now: Moment) -> Result<()> {
    for (limit, of) in limits {
        let (limit, of) = (*limit, of.clone());
        if let Some(seconds) = db.write(move |conn| reserve(conn, &limit, &of, now)).await? {
            return Err(Error::too_many(seconds));
        }
    }
    Ok(())
}

/// Forgets the tries of somebody, after they succeeded.
///
/// # Errors
/// The database's.
pub fn forgive(conn: &mut Conn, limit: &Limit, of: &str) -> Result<()> {
    Ok(store::forget_throttle(conn, &limit.bucket(of))?)
}
