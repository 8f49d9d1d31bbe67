//! The regularized incomplete gamma function and the chi-square distribution.

use super::saddle::poisson_raw;
use crate::psychometrics::root::increasing_root;

/// P(G <= x) for a standard gamma variable of shape a > 0.
pub fn gamma_cdf(x: f64, a: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < a + 1.0 {
        series(x, a)
    } else {
        1.0 - fraction(x, a)
    }
}

/// P(G > x) for a standard gamma variable of shape a > 0.
pub fn gamma_upper(x: f64, a: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else if x < a + 1.0 {
        1.0 - series(x, a)
    } else {
        fraction(x, a)
    }
}

/// P(χ² > x) with df degrees of freedom.
pub fn chi_square_upper(x: f64, df: f64) -> f64 {
    gamma_upper(x / 2.0, df / 2.0)
}

/// The x with P(χ² <= x) = p.
pub fn chi_square_quantile(p: f64, df: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    let excess = |log: f64| {
        let x = log.exp() / 2.0;
        if p <= 0.5 { gamma_cdf(x, df / 2.0) - p } else { (1.0 - p) - gamma_upper(x, df / 2.0) }
    };
    increasing_root(excess, -700.0, 700.0, df.ln()).exp()
}

/// The series of the lower function: x^a e^-x / Γ(a+1) · Σ x^k / ((a+1)…(a+k)).
fn series(x: f64, a: f64) -> f64 {
    let (mut term, mut sum, mut shape) = (1.0, 1.0, a);
    for _ in 0..1_000_000 {
        shape += 1.0;
        term *= x / shape;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    (poisson_raw(a, x) * sum).min(1.0)
}

/// The continued fraction of the upper function by Lentz's method.
fn fraction(x: f64, a: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut value = d;
    for step in 1..1_000_000 {
        let i = f64::from(step);
        let term = -i * (i - a);
        b += 2.0;
        let below = term * d + b;
        d = 1.0 / if below.abs() < TINY { TINY } else { below };
        c = b + term / c;
        if c.abs() < TINY {
            c = TINY;
        }
        value *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    // x^a e^-x / Γ(a) is a times the Poisson mass at a.
    (poisson_raw(a, x) * a * value).min(1.0)
}
