//! Loader's saddle-point form of the binomial and Poisson masses.

use std::f64::consts::TAU;

/// ln n! less Stirling's formula: the error term of Stirling, for real n >= 0.
pub(super) fn stirling_error(n: f64) -> f64 {
    const LN_ROOT_TAU: f64 = 0.918_938_533_204_672_8;
    const SERIES: [f64; 5] = [1.0 / 12.0, 1.0 / 360.0, 1.0 / 1260.0, 1.0 / 1680.0, 1.0 / 1188.0];
    if n <= 15.0 {
        return libm::lgamma(n + 1.0) - (n + 0.5) * n.ln() + n - LN_ROOT_TAU;
    }
    let square = n * n;
    SERIES.iter().rev().fold(0.0, |sum, term| term - sum / square) / n
}

/// x ln(x/m) + m - x without cancellation where x is near m.
pub(super) fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut term = 2.0 * x * v;
    for odd in 1..1000 {
        term *= v * v;
        let next = sum + term / f64::from(2 * odd + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

/// The binomial mass for real 0 <= x <= n, success p and failure q = 1 - p (given apart to keep its digits).
pub(super) fn binomial_raw(x: f64, n: f64, p: f64, q: f64) -> f64 {
    if p <= 0.0 || q <= 0.0 {
        let certain = if p <= 0.0 { 0.0 } else { n };
        return if (x - certain).abs() <= 0.0 { 1.0 } else { 0.0 };
    }
    if x <= 0.0 {
        return if n <= 0.0 { 1.0 } else { (n * ln_of_complement(q, p)).exp() };
    }
    if x >= n {
        return (n * ln_of_complement(p, q)).exp();
    }
    let exponent =
        stirling_error(n) - stirling_error(x) - stirling_error(n - x) - deviance(x, n * p) - deviance(n - x, n * q);
    exponent.exp() * (n / (TAU * x * (n - x))).sqrt()
}

/// ln of a probability whose complement is known: exact where the probability is near 1.
fn ln_of_complement(probability: f64, complement: f64) -> f64 {
    if complement < 0.1 { (-complement).ln_1p() } else { probability.ln() }
}

/// P(X = x) of n trials with success p.
pub fn binomial_mass(x: u64, n: u64, p: f64) -> f64 {
    if x > n { 0.0 } else { binomial_raw(x as f64, n as f64, p, 1.0 - p) }
}

/// e^-m m^x / Γ(x+1) for real x >= 0 and m > 0.
pub(super) fn poisson_raw(x: f64, m: f64) -> f64 {
    if x <= 0.0 {
        return (-m).exp();
    }
    (-stirling_error(x) - deviance(x, m)).exp() / (TAU * x).sqrt()
}
