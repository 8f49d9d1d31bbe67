//! Who of a ranking is shown.

use crate::clock::Moment;
use crate::i18n::Locale;
use crate::openings::{Source, Stage};
use crate::scores::BandRound;
use crate::scoring::{Competency, Outcome};

/// Who is shown. Bands are always those of the whole opening.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Only the band of this rank, from 1.
    pub band: Option<usize>,
    /// Only this outcome.
    pub outcome: Option<Outcome>,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only at least so much in a competency.
    pub at_least: Option<(Competency, f64)>,
    /// Only those who have, for each of these, a word that begins with it, in small letters.
    pub words: Vec<String>,
    /// Only who handed in at this moment or later.
    pub since: Option<Moment>,
    /// Only who handed in before this moment.
    pub before: Option<Moment>,
    /// Only who came this way.
    pub source: Option<Source>,
    /// Only whose pages are in this language.
    pub language: Option<Spoken>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Whether names are hidden: then words are looked for in pseudonyms alone.
    pub names_hidden: bool,
}

/// A language that people are looked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken {
    /// Which.
    pub locale: Locale,
    /// Whether it is that of the test: then it is also that of everybody for whom none was chosen.
    pub usual: bool,
}

/// Totals from a bound, and under a bound.
pub type Bounds = (Option<f64>, Option<f64>);

impl Filter {
    /// Whether everybody is shown.
    pub fn is_empty(&self) -> bool {
        *self == Self { names_hidden: self.names_hidden, ..Self::default() }
    }

    /// The conditions that stand in the results themselves, without what is known of the person.
    pub fn of_results(&self) -> Self {
        Self { words: Vec::new(), source: None, language: None, tag: None, ..self.clone() }
    }

    /// The totals of the one band that is asked for, or of all.
    pub fn bounds(&self, round: &BandRound) -> Bounds {
        self.band.map_or((None, None), |rank| bounds_of(round, rank))
    }
}

/// The totals of a band by its rank. Those who came after the bands were frozen may lie above the first top, or under the
/// last floor.
pub fn bounds_of(round: &BandRound, rank: usize) -> Bounds {
    if rank > round.bands.len() + 1 {
        // There is no such band, and nobody in it.
        return (Some(f64::INFINITY), None);
    }
    let from = rank.checked_sub(1).and_then(|place| round.bands.get(place)).map(|band| band.floor);
    let under = rank.checked_sub(2).and_then(|above| round.bands.get(above)).map(|band| band.floor);
    (from, under)
}

/// The words of a search: small letters, parted as names are when they are stored, an address up to its @.
pub fn words_of(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| c.is_whitespace() || c == '-');
    let local = parts.map(|part| part.split('@').next().unwrap_or_default().trim_start_matches('#').to_owned());
    local.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_parted_as_names_are() {
        assert_eq!(words_of("  Anne-Marie  O’Neill "), ["anne", "marie", "o’neill"]);
        assert_eq!(words_of("ana.meier@example.com #7F2K9Q"), ["ana.meier", "7f2k9q"]);
        assert!(words_of(" - @x").is_empty());
    }
}
