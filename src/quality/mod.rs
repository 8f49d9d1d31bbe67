//! How good the scores of an assessment are: their precision, estimated from finished sittings and frozen.

pub mod pages;
mod precision;

pub use precision::freeze_precision;
