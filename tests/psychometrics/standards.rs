//! Standard setting against the vectors.

use crate::support::*;
use rapport::psychometrics::standards::*;

const EXACT: f64 = 1e-9;

fn vectors(name: &str) -> serde_json::Value {
    json("standard_setting_vectors.json")[name].clone()
}

#[test]
fn angoff_with_items_fixed_and_random() {
    let want = vectors("angoff");
    let got = angoff(&rows(&want["ratings_judges_x_items"])).unwrap();
    for (got, want) in got.judge_cuts.iter().zip(numbers(&want["judge_cuts"])) {
        close(*got, want, EXACT);
    }
    meets(got.cut, &want["cut_raw"], EXACT);
    meets(got.cut / 6.0, &want["cut_pct"], EXACT);
    meets(got.sd_judges.unwrap(), &want["sd_judges"], EXACT);
    meets(got.se_judges.unwrap(), &want["se_judges"], EXACT);
    let theory = &want["gtheory"];
    let components = got.components.unwrap();
    for (value, name) in components.mean_squares.iter().zip(["MSj", "MSi", "MSe"]) {
        meets(*value, &theory[name], EXACT);
    }
    for (value, name) in components.variances.iter().zip(["var_j", "var_i", "var_ji"]) {
        meets(*value, &theory[name], EXACT);
    }
    meets(components.se_mean_items_fixed, &theory["se_mean_items_fixed"], EXACT);
    meets(components.se_mean_items_random, &theory["se_mean_items_random"], EXACT);
    meets(got.se_with_sem(0.9).unwrap(), &want["combined_with_sem"]["se_cut_total"], EXACT);
}

#[test]
fn extended_angoff() {
    let want = vectors("extended_angoff_sjt");
    let got = angoff(&rows(&want["ratings"])).unwrap();
    meets(got.cut, &want["cut"], EXACT);
    meets(got.se_judges.unwrap(), &want["se"], EXACT);
    assert!(angoff(&[vec![1.0, 2.0]]).unwrap().se_judges.is_err());
}

#[test]
fn the_bookmark() {
    let want = vectors("bookmark");
    let items: Vec<(f64, f64)> = rows(&want["items_a_b"]).iter().map(|item| (item[0], item[1])).collect();
    let got = bookmark(&items, &[3, 3, 4], 2.0 / 3.0).unwrap();
    for (got, want) in got.rp_locations.iter().zip(numbers(&want["rp_locations"])) {
        close(*got, want, EXACT);
    }
    for (got, want) in got.judge_theta.iter().zip(numbers(&want["judge_theta"])) {
        close(*got, want, EXACT);
    }
    assert_eq!(got.order, [0, 1, 2, 3, 4]);
    meets(got.cut_theta, &want["cut_theta_median"], EXACT);
    meets(got.expected_raw, &want["expected_raw"], EXACT);
    assert!(bookmark(&items, &[6], 0.5).is_err());
}

#[test]
fn borderline_and_contrasting_groups() {
    let want = vectors("borderline_group");
    let got = borderline(&numbers(&want["scores"])).unwrap();
    meets(got.median, &want["cut_median"], EXACT);
    meets(got.mean, &want["cut_mean"], EXACT);
    let want = vectors("contrasting_groups");
    let got = contrasting(&numbers(&want["not_competent"]), &numbers(&want["competent"])).unwrap();
    meets(got.midpoint_of_means, &want["midpoint_of_means"], EXACT);
    for (got, want) in got.coefficients.unwrap().iter().zip(numbers(&want["logistic_b0_b1"])) {
        close(*got, want, 1e-8);
    }
    meets(got.logistic_cut.unwrap(), &want["logistic_cut_p50"], 1e-8);
    for (row, want) in got.table.iter().zip(want["table"].as_array().unwrap()) {
        let count = |name: &str| want[name].as_u64().unwrap() as usize;
        assert_eq!(
            (row.false_fail, row.false_pass, row.total()),
            (count("false_fail"), count("false_pass"), count("total"))
        );
        meets(row.cut, &want["cut"], EXACT);
    }
    assert_eq!(got.table.len(), 13);
    assert_eq!(got.least_errors, numbers(&want["min_total_error_cuts"]));
    assert!(contrasting(&[1.0, 2.0], &[3.0, 4.0]).unwrap().coefficients.is_err(), "separated");
    assert!(contrasting(&[1.0, 1.0], &[1.0, 1.0]).unwrap().coefficients.is_err());
}

#[test]
fn hofstees_compromise_and_none() {
    let want = vectors("hofstee");
    let scores = numbers(&want["scores"]);
    let got = hofstee(&scores, HofsteeBounds { cut: (8.0, 12.0), fail: (0.1, 0.4) }).unwrap();
    for (got, want) in got.curve.iter().zip(want["curve"].as_array().unwrap()) {
        meets(got.0, &want["cut"], EXACT);
        meets(got.1, &want["fail"], EXACT);
        meets(got.2, &want["line"], EXACT);
    }
    let (cut, fail) = got.crossing.unwrap();
    meets(cut, &want["cut_interpolated"], EXACT);
    meets(fail, &want["fail_rate_line_at_cut"], EXACT);
    let strict = HofsteeBounds { cut: (8.0, 12.0), fail: (0.9, 0.95) };
    assert!(hofstee(&scores, strict).unwrap().crossing.is_err(), "no solution");
}
