//! Why a file cannot be used, and where.

use std::fmt;

/// An input that is refused; the command ends with exit code 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The row, counted from 1 under the header.
    pub row: Option<usize>,
    /// The name of the column.
    pub column: Option<String>,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Unusable {
    /// The file as a whole.
    pub fn whole(message: impl Into<String>) -> Self {
        Self { row: None, column: None, message: message.into() }
    }

    /// One row.
    pub fn row(row: usize, message: impl Into<String>) -> Self {
        Self { row: Some(row), column: None, message: message.into() }
    }

    /// One column.
    pub fn column(column: &str, message: impl Into<String>) -> Self {
        Self { row: None, column: Some(column.to_owned()), message: message.into() }
    }

    /// One cell.
    pub fn cell(row: usize, column: &str, message: impl Into<String>) -> Self {
        Self { row: Some(row), column: Some(column.to_owned()), message: message.into() }
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.row, &self.column) {
            (Some(row), Some(column)) => write!(out, "row {row}, column \"{column}\": {}", self.message),
            (Some(row), None) => write!(out, "row {row}: {}", self.message),
            (None, Some(column)) => write!(out, "column \"{column}\": {}", self.message),
            (None, None) => out.write_str(&self.message),
        }
    }
}

impl std::error::Error for Unusable {}

impl From<crate::psychometrics::Absent> for Unusable {
    fn from(absent: crate::psychometrics::Absent) -> Self {
        Self::whole(absent.0)
    }
}
