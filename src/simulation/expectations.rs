//! All that a simulation says, gathered.

use super::classification::{Classification, classify};
use super::exposure::{Exposure, exposure};
use super::precision::{Reliability, StandardError, reliability, standard_error};
use super::{Form, Person, Plan, assumptions, people};
use crate::analyze::{Keeper, Omitted};
use crate::assessments::Blueprint;
use crate::bank::Library;
use crate::error::Result;
use crate::psychometrics::describe::{mean, sd};
use serde::Serialize;

/// What to expect of an assessment, under the assumed model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expectations {
    /// Where all of this holds: "the assumed model".
    pub under: &'static str,
    /// The model in sentences.
    pub assumptions: [String; 4],
    /// The id of the assessment.
    pub assessment: String,
    /// Its version.
    pub version: i64,
    /// Its name.
    #[serde(skip)]
    pub title: String,
    /// What drew the item set and the people.
    pub seed: i64,
    /// How many people.
    pub applicants: u32,
    /// How many items they answered.
    pub items: usize,
    /// Minutes, as pages say them.
    pub minutes: i64,
    /// The totals of the first sitting.
    pub total: Totals,
    /// How reliable scores are.
    pub reliability: Reliability,
    /// How far they lie from the true ones.
    pub standard_error: StandardError,
    /// What a threshold makes of them.
    pub classification: Classification,
    /// How often items are drawn.
    pub exposure: Exposure,
    /// What does not exist, and why.
    pub omitted: Vec<Omitted>,
}

/// How totals are spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Totals {
    /// The mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// The standard deviation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sd: Option<f64>,
}

/// Runs the simulation. `done` hears of each applicant.
///
/// # Errors
/// When the bank cannot fill the blueprint.
pub fn expect(library: &Library, blueprint: &Blueprint, plan: &Plan, done: &(dyn Fn() + Sync)) -> Result<Expectations> {
    let form = Form::draw(library, blueprint, plan.seed)?;
    let people = people(&form, plan, done)?;
    let mut keeper = Keeper::default();
    let totals: Vec<f64> = people.iter().map(|person: &Person| person.sittings[0].total).collect();
    Ok(Expectations {
        under: "the assumed model",
        assumptions: assumptions(),
        assessment: blueprint.id.clone(),
        version: blueprint.version,
        title: blueprint.title.clone(),
        seed: plan.seed,
        applicants: plan.applicants,
        items: form.len(),
        minutes: form.minutes(),
        total: Totals { mean: keeper.keep("total.mean", mean(&totals)), sd: keeper.keep("total.sd", sd(&totals)) },
        reliability: reliability(&form, &people, &mut keeper),
        standard_error: standard_error(&people),
        classification: classify(&people, plan, &mut keeper),
        exposure: exposure(library, blueprint, plan.seed),
        omitted: keeper.finish(),
    })
}
