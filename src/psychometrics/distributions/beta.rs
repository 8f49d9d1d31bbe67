//! The regularized incomplete beta function and what rests on it: beta, t and F.

use super::saddle::binomial_raw;
use crate::psychometrics::root::increasing_root;

/// ln B(a, b) for a, b > 0.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

/// P(B <= x) for B ~ Beta(a, b), a and b > 0.
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    lower(x, 1.0 - x, a, b)
}

/// P(B > x) for B ~ Beta(a, b), a and b > 0.
pub fn beta_upper(x: f64, a: f64, b: f64) -> f64 {
    lower(1.0 - x, x, b, a)
}

/// The x with P(B <= x) = p.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if p <= 0.0 || p >= 1.0 {
        return if p <= 0.0 { 0.0 } else { 1.0 };
    }
    let (x, _) = quantile_pair(p, a, b);
    x
}

/// P(F > x) with df1 and df2 degrees of freedom.
pub fn f_upper(x: f64, df1: f64, df2: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let total = df2 + df1 * x;
    lower(df2 / total, df1 * x / total, df2 / 2.0, df1 / 2.0)
}

/// The x with P(F <= x) = p.
pub fn f_quantile(p: f64, df1: f64, df2: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    let (x, y) = quantile_pair(p, df1 / 2.0, df2 / 2.0);
    df2 * x / (df1 * y)
}

/// P(|T| >= |t|) with df degrees of freedom.
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    let total = df + t * t;
    lower(df / total, t * t / total, df / 2.0, 0.5)
}

/// The t with P(T <= t) = p.
pub fn t_quantile(p: f64, df: f64) -> f64 {
    let tail = 2.0 * p.min(1.0 - p);
    if tail >= 1.0 {
        return 0.0;
    }
    let (x, y) = quantile_pair(tail, df / 2.0, 0.5);
    (df * y / x).sqrt().copysign(p - 0.5)
}

/// The quantile and its complement, both with all their digits, searched on the log-odds.
fn quantile_pair(p: f64, a: f64, b: f64) -> (f64, f64) {
    if !(a.is_finite() && b.is_finite() && a > 0.0 && b > 0.0) {
        return (f64::NAN, f64::NAN);
    }
    let at = |odds: f64| (1.0 / (1.0 + (-odds).exp()), 1.0 / (1.0 + odds.exp()));
    // Where the upper tail is the smaller one it is the upper tail that is matched.
    let excess = |odds: f64| {
        let (x, y) = at(odds);
        if p <= 0.5 { lower(x, y, a, b) - p } else { (1.0 - p) - lower(y, x, b, a) }
    };
    at(increasing_root(excess, -700.0, 700.0, (a / b).ln()))
}

/// `I_x(a`, b) with y = 1 - x given apart.
fn lower(x: f64, y: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || y <= 0.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    // x^a y^b / B(a, b)
    let front = binomial_raw(a, a + b, x, y) * a * b / (a + b);
    if x < (a + 1.0) / (a + b + 2.0) {
        (front * continued_fraction(x, a, b) / a).min(1.0)
    } else {
        (1.0 - front * continued_fraction(y, b, a) / b).max(0.0)
    }
}

/// The continued fraction of the incomplete beta function by Lentz's method.
fn continued_fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..200_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction
}
