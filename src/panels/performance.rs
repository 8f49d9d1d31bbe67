//! A cut from later ratings, proposed as the threshold.

use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::evidence::{self, Method};
use crate::ids::StaffId;
use crate::openings::Opening;
use crate::policies::{self, Proposal};
use crate::scoring::{PerCompetency, Thresholds};

/// Proposes what later ratings say of the total. Its report goes with the reason.
///
/// # Errors
/// [`Code::WrongState`] where the ratings say nothing, and as [`policies::propose`].
pub fn propose_performance(
    conn: &mut Conn,
    opening: &Opening,
    (method, bar, reason): (Method, i64, &str),
    by: &StaffId,
    now: Moment,
) -> Result<Proposal> {
    let found = evidence::performance(conn, opening, bar)?
        .ok_or_else(|| Error::new(Code::WrongState, "Too few people of this opening have been rated."))?;
    let cut = found.cuts.iter().find(|(known, _)| *known == method).map(|(_, cut)| *cut);
    let cut = cut
        .ok_or(Code::NotFound)?
        .map_err(|why| Error::new(Code::WrongState, format!("{} say nothing of a cut: {why}.", method.name())))?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 1500 {
        return Err(Error::field("why", "Write why, in up to 1,500 characters. The report is added to it."));
    }
    let reason = format!("{reason} {}", evidence::report(method, found.bar, &cut));
    let current = policies::current(conn, opening)?;
    let thresholds = Thresholds { total: cut.cut, minima: PerCompetency::default(), z: current.thresholds.z };
    policies::propose(conn, opening, (&thresholds, &reason), (by, current.version), None, now)
}
