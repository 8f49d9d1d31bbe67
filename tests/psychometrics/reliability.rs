//! Reliability and item statistics on Bock and Lieberman's LSAT section 6, and derived composites.

use crate::support::*;
use rapport::psychometrics::items::{self, item_statistics};
use rapport::psychometrics::reliability::*;
use rapport::psychometrics::{Matrix, Responses, Scores};

const EXACT: f64 = 1e-9;

fn lsat() -> Moments {
    Moments::of_responses(&responses("ltm_LSAT.csv")).unwrap()
}

#[test]
fn coefficients_of_lsat_6() {
    let want = &json("ctt_reliability.json")["ltm_LSAT"];
    let moments = lsat();
    assert_eq!((moments.n, moments.items()), (1000, 5));
    let sd = moments.total_variance().sqrt();
    let alpha = alpha(&moments).unwrap();
    meets(moments.total_mean(), &want["mean_total"], EXACT);
    meets(sd, &want["sd_total"], EXACT);
    meets(alpha, &want["alpha_raw"], EXACT);
    meets(standardized_alpha(&moments).unwrap(), &want["alpha_std"], EXACT);
    let (low, high) = feldt_interval(alpha, 1000, 5, 0.95).unwrap();
    meets(low, &want["alpha_feldt95"][0], EXACT);
    meets(high, &want["alpha_feldt95"][1], EXACT);
    let sem = sem(sd, alpha).unwrap();
    meets(sem, &want["sem_from_alpha"], EXACT);
    meets(sed(sem), &want["sed_two_candidates"], EXACT);
    let (r, stepped_up) = split_half(&moments, &odd_even_halves(5)).unwrap();
    meets(r, &want["r_odd_even"], EXACT);
    meets(stepped_up, &want["spearman_brown_odd_even"], EXACT);
    let population = moments.total_variance() * 0.999;
    meets(kr21(moments.total_mean(), population, 5).unwrap(), &want["KR"]["KR21_popvar"], EXACT);
}

#[test]
fn the_one_factor_of_lsat_6() {
    let want = &json("ctt_reliability.json")["ltm_LSAT"];
    let factor = one_factor(&lsat()).unwrap();
    meets(factor.omega().unwrap(), &want["omega_total_cfa1_cov"], 1e-8);
    assert!(!factor.heywood);
    // The loadings of the reference come from the covariance over n.
    let over_n = 0.999_f64;
    for (item, record) in records("items_ltm_LSAT.csv").iter().enumerate() {
        close(factor.loadings[item] * over_n.sqrt(), record[8].parse().unwrap(), 1e-6);
        close(factor.uniquenesses[item] * over_n, record[9].parse().unwrap(), 1e-6);
    }
}

#[test]
fn items_of_lsat_6() {
    let statistics = item_statistics(&lsat());
    for (item, record) in statistics.iter().zip(records("items_ltm_LSAT.csv")) {
        let want = |column: usize| record[column].parse().unwrap();
        // Printed with ten digits.
        close(item.mean, want(2), 1e-10);
        close(item.sd, want(3), 1e-10);
        close(item.r_total.unwrap(), want(4), 1e-10);
        close(item.r_drop.unwrap(), want(5), 1e-10);
        close(item.alpha_if_dropped.unwrap(), want(7), 1e-10);
    }
}

#[test]
fn errors_conditional_on_the_score() {
    let moments = lsat();
    let alpha = alpha(&moments).unwrap();
    let kr21 = kr21(moments.total_mean(), moments.total_variance() * 0.999, 5).unwrap();
    for row in json("csem_lord_keats.json")["lord_binomial_csem"].as_array().unwrap() {
        let raw = row["raw"].as_f64().unwrap();
        meets(lord_error(raw, 5).unwrap(), &row["csem_lord"], EXACT);
        meets(keats_error(raw, 5, alpha, kr21).unwrap(), &row["csem_keats"], EXACT);
    }
}

#[test]
fn composites_and_differences() {
    let want = json("derived_banding_composite_examples.json");
    let mosier_case = &want["mosier"];
    let cor = rows(&mosier_case["cor"]);
    let composite = mosier(
        &numbers(&mosier_case["weights_on_z"]),
        &numbers(&mosier_case["rel"]),
        &Matrix::from_fn(4, |i, j| cor[i][j]),
    )
    .unwrap();
    meets(composite.variance, &mosier_case["var_composite"], EXACT);
    meets(composite.reliability, &mosier_case["rel_composite"], EXACT);
    meets(composite.sem, &mosier_case["sem_composite"], EXACT);
    for (got, want) in composite.effective_weights.iter().zip(numbers(&mosier_case["effective_weights"])) {
        close(*got, want, EXACT);
    }
    let band = &want["sem_band"];
    meets(sem(10.0, 0.84).unwrap(), &band["sem"], EXACT);
    meets(sed(4.0), &band["sed"], EXACT);
    meets(kelley(88.0, 70.0, 0.84), &band["kelley_true_score_88_mean70"], EXACT);
    meets(spearman_brown(0.62, 2.0).unwrap(), &want["spearman_brown"]["full"], EXACT);
    meets(spearman_brown(0.7, 1.5).unwrap(), &want["spearman_brown"]["predict_len_1.5_from_.70"], EXACT);
    meets(reliability_of_difference(0.72, 0.65, 0.5).unwrap(), &want["diff"]["rho_diff"], EXACT);
}

