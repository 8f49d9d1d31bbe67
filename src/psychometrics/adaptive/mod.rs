//! Adaptive selection from a calibrated bank: which item next, and when to stop.
//!
//! Probabilities at the grid's nodes are computed once for a bank, so that a selection costs sums, not exponentials.
//! Integrals are trapezoids on the grid; the usual one has 33 points on [−4, 4].

mod bank;
mod criteria;
mod exposure;
mod foresight;
mod progress;
mod select;
mod stopping;

pub use bank::{Bank, Grid};
pub use criteria::{Criterion, Selector};
pub use exposure::{Calibration, calibrate_exposure};
pub use progress::Progress;
pub use select::{Content, Rules, choose};
pub use stopping::{Sprt, SprtVerdict, StopRules, Stopped, sprt_llr, stop};
