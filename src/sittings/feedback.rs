//! What applicants read afterwards: for each competency a strength and a next step, in words.
//!
//! It compares a person with nobody and says nothing of points: the facet of a competency that their replies showed
//! most, and the one that they showed least. It comes from `competencies.yaml`, never from an option.

use super::seat::Seat;
use super::{AttemptState, given_of};
use crate::assessments::FeedbackRule;
use crate::bank::{self, CompetencyText, Feedback, ItemMeta};
use crate::db::Conn;
use crate::error::Result;
use crate::html::curl;
use crate::openings;
use crate::scores::Scorer;
use crate::scoring::{Competency, Given, Response, Scores};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The competencies and what applicants read about them, loaded once.
pub type Texts = Arc<Vec<CompetencyText>>;

/// The feedback on one competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetencyFeedback {
    /// Which one.
    pub competency: Competency,
    /// What their replies showed; `None` where they showed no more than chance.
    pub strength: Option<String>,
    /// Something to try.
    pub next_step: String,
    /// The language of these texts.
    pub lang: String,
}

/// Below this mean item score praise would not ring true.
const WORTH_NAMING: f64 = 0.2;
/// From here on the replies showed it often, and from there on nearly everywhere. Conventions: nobody reads the level.
const OFTEN: f64 = 0.45;
const NEARLY_EVERYWHERE: f64 = 0.75;

/// The feedback of a seat in a language, where its texts are there in it; none before there is a score, or where the assessment gives none.
///
/// # Errors
/// The database's.
pub fn feedback_of(
    conn: &mut Conn,
    seat: &Seat,
    texts: &[CompetencyText],
    lang: &str,
) -> Result<Vec<CompetencyFeedback>> {
    let Some(attempt) = seat.attempt.as_ref().filter(|attempt| attempt.state == AttemptState::Scored) else {
        return Ok(Vec::new());
    };
    if openings::assessment_of(conn, &seat.opening)?.blueprint.feedback != FeedbackRule::Words {
        return Ok(Vec::new());
    }
    let scorer = Scorer::load(conn, &seat.opening)?;
    let given = given_of(conn, attempt, seat.count())?;
    // Of a test without an answer nothing can be said that would be true.
    if !given.iter().any(|given| matches!(given, Given::Response(response) if *response != Response::NoAnswer)) {
        return Ok(Vec::new());
    }
    let metas = seat.items.iter().map(|item| bank::meta_of(conn, &item.item)).collect::<Result<Vec<_>>>()?;
    Ok(scorer.score(&given).map(|scores| feedback(texts, &metas, &scores, lang)).unwrap_or_default())
}

/// The feedback on a scored sitting. `metas` are those of the items in the order of the set.
fn feedback(texts: &[CompetencyText], metas: &[ItemMeta], scores: &Scores, lang: &str) -> Vec<CompetencyFeedback> {
    texts.iter().filter_map(|text| feedback_on(text, metas, scores, lang)).collect()
}

fn feedback_on(text: &CompetencyText, metas: &[ItemMeta], scores: &Scores, lang: &str) -> Option<CompetencyFeedback> {
    let mut shown: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (meta, score) in metas.iter().zip(&scores.items) {
        for facet in meta.facets.iter().filter(|facet| text.facets.iter().any(|own| own.id == **facet)) {
            shown.entry(facet).or_default().extend(*score);
        }
    }
    let mean = |scores: &[f64]| scores.iter().sum::<f64>() / scores.len().max(1) as f64;
    // In the order of the file, so that equals are always told the same.
    let facets: Vec<_> = text
        .facets
        .iter()
        .filter_map(|facet| Some((facet, mean(shown.get(facet.id.as_str()).filter(|scores| !scores.is_empty())?))))
        .collect();
    let strongest = facets.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let weakest = facets.iter().filter(|facet| facet.0.id != strongest.0.id).min_by(|a, b| a.1.total_cmp(&b.1));
    let (praise, told) = strongest.0.feedback_in(lang);
    let (advice, _) = weakest.unwrap_or(strongest).0.feedback_in(lang);
    Some(CompetencyFeedback {
        competency: text.id,
        strength: strength(praise, strongest.1).map(|text| curl(text.trim())),
        next_step: curl(advice.tomorrow.trim()),
        lang: told.to_owned(),
    })
}

/// The text for how much of it their replies showed.
fn strength(texts: &Feedback, shown: f64) -> Option<&str> {
    match shown {
        shown if shown >= NEARLY_EVERYWHERE => Some(&texts.strong),
        shown if shown >= OFTEN => Some(&texts.solid),
        shown if shown >= WORTH_NAMING => Some(&texts.growing),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_it_was_shown_the_more_is_said_and_nothing_hollow() {
        let texts = Feedback { growing: "g".into(), solid: "s".into(), strong: "S".into(), tomorrow: "t".into() };
        let said = [-0.1, 0.1, 0.2, 0.5, 0.8, 1.0].map(|shown| strength(&texts, shown));
        assert_eq!(said, [None, None, Some("g"), Some("s"), Some("S"), Some("S")]);
    }
}
