//! Decisions: always a named person's, always with a reason, never rewritten.

use super::{Candidate, Names, Opening, Stage, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{ActId, CandidateId, StaffId};
use crate::scoring::Outcome;
use chrono::Duration;

pub use store::Recorded as Decision;

/// The longest reason.
const LONGEST_REASON: usize = 2000;
/// How long a decision can be taken back by whoever took it. No word of it goes out before.
pub const TIME_TO_TAKE_BACK: Duration = Duration::minutes(10);
/// What stands as the reason where one was taken back.
const TAKEN_BACK: &str = "Taken back within ten minutes.";

/// Records a decision. `seen` is how many decisions the decider saw, so that two who decide at once both learn of it.
///
/// # Errors
/// [`Code::Invalid`] without a reason, [`Code::Conflict`] when somebody decided in the meantime.
pub fn record(
    conn: &mut Conn,
    candidate: &Candidate,
    (stage, reason, outcome): (Stage, &str, Option<Outcome>),
    (by, seen): (&StaffId, i64),
    (act, now): (&ActId, Moment),
) -> Result<()> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("reason", "Write why. The reason stays with the decision."));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Error::field("reason", "Keep the reason under 2,000 characters."));
    }
    if stage == Stage::Undecided {
        return Err(Error::field("stage", "Choose advance, hold or reject."));
    }
    let before = store::decisions(conn, &candidate.organization, &candidate.id)?;
    let conflict = || {
        Error::new(Code::Conflict, "Somebody decided about this person in the meantime. Look at their decision first.")
    };
    if before.len() as i64 != seen {
        return Err(conflict());
    }
    let recorded = Decision {
        stage,
        reason: reason.to_owned(),
        outcome,
        decided_by: by.clone(),
        decided_at: now,
        act: Some(act.clone()),
        takes_back: None,
    };
    store::insert_decision(conn, candidate, (seen + 1, &recorded)).map_err(|error| {
        let error = Error::from(error);
        if error.is_unique_violation() { conflict() } else { error }
    })?;
    let fact = Fact {
        organization: &candidate.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::Decided,
        object: format!("candidate:{}", candidate.id),
        detail: &[
            ("act", act.to_string()),
            ("stage", stage.to_string()),
            ("outcome", outcome.map(|outcome| outcome.to_string()).unwrap_or_default()),
        ],
    };
    audit::append(conn, &fact)
}

/// Takes all decisions of an act back: another row of each says so, and how the person stands again. Returns the people
/// with how they stand.
///
/// # Errors
/// [`Code::NotFound`] for an act of another opening, [`Code::Forbidden`] for somebody else's, [`Code::WrongState`] after
/// its time, [`Code::Conflict`] where somebody has decided since; then nothing is taken back.
pub fn take_back(
    conn: &mut Conn,
    opening: &Opening,
    act: &ActId,
    by: &StaffId,
    now: Moment,
) -> Result<Vec<(CandidateId, Stage)>> {
    let rows = store::decisions_of_act(conn, opening, act)?;
    let Some((_, _, first)) = rows.first().filter(|(_, _, row)| row.takes_back.is_none()) else {
        return Err(Code::NotFound.into());
    };
    if first.decided_by != *by {
        return Err(Error::new(Code::Forbidden, "Only the person who took this decision can take it back."));
    }
    if now >= first.decided_at.plus(TIME_TO_TAKE_BACK) {
        let sentence = "The ten minutes are over, and messages may have gone out. Decide again instead.";
        return Err(Error::new(Code::WrongState, sentence));
    }
    let own = ActId::new(now);
    rows.into_iter()
        .map(|(candidate, seq, row)| take_one_back(conn, opening, (&candidate, seq, &row), (&own, now)))
        .collect()
}

fn take_one_back(
    conn: &mut Conn,
    opening: &Opening,
    (id, seq, row): (&CandidateId, i64, &Decision),
    (act, now): (&ActId, Moment),
) -> Result<(CandidateId, Stage)> {
    let candidate = store::candidate(conn, &opening.organization, id)?.ok_or(Code::NotFound)?;
    let all = store::decisions(conn, &opening.organization, id)?;
    if all.len() as i64 != seq {
        let seen = Names::of(conn, opening, &row.decided_by)?.veil(candidate);
        let sentence = format!("{} was decided on again since, so this cannot be taken back.", seen.name);
        return Err(Error::new(Code::Conflict, sentence));
    }
    let before = usize::try_from(seq - 2).ok().and_then(|place| all.get(place));
    let stage = before.map_or(Stage::Undecided, |before| before.stage);
    let back = Decision {
        stage,
        reason: TAKEN_BACK.to_owned(),
        decided_at: now,
        act: Some(act.clone()),
        takes_back: Some(seq),
        ..row.clone()
    };
    store::insert_decision(conn, &candidate, (seq + 1, &back))?;
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(row.decided_by.clone()),
        action: Action::DecisionTakenBack,
        object: format!("candidate:{id}"),
        detail: &[("act", act.to_string()), ("stage", stage.to_string())],
    };
    audit::append(conn, &fact)?;
    Ok((id.clone(), stage))
}
