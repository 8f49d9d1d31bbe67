//! What applicants read afterwards: for each competency a strength and a next step, in words.
//!
//! It compares a person with nobody and says nothing of points: the facet of a competency that their replies showed
//! most, and the one that they showed least. It comes from `competencies.yaml`, never from an option.

use crate::bank::{CompetencyText, ItemMeta};
use crate::html::curl;
use crate::scoring::{Competency, Scores};
use std::collections::BTreeMap;

/// The feedback on one competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetencyFeedback {
    /// Which one.
    pub competency: Competency,
    /// What their replies showed; `None` where they showed no more than chance.
    pub strength: Option<String>,
    /// Something to try.
    pub next_step: String,
}

/// Below this mean item score praise would not ring true.
const WORTH_NAMING: f64 = 0.2;

/// The feedback on a scored sitting. `metas` are those of the items in the order of the set.
pub fn feedback(texts: &[CompetencyText], metas: &[ItemMeta], scores: &Scores) -> Vec<CompetencyFeedback> {
    texts.iter().filter_map(|text| feedback_on(text, metas, scores)).collect()
}

fn feedback_on(text: &CompetencyText, metas: &[ItemMeta], scores: &Scores) -> Option<CompetencyFeedback> {
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
    Some(CompetencyFeedback {
        competency: text.id,
        strength: (strongest.1 >= WORTH_NAMING).then(|| curl(strongest.0.feedback.strength.trim())),
        next_step: curl(weakest.unwrap_or(strongest).0.feedback.next_step.trim()),
    })
}
