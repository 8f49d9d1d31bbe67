//! Information at the posterior mode after one more answer, for every item and category of a bank.
//!
//! What the answers given so far say of θ is the same for all of these modes. It is computed once where it is needed, at
//! nodes a sixteenth apart, and between them interpolated by polynomials of degree five with the right value and two
//! right derivatives at either end: off by h⁶/46080 of the sixth derivative, which is below 1e-9.

use super::bank::Bank;
use super::progress::Progress;

/// The distance of nodes.
const STEP: f64 = 1.0 / 16.0;
/// How many nodes there are on either side of the provisional θ.
const HALF: usize = 64;
/// A mode is found when a step is shorter: Newton's method squares what is left.
const REST: f64 = 1e-6;

/// What the answers so far say around a provisional θ.
pub(super) struct Foresight<'a> {
    bank: &'a Bank,
    given: &'a [(usize, usize)],
    precision: f64,
    start: f64,
    nodes: Vec<Option<[f64; 3]>>,
    pieces: Vec<Option<[f64; 6]>>,
}

impl<'a> Foresight<'a> {
    /// `None` for a bank that needs other formulas, or a θ far out.
    pub(super) fn new(bank: &'a Bank, progress: &'a Progress, theta: f64) -> Option<Self> {
        let furthest = theta.abs() + STEP * HALF as f64;
        let all = (0..bank.items().len()).all(|item| bank.is_safe(item, furthest));
        (theta.is_finite() && all).then(|| Self {
            bank,
            given: progress.given(),
            precision: progress.prior_sd().powi(-2),
            start: theta,
            nodes: vec![None; 2 * HALF + 1],
            pieces: vec![None; 2 * HALF],
        })
    }

    /// The information of an item at the mode after each of its categories; `None` where the mode lies far out.
    pub(super) fn after(&mut self, item: usize, category: usize, at_start: [f64; 3]) -> Option<f64> {
        let a = self.bank.items()[item].a;
        let (mut theta, mut own) = (self.start, at_start);
        for _ in 0..25 {
            let (slope, bend) = self.gradient(theta)?;
            let step = (slope + a * (category as f64 - own[0])) / (a * a * own[1] - bend);
            if step.abs() < REST {
                // What is left of the way changes the variance by its derivative, a times the third moment.
                return Some(a * a * (own[1] + a * own[2] * step));
            }
            theta += step.clamp(-1.5, 1.5);
            own = self.bank.moments(item, theta);
        }
        None
    }

    /// First and second derivative of the log-posterior so far.
    fn gradient(&mut self, theta: f64) -> Option<(f64, f64)> {
        let place = (theta - self.start) / STEP + HALF as f64;
        if !(place >= 0.0 && place < (2 * HALF) as f64) {
            return None;
        }
        let left = place as usize;
        let x = place - left as f64;
        let [c0, c1, c2, c3, c4, c5] = self.piece(left);
        let value = c0 + x * (c1 + x * (c2 + x * (c3 + x * (c4 + x * c5))));
        let slope = c1 + x * (2.0 * c2 + x * (3.0 * c3 + x * (4.0 * c4 + x * 5.0 * c5)));
        Some((value, slope / STEP))
    }

    /// The polynomial between a node and the next, in steps from the first.
    fn piece(&mut self, left: usize) -> [f64; 6] {
        if let Some(piece) = self.pieces[left] {
            return piece;
        }
        let scaled = |[value, first, second]: [f64; 3]| [value, first * STEP, second * STEP * STEP];
        let ([f, f1, f2], [g, g1, g2]) = (scaled(self.node(left)), scaled(self.node(left + 1)));
        let (rise, slope, bend) = (g - f - f1 - f2 / 2.0, g1 - f1 - f2, g2 - f2);
        let piece = [
            f,
            f1,
            f2 / 2.0,
            10.0 * rise - 4.0 * slope + bend / 2.0,
            -15.0 * rise + 7.0 * slope - bend,
            6.0 * rise - 3.0 * slope + bend / 2.0,
        ];
        self.pieces[left] = Some(piece);
        piece
    }

    /// The first three derivatives of the log-posterior so far at a node.
    fn node(&mut self, place: usize) -> [f64; 3] {
        if let Some(node) = self.nodes[place] {
            return node;
        }
        let theta = self.start + STEP * (place as f64 - HALF as f64);
        let mut sums = [-theta * self.precision, -self.precision, 0.0];
        for &(item, category) in self.given {
            let (a, [mean, variance, third]) = (self.bank.items()[item].a, self.bank.moments(item, theta));
            sums[0] += a * (category as f64 - mean);
            sums[1] -= a * a * variance;
            sums[2] -= a * a * a * third;
        }
        self.nodes[place] = Some(sums);
        sums
    }
}