#[test]
fn stratified_alpha_is_alpha_where_there_is_one_stratum() {
    let moments = lsat();
    close(stratified_alpha(&moments, &[7; 5]).unwrap(), alpha(&moments).unwrap(), EXACT);
    // By hand: 1 − (σ²₁(1 − α₁) + σ²₂(1 − α₂))/σ², with the two alphas of parts.
    let strata = [0, 0, 1, 1, 1];
    let (a, b) = ([0, 1], [2, 3, 4]);
    let error = |part: &[usize]| moments.between(part, part) * (1.0 - alpha_of(&moments, part).unwrap());
    let by_hand = 1.0 - (error(&a) + error(&b)) / moments.total_variance();
    close(stratified_alpha(&moments, &strata).unwrap(), by_hand, EXACT);
    assert!(stratified_alpha(&moments, &[0, 1, 1, 1, 1]).is_err(), "a stratum of one item has no alpha");
}

#[test]
fn real_and_integer_scores_have_the_same_moments() {
    let responses = responses("ltm_LSAT.csv");
    let of_scores = Moments::of_scores(&Scores::of_responses(&responses)).unwrap();
    let moments = lsat();
    for i in 0..5 {
        close(of_scores.means[i], moments.means[i], 1e-12);
        for j in 0..5 {
            close(of_scores.covariance[(i, j)], moments.covariance[(i, j)], 1e-12);
        }
    }
}

#[test]
fn a_subscore_that_is_the_total_adds_nothing() {
    let scores = Scores::of_responses(&responses("ltm_LSAT.csv"));
    let moments = Moments::of_scores(&scores).unwrap();
    let all: Vec<usize> = (0..5).collect();
    close(subscore_value(&moments, &all).unwrap().gain(), 0.0, 1e-12);
    let value = subscore_value(&moments, &[0, 1, 2]).unwrap();
    let bound = bootstrap_lower_bound(&scores, &[0, 1, 2], 0.95, 200, 1).unwrap();
    assert!(bound < value.gain());
    let again = bootstrap_lower_bound(&scores, &[0, 1, 2], 0.95, 200, 1).unwrap();
    assert_eq!(bound.to_bits(), again.to_bits());
}

#[test]
fn halves_are_matched_on_content_and_difficulty() {
    let first = matched_halves(&[0.1, 0.2, 0.3, 0.4, 0.9, 0.8], &[0, 0, 0, 0, 1, 1]).unwrap();
    assert_eq!(first, [true, false, false, true, false, true]);
}

#[test]
fn trace_lines_rise_for_the_key_and_ties_stay_together() {
    let responses = responses("ltm_LSAT.csv");
    let totals: Vec<f64> = responses.totals().iter().map(|&total| total as f64).collect();
    let fifths = items::quintiles(&totals);
    for pair in 0..totals.len() {
        assert_eq!(fifths[pair], fifths[totals.iter().position(|total| (total - totals[pair]).abs() < 0.5).unwrap()]);
    }
    let traces = items::option_traces(responses.column(2), &fifths).unwrap();
    assert_eq!(traces.iter().map(|trace| trace.count).sum::<usize>(), 1000);
    let right: Vec<f64> = traces[1].by_quintile.iter().flatten().copied().collect();
    assert!(right.windows(2).all(|pair| pair[0] <= pair[1]), "{right:?}");
    assert_eq!(
        items::not_reached(&Responses::from_rows(&[vec![Some(1), None, Some(0)], vec![None, None, None]]).unwrap()),
        [1, 1, 1]
    );
    assert_eq!(
        items::not_reached(&Responses::from_rows(&[vec![Some(1), None, None], vec![Some(1), Some(0), None]]).unwrap()),
        [0, 1, 2]
    );
}

#[test]
fn omega_does_not_depend_on_the_order_of_items() {
    let responses = responses("gpcm_2000x40_responses.csv");
    let column = |item: usize| responses.column(item).to_vec();
    let turned = Responses::new((0..40).rev().map(column).collect()).unwrap();
    let omega = |responses| omega_total(&Moments::of_responses(responses).unwrap()).unwrap();
    close(omega(&responses), omega(&turned), 1e-9);
}

#[test]
fn items_that_cancel_leave_a_total_without_spread() {
    let rows: Vec<Vec<Option<i16>>> = [0, 1, 2, 1, 0, 2, 2].iter().map(|&x| vec![Some(x), Some(2 - x)]).collect();
    let moments = Moments::of_responses(&Responses::from_rows(&rows).unwrap()).unwrap();
    assert!(moments.total_variance().abs() <= 0.0);
    assert!(alpha(&moments).is_err() && split_half(&moments, &[true, false]).is_err());
}
