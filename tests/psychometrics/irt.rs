//! Item response models against mirt 1.41 (61 nodes on [−6, 6]).

use crate::support::*;
use rapport::psychometrics::irt::*;

fn fitted(data: &str, model: Model) -> Fit {
    fit(&responses(data), model, &FitOptions::default()).unwrap()
}

fn value(cell: &str) -> f64 {
    cell.parse().unwrap()
}

/// (a, standard error) and (intercept, standard error) of each item from a file of parameters.
fn reference_parameters(name: &str) -> Vec<[Option<f64>; 4]> {
    let rows = records(name);
    let number = |cell: &str| cell.parse().ok();
    rows.chunks(4)
        .map(|item| [number(&item[0][2]), number(&item[0][3]), number(&item[1][2]), number(&item[1][3])])
        .collect()
}

fn check_summary(fit: &Fit, name: &str) {
    let want = &json("irt/summary.json")[name];
    assert!(fit.converged);
    meets(fit.log_likelihood, &want["logLik"], 1e-8);
    meets(fit.aic(), &want["AIC"], 1e-8);
    meets(fit.bic(), &want["BIC"], 1e-8);
    assert_eq!(fit.parameters as u64, want["npar"].as_u64().unwrap());
}

#[test]
fn lsat_7_and_6_as_2pl() {
    for (data, name) in [("mirt_LSAT7.csv", "LSAT7_2PL"), ("ltm_LSAT.csv", "ltmLSAT_2PL")] {
        let fit = fitted(data, Model::TwoPl);
        check_summary(&fit, name);
        for (item, want) in fit.items.iter().zip(reference_parameters(&format!("irt/{name}_params_se.csv"))) {
            let item = item.as_ref().unwrap();
            close(item.item.a, want[0].unwrap(), 5e-4);
            close(item.se_a.unwrap(), want[1].unwrap(), 5e-4);
            close(-item.item.a * item.item.b[0], want[2].unwrap(), 5e-4);
        }
        for (item, row) in fit.items.iter().zip(records(&format!("irt/{name}_params_irt.csv"))) {
            close(item.as_ref().unwrap().item.b[0], value(&row[2]), 1e-3);
        }
    }
}

#[test]
fn lsat_7_as_rasch() {
    let fit = fitted("mirt_LSAT7.csv", Model::Rasch);
    check_summary(&fit, "LSAT7_Rasch");
    for (item, want) in fit.items.iter().zip(reference_parameters("irt/LSAT7_Rasch_params_se.csv")) {
        let item = item.as_ref().unwrap();
        close(item.item.a, 1.0, 1e-12);
        assert!(item.se_a.is_err(), "fixed");
        close(item.item.b[0], -want[2].unwrap(), 5e-4);
        close(item.se_b.clone().unwrap()[0], want[3].unwrap(), 5e-4);
    }
}

#[test]
fn scores_of_every_pattern() {
    for (data, model, name) in [
        ("mirt_LSAT7.csv", Model::TwoPl, "LSAT7_2PL"),
        ("mirt_LSAT7.csv", Model::Rasch, "LSAT7_Rasch"),
        ("ltm_LSAT.csv", Model::TwoPl, "ltmLSAT_2PL"),
    ] {
        let fit = fitted(data, model);
        let items = fit.modelled();
        for row in records(&format!("irt/{name}_scores.csv")) {
            let answers: Vec<(&Item, usize)> =
                items.iter().map(|(place, item)| (*item, row[*place].parse().unwrap())).collect();
            for (method, column, tolerance) in
                [(Method::Eap, 5, 1e-4), (Method::Map, 7, 1e-4), (Method::Wle, 9, 1e-3), (Method::Ml, 11, 1e-3)]
            {
                match estimate(&answers, method, fit.sd) {
                    Ok(got) => {
                        close(got.theta, value(&row[column]), tolerance);
                        close(got.se, value(&row[column + 1]), tolerance);
                    }
                    Err(_) => assert!(row[column].contains("Inf"), "{row:?}"),
                }
            }
        }
    }
}

#[test]
fn information_and_probabilities() {
    for (data, name) in [("mirt_LSAT7.csv", "LSAT7_2PL"), ("ltm_LSAT.csv", "ltmLSAT_2PL")] {
        let fit = fitted(data, Model::TwoPl);
        let items: Vec<Item> = fit.modelled().into_iter().map(|(_, item)| item.clone()).collect();
        for row in records(&format!("irt/{name}_information.csv")) {
            let theta = value(&row[0]);
            for (item, cell) in items.iter().zip(&row[1..]) {
                close(item.information(theta), value(cell), 1e-3);
            }
            close(test_information(&items, theta), value(&row[6]), 1e-3);
            close(items.iter().map(|item| item.expected(theta)).sum(), value(&row[7]), 1e-3);
        }
        for row in records(&format!("irt/{name}_category_probs.csv")) {
            let item = &items[row[0].trim_start_matches("Item.").parse::<usize>().unwrap() - 1];
            let p = item.probabilities(value(&row[1]));
            close(p[0], value(&row[2]), 1e-3);
            close(p[1], value(&row[3]), 1e-3);
        }
    }
}

