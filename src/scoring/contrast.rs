//! Two people on one scale: the difference of their scores with its range.

use super::Score;

/// A difference of two scores, and where the true one likely lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// The one score minus the other.
    pub value: f64,
    /// The lower end of its range.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Contrast {
    /// The range of a difference, c standard errors to either side. The errors of two people are independent, so the
    /// standard error of their difference is √(SE₁² + SE₂²). With equal errors it excludes 0 exactly where the two could
    /// not stand in one band of the same c.
    pub fn of(one: Score, other: Score, c: f64) -> Self {
        let (value, reach) = (one.value - other.value, c * libm::sqrt(one.se * one.se + other.se * other.se));
        Self { value, low: value - reach, high: value + reach }
    }

    /// Whether the range excludes 0.
    pub fn is_clear(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::bands;
    use super::*;

    fn score(value: f64, se: f64) -> Score {
        Score { value, se, items: 24, missing: 0 }
    }

    #[test]
    fn a_difference_is_clear_where_its_range_excludes_zero() {
        // SE 3 and 4 make 5; 1.96 times that is 9.8.
        let contrast = Contrast::of(score(60.0, 3.0), score(50.0, 4.0), 1.96);
        assert!((contrast.low - 0.2).abs() < 1e-9 && (contrast.high - 19.8).abs() < 1e-9, "{contrast:?}");
        assert!(contrast.is_clear());
        assert!(Contrast::of(score(50.0, 4.0), score(60.0, 3.0), 1.96).is_clear(), "either way round");
        assert!(!Contrast::of(score(59.0, 3.0), score(50.0, 4.0), 1.96).is_clear());
        assert!(!Contrast::of(score(50.0, 0.0), score(50.0, 0.0), 1.96).is_clear(), "equal is not clear");
    }

    #[test]
    fn two_of_one_band_are_never_clearly_apart() {
        let width = bands::width(6.0, 1.96);
        assert!(!Contrast::of(score(80.0, 6.0), score(80.0 - width + 1e-9, 6.0), 1.96).is_clear());
        assert!(Contrast::of(score(80.0, 6.0), score(80.0 - width - 1e-9, 6.0), 1.96).is_clear());
    }
}
