//! The curves of one item: probabilities, their derivatives, information.

/// A model for all items of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// Slopes of 1, ability with a free SD; the partial credit model where there are more than two categories.
    Rasch,
    /// Two categories, a free slope.
    TwoPl,
    /// Samejima's graded response model.
    Graded,
    /// Muraki's generalized partial credit model.
    PartialCredit,
}

/// How an item divides its categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Curve {
    /// P(X >= k) = logistic(a(θ − bₖ)); the b ascend.
    Graded,
    /// P(k) ∝ exp Σ_{v<=k} a(θ − bᵥ); the b may stand in any order.
    Divided,
}

/// A calibrated item with categories 0 to `b.len()`.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// How it divides its categories.
    pub curve: Curve,
    /// The slope.
    pub a: f64,
    /// The thresholds (graded) or steps (divided), one less than categories.
    pub b: Vec<f64>,
}

/// The probability of one category at some θ with its first and second derivative.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// P.
    pub p: f64,
    /// dP/dθ.
    pub d1: f64,
    /// d²P/dθ².
    pub d2: f64,
}

impl Item {
    /// How many categories there are.
    pub fn categories(&self) -> usize {
        self.b.len() + 1
    }

    /// P of each category at θ.
    pub fn probabilities(&self, theta: f64) -> Vec<f64> {
        let mut points = Vec::new();
        self.points(theta, &mut points);
        points.iter().map(|point| point.p).collect()
    }

    /// P of each category and its derivatives, into a buffer that is emptied first.
    pub fn points(&self, theta: f64, points: &mut Vec<Point>) {
        points.clear();
        match self.curve {
            Curve::Divided => self.divided(theta, points),
            Curve::Graded => self.graded(theta, points),
        }
    }

    fn divided(&self, theta: f64, points: &mut Vec<Point>) {
        let (mut exponent, mut top) = (0.0, 0.0_f64);
        points.push(Point::default());
        for b in &self.b {
            exponent += self.a * (theta - b);
            top = top.max(exponent);
            points.push(Point { p: exponent, ..Point::default() });
        }
        let mut sum = 0.0;
        for point in points.iter_mut() {
            point.p = (point.p - top).exp();
            sum += point.p;
        }
        let (mut mean, mut square) = (0.0, 0.0);
        for (k, point) in points.iter_mut().enumerate() {
            point.p /= sum;
            mean += k as f64 * point.p;
            square += (k * k) as f64 * point.p;
        }
        for (k, point) in points.iter_mut().enumerate() {
            let from_mean = k as f64 - mean;
            point.d1 = self.a * point.p * from_mean;
            point.d2 = self.a * self.a * point.p * (from_mean * from_mean - (square - mean * mean));
        }
    }

    fn graded(&self, theta: f64, points: &mut Vec<Point>) {
        let edge = |b: f64| {
            // Both tails as tails, so that differences far out keep their digits.
            let z = self.a * (theta - b);
            let (p, q) = (1.0 / (1.0 + (-z).exp()), 1.0 / (1.0 + z.exp()));
            (z, p, q)
        };
        let mut above = (f64::INFINITY, 1.0, 0.0);
        for &b in self.b.iter().chain(&[f64::INFINITY]) {
            let below = if b.is_finite() { edge(b) } else { (f64::NEG_INFINITY, 0.0, 1.0) };
            let p = if above.0 > 0.0 && below.0 > 0.0 { below.2 - above.2 } else { above.1 - below.1 };
            let slope = |(_, p, q): (f64, f64, f64)| p * q;
            let bend = |(_, p, q): (f64, f64, f64)| p * q * (q - p);
            points.push(Point {
                p,
                d1: self.a * (slope(above) - slope(below)),
                d2: self.a * self.a * (bend(above) - bend(below)),
            });
            above = below;
        }
    }

    /// Fisher information at θ: Σ P'²/P.
    pub fn information(&self, theta: f64) -> f64 {
        let mut points = Vec::with_capacity(self.categories());
        self.points(theta, &mut points);
        information_of(&points)
    }

    /// The expected category at θ.
    pub fn expected(&self, theta: f64) -> f64 {
        self.probabilities(theta).iter().enumerate().map(|(k, p)| k as f64 * p).sum()
    }
}

/// Σ P'²/P over categories that can occur.
pub(in crate::psychometrics) fn information_of(points: &[Point]) -> f64 {
    points.iter().filter(|point| point.p > 0.0).map(|point| point.d1 * point.d1 / point.p).sum()
}

/// The information of a test at θ: the sum over its items. 1/√ of it is the standard error of θ there.
pub fn test_information(items: &[Item], theta: f64) -> f64 {
    items.iter().map(|item| item.information(theta)).sum()
}