#[test]
fn partial_credit_on_2000_by_40() {
    let data = responses("gpcm_2000x40_responses.csv");
    let fit = fit(&data, Model::PartialCredit, &FitOptions::default()).unwrap();
    assert!(fit.converged);
    close(fit.log_likelihood, -88_253.506_646, 1e-8);
    for (item, row) in fit.items.iter().zip(records("gpcm_2000x40_mirt_estimates.csv")) {
        let item = &item.as_ref().unwrap().item;
        for (got, cell) in std::iter::once(&item.a).chain(&item.b).zip(&row[1..]) {
            close(*got, value(cell), 1e-3);
        }
    }
    let scores = estimate_all(&data, None, &fit.modelled(), Method::Eap, fit.sd).unwrap();
    for (score, row) in scores.iter().zip(records("gpcm_2000x40_mirt_EAP.csv")) {
        close(score.unwrap().theta, value(&row[0]), 1e-4);
        close(score.unwrap().se, value(&row[1]), 1e-4);
    }
}

#[test]
fn item_fit_by_total_score() {
    for (data, model, name) in [
        ("mirt_LSAT7.csv", Model::TwoPl, "LSAT7_2PL"),
        ("mirt_LSAT7.csv", Model::Rasch, "LSAT7_Rasch"),
        ("ltm_LSAT.csv", Model::TwoPl, "ltmLSAT_2PL"),
    ] {
        let got = item_fit(&responses(data), &fitted(data, model)).unwrap();
        for (item, row) in got.iter().zip(records(&format!("irt/{name}_SX2.csv"))) {
            let item = item.unwrap();
            close(item.chi_square, value(&row[1]), 2e-3);
            close(item.df, value(&row[2]), 1e-12);
            close(item.p, value(&row[4]), 1e-3);
        }
    }
}

#[test]
fn missing_answers_and_the_graded_model() {
    // Maximized and differentiated numerically in Python on the same nodes; three of 500 persons answered nothing.
    let want = json("made_graded_500x6_missing.json");
    for (model, name) in [(Model::Graded, "grm"), (Model::PartialCredit, "gpcm")] {
        let fit = fitted("made_graded_500x6_missing.csv", model);
        assert!(fit.converged);
        close(fit.n, 497.0, 1e-12);
        meets(fit.log_likelihood, &want[name]["log_likelihood"], 1e-9);
        for (item, want) in fit.items.iter().zip(want[name]["items"].as_array().unwrap()) {
            let item = item.as_ref().unwrap();
            meets(item.item.a, &want["a"], 1e-5);
            meets(item.se_a.unwrap(), &want["se_a"], 1e-4);
            for k in 0..3 {
                meets(item.item.b[k], &want["b"][k], 1e-4);
                meets(item.se_b.as_ref().unwrap()[k], &want["se_b"][k], 1e-3);
            }
        }
    }
}

#[test]
fn persons_are_scored_alike_one_by_one_and_together() {
    let data = responses("made_graded_500x6_missing.csv");
    let fit = fit(&data, Model::Graded, &FitOptions::default()).unwrap();
    let rows = records("made_graded_500x6_missing.csv");
    for method in [Method::Eap, Method::Map, Method::Wle, Method::Ml] {
        let together = estimate_all(&data, None, &fit.modelled(), method, 1.0).unwrap();
        for (row, got) in rows.iter().zip(together).skip(3).take(60) {
            let given = |(place, item): (usize, _)| Some((item, row[place].parse().ok()?));
            let answers: Vec<(&Item, usize)> = fit.modelled().into_iter().filter_map(given).collect();
            match estimate(&answers, method, 1.0) {
                Ok(alone) => close(got.unwrap().theta, alone.theta, 1e-9),
                Err(_) => assert!(got.is_err()),
            }
        }
    }
    assert!(estimate_all(&data, None, &fit.modelled(), Method::Eap, 1.0).unwrap()[0].is_err(), "nothing was answered");
}

#[test]
fn priors_draw_slopes_together_and_narrow_their_errors() {
    let data = responses("mirt_LSAT7.csv");
    for model in [Model::TwoPl, Model::Graded] {
        let with = |priors| fit(&data, model, &FitOptions { priors, ..FitOptions::default() }).unwrap();
        let (plain, drawn) = (with(None), with(Some(Priors { slope_sd: 0.2, ..Priors::default() })));
        assert!(drawn.converged && drawn.log_likelihood < plain.log_likelihood);
        for (plain, drawn) in plain.items.iter().zip(&drawn.items) {
            let (plain, drawn) = (plain.as_ref().unwrap(), drawn.as_ref().unwrap());
            assert!((drawn.item.a - 1.0).abs() < (plain.item.a - 1.0).abs() + 0.05);
            assert!(drawn.se_a.unwrap() < plain.se_a.unwrap());
        }
    }
}

#[test]
fn a_graded_and_a_divided_item_of_two_categories_are_the_same() {
    let (graded, divided) = (fitted("mirt_LSAT7.csv", Model::Graded), fitted("mirt_LSAT7.csv", Model::TwoPl));
    close(graded.log_likelihood, divided.log_likelihood, 1e-10);
    for (x, y) in graded.items.iter().zip(&divided.items) {
        let (x, y) = (x.as_ref().unwrap(), y.as_ref().unwrap());
        close(x.item.a, y.item.a, 1e-5);
        close(x.se_a.unwrap(), y.se_a.unwrap(), 1e-5);
        close(x.se_b.as_ref().unwrap()[0], y.se_b.as_ref().unwrap()[0], 1e-5);
    }
}

#[test]
fn what_a_sample_allows() {
    assert_eq!([advice(299), advice(300), advice(500)], [Advice::ClassicalOnly, Advice::WithPriors, Advice::Full]);
}
