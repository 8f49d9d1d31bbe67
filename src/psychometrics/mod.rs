//! PURE. Many applicants: how good the numbers are that people are ranked by.
//!
//! Reliability, item analysis, item response theory, differential item functioning, adverse impact, agreement of
//! experts, standard setting, decision consistency, integrity indices, adaptive selection and validity. Nothing here reads a
//! clock, a database or randomness of its own: seeds are passed in. A statistic that does not exist is
//! [`Absent`] with a reason, never NaN and never a silent zero. Formulas, sources and limits are in
//! `docs/psychometrics.md`.

mod absent;
pub mod adaptive;
pub mod agreement;
pub mod decisions;
pub mod describe;
pub mod dif;
pub mod distributions;
pub mod impact;
pub mod integrity;
pub mod irt;
pub mod items;
mod matrix;
mod parallel;
mod regression;
pub mod reliability;
mod root;
mod seeded;
mod squarem;
pub mod standards;
mod tables;
pub mod validity;

pub use absent::{Absent, Statistic};
pub use matrix::Matrix;
pub use seeded::Seeded;
pub use tables::{MISSING, Responses, Scores};
