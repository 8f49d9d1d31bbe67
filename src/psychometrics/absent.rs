//! A statistic that does not exist is absent, with a reason: never NaN, never a silent zero.

use std::fmt;

/// Why a statistic does not exist for this input: one clause in plain English, fit to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absent(pub &'static str);

impl fmt::Display for Absent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl std::error::Error for Absent {}

/// A statistic, or why there is none.
pub type Statistic<T = f64> = Result<T, Absent>;

/// The value if it is a number that can be shown, else the reason.
pub(crate) fn finite(value: f64, why: &'static str) -> Statistic {
    if value.is_finite() { Ok(value) } else { Err(Absent(why)) }
}

/// The quotient, absent where the denominator is not above zero.
pub(crate) fn quotient(above: f64, below: f64, why: &'static str) -> Statistic {
    if below > 0.0 { finite(above / below, why) } else { Err(Absent(why)) }
}
