//! What is measured.

use crate::words::words;
use std::ops::{Index, IndexMut};

words! {
    /// A competency: behaviour in replies to customers, not a trait of a person.
    Competency {
        /// Shows that they see how the person feels.
        Empathy = "empathy",
        /// Stays calm and takes the time that it takes.
        Patience = "patience",
        /// Says it clearly and honestly, and listens.
        Communication = "communication",
        /// Finds and applies product and policy information.
        ProductKnowledge = "product-knowledge",
    }
}

impl Competency {
    /// The name on pages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empathy => "Empathy",
            Self::Patience => "Patience",
            Self::Communication => "Communication",
            Self::ProductKnowledge => "Product knowledge",
        }
    }

    /// The name where a column is narrow.
    pub const fn short_name(self) -> &'static str {
        match self {
            Self::ProductKnowledge => "Product",
            other => other.name(),
        }
    }

    /// All four, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        Self::ALL.iter().copied()
    }
}

/// One value for each competency.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PerCompetency<T> {
    /// For empathy.
    pub empathy: T,
    /// For patience.
    pub patience: T,
    /// For communication.
    pub communication: T,
    /// For product knowledge.
    pub product_knowledge: T,
}

impl<T> PerCompetency<T> {
    /// Asks for the value of each.
    pub fn from_fn(mut value: impl FnMut(Competency) -> T) -> Self {
        Self {
            empathy: value(Competency::Empathy),
            patience: value(Competency::Patience),
            communication: value(Competency::Communication),
            product_knowledge: value(Competency::ProductKnowledge),
        }
    }

    /// Each with its value, in the order in which they are shown.
    pub fn iter(&self) -> impl Iterator<Item = (Competency, &T)> + Clone {
        Competency::all().map(|competency| (competency, &self[competency]))
    }
}

impl<T> Index<Competency> for PerCompetency<T> {
    type Output = T;
    fn index(&self, competency: Competency) -> &T {
        match competency {
            Competency::Empathy => &self.empathy,
            Competency::Patience => &self.patience,
            Competency::Communication => &self.communication,
            Competency::ProductKnowledge => &self.product_knowledge,
        }
    }
}

impl<T> IndexMut<Competency> for PerCompetency<T> {
    fn index_mut(&mut self, competency: Competency) -> &mut T {
        match competency {
            Competency::Empathy => &mut self.empathy,
            Competency::Patience => &mut self.patience,
            Competency::Communication => &mut self.communication,
            Competency::ProductKnowledge => &mut self.product_knowledge,
        }
    }
}
