//! Statistics that do not exist, collected while a report is made.

use crate::psychometrics::Statistic;
use serde::Serialize;

/// A field that is missing from a report, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Omitted {
    /// The field's path, such as `items[q3].r_drop`.
    pub field: String,
    /// Why it does not exist.
    pub reason: String,
}

/// Keeps what exists and notes what does not.
#[derive(Debug, Default)]
pub struct Keeper {
    omitted: Vec<Omitted>,
}

impl Keeper {
    /// The value, or a note under this field.
    pub fn keep<T>(&mut self, field: impl Into<String>, statistic: Statistic<T>) -> Option<T> {
        statistic.map_err(|absent| self.note(field, absent.0)).ok()
    }

    /// Notes a field that is left out.
    pub fn note(&mut self, field: impl Into<String>, reason: impl Into<String>) {
        self.omitted.push(Omitted { field: field.into(), reason: reason.into() });
    }

    /// The notes.
    pub fn finish(self) -> Vec<Omitted> {
        self.omitted
    }
}
