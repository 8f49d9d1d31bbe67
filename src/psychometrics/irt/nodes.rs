//! The quadrature: 61 equally spaced nodes on [−6, 6].

use crate::psychometrics::root::increasing_root;

/// How many nodes.
pub(super) const NODES: usize = 61;
/// One number for each node.
pub(super) type Nodes = [f64; NODES];
/// Posterior weights below e^-37 of the largest are below the last digit of any sum.
pub(super) const NEGLIGIBLE: f64 = 37.0;

/// The places of the nodes.
pub(super) fn nodes() -> Nodes {
    // In units of 0.2, so that the middle is exactly 0 and the sides mirror each other.
    std::array::from_fn(|q| (q as f64 - 30.0) / 5.0)
}

/// ln of the normalized N(0, sd²) weights.
pub(super) fn log_weights(sd: f64) -> Nodes {
    let logs = nodes().map(|theta| -0.5 * (theta / sd).powi(2));
    let sum: f64 = logs.iter().map(|log| log.exp()).sum();
    logs.map(|log| log - sum.ln())
}

/// Mean and variance of θ² under those weights.
pub(super) fn square_moments(sd: f64) -> (f64, f64) {
    let (logs, nodes) = (log_weights(sd), nodes());
    let moment = |power: i32| -> f64 { logs.iter().zip(&nodes).map(|(log, node)| log.exp() * node.powi(power)).sum() };
    let mean = moment(2);
    (mean, moment(4) - mean * mean)
}

/// The SD whose weights have this mean of θ²: the maximum likelihood step for the spread of ability.
pub(super) fn sd_of_mean_square(mean_square: f64) -> f64 {
    let excess = |log: f64| square_moments(log.exp()).0 - mean_square;
    increasing_root(excess, 0.05_f64.ln(), 20.0_f64.ln(), mean_square.max(1e-6).sqrt().ln()).exp()
}
