//! Ranking, bands, candidate page.
//!
//! The order is by band, and inside a band by a random id: two people who cannot be told apart must not look like first
//! and second. Sorting by a column drops the bands, and the page says so.

pub mod api;
mod case;
mod compare;
mod decide;
mod filter;
mod impressions;
mod links;
mod looking;
pub mod pages;
mod people;
mod query;
mod rank;
mod store;
mod views;
mod whatif;
mod why;

pub use case::{Case, ItemCase, OptionCase, open_case};
pub use compare::{Apart, Comparison, Scale, chosen, compare};
pub use decide::{decide, decide_in, new_round};
pub use filter::Filter;
pub use links::{Concerned, LinkAct};
pub use looking::{Looked, look, note_look_at};
pub use people::{People, Progress, Somebody, people, people_of};
pub use query::RankingQuery;
pub use rank::{Asked, Cursor, Page, Ranked, Sort, count, rank, rank_in};
pub use store::{Departures, departures};
pub use why::reasons;
