//! Indices of unusual answering: rapid guessing, long strings, misfit, similarity, response times.
//!
//! Each is for a person to look at, never a verdict: short times may be a fast reader, long times an adjustment, and
//! of many people somebody is always the most unusual.

mod lognormal;
mod person_fit;
mod rapid;
mod similarity;
mod strings;

pub use lognormal::{ResponseTimes, TimeItem, response_times, speed_map};
pub use person_fit::{lz, lz_star};
pub use rapid::{NormativeThreshold, effort, rapid_flags, rapid_threshold};
pub use similarity::{bonferroni, generalized_binomial, match_probability, omega, pairs};
pub use strings::{StringIndices, string_indices};
