//! How good the scores of an assessment are: their precision, estimated from finished sittings and frozen; their
//! reliability; how each question works, and whether its key looks wrong; what other schemes would change.
//!
//! Only what is true of many people leaves this room: nothing here says who anybody is or what they scored.

pub mod api;
mod doubts;
mod gather;
mod items;
pub mod pages;
mod precision;
mod reliability;
mod report;
mod schemes;
mod sentence;
mod store;

pub use doubts::Doubt;
pub use items::{Chosen, ItemReport, LEAST_ANSWERS, LEAST_FOR_TRACES, OptionReport};
pub use precision::{Frozen, Known, freeze_precision, known_precision};
pub use reliability::{LEAST_FOR_ERROR, LEAST_TESTS, Reliability, SetReliability, TooFew};
pub use report::{Report, report};
pub use schemes::SchemeReport;
