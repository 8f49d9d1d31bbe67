//! Two to four people on one scale, with the sentences that say which differences are real.

use super::case::note_look;
use super::rank::Ranked;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::ids::{CandidateId, StaffId};
use crate::openings::{self, Names, Opening};
use crate::policies::{self, Policy, zone_words};
use crate::scores;
use crate::scoring::{Competency, Contrast, Score, bands};

/// The fewest people who can be compared, and the most.
pub const PEOPLE: std::ops::RangeInclusive<usize> = 2..=4;

/// People of an opening beside each other.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The people, the highest total first.
    pub people: Vec<Ranked>,
    /// The policy in force.
    pub policy: Policy,
    /// Whether the score predicts performance here, in a sentence.
    pub evidence: String,
    /// How many standard errors a difference must reach to be clear: that of the bands.
    pub c: f64,
}

/// What two people are compared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// The total.
    Total,
    /// A competency.
    Competency(Competency),
}

/// A difference of two people on a scale; the one with the higher score first.
#[derive(Debug, Clone)]
pub struct Apart {
    /// On what.
    pub scale: Scale,
    /// Who has the higher score.
    pub higher: CandidateId,
    /// Who has the lower one.
    pub lower: CandidateId,
    /// By how much, with its range.
    pub contrast: Contrast,
    /// The same in words.
    pub sentence: String,
}

impl Scale {
    /// The total and each competency, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Total).chain(Competency::all().map(Self::Competency))
    }

    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Competency(competency) => competency.as_str(),
        }
    }

    /// The name on pages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Total => "Total",
            Self::Competency(competency) => competency.name(),
        }
    }

    /// Somebody's score.
    pub fn of(self, person: &Ranked) -> Score {
        match self {
            Self::Total => person.row.standing.total,
            Self::Competency(competency) => person.row.standing.competencies[competency],
        }
    }
}

/// Whom an address names, each once.
///
/// # Errors
/// [`Code::Invalid`] for fewer than two and more than four; [`Code::NotFound`] for what is no id.
pub fn chosen(query: &[(String, String)]) -> Result<Vec<CandidateId>> {
    let mut ids = Vec::new();
    for (name, value) in query {
        if name != "candidate" {
            return Err(Error::new(Code::Malformed, "The address names something other than candidates."));
        }
        let id = value.parse::<CandidateId>().map_err(|_| Error::from(Code::NotFound))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if PEOPLE.contains(&ids.len()) {
        return Ok(ids);
    }
    let sentence = match ids.len() {
        0 => "Nobody is chosen. Choose 2 to 4 people to compare.".to_owned(),
        1 => "One person is chosen. Choose 2 to 4 people to compare.".to_owned(),
        many => format!("{many} people are chosen. Choose 2 to 4 people: more do not fit beside each other."),
    };
    Err(Error::field("candidate", sentence))
}

/// Puts people beside each other, and writes into the audit log that each result was looked at.
///
/// # Errors
/// [`Code::NotFound`] for somebody of another opening, [`Code::Invalid`] for somebody without a score; the database's.
pub fn compare(
    conn: &mut Conn,
    opening: &Opening,
    ids: &[CandidateId],
    by: &StaffId,
    now: Moment,
) -> Result<Comparison> {
    let round = scores::band_round(conn, opening)?;
    let names = Names::of(conn, opening, by)?;
    let mut people = Vec::with_capacity(ids.len());
    for id in ids {
        let candidate = openings::candidate(conn, &opening.organization, id)?;
        let candidate = candidate.filter(|candidate| candidate.opening == opening.id).ok_or(Code::NotFound)?;
        let candidate = names.veil(candidate);
        let Some(row) = scores::result_of(conn, opening, id)? else {
            let sentence = format!("{} has no score yet, so there is nothing to compare.", candidate.name);
            return Err(Error::field("candidate", sentence));
        };
        note_look(conn, opening, id, by, now)?;
        let openings::Candidate { name, email, pseudonym, source, .. } = candidate;
        let band = bands::rank(&round.bands, row.standing.total.value);
        people.push(Ranked { row, name, email, pseudonym, source, band });
    }
    people.sort_by(|one, other| Scale::Total.of(other).value.total_cmp(&Scale::Total.of(one).value));
    let evidence = evidence::line(conn, &opening.organization, &opening.assessment)?;
    Ok(Comparison { people, policy: policies::current(conn, opening)?, evidence, c: round.c })
}

impl Comparison {
    /// How often the range of a difference holds the true one, in words.
    pub fn range_words(&self) -> &'static str {
        zone_words(self.c)
    }

    /// The name of somebody, with their pseudonym where another has the same name.
    pub fn label(&self, person: &Ranked) -> String {
        let twins = self.people.iter().filter(|other| other.name == person.name).count();
        if twins > 1 { format!("{} ({})", person.name, person.pseudonym) } else { person.name.clone() }
    }

    /// Every pair on a scale.
    pub fn apart(&self, scale: Scale) -> Vec<Apart> {
        let mut people: Vec<&Ranked> = self.people.iter().collect();
        people.sort_by(|one, other| scale.of(other).value.total_cmp(&scale.of(one).value));
        let mut all = Vec::new();
        for (place, higher) in people.iter().enumerate() {
            all.extend(people[place + 1..].iter().map(|lower| self.pair(scale, higher, lower)));
        }
        all
    }

    fn pair(&self, scale: Scale, higher: &Ranked, lower: &Ranked) -> Apart {
        let contrast = Contrast::of(scale.of(higher), scale.of(lower), self.c);
        let (one, other, often) = (self.label(higher), self.label(lower), self.range_words());
        let on = match scale {
            Scale::Total => "on the total".to_owned(),
            Scale::Competency(competency) => format!("in {}", competency.name().to_lowercase()),
        };
        let (by, low, high) = (points(contrast.value), points(contrast.low), points(contrast.high));
        let sentence = if contrast.is_clear() {
            format!("{one} is higher than {other} {on}: by {by} points, {often} between {low} and {high}.")
        } else {
            format!(
                "{one} and {other} cannot be told apart {on}: the difference is {by} points, {often} between {low} and \
                 {high}, and 0 lies in between."
            )
        };
        let (higher, lower) = (higher.row.candidate.clone(), lower.row.candidate.clone());
        Apart { scale, higher, lower, contrast, sentence }
    }
}

/// Points as they are read, with a true minus.
fn points(value: f64) -> String {
    let text = format!("{:.1}", value.abs());
    if value < 0.0 && text != "0.0" { format!("−{text}") } else { text }
}
