//! A person's decision about a person: recorded, shown in the ranking, and from then on the bands stand still.

use crate::audit::Who;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{ActId, StaffId};
use crate::openings::{self, CandidateOfOpening, Opening, Stage};
use crate::scores::{self, Scorer};

/// Records a decision. `seen` is how many decisions about this person the decider saw.
///
/// # Errors
/// [`Code::WrongState`] for somebody without a result; else as [`openings::record_decision`].
pub fn decide(
    conn: &mut Conn,
    case: &CandidateOfOpening,
    (stage, reason): (Stage, &str),
    (by, seen): (&StaffId, i64),
    now: Moment,
) -> Result<()> {
    decide_in(conn, case, (stage, reason), (by, seen), (&ActId::new(now), now))
}

/// The same as a part of an act, which may be about others too.
///
/// # Errors
/// As [`decide`].
pub fn decide_in(
    conn: &mut Conn,
    case: &CandidateOfOpening,
    (stage, reason): (Stage, &str),
    (by, seen): (&StaffId, i64),
    (act, now): (&ActId, Moment),
) -> Result<()> {
    let CandidateOfOpening { opening, candidate } = case;
    let Some(result) = scores::result_of(conn, opening, &candidate.id)? else {
        return Err(Error::new(Code::WrongState, "This person has no result yet, so there is nothing to decide on."));
    };
    scores::freeze_bands(conn, opening, &Who::Staff(by.clone()), now)?;
    openings::record_decision(conn, candidate, (stage, reason, Some(result.standing.outcome)), (by, seen), (act, now))?;
    Ok(scores::set_stage(conn, opening, &candidate.id, stage)?)
}

/// Begins a new round: bands move again with every new result, until the next decision.
///
/// # Errors
/// The database's.
pub fn new_round(conn: &mut Conn, opening: &Opening, who: &Who, now: Moment) -> Result<()> {
    let form_se = Scorer::load(conn, opening)?.form_se();
    scores::new_round(conn, opening, form_se, who, now)
}
