//! Scores of persons on calibrated items: EAP, MAP, WLE and ML.

use super::linear::normalize;
use super::model::{Item, Point, information_of};
use super::nodes::{NODES, Nodes, log_weights, nodes};
use super::patterns::{HOLE, Patterns};
use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::parallel::in_halves;
use crate::psychometrics::root::increasing_root;
use crate::psychometrics::tables::Responses;

/// How ability is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The mean of the posterior over the 61 nodes, its SD the standard error.
    Eap,
    /// The mode of the posterior; 1/√ of its observed curvature.
    Map,
    /// Warm's weighted likelihood (1989): the root of l′ + J/(2I), J = Σ P′P″/P; 1/√ of that sum's fall there.
    Wle,
    /// Maximum likelihood; 1/√I. Absent for patterns at an end.
    Ml,
}

/// An ability with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// θ.
    pub theta: f64,
    /// Its standard error.
    pub se: f64,
}

/// How far out θ is looked for.
const REACH: f64 = 40.0;

/// The derivatives of the log-likelihood of some answers at θ.
struct Slopes {
    first: f64,
    second: f64,
    information: f64,
    /// Σ P′P″/P.
    j: f64,
}

fn slopes(answers: &[(&Item, usize)], theta: f64, points: &mut Vec<Point>) -> Slopes {
    let mut sum = Slopes { first: 0.0, second: 0.0, information: 0.0, j: 0.0 };
    for (item, category) in answers {
        item.points(theta, points);
        let own = points[*category];
        if own.p > 0.0 {
            let first = own.d1 / own.p;
            sum.first += first;
            sum.second += own.d2 / own.p - first * first;
        } else {
            // So far out that the category has no probability left: only the direction is known.
            let expected: f64 = points.iter().enumerate().map(|(k, point)| k as f64 * point.p).sum();
            sum.first += item.a.abs() * (*category as f64 - expected).signum() * item.a.signum();
        }
        sum.information += information_of(points);
        sum.j += points.iter().filter(|p| p.p > 0.0).map(|p| p.d1 * p.d2 / p.p).sum::<f64>();
    }
    sum
}

/// The ability behind some answers (item, category), under N(0, `sd`²) for EAP and MAP.
pub fn estimate(answers: &[(&Item, usize)], method: Method, sd: f64) -> Statistic<Estimate> {
    if answers.iter().any(|(item, category)| *category >= item.categories()) {
        return Err(Absent("an answer is not among the categories of its item"));
    }
    if answers.is_empty() && matches!(method, Method::Ml | Method::Wle) {
        return Err(Absent("nothing was answered"));
    }
    let mut points = Vec::new();
    match method {
        Method::Eap => Ok(eap(answers, sd)),
        Method::Map => mode(answers, sd, 0.0),
        Method::Wle => {
            let start = mode(answers, 2.0, 0.0)?.theta;
            let mut gradient = |theta: f64| {
                let sum = slopes(answers, theta, &mut points);
                let bias = sum.j / (2.0 * sum.information);
                sum.first + if bias.is_finite() { bias } else { -theta }
            };
            let theta = falling_root(&mut gradient, start);
            let apart = 1e-4;
            let curvature = (gradient(theta - apart) - gradient(theta + apart)) / (2.0 * apart);
            with_information(theta, curvature)
        }
        Method::Ml => {
            let mut gradient = |theta: f64| slopes(answers, theta, &mut points).first;
            let theta = falling_root(&mut gradient, 0.0);
            with_information(theta, slopes(answers, theta, &mut points).information)
        }
    }
}

/// The posterior mode under N(0, `sd`²), looked for from `start`.
///
/// The posterior of every model here is log-concave, so Newton's method with short steps finds it in a few; should it
/// go back and forth between two steep sides, the bracketed search takes over.
pub(in crate::psychometrics) fn mode(answers: &[(&Item, usize)], sd: f64, start: f64) -> Statistic<Estimate> {
    let mut points = Vec::new();
    let precision = 1.0 / (sd * sd);
    let mut theta = start.clamp(-REACH, REACH);
    for _ in 0..25 {
        let Slopes { first, second, .. } = slopes(answers, theta, &mut points);
        let curvature = precision - second.min(0.0);
        let step = (first - theta * precision) / curvature;
        theta = (theta + step.clamp(-1.5, 1.5)).clamp(-REACH, REACH);
        // Quadratic convergence: what is left after such a step is below rounding.
        if step.abs() < 1e-8 {
            return with_information(theta, precision - slopes(answers, theta, &mut points).second);
        }
    }
    let mut gradient = |theta: f64| slopes(answers, theta, &mut points).first - theta * precision;
    let theta = falling_root(&mut gradient, theta);
    with_information(theta, precision - slopes(answers, theta, &mut points).second)
}

