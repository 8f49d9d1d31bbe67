//! Decision accuracy and consistency.

use crate::support::*;
use rapport::psychometrics::decisions::*;
use rapport::psychometrics::irt::Estimate;

#[test]
fn the_closed_form() {
    for want in json("beta_binomial_closed_form.json").as_array().unwrap() {
        let number = |name: &str| want[name].as_f64().unwrap();
        let truth = TrueScores { a: number("a"), b: number("b"), low: 0.0, high: 1.0 };
        let got = beta_binomial_decisions(want["n"].as_u64().unwrap() as usize, number("cut"), truth).unwrap();
        for (value, name) in [
            (got.true_positive, "TP"),
            (got.false_positive, "FP"),
            (got.false_negative, "FN"),
            (got.true_negative, "TN"),
            (got.accuracy, "accuracy"),
            (got.consistency, "consistency"),
            (got.kappa.unwrap(), "kappa"),
        ] {
            meets(value, &want[name], 1e-10);
        }
    }
}

/// ∫ over a four-parameter beta by the midpoint rule, to check the closed form's mixture.
fn by_midpoints(n: u64, cut: f64, truth: TrueScores) -> (f64, f64) {
    use rapport::psychometrics::distributions::{binomial_mass, ln_beta};
    let needed = (cut * n as f64).ceil() as u64;
    let steps = 200_000;
    let (mut both, mut twice) = (0.0, 0.0);
    for step in 0..steps {
        let y = (f64::from(step) + 0.5) / f64::from(steps);
        let density = ((truth.a - 1.0) * y.ln() + (truth.b - 1.0) * (1.0 - y).ln() - ln_beta(truth.a, truth.b)).exp();
        let tau = truth.low + (truth.high - truth.low) * y;
        let pass: f64 = (needed..=n).map(|x| binomial_mass(x, n, tau)).sum();
        let share = density / f64::from(steps);
        both += if tau >= cut { share * pass } else { 0.0 };
        twice += share * (pass * pass + (1.0 - pass) * (1.0 - pass));
    }
    (both, twice)
}

#[test]
fn four_parameters_agree_with_integration() {
    let truth = TrueScores { a: 2.5, b: 3.5, low: 0.15, high: 0.95 };
    let got = beta_binomial_decisions(20, 0.55, truth).unwrap();
    let (both, consistency) = by_midpoints(20, 0.55, truth);
    close(got.true_positive, both, 1e-5);
    close(got.consistency, consistency, 1e-8);
}

#[test]
fn livingston_and_lewis_on_lsat_6() {
    let scores: Vec<f64> = responses("ltm_LSAT.csv").totals().iter().map(|&total| total as f64).collect();
    // By hand: [(3.819 − 0)(5 − 3.819) − ρ 1.07131]/[1.07131(1 − ρ)] with ρ = .2949972 is 5.553.
    let length = effective_length(3.819, 1.071_310_310_31, 0.294_997_192_215_9, (0.0, 5.0)).unwrap();
    close(
        length,
        (3.819 * 1.181 - 0.294_997_192_215_9 * 1.071_310_310_31) / (1.071_310_310_31 * 0.705_002_807_784_1),
        1e-9,
    );
    let got = livingston_lewis(&scores, 0.294_997_192_215_9, 4.0, (0.0, 5.0)).unwrap();
    let all = got.true_positive + got.false_positive + got.false_negative + got.true_negative;
    close(all, 1.0, 1e-12);
    assert!(got.accuracy > got.consistency && got.consistency > 0.5, "{got:?}");
    // A test without error decides rightly: nothing is left to chance but the rounding of the length.
    assert!(livingston_lewis(&scores, 1.0, 4.0, (0.0, 5.0)).is_err());
    assert!(livingston_lewis(&[3.0, 3.0], 0.5, 4.0, (0.0, 5.0)).is_err());
}

#[test]
fn true_moments_are_met() {
    // Proportions of a known beta-binomial, weighted by drawing every score as often as its mass says.
    let n = 12;
    let truth = TrueScores { a: 3.0, b: 2.0, low: 0.0, high: 1.0 };
    let mass = |x: usize| {
        use rapport::psychometrics::distributions::ln_beta;
        let choose = -(13.0_f64).ln() - ln_beta(x as f64 + 1.0, (n - x) as f64 + 1.0);
        (choose + ln_beta(3.0 + x as f64, 2.0 + (n - x) as f64) - ln_beta(3.0, 2.0)).exp()
    };
    let proportions: Vec<f64> =
        (0..=n).flat_map(|x| vec![x as f64 / n as f64; (mass(x) * 2_000_000.0).round() as usize]).collect();
    let got = true_score_distribution(&proportions, n).unwrap();
    let (mean, wanted) = (got.low + (got.high - got.low) * got.a / (got.a + got.b), truth.a / (truth.a + truth.b));
    close(mean, wanted, 1e-5);
}

#[test]
fn rudners_indices_by_hand() {
    let persons = [Estimate { theta: 1.0, se: 0.5 }, Estimate { theta: -0.25, se: 0.5 }];
    let got = rudner(&persons, &[0.0]).unwrap();
    // Φ(2) = .9772498680518208 and Φ(.5) = .6914624612740131.
    let (p, q) = (0.977_249_868_051_820_8_f64, 0.691_462_461_274_013_1_f64);
    close(got.accuracy, f64::midpoint(p, q), 1e-12);
    let twice = |p: f64| p * p + (1.0 - p) * (1.0 - p);
    close(got.consistency, f64::midpoint(twice(p), twice(q)), 1e-12);
    assert!(rudner(&persons, &[1.0, 0.0]).is_err());
    assert!(rudner(&[Estimate { theta: 0.0, se: 0.0 }], &[0.0]).is_err());
}
