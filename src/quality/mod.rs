//! How good the scores of an assessment are: their precision, estimated from finished sittings and frozen.

pub mod api;
pub mod pages;
mod precision;

pub use precision::{Frozen, Known, freeze_precision, known_precision};