fn falling_root(f: &mut impl FnMut(f64) -> f64, start: f64) -> f64 {
    let f = std::cell::RefCell::new(f);
    increasing_root(|theta| -f.borrow_mut()(theta), -REACH, REACH, start)
}

fn with_information(theta: f64, information: f64) -> Statistic<Estimate> {
    if theta.abs() >= REACH || information.is_nan() || information <= 0.0 {
        return Err(Absent("the likelihood has no top: the answers lie at an end"));
    }
    Ok(Estimate { theta, se: 1.0 / information.sqrt() })
}

fn eap(answers: &[(&Item, usize)], sd: f64) -> Estimate {
    let mut logs = log_weights(sd);
    let mut points = Vec::new();
    for (log, theta) in logs.iter_mut().zip(nodes()) {
        for (item, category) in answers {
            item.points(theta, &mut points);
            *log += points[*category].p.max(f64::MIN_POSITIVE).ln();
        }
    }
    moments(&logs)
}

fn moments(logs: &Nodes) -> Estimate {
    let posterior = normalize(logs);
    let spread = |(w, node): (&f64, f64)| w * (node - posterior.mean).powi(2);
    let variance: f64 = posterior.weights.iter().zip(nodes()).map(spread).sum();
    Estimate { theta: posterior.mean, se: variance.sqrt() }
}

/// ln of the probability of some answers at θ; a category that the item has not is as good as impossible.
pub fn log_likelihood(answers: &[(&Item, usize)], theta: f64) -> f64 {
    let of = |(item, category): &(&Item, usize)| {
        item.probabilities(theta).get(*category).copied().unwrap_or(0.0).max(f64::MIN_POSITIVE).ln()
    };
    answers.iter().map(of).sum()
}

/// The abilities of all persons, each unique pattern once. Absent for who answered nothing that is modelled.
///
/// Items, categories and frequencies are those of a fit to these responses: (place, item), categories recoded in
/// their order.
pub fn estimate_all(
    responses: &Responses,
    frequencies: Option<&[u32]>,
    items: &[(usize, &Item)],
    method: Method,
    sd: f64,
) -> Statistic<Vec<Statistic<Estimate>>> {
    let patterns = Patterns::of(responses, frequencies)?;
    let known: Vec<Option<&Item>> =
        patterns.varying.iter().map(|place| items.iter().find(|(of, _)| of == place).map(|(_, item)| *item)).collect();
    if known.iter().zip(&patterns.categories).any(|(item, &k)| item.is_some_and(|item| item.categories() != k)) {
        return Err(Absent("the items were calibrated on other categories"));
    }
    let tables: Vec<Vec<Nodes>> = known.iter().map(|item| item.map_or_else(Vec::new, log_probabilities)).collect();
    let prior = log_weights(sd);
    let one = |pattern: usize| {
        let answers = patterns.row(pattern).iter().zip(known.iter().zip(&tables)).filter(|(cell, _)| **cell != HOLE);
        if method == Method::Eap {
            let mut logs = prior;
            for (cell, (_, table)) in answers {
                if let Some(row) = table.get(usize::from(*cell)) {
                    logs.iter_mut().zip(row).for_each(|(log, p)| *log += p);
                }
            }
            return Ok(moments(&logs));
        }
        let given: Vec<(&Item, usize)> =
            answers.filter_map(|(&cell, (item, _))| Some(((*item)?, usize::from(cell)))).collect();
        estimate(&given, method, sd)
    };
    let work = patterns.len() * patterns.items() * NODES;
    let by_pattern: Vec<_> =
        in_halves(patterns.len(), work, |range| range.map(one).collect::<Vec<_>>()).into_iter().flatten().collect();
    let of_person = |pattern: &Option<usize>| pattern.map_or(Err(Absent("nothing was answered")), |p| by_pattern[p]);
    Ok(patterns.of_person.iter().map(of_person).collect())
}

/// ln P of each category at each node.
fn log_probabilities(item: &Item) -> Vec<Nodes> {
    let mut table = vec![[0.0; NODES]; item.categories()];
    let mut points = Vec::new();
    for (q, theta) in nodes().into_iter().enumerate() {
        item.points(theta, &mut points);
        table.iter_mut().zip(&points).for_each(|(row, point)| row[q] = point.p.max(f64::MIN_POSITIVE).ln());
    }
    table
}
