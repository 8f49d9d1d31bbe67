//! Deciding about people, and taking it back.

use super::template::{self, Facts, Words, words_for};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::i18n::Locale;
use crate::ids::{ActId, CandidateId, StaffId};
use crate::mail::Kind;
use crate::mail::plan::{self, Plan};
use crate::openings::{self, Candidate, CandidateOfOpening, Names, Opening, Stage};
use crate::people::{self, quiet};
use crate::results;
use crate::scores;
use crate::scoring::Outcome;

/// How many people are decided on at once.
pub const MOST: usize = 500;

/// Somebody to decide on, with how many decisions about them the decider saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Who.
    pub candidate: CandidateId,
    /// How many decisions.
    pub seen: i64,
}

/// Somebody as the page before a decision shows them.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Who.
    pub candidate: Candidate,
    /// What the scores say.
    pub outcome: Outcome,
    /// How they stand.
    pub stage: Stage,
    /// How many decisions there are about them.
    pub seen: i64,
}

/// People of an opening who have a result, as they stand and as somebody may see them, before they are decided on.
///
/// # Errors
/// [`Code::NotFound`] for somebody of another opening, [`Code::Invalid`] for nobody, for too many, and for somebody
/// without a result: then nobody is decided on.
pub fn outline(conn: &mut Conn, opening: &Opening, ids: &[CandidateId], names: &Names) -> Result<Vec<Outline>> {
    if ids.is_empty() || ids.len() > MOST {
        return Err(Error::field("candidate", format!("Choose one to {MOST} people to decide on.")));
    }
    let mut people = Vec::with_capacity(ids.len());
    for id in ids {
        let candidate = names.veil(candidate_of(conn, opening, id)?);
        let Some(result) = scores::result_of(conn, opening, id)? else {
            let sentence = format!("{} has no result yet, so there is nothing to decide on.", candidate.name);
            return Err(Error::field("candidate", sentence));
        };
        let seen = openings::decisions(conn, &opening.organization, id)?.len() as i64;
        people.push(Outline { candidate, outcome: result.standing.outcome, stage: result.standing.stage, seen });
    }
    Ok(people)
}

fn candidate_of(conn: &mut Conn, opening: &Opening, id: &CandidateId) -> Result<Candidate> {
    let found = openings::candidate(conn, &opening.organization, id)?;
    found.filter(|candidate| candidate.opening == opening.id).ok_or_else(|| Code::NotFound.into())
}

/// Decides about people, all of them or none, and plans the word to each, in their language, if they are to be told.
/// Returns the act, by which all of it can be taken back.
///
/// # Errors
/// As [`results::decide`] and [`outline`]; [`Code::Invalid`] where somebody is to be told and there are no words.
pub fn decide_all(
    conn: &mut Conn,
    opening: &Opening,
    people: &[Chosen],
    (stage, reason): (Stage, &str),
    tell: bool,
    (by, now): (&StaffId, Moment),
) -> Result<ActId> {
    if people.is_empty() || people.len() > MOST {
        return Err(Error::field("candidate", format!("Choose one to {MOST} people to decide on.")));
    }
    let act = ActId::new(now);
    let organization = people::organization(conn, &opening.organization)?;
    let due_at = quiet::by_day(&organization, now.plus(openings::TIME_TO_TAKE_BACK));
    let mut known: Vec<(Locale, Words)> = Vec::new();
    for chosen in people {
        let case =
            CandidateOfOpening { candidate: candidate_of(conn, opening, &chosen.candidate)?, opening: opening.clone() };
        results::decide_in(conn, &case, (stage, reason), (by, chosen.seen), (&act, now))?;
        if !tell {
            continue;
        }
        let locale = openings::locale_of(conn, opening, &case.candidate)?;
        if !known.iter().any(|(of, _)| *of == locale) {
            known.push((locale, words_for(conn, &opening.organization, stage, locale)?));
        }
        let Some((_, words)) = known.iter().find(|(of, _)| *of == locale) else { continue };
        let facts = Facts::of(&organization, opening, &case.candidate);
        let (subject, body) = (template::fill(&words.subject, &facts), template::fill(&words.body, &facts));
        let letter = Plan {
            organization: &opening.organization,
            opening: &opening.id,
            candidate: &case.candidate.id,
            kind: Kind::Decision,
            about: act.as_ref(),
            due_at,
            words: Some((&subject, &body)),
        };
        plan::plan(conn, &letter, now)?;
    }
    Ok(act)
}

/// Takes an act back: everybody stands as before, and no word of it goes out. Returns how many people.
///
/// # Errors
/// As [`openings::take_back`].
pub fn take_back(conn: &mut Conn, opening: &Opening, act: &ActId, by: &StaffId, now: Moment) -> Result<usize> {
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let people = openings::take_back(conn, opening, act, by, now)?;
    for (candidate, stage) in &people {
        scores::set_stage(conn, opening, candidate, *stage)?;
    }
    plan::take_back(conn, &opening.organization, (Kind::Decision, act.as_ref()))?;
    Ok(people.len())
}
