//! What is wrong with a bank, where, and how to mend it.

use super::Place;
use std::fmt;

/// Whether a bank with this can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It cannot.
    Refused,
    /// It can, but somebody should look.
    Warning,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The name of the rule, stable for CI.
    pub rule: &'static str,
    /// Where.
    pub place: Place,
    /// What.
    pub message: String,
    /// How to mend it.
    pub cure: String,
}

impl Finding {
    /// Something that makes a bank unusable.
    pub fn refused(rule: &'static str, place: Place, message: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { severity: Severity::Refused, rule, place, message: message.into(), cure: cure.into() }
    }

    /// Something to look at.
    pub fn warning(rule: &'static str, place: Place, message: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, rule, place, message: message.into(), cure: cure.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Refused => "refused",
            Severity::Warning => "warning",
        };
        let Place { path, line, column } = &self.place;
        write!(f, "{path}:{line}:{column}: {word} [{}] {} {}", self.rule, self.message, self.cure)
    }
}

impl serde::Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("Finding", 7)?;
        object.serialize_field("severity", &self.severity)?;
        object.serialize_field("rule", self.rule)?;
        object.serialize_field("file", &*self.place.path)?;
        object.serialize_field("line", &self.place.line)?;
        object.serialize_field("column", &self.place.column)?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("cure", &self.cure)?;
        object.end()
    }
}
