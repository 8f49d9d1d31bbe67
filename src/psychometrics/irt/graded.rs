//! EM for the graded response model, from tables of ln P cached for each item and node.

use super::fit::{Priors, newton};
use super::graded_curve::{log_table, objective};
use super::linear::{Posterior, normalize};
use super::nodes::{NODES, Nodes, log_weights};
use super::parameters::Layout;
use super::patterns::{HOLE, Patterns};
use crate::psychometrics::parallel::in_halves;
use crate::psychometrics::squarem::Climb;
use std::ops::Range;

/// The climb of the graded response model.
pub(super) struct Graded<'a> {
    pub(super) patterns: &'a Patterns,
    pub(super) layout: &'a Layout,
    pub(super) priors: Option<&'a Priors>,
}

/// What the E step gathers: the log-likelihood and, for each item, expected counts of categories x nodes.
pub(super) struct Expected {
    pub(super) log_likelihood: f64,
    pub(super) counts: Vec<Vec<Nodes>>,
}

/// ln P of each category at each node: items x categories x nodes.
pub(super) type LogTables = Vec<Vec<Nodes>>;

/// The posterior of one pattern from such tables.
pub(super) fn posterior(tables: &LogTables, prior: &Nodes, row: &[u8]) -> Posterior {
    let mut logs = *prior;
    for (table, &cell) in tables.iter().zip(row) {
        if cell != HOLE {
            logs.iter_mut().zip(&table[usize::from(cell)]).for_each(|(log, p)| *log += p);
        }
    }
    normalize(&logs)
}

impl Graded<'_> {
    pub(super) fn tables(&self, parameters: &[f64]) -> LogTables {
        let table = |item: usize| {
            let (a, intercepts) = self.layout.item(parameters, item);
            log_table(a, intercepts)
        };
        (0..self.layout.items()).map(table).collect()
    }

    /// The E step over all patterns.
    pub(super) fn expect(&self, parameters: &[f64]) -> Expected {
        let tables = self.tables(parameters);
        let work = self.patterns.len() * self.patterns.items() * NODES;
        let mut halves = in_halves(self.patterns.len(), work, |range| self.expect_some(&tables, range)).into_iter();
        let mut all = halves.next().unwrap_or_else(|| self.expect_some(&tables, 0..0));
        for half in halves {
            all.log_likelihood += half.log_likelihood;
            for (mine, theirs) in all.counts.iter_mut().flatten().flatten().zip(half.counts.iter().flatten().flatten())
            {
                *mine += theirs;
            }
        }
        all
    }

    fn expect_some(&self, tables: &LogTables, range: Range<usize>) -> Expected {
        let prior = log_weights(1.0);
        let mut counts: Vec<Vec<Nodes>> =
            self.patterns.categories.iter().map(|&categories| vec![[0.0; NODES]; categories]).collect();
        let mut log_likelihood = 0.0;
        for pattern in range {
            let (row, weight) = (self.patterns.row(pattern), self.patterns.weights[pattern]);
            let Posterior { mut weights, window, log_likelihood: own, .. } = posterior(tables, &prior, row);
            log_likelihood += weight * own;
            weights[window.clone()].iter_mut().for_each(|w| *w *= weight);
            for (counts, &cell) in counts.iter_mut().zip(row) {
                if cell != HOLE {
                    let to = &mut counts[usize::from(cell)][window.clone()];
                    to.iter_mut().zip(&weights[window.clone()]).for_each(|(n, w)| *n += w);
                }
            }
        }
        Expected { log_likelihood, counts }
    }
}

impl Climb for Graded<'_> {
    fn step(&self, parameters: &[f64]) -> (f64, Vec<f64>) {
        let expected = self.expect(parameters);
        let mut next = Vec::with_capacity(parameters.len());
        for item in 0..self.layout.items() {
            let mut at = parameters[self.layout.block(item)].to_vec();
            newton(&mut at, 0, |at| {
                // Intercepts out of order have no likelihood at all.
                if !falling(&at[1..]) {
                    return (f64::NEG_INFINITY, Vec::new(), crate::psychometrics::Matrix::zeros(0));
                }
                let mut terms = objective(at[0], &at[1..], &expected.counts[item]);
                if let Some(priors) = self.priors {
                    priors.add(at[0], &at[1..], &mut terms);
                }
                terms
            });
            next.extend(at);
        }
        let penalty = self.priors.map_or(0.0, |priors| priors.log_density(self.layout, parameters));
        (expected.log_likelihood + penalty, next)
    }

    fn admissible(&self, parameters: &[f64]) -> bool {
        let ordered = |item: usize| falling(self.layout.item(parameters, item).1);
        parameters.iter().all(|parameter| parameter.abs() < 100.0) && (0..self.layout.items()).all(ordered)
    }
}

fn falling(intercepts: &[f64]) -> bool {
    intercepts.windows(2).all(|pair| pair[0] > pair[1])
}
