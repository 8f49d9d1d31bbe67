//! Adverse impact: selection rates of groups against the most selected one, with everything a ratio needs beside it.
//!
//! A ratio alone misleads: with equal true rates of one half the four-fifths rule flags a group named in advance in
//! 28 % of cases of 10 + 10 people. Show ratio, interval, test and n together.

mod comparison;
mod effect;
mod exact;
mod flags;
mod intervals;
mod ll144;
mod pooled;

pub use comparison::{Comparison, Selection, most_selected};
pub use effect::{cohens_d, cohens_h, expected_ratio, hedges_g};
pub use exact::{FisherExact, fisher_exact};
pub use flags::{false_flag_either_way, false_flag_named_group};
pub use intervals::{RatioInterval, log_interval, score_interval};
pub use ll144::{RateRow, RateTable, scoring_rates, selection_rates};
pub use pooled::{PooledOdds, mantel_haenszel};
