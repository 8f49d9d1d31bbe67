//! Ranking, bands, candidate page.
//!
//! The order is by band, and inside a band by a random id: two people who cannot be told apart must not look like first
//! and second. Sorting by a column drops the bands, and the page says so.

mod case;
mod decide;
mod rank;
mod store;

pub use case::{Case, ItemCase, OptionCase, open_case};
pub use decide::decide;
pub use rank::{Filter, Page, Ranked, Sort, rank};
