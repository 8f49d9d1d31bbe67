//! Decisions where true proportions follow a beta distribution and scores are binomial: in closed form.
//!
//! A four-parameter true score τ = l + (u − l)y is l with weight 1 − y and u with weight y, so each of n answers is
//! right with probability u for a binomial number of them and l for the rest. Everything then is a finite sum of
//! beta-binomial masses: no integral is approximated.

use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::distributions::{beta_cdf, beta_upper, ln_beta};

/// The distribution of true proportions: Beta(a, b) on [low, high].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrueScores {
    /// The first shape.
    pub a: f64,
    /// The second shape.
    pub b: f64,
    /// The least true proportion.
    pub low: f64,
    /// The greatest true proportion.
    pub high: f64,
}

/// Shares of people by what is true and what is observed, with the indices they add up to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decisions {
    /// Truly above the cut and observed above it.
    pub true_positive: f64,
    /// Truly below, observed above.
    pub false_positive: f64,
    /// Truly above, observed below.
    pub false_negative: f64,
    /// Truly below, observed below.
    pub true_negative: f64,
    /// The share decided rightly.
    pub accuracy: f64,
    /// The share decided alike on two parallel forms.
    pub consistency: f64,
    /// Cohen's κ of those two decisions; absent where everybody is on one side.
    pub kappa: Statistic,
}

/// Decisions at a cut (a proportion) for a test of `n` answers: passing is ⌈cut · n⌉ or more right.
pub fn beta_binomial_decisions(n: usize, cut: f64, truth: TrueScores) -> Statistic<Decisions> {
    let TrueScores { a, b, low, high } = truth;
    if n == 0 || !(0.0..=1.0).contains(&cut) {
        return Err(Absent("a decision needs at least one answer and a cut between 0 and 1"));
    }
    if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite() && (0.0..high).contains(&low) && high <= 1.0) {
        return Err(Absent("the true scores have no distribution"));
    }
    // A cut that is a whole number of answers up to rounding is that number.
    let needed = (cut * n as f64 - 1e-9).ceil().max(0.0) as usize;
    let passing = pass_given_mixture(n, needed, low, high);
    let border = ((cut - low) / (high - low)).clamp(0.0, 1.0);
    let (mut true_positive, mut pass, mut above) = (0.0, 0.0, 0.0);
    for (m, passing) in passing.iter().enumerate() {
        let (shape, other) = (a + m as f64, b + (n - m) as f64);
        let mass = (ln_choose(n, m) + ln_beta(shape, other) - ln_beta(a, b)).exp();
        true_positive += mass * passing * beta_upper(border, shape, other);
        pass += mass * passing;
        above += mass;
    }
    let truly = if above > 0.0 { 1.0 - beta_cdf(border, a, b) } else { 0.0 };
    let twice = pass_twice(n, &passing, truth);
    let (false_positive, false_negative) = ((pass - true_positive).max(0.0), (truly - true_positive).max(0.0));
    let true_negative = (1.0 - true_positive - false_positive - false_negative).max(0.0);
    let consistency = 1.0 - 2.0 * (pass - twice);
    let by_chance = pass * pass + (1.0 - pass) * (1.0 - pass);
    Ok(Decisions {
        true_positive,
        false_positive,
        false_negative,
        true_negative,
        accuracy: true_positive + true_negative,
        consistency,
        kappa: quotient(consistency - by_chance, 1.0 - by_chance, "everybody is on one side of the cut"),
    })
}

/// P(X >= needed) when m of n answers are right with probability `high` and the others with `low`, for m = 0 … n.
fn pass_given_mixture(n: usize, needed: usize, low: f64, high: f64) -> Vec<f64> {
    let mass = |trials: usize, p: f64| -> Vec<f64> {
        (0..=trials).map(|x| crate::psychometrics::distributions::binomial_mass(x as u64, trials as u64, p)).collect()
    };
    let of_mixture = |m: usize| {
        let (lucky, others) = (mass(m, high), mass(n - m, low));
        // P(others >= x), from the top.
        let mut tail = vec![0.0; others.len() + 1];
        for x in (0..others.len()).rev() {
            tail[x] = tail[x + 1] + others[x];
        }
        let at_least = |x: usize| tail.get(x).copied().unwrap_or(0.0);
        lucky.iter().enumerate().map(|(x, p)| p * at_least(needed.saturating_sub(x))).sum::<f64>().min(1.0)
    };
    (0..=n).map(of_mixture).collect()
}

/// P(pass on both of two parallel forms).
fn pass_twice(n: usize, passing: &[f64], truth: TrueScores) -> f64 {
    let by_sum: Vec<f64> = (0..=2 * n)
        .map(|sum| {
            let shapes = ln_beta(truth.a + sum as f64, truth.b + (2 * n - sum) as f64);
            shapes - ln_beta(truth.a, truth.b)
        })
        .collect();
    let mut twice = 0.0;
    for (first, p) in passing.iter().enumerate() {
        for (second, q) in passing.iter().enumerate() {
            if p * q > 0.0 {
                twice += p * q * (ln_choose(n, first) + ln_choose(n, second) + by_sum[first + second]).exp();
            }
        }
    }
    twice
}

fn ln_choose(n: usize, k: usize) -> f64 {
    -((n + 1) as f64).ln() - ln_beta(k as f64 + 1.0, (n - k) as f64 + 1.0)
}
