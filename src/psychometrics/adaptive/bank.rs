//! A bank with its probabilities at the nodes of a grid.

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::irt::{Curve, Item, Point, information_of};

/// Equally spaced nodes with trapezoid weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The nodes, ascending.
    pub nodes: Vec<f64>,
    /// The weights of the trapezoid rule.
    pub weights: Vec<f64>,
}

impl Grid {
    /// `count` nodes from `low` to `high`; absent for fewer than two.
    pub fn new(low: f64, high: f64, count: usize) -> Statistic<Self> {
        if count < 2 || low.is_nan() || high.is_nan() || low >= high {
            return Err(Absent("a grid needs two nodes or more, from low to high"));
        }
        let step = (high - low) / (count as f64 - 1.0);
        let nodes = (0..count).map(|q| low + step * q as f64).collect();
        let weights = (0..count).map(|q| if q == 0 || q + 1 == count { step / 2.0 } else { step }).collect();
        Ok(Self { nodes, weights })
    }
}

/// Items ready for selection.
#[derive(Debug, Clone)]
pub struct Bank {
    items: Vec<Item>,
    grid: Grid,
    /// Where the categories of an item begin among all, with the end behind.
    starts: Vec<usize>,
    /// P, nodes x categories of all items: one node's row lies together, so that sums over nodes run through it.
    p: Vec<f64>,
    /// ln P in the same order.
    log_p: Vec<f64>,
    /// For items of the divided family −a Σ_{v<=k} bᵥ for each category, and its exponential.
    intercepts: Vec<(f64, f64)>,
    /// How far from 0 θ may lie for each item to be computed from those; below 0: nowhere.
    reach: Vec<f64>,
}

/// Beyond this exponent powers could leave the range of floating-point numbers.
const SAFE_EXPONENT: f64 = 300.0;

impl Bank {
    /// Absent for an empty bank or an item whose parameters are not numbers.
    pub fn new(items: Vec<Item>, grid: Grid) -> Statistic<Self> {
        let sound = |item: &Item| item.a.is_finite() && !item.b.is_empty() && item.b.iter().all(|b| b.is_finite());
        if items.is_empty() || !items.iter().all(sound) {
            return Err(Absent("a bank needs items with a slope and thresholds"));
        }
        if items.iter().any(|item| item.curve == Curve::Graded && item.b.windows(2).any(|b| b[0] > b[1])) {
            return Err(Absent("the thresholds of a graded item must ascend"));
        }
        let mut starts = vec![0];
        for item in &items {
            starts.push(starts[starts.len() - 1] + item.categories());
        }
        let mut p = Vec::with_capacity(starts[items.len()] * grid.nodes.len());
        let mut points: Vec<Point> = Vec::new();
        for &node in &grid.nodes {
            for item in &items {
                item.points(node, &mut points);
                p.extend(points.iter().map(|point| point.p.max(f64::MIN_POSITIVE)));
            }
        }
        let log_p = p.iter().map(|p| p.ln()).collect();
        let intercepts = items.iter().flat_map(intercepts).collect();
        let reach = items.iter().map(reach).collect();
        Ok(Self { items, grid, starts, p, log_p, intercepts, reach })
    }

    /// P of the categories of one item at any θ into `p`. In the divided family one exponential and its powers serve
    /// all categories.
    pub(super) fn probabilities(&self, item: usize, theta: f64, p: &mut [f64]) {
        if theta.abs() > self.reach[item] {
            p.copy_from_slice(&self.items[item].probabilities(theta));
            return;
        }
        let step = (self.items[item].a * theta).exp();
        let (mut power, mut sum) = (1.0, 0.0);
        for (p, (_, weight)) in p.iter_mut().zip(&self.intercepts[self.categories(item)]) {
            *p = weight * power;
            sum += *p;
            power *= step;
        }
        for p in p {
            *p /= sum;
        }
    }

