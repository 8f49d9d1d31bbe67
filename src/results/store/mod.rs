//! The tables behind the ranking: the queries that narrow and order it, saved views, tags, impressions.

mod departures;
mod impressions;
mod known;
mod narrow;
mod ranking;
mod views;

pub use departures::{Departures, departures};
pub use impressions::{delete_tag, impressions, insert_impression, insert_tag, tag_after, tags_of};
pub use narrow::{few, keys_in, pairs};
pub use ranking::{by_column, by_id, count, everybody, named, rows, sort_key};
pub use views::{delete_view, insert_view, unmark_defaults, update_view, views};
