//! EM for the exponential family.
//!
//! A person's posterior depends on the answers only through T = Σ aⱼxⱼ (and on which items are missing), and an item's
//! step needs only its category counts, Σ xⱼ E(θ) and the expected number of persons at each node. A cycle therefore
//! costs persons x items plus persons x nodes, not their product: 20,000 x 60 take a few milliseconds.

use super::fit::Priors;
use super::linear_curve::{Sums, log_partition, objective};
use super::nodes::{NEGLIGIBLE, NODES, Nodes, log_weights, nodes, sd_of_mean_square};
use super::parameters::Layout;
use super::patterns::Patterns;
use crate::psychometrics::parallel::in_halves;
use crate::psychometrics::squarem::Climb;

/// The climb of Rasch, 2PL and partial credit.
pub(super) struct Linear<'a> {
    pub(super) patterns: &'a Patterns,
    pub(super) layout: &'a Layout,
    pub(super) priors: Option<&'a Priors>,
}

/// What the E step gathers.
pub(super) struct Expected {
    pub(super) log_likelihood: f64,
    /// The expected number of persons at each node.
    pub(super) at_nodes: Nodes,
    /// Of them, those who have no answer to each item; empty where nothing is missing.
    pub(super) missing: Vec<Nodes>,
    /// Σ category x E(θ) for each item.
    pub(super) slopes: Vec<f64>,
}

/// The tables of one set of parameters.
pub(super) struct Tables {
    slopes: Vec<f64>,
    /// ln weight less Σ ln Z.
    base: Nodes,
    partitions: Vec<Nodes>,
}

/// The posterior of one pattern.
pub(super) struct Posterior {
    /// Normalized weights, zero outside `window`.
    pub(super) weights: Nodes,
    /// The nodes that are not negligible.
    pub(super) window: std::ops::Range<usize>,
    /// ln of the likelihood up to the category intercepts.
    pub(super) log_likelihood: f64,
    pub(super) mean: f64,
}

impl Tables {
    pub(super) fn of(layout: &Layout, parameters: &[f64]) -> Self {
        let items = (0..layout.items()).map(|item| layout.item(parameters, item));
        let partitions: Vec<Nodes> = items.clone().map(|(a, intercepts)| log_partition(a, intercepts)).collect();
        let mut base = log_weights(layout.sd(parameters));
        for partition in &partitions {
            base.iter_mut().zip(partition).for_each(|(base, log)| *base -= log);
        }
        Self { slopes: items.map(|(a, _)| a).collect(), base, partitions }
    }

    pub(super) fn posterior(&self, patterns: &Patterns, pattern: usize) -> Posterior {
        let row = patterns.score_row(pattern);
        let t: f64 = self.slopes.iter().zip(row).map(|(a, &x)| a * f64::from(x)).sum();
        let mut logs = self.base;
        logs.iter_mut().enumerate().for_each(|(q, log)| *log += t * (q as f64 - 30.0) / 5.0);
        for &item in patterns.holes_of(pattern) {
            logs.iter_mut().zip(&self.partitions[item]).for_each(|(log, partition)| *log += partition);
        }
        normalize(&logs)
    }
}

/// Weights from their logarithms.
pub(super) fn normalize(logs: &Nodes) -> Posterior {
    let top = logs.iter().fold(f64::NEG_INFINITY, |top, &log| top.max(log));
    let first = logs.iter().position(|&log| log > top - NEGLIGIBLE).unwrap_or(0);
    let end = logs.iter().rposition(|&log| log > top - NEGLIGIBLE).map_or(NODES, |last| last + 1);
    let mut weights = [0.0; NODES];
    let (mut sum, mut mean) = (0.0, 0.0);
    for q in first..end {
        let weight = (logs[q] - top).exp();
        weights[q] = weight;
        sum += weight;
        mean += weight * (q as f64 - 30.0) / 5.0;
    }
    weights[first..end].iter_mut().for_each(|weight| *weight /= sum);
    Posterior { weights, window: first..end, log_likelihood: top + sum.ln(), mean: mean / sum }
}

