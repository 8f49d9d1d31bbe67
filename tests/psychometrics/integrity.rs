//! Indices of unusual answering.

use crate::support::*;
use rapport::psychometrics::integrity::*;
use rapport::psychometrics::irt::{FitOptions, Item, Method, Model, estimate, fit};

const EXACT: f64 = 1e-9;

#[test]
fn rapid_guessing() {
    let want = json("nt10.json");
    let times = numbers(&want["rt"]);
    for (share, name) in [(0.10, "NT10"), (0.15, "NT15"), (0.20, "NT20")] {
        meets(rapid_threshold(&times, NormativeThreshold { share, cap: 10.0 }).unwrap(), &want[name], EXACT);
    }
    let flags = rapid_flags(&times, rapid_threshold(&times, NormativeThreshold::default()).unwrap());
    assert_eq!(serde_json::json!(flags), want["flag_NT10"]);
    let flags: Vec<bool> = numbers(&want["RTE_example"]["flags"]).iter().map(|flag| *flag > 0.5).collect();
    let (share, enough) = effort(&flags).unwrap();
    meets(share, &want["RTE_example"]["RTE"], EXACT);
    assert!(!enough);
    let long = [400.0, 200.0];
    close(rapid_threshold(&long, NormativeThreshold::default()).unwrap(), 10.0, EXACT);
    assert!(effort(&[]).is_err() && rapid_threshold(&[], NormativeThreshold::default()).is_err());
}

#[test]
fn long_strings() {
    let want = json("longstring_irv.json");
    for (person, answers) in rows(&want["data"]).iter().enumerate() {
        let answers: Vec<i16> = answers.iter().map(|answer| *answer as i16).collect();
        let got = string_indices(&answers).unwrap();
        meets(got.longest as f64, &want["longstring"][person], EXACT);
        meets(got.average, &want["avgstring"][person], EXACT);
        meets(got.variability.unwrap(), &want["irv"][person], EXACT);
    }
    assert!(string_indices(&[]).is_err());
}

#[test]
fn similar_answers() {
    let want = json("answer_similarity.json");
    let (first, second) = (rows(&want["P1"]), rows(&want["P2"]));
    let matches: Vec<f64> = first.iter().zip(&second).map(|(p, q)| match_probability(p, q)).collect();
    for (got, want) in matches.iter().zip(numbers(&want["match_prob"])) {
        close(*got, want, EXACT);
    }
    for (observed, want) in numbers(&want["upper_tail_0_6"]).into_iter().enumerate() {
        close(generalized_binomial(&matches, observed).unwrap(), want, EXACT);
    }
    let case = &want["omega"];
    let (value, p) = omega(&numbers(&case["p_copier_matches_source"]), 6).unwrap();
    meets(value, &case["omega"], EXACT);
    meets(p, &case["p_upper"], EXACT);
    assert_eq!(pairs(100), 4950);
    close(bonferroni(1e-4, 4950), 0.495, EXACT);
    assert!(omega(&[1.0, 1.0], 2).is_err());
}

#[test]
fn response_times_by_the_lognormal_model() {
    let want = json("lognormal_rt.json");
    let cells = [numbers(&want["beta"]), numbers(&want["alpha"]), numbers(&want["time_s"])];
    let items: Vec<TimeItem> =
        (0..4).map(|i| TimeItem { beta: cells[0][i], alpha: cells[1][i], time: cells[2][i] }).collect();
    let got = response_times(&items).unwrap();
    meets(got.speed, &want["tau_ml"], EXACT);
    meets(got.se, &want["se_tau"], EXACT);
    meets(got.chi_square, &want["chi2"], EXACT);
    meets(got.df, &want["df"], EXACT);
    meets(got.p.unwrap(), &want["p"], EXACT);
    for (got, want) in got.residuals.iter().zip(numbers(&want["z_resid"])) {
        close(*got, want, EXACT);
    }
    for (got, want) in got.residuals_left_out.unwrap().iter().zip(numbers(&want["z_leave_one_out"])) {
        close(*got, want, EXACT);
    }
    meets(speed_map(&items, 0.09).unwrap(), &want["tau_map_prior_var_0.09"], EXACT);
    assert!(response_times(&items[..1]).unwrap().p.is_err());
    assert!(response_times(&[]).is_err());
}

#[test]
fn person_fit_of_every_pattern() {
    for (data, name) in [("mirt_LSAT7.csv", "LSAT7_2PL"), ("ltm_LSAT.csv", "ltmLSAT_2PL")] {
        let fit = fit(&responses(data), Model::TwoPl, &FitOptions::default()).unwrap();
        for row in records(&format!("irt/{name}_personfit_EAP.csv")) {
            let answers: Vec<(&Item, usize)> =
                fit.modelled().into_iter().map(|(place, item)| (item, row[place].parse().unwrap())).collect();
            let theta = estimate(&answers, Method::Eap, 1.0).unwrap().theta;
            close(lz(&answers, theta).unwrap(), row[7].parse().unwrap(), 2e-3);
        }
    }
}

#[test]
fn lz_star_is_snijders_formula_for_two_categories() {
    let item = |a, b| Item { curve: rapport::psychometrics::irt::Curve::Divided, a, b: vec![b] };
    let items = [item(1.2, -1.0), item(0.8, -0.3), item(1.5, 0.2), item(1.0, 0.9), item(0.7, 1.4)];
    let given = [1, 0, 1, 1, 0];
    let answers: Vec<(&Item, usize)> = items.iter().zip(given).collect();
    let (found, star) = lz_star(&answers, Method::Ml, 1.0).unwrap();
    // W = Σ(x − P)w and its variance Σ w̃²PQ with w = ln(P/Q), w̃ = w − c a, c = Σ P′w/Σ P′a; r₀ = 0 for ML.
    let (mut w_sum, mut above, mut below) = (0.0, 0.0, 0.0);
    let terms: Vec<(f64, f64, f64)> = items
        .iter()
        .zip(given)
        .map(|(item, x)| {
            let z = item.a * (found.theta - item.b[0]);
            let p = 1.0 / (1.0 + (-z).exp());
            w_sum += (x as f64 - p) * z;
            above += item.a * p * (1.0 - p) * z;
            below += item.a * item.a * p * (1.0 - p);
            (item.a, z, p)
        })
        .collect();
    let c = above / below;
    let variance: f64 = terms.iter().map(|(a, z, p)| (z - c * a).powi(2) * p * (1.0 - p)).sum();
    close(star, w_sum / variance.sqrt(), 1e-8);
    assert!(lz_star(&answers, Method::Eap, 1.0).is_err());
    assert!(lz_star(&[(&items[0], 1)], Method::Ml, 1.0).is_err());
}
