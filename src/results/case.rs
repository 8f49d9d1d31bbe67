//! Everything about one candidate's result: scores with their ranges, and every scenario with what they chose and what
//! the key says of each option. Opening it is an audited act.

use crate::audit::{self, Action, Fact, Who};
use crate::bank::{self, Basis, ItemMeta, Presented};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::evidence;
use crate::ids::{CandidateId, StaffId};
use crate::openings::{self, Candidate, CandidateOfOpening, Decision, Names, Opening};
use crate::policies::{self, Policy};
use crate::scores::{self, BandRound, ResultRow, Run, Scorer};
use crate::scoring::{Competency, Given, Letter, Response};
use crate::sittings::{self, Attempt};

/// What is known of a candidate's result.
#[derive(Debug, Clone)]
pub struct Case {
    /// The candidate, as far as their name may be seen.
    pub candidate: Candidate,
    /// Whether their name is hidden.
    pub name_hidden: bool,
    /// Their last sitting, if they have started one.
    pub attempt: Option<Attempt>,
    /// Their result, if they have one.
    pub result: Option<ResultRow>,
    /// The computation behind it, also for a trial, which has no place in the ranking.
    pub run: Option<Run>,
    /// The policy in force.
    pub policy: Policy,
    /// Whether the score predicts performance here, in a sentence.
    pub evidence: String,
    /// The bands of the opening.
    pub bands: BandRound,
    /// The items of the set, in its order, with what was chosen; empty before the sitting is handed in.
    pub items: Vec<ItemCase>,
    /// The decisions about this person, the first first.
    pub decisions: Vec<Decision>,
}

/// One item with what was chosen.
#[derive(Debug, Clone)]
pub struct ItemCase {
    /// Its position in the set.
    pub position: i64,
    /// The competency it belongs to.
    pub competency: Competency,
    /// What it is about.
    pub meta: ItemMeta,
    /// What the applicant saw.
    pub presented: Presented,
    /// Whose judgement the key is.
    pub basis: Basis,
    /// The top of the scale.
    pub scale: u8,
    /// The options, in the order of the file.
    pub options: Vec<OptionCase>,
    /// What became of it.
    pub given: Given,
    /// An answer that came too late, which does not count.
    pub late: Option<Response>,
    /// The item score: 0 is chance, 1 the key; `None` where it does not count.
    pub score: Option<f64>,
    /// Why it does not count for anybody.
    pub voided: Option<String>,
}

/// One option with what the key says of it and what was chosen.
#[derive(Debug, Clone)]
pub struct OptionCase {
    /// Its letter in the file.
    pub letter: Letter,
    /// How effective it is by the key.
    pub effectiveness: f64,
    /// Why.
    pub why: String,
    /// What the applicant made of it: "Best", "Worst", "2nd", "4 of 5".
    pub chosen: Option<String>,
    /// The same of an answer that came too late, which does not count.
    pub chosen_late: Option<String>,
}

/// Opens the case of a candidate, and writes into the audit log that it was opened.
///
/// # Errors
/// The database's.
pub fn open_case(conn: &mut Conn, case: &CandidateOfOpening, by: &StaffId, now: Moment) -> Result<Case> {
    let CandidateOfOpening { opening, candidate } = case;
    note_look(conn, opening, &candidate.id, by, now)?;
    let attempt = sittings::latest_attempt(conn, &opening.organization, &candidate.id)?;
    let items = match attempt.as_ref().filter(|attempt| attempt.state.is_handed_in()) {
        Some(attempt) => item_cases(conn, case, attempt)?,
        None => Vec::new(),
    };
    let run = match &attempt {
        Some(attempt) => scores::last_run(conn, &opening.organization, &attempt.id)?,
        None => None,
    };
    let names = Names::of(conn, opening, by)?;
    Ok(Case {
        name_hidden: names.hides(&candidate.id),
        candidate: names.veil(candidate.clone()),
        attempt,
        items,
        run,
        result: scores::result_of(conn, opening, &candidate.id)?,
        policy: policies::current(conn, opening)?,
        evidence: evidence::line(conn, &opening.organization, &opening.assessment)?,
        bands: scores::band_round(conn, opening)?,
        decisions: openings::decisions(conn, &opening.organization, &candidate.id)?,
    })
}

/// Writes into the audit log that somebody's result was looked at.
pub(super) fn note_look(
    conn: &mut Conn,
    opening: &Opening,
    candidate: &CandidateId,
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::ResultSeen,
        object: format!("candidate:{candidate}"),
        detail: &[("opening", opening.id.to_string())],
    };
    audit::append(conn, &fact)
}

fn item_cases(conn: &mut Conn, case: &CandidateOfOpening, attempt: &Attempt) -> Result<Vec<ItemCase>> {
    let opening = &case.opening;
    let set = openings::items(conn, &opening.organization, &opening.id)?;
    let lang = openings::language_of_items(conn, opening, case.candidate.language)?;
    let scorer = Scorer::load(conn, opening)?;
    let sitting = sittings::sitting(conn, attempt, set.len(), None)?;
    let scores = scorer.score(&sitting.given()).ok();
    let mut cases = Vec::with_capacity(set.len());
    for (place, (item, rule)) in set.into_iter().zip(scorer.rules()).enumerate() {
        let key = bank::key_of(conn, &item.item, item.key_version)?;
        let slot = sitting.slots().get(place).cloned().unwrap_or_default();
        let options = key.options.iter().enumerate().filter_map(|(place, option)| {
            let letter = Letter::at(place)?;
            Some(OptionCase {
                letter,
                effectiveness: option.effectiveness,
                why: option.why.clone(),
                chosen: chosen(slot.response.as_ref(), letter, key.scale),
                chosen_late: chosen(slot.late.as_ref(), letter, key.scale),
            })
        });
        cases.push(ItemCase {
            position: item.position,
            competency: rule.competency,
            meta: bank::meta_of(conn, &item.item)?,
            presented: bank::presented(conn, &item.item, &lang)?,
            basis: key.basis,
            scale: key.scale,
            options: options.collect(),
            given: slot.given(),
            late: slot.late.clone(),
            score: scores.as_ref().and_then(|scores| scores.items[place]),
            voided: item.voided.map(|(_, reason)| reason),
        });
    }
    Ok(cases)
}

/// What the applicant made of an option, in a word or two.
fn chosen(response: Option<&Response>, letter: Letter, scale: u8) -> Option<String> {
    match response? {
        Response::PickBest { best } => (*best == letter).then(|| "Chosen".to_owned()),
        Response::BestWorst { best, .. } if *best == letter => Some("Best".to_owned()),
        Response::BestWorst { worst, .. } => (*worst == letter).then(|| "Worst".to_owned()),
        Response::Rank { order } => order.iter().position(|placed| *placed == letter).map(|place| ordinal(place + 1)),
        Response::Rate { ratings } => ratings.get(letter.place()).map(|rating| format!("{rating} of {scale}")),
        Response::NoAnswer => None,
    }
}

/// `1st`, `2nd`, `3rd`, `4th` …
pub fn ordinal(place: usize) -> String {
    let ending = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}