    /// Σ P ln P of one item at any θ from its probabilities there: ln P(k) = ln P(0) + kaθ + the intercept.
    pub(super) fn entropy(&self, item: usize, theta: f64, p: &[f64]) -> f64 {
        if theta.abs() > self.reach[item] {
            return p.iter().filter(|p| **p > 0.0).map(|p| p * p.ln()).sum();
        }
        let (mut sum, mut k) = (0.0, 0.0);
        for (p, (log, _)) in p.iter().zip(&self.intercepts[self.categories(item)]) {
            sum += p * (log + k * self.items[item].a * theta);
            k += 1.0;
        }
        sum + p[0].ln()
    }

    /// Fisher information of one item at any θ: a² times the variance of the category in the divided family.
    pub(super) fn information(&self, item: usize, theta: f64, points: &mut Vec<Point>) -> f64 {
        let own = &self.items[item];
        if theta.abs() > self.reach[item] {
            own.points(theta, points);
            return information_of(points);
        }
        let step = (own.a * theta).exp();
        let (mut power, mut sum, mut first, mut second, mut k) = (1.0, 0.0, 0.0, 0.0, 0.0);
        for (_, weight) in &self.intercepts[self.categories(item)] {
            let p = weight * power;
            sum += p;
            first += k * p;
            second += k * k * p;
            power *= step;
            k += 1.0;
        }
        let mean = first / sum;
        own.a * own.a * (second / sum - mean * mean)
    }

    /// Whether the shortcuts of the divided family hold for an item so far from 0.
    pub(super) fn is_safe(&self, item: usize, theta: f64) -> bool {
        theta <= self.reach[item]
    }

    /// Mean, variance and third central moment of the category at a θ where [`Bank::is_safe`] holds.
    pub(super) fn moments(&self, item: usize, theta: f64) -> [f64; 3] {
        let step = (self.items[item].a * theta).exp();
        let (mut power, mut k, mut sum) = (1.0, 0.0, 0.0);
        let mut raw = [0.0; 3];
        for (_, weight) in &self.intercepts[self.categories(item)] {
            let p = weight * power;
            sum += p;
            raw[0] += k * p;
            raw[1] += k * k * p;
            raw[2] += k * k * k * p;
            power *= step;
            k += 1.0;
        }
        let [mean, second, third] = raw.map(|moment| moment / sum);
        [mean, second - mean * mean, third - 3.0 * mean * second + 2.0 * mean * mean * mean]
    }

    /// The items.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The grid.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// How many categories all items have together.
    pub(super) fn width(&self) -> usize {
        self.starts[self.items.len()]
    }

    /// Where the categories of an item lie among all.
    pub(super) fn categories(&self, item: usize) -> std::ops::Range<usize> {
        self.starts[item]..self.starts[item + 1]
    }

    /// P of all categories of all items at one node.
    pub(super) fn row(&self, node: usize) -> &[f64] {
        &self.p[node * self.width()..(node + 1) * self.width()]
    }

    /// ln P of all categories of all items at one node.
    pub(super) fn log_row(&self, node: usize) -> &[f64] {
        &self.log_p[node * self.width()..(node + 1) * self.width()]
    }
}

/// −a Σ_{v<=k} bᵥ for each category from 0, and its exponential.
fn intercepts(item: &Item) -> Vec<(f64, f64)> {
    let mut log = 0.0;
    let steps = item.b.iter().map(|b| {
        log -= item.a * b;
        (log, log.exp())
    });
    std::iter::once((0.0, 1.0)).chain(steps).collect()
}

/// How far from 0 all exponents of an item stay safe.
fn reach(item: &Item) -> f64 {
    let largest = intercepts(item).iter().fold(0.0_f64, |most, (log, _)| most.max(log.abs()));
    if item.curve == Curve::Graded || largest > SAFE_EXPONENT {
        return -1.0;
    }
    SAFE_EXPONENT / (item.a.abs() * item.b.len() as f64).max(1e-3)
}
