//! The exponential family: 2PL, Rasch and partial credit. ln P(k) = k a θ + cₖ − ln Z(θ), which is linear in the
//! parameters, so each item's step is concave and needs only three sums over persons.

use super::fit::Priors;
use super::nodes::{NODES, Nodes, nodes};
use crate::psychometrics::matrix::Matrix;

/// ln Z at each node: Z = Σ exp(k a θ + cₖ), c₀ = 0.
pub(super) fn log_partition(a: f64, intercepts: &[f64]) -> Nodes {
    nodes().map(|theta| {
        let exponents = || intercepts.iter().zip(1..).map(|(c, k)| f64::from(k) * a * theta + c);
        let top = exponents().fold(0.0, f64::max);
        top + exponents().fold((-top).exp(), |sum, exponent| sum + (exponent - top).exp()).ln()
    })
}

/// P(k) for k = 1 … at one node.
fn probabilities(a: f64, intercepts: &[f64], theta: f64, log_z: f64, p: &mut [f64]) {
    for ((p, c), k) in p.iter_mut().zip(intercepts).zip(1..) {
        *p = (f64::from(k) * a * theta + c - log_z).exp();
    }
}

/// What the persons' answers say of one item, given how they are spread over the nodes.
pub(super) struct Sums<'a> {
    /// Σ over persons of the category times the expected θ.
    pub(super) slope: f64,
    /// How many chose each category.
    pub(super) counts: &'a [f64],
    /// How many of those who answered are expected at each node.
    pub(super) nodes: Nodes,
}

/// Gradient and negative second derivatives of the expected log-likelihood of one item, slope first.
fn derivatives(a: f64, intercepts: &[f64], sums: &Sums) -> (f64, Vec<f64>, Matrix) {
    let order = intercepts.len() + 1;
    let log_z = log_partition(a, intercepts);
    let mut p = vec![0.0; intercepts.len()];
    let mut gradient = vec![sums.slope];
    gradient.extend(&sums.counts[1..]);
    let mut value = a * sums.slope + intercepts.iter().zip(&sums.counts[1..]).map(|(c, n)| c * n).sum::<f64>();
    let mut curvature = Matrix::zeros(order);
    for (q, theta) in nodes().into_iter().enumerate() {
        let n = sums.nodes[q];
        value -= n * log_z[q];
        probabilities(a, intercepts, theta, log_z[q], &mut p);
        let ranked = || p.iter().zip(1..).map(|(p, k)| (f64::from(k), *p));
        let mean: f64 = ranked().map(|(k, p)| k * p).sum();
        let variance: f64 = ranked().map(|(k, p)| k * k * p).sum::<f64>() - mean * mean;
        gradient[0] -= n * theta * mean;
        curvature[(0, 0)] += n * theta * theta * variance;
        for (row, (k, at)) in (1..).zip(ranked()) {
            gradient[row] -= n * at;
            curvature[(row, 0)] += n * theta * at * (k - mean);
            for (column, other) in (1..=row).zip(&p) {
                curvature[(row, column)] -= n * at * other;
            }
            curvature[(row, row)] += n * at;
        }
    }
    for row in 0..order {
        for column in 0..row {
            curvature[(column, row)] = curvature[(row, column)];
        }
    }
    (value, gradient, curvature)
}

/// The value, gradient and curvature that the step of one item climbs on.
pub(super) fn objective(a: f64, intercepts: &[f64], sums: &Sums, priors: Option<&Priors>) -> (f64, Vec<f64>, Matrix) {
    let mut terms = derivatives(a, intercepts, sums);
    if let Some(priors) = priors {
        priors.add(a, intercepts, &mut terms);
    }
    terms
}

/// P(k) of all categories but the first, at all nodes: k x nodes.
pub(super) fn probability_table(a: f64, intercepts: &[f64]) -> Vec<Nodes> {
    let log_z = log_partition(a, intercepts);
    let mut table = vec![[0.0; NODES]; intercepts.len()];
    let mut p = vec![0.0; intercepts.len()];
    for (q, theta) in nodes().into_iter().enumerate() {
        probabilities(a, intercepts, theta, log_z[q], &mut p);
        table.iter_mut().zip(&p).for_each(|(row, p)| row[q] = *p);
    }
    table
}
