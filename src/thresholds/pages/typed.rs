//! Thresholds as they are typed, in a form or in an address.

use crate::error::{Error, FieldError, Result};
use crate::openings::Opening;
use crate::policies::{self, ZONES};
use crate::scoring::{Competency, PerCompetency, Thresholds};
use serde::{Deserialize, Serialize};

/// The numbers as they are typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Typed {
    pub(super) total: Option<String>,
    pub(super) empathy: Option<String>,
    pub(super) patience: Option<String>,
    pub(super) communication: Option<String>,
    pub(super) product_knowledge: Option<String>,
    pub(super) z: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) seen: Option<i64>,
    pub(super) act: Option<String>,
    pub(super) done: Option<String>,
}

impl Typed {
    pub(super) fn minimum(&self, competency: Competency) -> Option<&String> {
        match competency {
            Competency::Empathy => self.empathy.as_ref(),
            Competency::Patience => self.patience.as_ref(),
            Competency::Communication => self.communication.as_ref(),
            Competency::ProductKnowledge => self.product_knowledge.as_ref(),
        }
    }

    /// The address that shows what these numbers would do: reloading and going back give the same view.
    pub(super) fn preview_address(&self, opening: &Opening) -> Result<String> {
        let asked = Self { act: None, seen: None, done: None, ..self.clone() };
        let query = serde_urlencoded::to_string(asked).map_err(Error::internal)?;
        Ok(format!("/openings/{}/threshold?{query}", opening.id))
    }

    /// Whether numbers were typed at all; without, the policy in force is shown.
    pub(super) fn is_asked(&self) -> bool {
        self.total.is_some()
    }

    pub(super) fn parse(&self) -> Result<Thresholds> {
        let mut faults = Vec::new();
        let mut number = |field: &str, text: Option<&String>| -> Option<f64> {
            let text = text.map(|text| text.trim().replace(',', ".")).filter(|text| !text.is_empty())?;
            let parsed = text.parse().ok().filter(|number: &f64| number.is_finite());
            if parsed.is_none() {
                faults.push(FieldError { field: field.into(), message: "Enter a number from 0 to 100.".into() });
            }
            parsed
        };
        let total = number("total", self.total.as_ref());
        let minima = PerCompetency::from_fn(|competency| number(competency.as_str(), self.minimum(competency)));
        let z = number("z", self.z.as_ref()).unwrap_or(ZONES[0].0);
        if total.is_none() && faults.is_empty() {
            faults.push(FieldError { field: "total".into(), message: "Enter a number from 0 to 100.".into() });
        }
        let thresholds = Thresholds { total: total.unwrap_or_default(), minima, z };
        if !faults.is_empty() {
            return Err(Error::fields(faults));
        }
        policies::check(&thresholds)?;
        Ok(thresholds)
    }

    pub(super) fn of(thresholds: &Thresholds) -> Self {
        let text = |number: f64| number.to_string();
        Self {
            total: Some(text(thresholds.total)),
            empathy: thresholds.minima.empathy.map(text),
            patience: thresholds.minima.patience.map(text),
            communication: thresholds.minima.communication.map(text),
            product_knowledge: thresholds.minima.product_knowledge.map(text),
            z: Some(text(thresholds.z)),
            ..Self::default()
        }
    }
}
