//! One applicant: item scores, competency scores and the total, or why there is none.

use super::item::Level;
use super::{Format, ItemRule, PerCompetency, Precision, RateScheme, Response};

/// What became of one item of the form.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Answered, or explicitly left without an answer.
    Response(Response),
    /// Displayed, and still open when the sitting ended: scores as "no answer".
    LeftOut,
    /// Never displayed, lost by a fault, or voided by staff: left out of the mean.
    Missing,
}

/// An item of the form with what became of it.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    /// How it is scored.
    pub rule: &'a ItemRule,
    /// What became of it.
    pub given: &'a Given,
}

/// A score with its standard error, in points: 0 is what chance gives, 100 the key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The score, kept in full.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// How many items it rests on.
    pub items: usize,
    /// How many items were missing.
    pub missing: usize,
}

/// All scores of one sitting.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// The item scores y in the order of the form; `None` for missing ones.
    pub items: Vec<Option<f64>>,
    /// 100 x the mean item score of each competency.
    pub competencies: PerCompetency<Score>,
    /// The weighted mean of the competencies.
    pub total: Score,
}

/// Why a sitting has no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotScored {
    /// More than one item in ten is missing.
    #[error("more than one question in ten is missing")]
    TooManyMissing,
    /// More than one item of a competency is missing.
    #[error("more than one question of a competency is missing")]
    CompetencyMissing,
    /// A competency has no items, or the weights add up to nothing: a defect of the blueprint.
    #[error("a competency has no questions")]
    Empty,
}

/// Fewer rate items or ratings than this say too little of a person's own level and spread.
const LEAST_RATE_ITEMS: usize = 3;
const LEAST_RATINGS: usize = 15;

/// Scores one sitting.
///
/// # Errors
/// When too much is missing: then there is no score, and a new sitting is offered.
pub fn score(form: &[Slot<'_>], weights: &PerCompetency<f64>, precision: &Precision) -> Result<Scores, NotScored> {
    let level = level_of(form);
    let items: Vec<Option<f64>> = form.iter().map(|slot| item_score(slot, level.as_ref())).collect();
    let missing = items.iter().filter(|score| score.is_none()).count();
    if missing * 10 > items.len() {
        return Err(NotScored::TooManyMissing);
    }
    let mut sums = PerCompetency::<(f64, usize, usize)>::default();
    for (slot, score) in form.iter().zip(&items) {
        let sum = &mut sums[slot.rule.competency];
        match score {
            Some(y) => *sum = (sum.0 + y, sum.1 + 1, sum.2),
            None => sum.2 += 1,
        }
    }
    if sums.iter().any(|(_, (_, _, missing))| *missing > 1) {
        return Err(NotScored::CompetencyMissing);
    }
    let weight_sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
    if sums.iter().any(|(_, (_, n, _))| *n == 0) || weight_sum <= 0.0 {
        return Err(NotScored::Empty);
    }
    let competencies = PerCompetency::from_fn(|competency| {
        let (sum, n, missing) = sums[competency];
        Score { value: 100.0 * sum / n as f64, se: precision.competency_se(competency, n), items: n, missing }
    });
    let weighted: f64 = weights.iter().map(|(competency, weight)| weight * competencies[competency].value).sum();
    let ses = PerCompetency::from_fn(|competency| competencies[competency].se);
    let total = Score {
        value: weighted / weight_sum,
        se: Precision::total_se(weights, &ses),
        items: items.len() - missing,
        missing,
    };
    Ok(Scores { items, competencies, total })
}

fn item_score(slot: &Slot<'_>, level: Option<&Level>) -> Option<f64> {
    let rule = slot.rule;
    match slot.given {
        Given::Missing => None,
        Given::LeftOut | Given::Response(Response::NoAnswer) => Some(0.0),
        Given::Response(response) => match (rule.format, rule.scheme(), level) {
            (Format::Rate, RateScheme::Standardized, None) => {
                let share = super::item::share(&rule.key, response, RateScheme::AgainstMidpoint, None)?;
                Some(rule.adjusted_fallback(share))
            }
            _ => rule.share(response, level).map(|share| rule.adjusted(share)),
        },
    }
}

/// The person's own level and spread, if they have rated enough for it to be known.
fn level_of(form: &[Slot<'_>]) -> Option<Level> {
    let mut rated = Vec::new();
    let mut rate_items = 0;
    for slot in form {
        if let (Format::Rate, Given::Response(Response::Rate { ratings })) = (slot.rule.format, slot.given) {
            rate_items += 1;
            rated.extend(ratings.iter().copied().zip(slot.rule.key.effectiveness().iter().copied()));
        }
    }
    (rate_items >= LEAST_RATE_ITEMS && rated.len() >= LEAST_RATINGS).then(|| Level::of(&rated))
}
