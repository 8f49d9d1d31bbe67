//! How single items behave: their spread, how they go with the rest, and how their options draw people.

mod speed;
mod statistics;
mod traces;

pub use speed::{not_reached, time_quartiles};
pub use statistics::{ItemStatistics, difficulty, item_statistics};
pub use traces::{OptionTrace, option_traces, quintiles};
