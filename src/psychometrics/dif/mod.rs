//! Differential item functioning: do people of equal standing answer an item differently by group?
//!
//! A trigger for review, never a verdict: an item may favour a group because it measures something relevant that the
//! rest of the test measures less. Groups are matched on the sum of the anchor items, the studied one included.

mod effect;
mod logistic;
mod mantel;
mod mantel_haenszel;
mod matching;

pub use effect::{DifClass, ets_class, jodoin_gierl, polytomous_class, zumbo_thomas};
pub use logistic::{LogisticDif, logistic_dif};
pub use mantel::{MantelDif, mantel_dif};
pub use mantel_haenszel::{MantelHaenszelDif, mantel_haenszel_dif};
pub use matching::DifInput;
