//! Blueprints; the item set of an opening; order by seed; precision versions.
//!
//! A blueprint says how many items of which format every competency gets. When an opening is created, a seed draws one
//! item set from it, which all its applicants get; the seed of a sitting then decides only in which order the items and
//! their options come. So two people are never ranked by different questions.

mod blueprint;
mod draw;
pub mod order;
mod outlook;
mod sections;
mod store;

use crate::ids::OrganizationId;
use crate::scoring::{PerCompetency, Precision};
use serde::Serialize;

pub use blueprint::{Blueprint, FeedbackRule, check, read as read_blueprints};
pub use draw::{Drawn, candidates, draw};
pub use outlook::{Outlook, outlook};
pub use sections::Section;
pub use store::{find, freeze, import, list, of, precision, precision_list};

/// A version of a blueprint of somebody's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AssessmentRef {
    /// Whose.
    #[serde(skip)]
    pub owner: OrganizationId,
    /// Its id, which is its file's name.
    pub id: String,
    /// Its version.
    pub version: i64,
}

/// An assessment: a blueprint with its place in the bank.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// Which one.
    pub key: AssessmentRef,
    /// What it asks for.
    pub blueprint: Blueprint,
}

impl Assessment {
    /// Half the likely range of the total, in points, by a precision: "± 6".
    pub fn likely_range(&self, precision: &Precision, z: f64) -> f64 {
        let items = PerCompetency::from_fn(|_| self.blueprint.items_per_competency());
        z * precision.form_se(&self.blueprint.weights, &items)
    }
}
