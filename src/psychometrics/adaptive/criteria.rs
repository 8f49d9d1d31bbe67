//! What the next item is chosen by.

use super::bank::Bank;
use super::foresight::Foresight;
use super::progress::Progress;
use super::select::{Rules, choose};
use crate::psychometrics::absent::Statistic;
use crate::psychometrics::irt::{Point, mode};
use crate::psychometrics::seeded::Seeded;

/// The criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// Fisher information at the provisional θ (Lord 1980).
    MaximumInformation,
    /// Expected posterior variance after the answer (van der Linden 1998): the least.
    Epv,
    /// Kullback-Leibler information, weighted by the likelihood (Chang and Ying 1996).
    Kl,
    /// The same, weighted by the posterior.
    Klp,
    /// Information expected at the next θ, a posterior mode (van der Linden and Pashley 2010). The slowest: a mode for
    /// each item and category.
    Mei,
}

impl Criterion {
    /// Whether the least value is the best.
    pub fn least_is_best(self) -> bool {
        self == Self::Epv
    }
}

/// Computes criteria; keeps its buffers, so that a selection allocates nothing.
#[derive(Debug, Clone)]
pub struct Selector {
    criterion: Criterion,
    values: Vec<f64>,
    /// P of all categories at the provisional θ.
    at_theta: Vec<f64>,
    /// Sums over nodes for all categories.
    sums: [Vec<f64>; 3],
    points: Vec<Point>,
}

impl Selector {
    /// For one bank and criterion.
    pub fn new(bank: &Bank, criterion: Criterion) -> Self {
        let width = || vec![0.0; bank.width()];
        Self {
            criterion,
            values: vec![0.0; bank.items().len()],
            at_theta: width(),
            sums: [width(), width(), width()],
            points: Vec::new(),
        }
    }

    /// The criterion.
    pub fn criterion(&self) -> Criterion {
        self.criterion
    }

    /// The criterion's value for every item of the bank, given or not, at a provisional θ.
    pub fn values(&mut self, bank: &Bank, progress: &Progress, theta: f64) -> &[f64] {
        match self.criterion {
            Criterion::MaximumInformation => {
                for (item, value) in self.values.iter_mut().enumerate() {
                    *value = bank.information(item, theta, &mut self.points);
                }
            }
            Criterion::Epv => self.expected_variances(bank, progress, theta),
            Criterion::Kl | Criterion::Klp => self.divergences(bank, progress, theta),
            Criterion::Mei => self.expected_information(bank, progress, theta),
        }
        &self.values
    }

    /// The next item at a provisional θ: [`Selector::values`] and [`choose`] in one, without a copy.
    pub fn next(
        &mut self,
        bank: &Bank,
        progress: &Progress,
        theta: f64,
        rules: &Rules,
        seeded: &mut Seeded,
    ) -> Statistic<usize> {
        let criterion = self.criterion;
        choose(criterion, self.values(bank, progress, theta), progress, rules, seeded)
    }

    fn probabilities(&mut self, bank: &Bank, theta: f64) {
        for item in 0..bank.items().len() {
            bank.probabilities(item, theta, &mut self.at_theta[bank.categories(item)]);
        }
    }

    /// Σₖ Pₖ(θ̂) Var(θ | answers, k).
    fn expected_variances(&mut self, bank: &Bank, progress: &Progress, theta: f64) {
        self.probabilities(bank, theta);
        let [mass, first, second] = &mut self.sums;
        for sum in [&mut *mass, &mut *first, &mut *second] {
            sum.fill(0.0);
        }
        let least = progress.negligible(bank, true);
        for (node, place) in bank.grid().nodes.iter().enumerate() {
            let weight = progress.weight(bank, node, true);
            if weight <= least {
                continue;
            }
            let (once, twice) = (weight * place, weight * place * place);
            let rows = mass.iter_mut().zip(first.iter_mut()).zip(second.iter_mut()).zip(bank.row(node));
            for (((mass, first), second), p) in rows {
                *mass += weight * p;
                *first += once * p;
                *second += twice * p;
            }
        }
        for (item, value) in self.values.iter_mut().enumerate() {
            *value = bank
                .categories(item)
                .map(|k| {
                    let mean = self.sums[1][k] / self.sums[0][k];
                    self.at_theta[k] * (self.sums[2][k] / self.sums[0][k] - mean * mean).max(0.0)
                })
                .sum();
        }
    }

    /// ∫ Σₖ Pₖ(θ̂) ln(Pₖ(θ̂)/Pₖ(θ)) L(θ) dθ, for KLP with the prior density as well.
    fn divergences(&mut self, bank: &Bank, progress: &Progress, theta: f64) {
        self.probabilities(bank, theta);
        let with_prior = self.criterion == Criterion::Klp;
        let sums = &mut self.sums[0];
        sums.fill(0.0);
        let mut mass = 0.0;
        let least = progress.negligible(bank, with_prior);
        for node in 0..bank.grid().nodes.len() {
            let weight = progress.weight(bank, node, with_prior);
            if weight <= least {
                continue;
            }
            mass += weight;
            sums.iter_mut().zip(bank.log_row(node)).for_each(|(sum, log)| *sum += weight * log);
        }
        for (item, value) in self.values.iter_mut().enumerate() {
            let crossed: f64 = bank.categories(item).map(|k| self.at_theta[k] * sums[k]).sum();
            let entropy = bank.entropy(item, theta, &self.at_theta[bank.categories(item)]);
            *value = (entropy * mass - crossed) * progress.scale();
        }
    }

    /// Σₖ Pₖ(θ̂) I(θ after k).
    fn expected_information(&mut self, bank: &Bank, progress: &Progress, theta: f64) {
        self.probabilities(bank, theta);
        let mut foresight = Foresight::new(bank, progress, theta);
        let mut answers = progress.answers(bank);
        for (place, item) in bank.items().iter().enumerate() {
            let at_start = foresight.as_ref().map(|_| bank.moments(place, theta));
            let mut expected = 0.0;
            for (category, k) in bank.categories(place).enumerate() {
                let foreseen = foresight.as_mut().zip(at_start).and_then(|(all, own)| all.after(place, category, own));
                let information = foreseen.unwrap_or_else(|| {
                    answers.push((item, category));
                    let next = mode(&answers, progress.prior_sd(), theta).map_or(theta, |next| next.theta);
                    answers.pop();
                    bank.information(place, next, &mut self.points)
                });
                expected += self.at_theta[k] * information;
            }
            self.values[place] = expected;
        }
    }
}
