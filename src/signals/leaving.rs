//! Noting that a question's page was left: how often and for about how long, and nothing else.

use super::store;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::notices;
use crate::openings;
use crate::sittings::Attempt;

/// A page that is left more often than this is not counted further.
const MOST: i64 = 500;
/// The longest that one leaving counts, in seconds: a day.
const LONGEST: i64 = 24 * 60 * 60;

/// Notes that the page of the question at a position was left for so many seconds. Nothing is noted where the notice that
/// its person agreed to did not say so, or when the sitting is over. Returns whether it was.
///
/// # Errors
/// The database's.
pub fn left(conn: &mut Conn, attempt: &Attempt, (position, seconds): (i64, i64), now: Moment) -> Result<bool> {
    let over = now > attempt.closes_at();
    if seconds < 1 || over || !notices::says_signals(conn, &attempt.organization, &attempt.candidate)? {
        return Ok(false);
    }
    // Two pages of one sitting may come back at once.
    openings::hold_candidate(conn, &attempt.organization, &attempt.candidate)?;
    store::add_leaving(conn, attempt, (position, seconds.min(LONGEST)), MOST)?;
    Ok(true)
}
