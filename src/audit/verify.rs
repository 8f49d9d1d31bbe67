//! Walks a chain from its beginning and finds the first place where it does not hold.

use super::{GENESIS, store};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::OrganizationId;

/// The end of a chain that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many facts there are.
    pub facts: i64,
    /// The hash of the last.
    pub hash: String,
}

/// Where a chain breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A fact is not where it should be: one was deleted, inserted or moved.
    #[error("fact {expected} is missing; {found} stands in its place")]
    Gap {
        /// The place that should come.
        expected: i64,
        /// The place that came.
        found: i64,
    },
    /// A fact does not name the hash before it, or its own hash is another: it was edited.
    #[error("fact {seq} was altered")]
    Altered {
        /// Its place.
        seq: i64,
    },
    /// The chain ends before or after the head that is kept apart.
    #[error("the log ends at fact {found}, and its head says {head}")]
    Cut {
        /// The head's place.
        head: i64,
        /// The last fact's place.
        found: i64,
    },
}

/// Checks the log of an organization.
///
/// # Errors
/// The database's; a broken chain is not an error but the answer.
pub fn verify(conn: &mut Conn, organization: &OrganizationId) -> Result<std::result::Result<Head, Broken>> {
    let (mut facts, mut hash) = (0, GENESIS.to_owned());
    loop {
        let rows = store::after(conn, organization, facts, 1000)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            if row.seq != facts + 1 {
                return Ok(Err(Broken::Gap { expected: facts + 1, found: row.seq }));
            }
            if row.previous_hash != hash || row.hash != row.compute_hash() {
                return Ok(Err(Broken::Altered { seq: row.seq }));
            }
            (facts, hash) = (row.seq, row.hash);
        }
    }
    let (head, head_hash) = store::head(conn, organization)?.unwrap_or((0, GENESIS.to_owned()));
    if head != facts {
        return Ok(Err(Broken::Cut { head, found: facts }));
    }
    if head_hash != hash {
        return Ok(Err(Broken::Altered { seq: facts }));
    }
    Ok(Ok(Head { facts, hash }))
}