impl Linear<'_> {
    /// The E step over all patterns.
    pub(super) fn expect(&self, parameters: &[f64]) -> Expected {
        let tables = Tables::of(self.layout, parameters);
        let work = self.patterns.len() * (self.patterns.items() + 4 * NODES);
        let mut halves = in_halves(self.patterns.len(), work, |range| self.expect_some(&tables, range)).into_iter();
        let mut all = halves.next().unwrap_or_else(|| self.expect_some(&tables, 0..0));
        for half in halves {
            all.add(&half);
        }
        for (item, counts) in self.patterns.counts.iter().enumerate() {
            let (_, intercepts) = self.layout.item(parameters, item);
            all.log_likelihood += intercepts.iter().zip(&counts[1..]).map(|(c, n)| c * n).sum::<f64>();
        }
        all
    }

    fn expect_some(&self, tables: &Tables, range: std::ops::Range<usize>) -> Expected {
        let items = self.patterns.items();
        let missing = if self.patterns.holes.is_empty() { 0 } else { items };
        let mut expected = Expected {
            log_likelihood: 0.0,
            at_nodes: [0.0; NODES],
            missing: vec![[0.0; NODES]; missing],
            slopes: vec![0.0; items],
        };
        for pattern in range {
            let weight = self.patterns.weights[pattern];
            let posterior = tables.posterior(self.patterns, pattern);
            expected.log_likelihood += weight * posterior.log_likelihood;
            let some = posterior.window.clone();
            let add = |to: &mut Nodes| {
                to[some.clone()].iter_mut().zip(&posterior.weights[some.clone()]).for_each(|(n, w)| *n += weight * w);
            };
            add(&mut expected.at_nodes);
            self.patterns.holes_of(pattern).iter().for_each(|&item| add(&mut expected.missing[item]));
            let mean = weight * posterior.mean;
            for (slope, &x) in expected.slopes.iter_mut().zip(self.patterns.score_row(pattern)) {
                *slope += f64::from(x) * mean;
            }
        }
        expected
    }

    /// What the step of one item needs.
    pub(super) fn sums<'b>(&'b self, expected: &Expected, item: usize) -> Sums<'b> {
        let mut answered = expected.at_nodes;
        if let Some(missing) = expected.missing.get(item) {
            answered.iter_mut().zip(missing).for_each(|(n, gone)| *n = (*n - gone).max(0.0));
        }
        Sums { slope: expected.slopes[item], counts: &self.patterns.counts[item], nodes: answered }
    }

    /// The M step of one item: Newton's method on a concave function.
    fn climb_item(&self, parameters: &[f64], item: usize, sums: &Sums) -> Vec<f64> {
        let fixed = self.layout.model == super::Model::Rasch;
        let (a, intercepts) = self.layout.item(parameters, item);
        let mut at: Vec<f64> = std::iter::once(a).chain(intercepts.iter().copied()).collect();
        let from = usize::from(fixed);
        super::fit::newton(&mut at, from, |at| objective(at[0], &at[1..], sums, self.priors));
        at.split_off(from)
    }
}

impl Expected {
    fn add(&mut self, other: &Self) {
        self.log_likelihood += other.log_likelihood;
        self.at_nodes.iter_mut().zip(&other.at_nodes).for_each(|(n, more)| *n += more);
        self.slopes.iter_mut().zip(&other.slopes).for_each(|(slope, more)| *slope += more);
        for (mine, theirs) in self.missing.iter_mut().zip(&other.missing) {
            mine.iter_mut().zip(theirs).for_each(|(n, more)| *n += more);
        }
    }
}

impl Climb for Linear<'_> {
    fn step(&self, parameters: &[f64]) -> (f64, Vec<f64>) {
        let expected = self.expect(parameters);
        let mut next = Vec::with_capacity(parameters.len());
        for item in 0..self.layout.items() {
            next.extend(self.climb_item(parameters, item, &self.sums(&expected, item)));
        }
        if self.layout.model == super::Model::Rasch {
            let square: f64 = expected.at_nodes.iter().zip(nodes()).map(|(n, theta)| n * theta * theta).sum();
            next.push(sd_of_mean_square(square / self.patterns.persons).ln());
        }
        let penalty = self.priors.map_or(0.0, |priors| priors.log_density(self.layout, parameters));
        (expected.log_likelihood + penalty, next)
    }

    fn admissible(&self, parameters: &[f64]) -> bool {
        parameters.iter().all(|parameter| parameter.abs() < 100.0)
    }
}
