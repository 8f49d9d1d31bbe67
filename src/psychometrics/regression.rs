//! Logistic regression by Newton's method on grouped counts.

use super::absent::{Absent, Statistic};
use super::matrix::Matrix;

/// People with the same predictors.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// The predictors, the constant 1 first.
    pub(crate) x: Vec<f64>,
    /// How many people.
    pub(crate) n: f64,
    /// How many of them with the outcome.
    pub(crate) hits: f64,
}

/// A fitted regression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Logistic {
    pub(crate) coefficients: Vec<f64>,
    pub(crate) log_likelihood: f64,
    /// Whether the coefficients are finite: false where the outcome is separated and only the likelihood has a limit.
    pub(crate) settled: bool,
}

/// Fits by maximum likelihood. Absent where predictors say the same thing twice or there is nobody.
pub(crate) fn logistic(cells: &[Cell]) -> Statistic<Logistic> {
    let order = cells.first().map_or(0, |cell| cell.x.len());
    let mut beta = vec![0.0; order];
    let (mut value, mut gradient, mut curvature) = derivatives(cells, &beta);
    // At 0 all weights are equal, so a failure here is one of the predictors.
    let mut step =
        curvature.solve(&gradient).map_err(|_| Absent("the predictors of the regression are not independent"))?;
    let mut settled = false;
    // Newton's method settles within ten steps or, where the outcome is separated, goes on by about 1 a step.
    for _ in 0..100 {
        let before = beta.clone();
        for halvings in 0..30 {
            let scale = 0.5_f64.powi(halvings);
            beta = before.iter().zip(&step).map(|(b, s)| b + scale * s).collect();
            let next = derivatives(cells, &beta);
            if next.0 >= value - 1e-12 * value.abs() || halvings == 29 {
                (value, gradient, curvature) = next;
                break;
            }
        }
        let Ok(direction) = curvature.solve(&gradient) else { break };
        step = direction;
        settled = step.iter().zip(&beta).all(|(s, b)| s.abs() <= 1e-10 * b.abs().max(1.0));
        if settled {
            break;
        }
    }
    Ok(Logistic { coefficients: beta, log_likelihood: value, settled })
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

fn derivatives(cells: &[Cell], beta: &[f64]) -> (f64, Vec<f64>, Matrix) {
    let order = beta.len();
    let (mut value, mut gradient, mut curvature) = (0.0, vec![0.0; order], Matrix::zeros(order));
    for Cell { x, n, hits } in cells {
        let eta = dot(x, beta);
        let (p, q) = (1.0 / (1.0 + (-eta).exp()), 1.0 / (1.0 + eta.exp()));
        // ln(1 + e^-|η|) once serves both sides.
        let tail = (-eta.abs()).exp().ln_1p();
        value -= hits * (tail + (-eta).max(0.0)) + (n - hits) * (tail + eta.max(0.0));
        for i in 0..order {
            gradient[i] += x[i] * (hits - n * p);
            for j in 0..order {
                curvature[(i, j)] += n * p * q * x[i] * x[j];
            }
        }
    }
    (value, gradient, curvature)
}
