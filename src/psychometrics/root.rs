//! Roots of monotone and of bracketed functions.

/// The root of an increasing function between `low` and `high`, looked for from `start` outward; an end where the
/// function does not change its sign, NaN where it has no value.
pub(crate) fn increasing_root(f: impl Fn(f64) -> f64, low: f64, high: f64, start: f64) -> f64 {
    let start = if start.is_nan() { low } else { start.clamp(low, high) };
    let at_start = f(start);
    if at_start.is_nan() {
        return f64::NAN;
    }
    let direction = if at_start < 0.0 { 1.0 } else { -1.0 };
    let (mut near, mut at_near, mut step) = (start, at_start, 0.125);
    loop {
        let far = (near + direction * step).clamp(low, high);
        let at_far = f(far);
        if at_far * direction >= 0.0 {
            return brent(&f, (near, at_near), (far, at_far));
        }
        if far <= low || far >= high {
            return far;
        }
        (near, at_near) = (far, at_far);
        step *= 2.0;
    }
}

/// The root between two points where the function has different signs: Brent's method (1973), to the last digit.
pub(crate) fn brent(f: impl Fn(f64) -> f64, left: (f64, f64), right: (f64, f64)) -> f64 {
    let ((mut a, mut fa), (mut b, mut fb)) = (left, right);
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut before = step;
    for _ in 0..200 {
        if fc.abs() < fb.abs() {
            (a, fa) = (b, fb);
            (b, fb) = (c, fc);
            (c, fc) = (a, fa);
        }
        let tolerance = 2.0 * f64::EPSILON * b.abs() + 1e-300;
        let half = 0.5 * (c - b);
        if half.abs() <= tolerance || fb.abs() <= 0.0 {
            return b;
        }
        (before, step) = next_step(before, step, half, tolerance, [(a, fa), (b, fb), (c, fc)]);
        (a, fa) = (b, fb);
        b += if step.abs() > tolerance { step } else { tolerance.copysign(half) };
        fb = f(b);
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            step = b - a;
            before = step;
        }
    }
    b
}

/// Interpolation where it promises to converge, else bisection: the step before and the next.
fn next_step(before: f64, step: f64, half: f64, tolerance: f64, points: [(f64, f64); 3]) -> (f64, f64) {
    let [(a, fa), (b, fb), (c, fc)] = points;
    if before.abs() < tolerance || fa.abs() <= fb.abs() {
        return (half, half);
    }
    let s = fb / fa;
    let (mut p, mut q) = if (a - c).abs() <= 0.0 {
        (2.0 * half * s, 1.0 - s)
    } else {
        let (q, r) = (fa / fc, fb / fc);
        (s * (2.0 * half * q * (q - r) - (b - a) * (r - 1.0)), (q - 1.0) * (r - 1.0) * (s - 1.0))
    };
    if p > 0.0 {
        q = -q;
    }
    p = p.abs();
    if 2.0 * p < (3.0 * half * q - (tolerance * q).abs()).min((before * q).abs()) {
        (step, p / q)
    } else {
        (half, half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_roots_to_the_last_digits() {
        assert!((increasing_root(|x| x.powi(3) - 2.0, -10.0, 10.0, 5.0) - 2.0_f64.cbrt()).abs() < 1e-15);
        assert!((increasing_root(|x| x.exp() - 1e-8, -700.0, 700.0, 0.0) - 1e-8_f64.ln()).abs() < 1e-13);
        let root = brent(|x| x * x - 3.0, (0.0, -3.0), (9.0, 78.0));
        assert!((root - 3.0_f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn a_function_without_a_root_ends_at_the_end() {
        assert!((increasing_root(|_| -1.0, -3.0, 4.0, 0.0) - 4.0).abs() < 1e-12);
        assert!((increasing_root(|_| 1.0, -3.0, 4.0, 0.0) + 3.0).abs() < 1e-12);
    }
}
