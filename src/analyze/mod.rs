//! What `rapport analyze` does, apart from its command line: a CSV file in, a report out.
//!
//! Each command reads a file, refuses what it cannot use with row and column, computes by the room `psychometrics`
//! and returns a report that serializes to the JSON of the contract and renders as a plain table. A statistic that
//! does not exist is missing from the JSON and named in `omitted` with the reason.

pub mod agreement;
pub mod cut;
pub mod dif;
pub mod impact;
pub mod irt;
mod omitted;
mod people;
mod plain;
mod ratings;
pub mod reliability;
mod sheet;
mod unusable;

pub use omitted::{Keeper, Omitted};
pub use people::{People, Wanted};
pub use plain::{Plain, omissions};
pub use sheet::Sheet;
pub use unusable::Unusable;

/// What every report can do besides being serialized.
pub trait Report: serde::Serialize {
    /// The report as text for a terminal.
    fn table(&self) -> String;
}

/// A report as one line of JSON, numbers in full precision.
pub fn to_json(report: &impl Report) -> Result<String, Unusable> {
    serde_json::to_string(report).map_err(|error| Unusable::whole(error.to_string()))
}
