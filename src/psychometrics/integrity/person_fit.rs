//! `l_z` (Drasgow, Levine and Williams 1985) and `l_z*` (Snijders 2001; Sinharay 2016 for several categories).

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::irt::{Estimate, Item, Method, Point, estimate, test_information};

/// The standardized log-likelihood of a person's answers at θ: below −1.64 is unusual.
///
/// With an estimated θ its variance is below 1, so it flags too few; [`lz_star`] repairs that.
pub fn lz(answers: &[(&Item, usize)], theta: f64) -> Statistic {
    if answers.iter().any(|(item, category)| *category >= item.categories()) {
        return Err(Absent("an answer is not among the categories of its item"));
    }
    Sums::at(answers, theta, 0.0).standardized(0.0)
}

/// `l_z` with mean and variance corrected for the estimation of θ by `method` (ML, WLE or MAP under N(0, `sd`²)).
///
/// Absent where θ has no estimate, and for EAP, which is not the root of an equation.
pub fn lz_star(answers: &[(&Item, usize)], method: Method, sd: f64) -> Statistic<(Estimate, f64)> {
    if method == Method::Eap {
        return Err(Absent("the correction needs an estimate that solves an equation"));
    }
    let found = estimate(answers, method, sd)?;
    let at = |theta: f64| {
        let items: Vec<Item> = answers.iter().map(|(item, _)| (*item).clone()).collect();
        test_information(&items, theta)
    };
    let information = at(found.theta);
    if information.is_nan() || information <= 0.0 {
        return Err(Absent("the answers carry no information at the estimate"));
    }
    let plain = Sums::at(answers, found.theta, 0.0);
    let slope = plain.slope / information;
    // The estimating equation is l′ + r₀ = 0, so r₀ is −l′ at the estimate, whatever the method.
    let r0 = -plain.score;
    Ok((found, Sums::at(answers, found.theta, slope).standardized(slope * r0)?))
}

/// Sums over items at one θ, with weights ln P − c P′/P.
struct Sums {
    /// ln L less its expectation.
    deviation: f64,
    variance: f64,
    /// Σ P′ ln P.
    slope: f64,
    /// l′.
    score: f64,
}

impl Sums {
    fn at(answers: &[(&Item, usize)], theta: f64, c: f64) -> Self {
        let mut sums = Self { deviation: 0.0, variance: 0.0, slope: 0.0, score: 0.0 };
        let mut points: Vec<Point> = Vec::new();
        for (item, category) in answers {
            item.points(theta, &mut points);
            let (mut mean, mut weighted, mut square) = (0.0, 0.0, 0.0);
            for point in points.iter().filter(|point| point.p > 0.0) {
                let log = point.p.ln();
                let weight = log - c * point.d1 / point.p;
                mean += point.p * log;
                weighted += point.p * weight;
                square += point.p * weight * weight;
                sums.slope += point.d1 * log;
            }
            let own = points[*category];
            let p = own.p.max(f64::MIN_POSITIVE);
            sums.deviation += p.ln() - mean;
            sums.variance += square - weighted * weighted;
            sums.score += own.d1 / p;
        }
        sums
    }

    fn standardized(&self, shift: f64) -> Statistic {
        if self.variance.is_nan() || self.variance <= 0.0 {
            return Err(Absent("the answers could not have been otherwise"));
        }
        Ok((self.deviation + shift) / self.variance.sqrt())
    }
}
