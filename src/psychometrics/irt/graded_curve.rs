//! The graded response model in slope and intercepts: P(X >= k) = logistic(aθ + cₖ), the c falling.

use super::nodes::{NODES, Nodes, nodes};
use crate::psychometrics::matrix::Matrix;

/// What one category at one node says of the two edges that bound it: the derivatives of ln P by the exponent of
/// each edge.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bounded {
    pub(super) p: f64,
    /// ∂ ln P / ∂η of the lower edge (the one to be passed) and of the upper one.
    pub(super) lower: f64,
    pub(super) upper: f64,
    /// Second derivatives: lower twice, upper twice, both.
    pub(super) lower2: f64,
    pub(super) upper2: f64,
    pub(super) both: f64,
}

/// The categories of one item at one θ.
pub(super) fn categories(a: f64, intercepts: &[f64], theta: f64) -> Vec<Bounded> {
    let edge = |c: f64| {
        let eta = a * theta + c;
        (eta, 1.0 / (1.0 + (-eta).exp()), 1.0 / (1.0 + eta.exp()))
    };
    let mut all = Vec::with_capacity(intercepts.len() + 1);
    let mut below = (f64::INFINITY, 1.0, 0.0);
    for k in 0..=intercepts.len() {
        let above = intercepts.get(k).map_or((f64::NEG_INFINITY, 0.0, 1.0), |&c| edge(c));
        let p = if above.0 > 0.0 { above.2 - below.2 } else { below.1 - above.1 }.max(f64::MIN_POSITIVE);
        let (w_low, w_up) = (below.1 * below.2, above.1 * above.2);
        let (lower, upper) = (w_low / p, -w_up / p);
        all.push(Bounded {
            p,
            lower,
            upper,
            lower2: lower * (below.2 - below.1) - lower * lower,
            upper2: upper * (above.2 - above.1) - upper * upper,
            both: -lower * upper,
        });
        below = above;
    }
    all
}

/// ln P of each category at each node: categories x nodes.
pub(super) fn log_table(a: f64, intercepts: &[f64]) -> Vec<Nodes> {
    let mut table = vec![[0.0; NODES]; intercepts.len() + 1];
    for (q, theta) in nodes().into_iter().enumerate() {
        for (row, category) in table.iter_mut().zip(categories(a, intercepts, theta)) {
            row[q] = category.p.ln();
        }
    }
    table
}

/// The derivatives of ln P(k) by slope and intercepts: the gradient's entries as (place, value), slope at 0.
pub(super) fn score_entries(category: &Bounded, k: usize, edges: usize, theta: f64) -> [(usize, f64); 3] {
    // Edge k bounds the category from below, edge k + 1 from above; edges are counted from 1.
    let lower = if k > 0 { (k, category.lower) } else { (0, 0.0) };
    let upper = if k < edges { (k + 1, category.upper) } else { (0, 0.0) };
    [(0, theta * (category.lower + category.upper)), lower, upper]
}

/// Value, gradient and negative second derivatives of Σ r ln P for expected counts r, categories x nodes.
pub(super) fn objective(a: f64, intercepts: &[f64], counts: &[Nodes]) -> (f64, Vec<f64>, Matrix) {
    let edges = intercepts.len();
    let (mut value, mut gradient, mut curvature) = (0.0, vec![0.0; edges + 1], Matrix::zeros(edges + 1));
    for (q, theta) in nodes().into_iter().enumerate() {
        for (k, category) in categories(a, intercepts, theta).iter().enumerate() {
            let n = counts[k][q];
            if n <= 0.0 {
                continue;
            }
            value += n * category.p.ln();
            for (place, entry) in score_entries(category, k, edges, theta) {
                gradient[place] += n * entry;
            }
            add_curvature(&mut curvature, category, (k, edges), theta, n);
        }
    }
    (value, gradient, curvature)
}

fn add_curvature(curvature: &mut Matrix, category: &Bounded, (k, edges): (usize, usize), theta: f64, n: f64) {
    let Bounded { lower2, upper2, both, .. } = *category;
    curvature[(0, 0)] -= n * theta * theta * (lower2 + upper2 + 2.0 * both);
    let mut add = |row: usize, column: usize, value: f64| {
        curvature[(row, column)] -= n * value;
        if row != column {
            curvature[(column, row)] -= n * value;
        }
    };
    if k > 0 {
        add(k, 0, theta * (lower2 + both));
        add(k, k, lower2);
    }
    if k < edges {
        add(k + 1, 0, theta * (upper2 + both));
        add(k + 1, k + 1, upper2);
    }
    if k > 0 && k < edges {
        add(k + 1, k, both);
    }
}
