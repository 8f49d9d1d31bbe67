//! What is known of a person so far: likelihood and posterior on the grid.

use super::bank::Bank;
use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::irt::{Estimate, Item};

/// The answers given and what they say.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The prior density at each node.
    prior: Vec<f64>,
    /// The likelihood at each node, its largest value brought to 1 …
    likelihood: Vec<f64>,
    /// … and the logarithm of what it was divided by.
    log_scale: f64,
    given: Vec<(usize, usize)>,
    used: Vec<bool>,
    sd: f64,
}

impl Progress {
    /// Nothing answered yet, ability N(0, `sd`²).
    pub fn new(bank: &Bank, sd: f64) -> Statistic<Self> {
        if sd.is_nan() || sd <= 0.0 {
            return Err(Absent("the prior needs an SD above 0"));
        }
        let density = |node: &f64| crate::psychometrics::distributions::normal_density(node / sd) / sd;
        Ok(Self {
            prior: bank.grid().nodes.iter().map(density).collect(),
            likelihood: vec![1.0; bank.grid().nodes.len()],
            log_scale: 0.0,
            given: Vec::new(),
            used: vec![false; bank.items().len()],
            sd,
        })
    }

    /// Takes in an answer; absent for an item given before or a category that it has not.
    pub fn answer(&mut self, bank: &Bank, item: usize, category: usize) -> Statistic<()> {
        if self.was_given(item) {
            return Err(Absent("the item is not in the bank or was given before"));
        }
        let places = bank.categories(item);
        if category >= places.len() {
            return Err(Absent("the item has no such category"));
        }
        let mut top = 0.0_f64;
        for (node, likelihood) in self.likelihood.iter_mut().enumerate() {
            *likelihood *= bank.row(node)[places.start + category];
            top = top.max(*likelihood);
        }
        // A long test would underflow.
        if top < 1e-100 && top > 0.0 {
            self.likelihood.iter_mut().for_each(|likelihood| *likelihood /= top);
            self.log_scale += top.ln();
        }
        self.used[item] = true;
        self.given.push((item, category));
        Ok(())
    }

    /// The items and categories given so far, in order.
    pub fn given(&self) -> &[(usize, usize)] {
        &self.given
    }

    /// Whether an item was given; an item that is not in the bank counts as given.
    pub fn was_given(&self, item: usize) -> bool {
        self.used.get(item).copied().unwrap_or(true)
    }

    /// The SD of the prior.
    pub fn prior_sd(&self) -> f64 {
        self.sd
    }

    /// The answers with their items.
    pub fn answers<'a>(&self, bank: &'a Bank) -> Vec<(&'a Item, usize)> {
        self.given.iter().map(|&(item, category)| (&bank.items()[item], category)).collect()
    }

    /// The mean and SD of the posterior on the grid.
    pub fn estimate(&self, bank: &Bank) -> Estimate {
        let grid = bank.grid();
        let (mut mass, mut first, mut second) = (0.0, 0.0, 0.0);
        for q in 0..grid.nodes.len() {
            let weight = grid.weights[q] * self.likelihood[q] * self.prior[q];
            mass += weight;
            first += weight * grid.nodes[q];
            second += weight * grid.nodes[q] * grid.nodes[q];
        }
        let theta = first / mass;
        Estimate { theta, se: (second / mass - theta * theta).max(0.0).sqrt() }
    }

    /// Trapezoid weight x likelihood (x prior) at a node, and the factor left out of all of them.
    pub(super) fn weight(&self, bank: &Bank, node: usize, with_prior: bool) -> f64 {
        let prior = if with_prior { self.prior[node] } else { 1.0 };
        bank.grid().weights[node] * self.likelihood[node] * prior
    }

    /// A weight that is lost in the last digit of the sum over nodes, however many such there are.
    pub(super) fn negligible(&self, bank: &Bank, with_prior: bool) -> f64 {
        let largest = (0..self.prior.len()).map(|node| self.weight(bank, node, with_prior)).fold(0.0, f64::max);
        largest * 1e-18
    }

    pub(super) fn scale(&self) -> f64 {
        self.log_scale.exp()
    }
}
