//! What a page or a program asks of the ranking, as it stands in the address.

use super::rank::{Cursor, Filter, Sort};
use crate::error::{Error, Result};
use crate::openings::Stage;
use crate::scoring::{Competency, Outcome};
use serde::{Deserialize, Serialize};

/// Filter, order and page of a ranking. The same address always asks the same.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct RankingQuery {
    /// Only this outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Only this stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Only people with at least `at_least` points in this competency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competency: Option<Competency>,
    /// See `competency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// Only people in whose name, address or pseudonym this stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// The order; bands by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// Where the page begins: `next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl RankingQuery {
    /// The filter.
    pub fn filter(&self) -> Filter {
        Filter {
            outcome: self.outcome,
            stage: self.stage,
            at_least: self.competency.zip(self.at_least),
            text: self.q.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_lowercase),
        }
    }

    /// The order.
    pub fn sort(&self) -> Sort {
        self.sort.unwrap_or(Sort::Band)
    }

    /// Where the page begins.
    ///
    /// # Errors
    /// [`Code::Malformed`](crate::error::Code::Malformed) for an address that is not one of ours.
    pub fn cursor(&self) -> Result<Option<Cursor>> {
        self.after.as_deref().map(str::parse).transpose()
    }

    /// As it stands in an address.
    ///
    /// # Errors
    /// A defect of ours.
    pub fn to_text(&self) -> Result<String> {
        serde_urlencoded::to_string(self).map_err(Error::internal)
    }
}
