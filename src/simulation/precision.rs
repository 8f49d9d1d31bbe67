//! How reliable the scores of a simulation are, and how far they lie from the true ones.

use super::people::TRUE_SCORE_SITTINGS;
use super::{Form, Person};
use crate::analyze::Keeper;
use crate::psychometrics::describe::correlation;
use crate::psychometrics::reliability::{Moments, alpha, alpha_of, stratified_alpha};
use crate::psychometrics::{Scores, Statistic};
use crate::scoring::{Competency, PerCompetency};
use serde::Serialize;

/// How reliable scores are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reliability {
    /// The correlation of two sittings of the same people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retest: Option<f64>,
    /// Cronbach's alpha of the item scores, weighted as they count in the total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alpha: Option<f64>,
    /// Alpha within competencies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stratified_alpha: Option<f64>,
    /// Of each competency's score.
    pub competencies: PerCompetency<Part>,
}

/// How reliable the score of one competency is.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Part {
    /// The correlation of two sittings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retest: Option<f64>,
    /// Cronbach's alpha.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alpha: Option<f64>,
}

/// Computes it.
pub fn reliability(form: &Form, people: &[Person], keeper: &mut Keeper) -> Reliability {
    let moments = moments(form, people);
    let competency: Vec<Competency> = form.rules().map(|rule| rule.competency).collect();
    let strata: Vec<usize> =
        competency.iter().map(|own| Competency::all().take_while(|other| other != own).count()).collect();
    let retest = |score: &dyn Fn(&Person, usize) -> f64| {
        let column = |time| people.iter().map(|person| score(person, time)).collect::<Vec<f64>>();
        correlation(&column(0), &column(1))
    };
    let of_items = |of: &dyn Fn(&Moments) -> Statistic| moments.as_ref().map_err(|absent| *absent).and_then(of);
    let competencies = PerCompetency::from_fn(|wanted| {
        let own: Vec<usize> = (0..competency.len()).filter(|&item| competency[item] == wanted).collect();
        let field = |name| format!("reliability.competencies.{wanted}.{name}");
        let again = retest(&|person, time| person.sittings[time].competencies[wanted]);
        Part {
            retest: keeper.keep(field("retest"), again),
            alpha: keeper.keep(field("alpha"), of_items(&|moments| alpha_of(moments, &own))),
        }
    });
    Reliability {
        retest: keeper.keep("reliability.retest", retest(&|person, time| person.sittings[time].total)),
        alpha: keeper.keep("reliability.alpha", of_items(&alpha)),
        stratified_alpha: keeper
            .keep("reliability.stratified_alpha", of_items(&|moments| stratified_alpha(moments, &strata))),
        competencies,
    }
}

/// The moments of the item scores of the first sitting; their sum is the total.
fn moments(form: &Form, people: &[Person]) -> Statistic<Moments> {
    let weights = form.item_weights();
    let column = |(item, weight): (usize, &f64)| {
        people.iter().map(|person| weight * person.sittings[0].items[item]).collect::<Vec<f64>>()
    };
    Moments::of_scores(&Scores::new(weights.iter().enumerate().map(column).collect())?)
}

/// How far scores lie from the true ones.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StandardError {
    /// The mean of what is shown with scores.
    pub reported: f64,
    /// The root mean square of score - true score.
    pub empirical: f64,
    /// The same for each tenth of the people by true score, the lowest first.
    pub deciles: Vec<Decile>,
}

/// A tenth of the people.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Decile {
    /// Their lowest true score.
    pub from: f64,
    /// Their highest.
    pub to: f64,
    /// How many they are.
    pub n: usize,
    /// The mean of the standard errors shown.
    pub reported: f64,
    /// The root mean square of score - true score.
    pub empirical: f64,
}

/// Computes it. People are grouped by their true score: by the observed one, error itself would sort them.
pub fn standard_error(people: &[Person]) -> StandardError {
    let mut order: Vec<&Person> = people.iter().collect();
    order.sort_by(|a, b| a.truth.total_cmp(&b.truth));
    let tenths = (0..10).map(|tenth| &order[order.len() * tenth / 10..order.len() * (tenth + 1) / 10]);
    let decile = |tenth: &[&Person]| {
        let (from, to) = (tenth.first()?.truth, tenth.last()?.truth);
        Some(Decile { from, to, n: tenth.len(), reported: reported(tenth), empirical: empirical(tenth) })
    };
    StandardError {
        reported: reported(&order),
        empirical: empirical(&order),
        deciles: tenths.filter_map(decile).collect(),
    }
}

fn reported(people: &[&Person]) -> f64 {
    people.iter().flat_map(|person| &person.sittings).map(|sitting| sitting.se).sum::<f64>() / (2 * people.len()) as f64
}

fn empirical(people: &[&Person]) -> f64 {
    let apart = |person: &&Person| person.sittings.iter().map(|own| (own.total - person.truth).powi(2)).sum::<f64>();
    let square = people.iter().map(apart).sum::<f64>() / (2 * people.len()) as f64;
    // The true score is a mean of so many sittings and has an error of its own.
    (square / (1.0 + 1.0 / f64::from(TRUE_SCORE_SITTINGS))).sqrt()
}
