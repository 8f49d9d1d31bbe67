//! DIF on made data against an independent computation in Python (statsmodels for the regressions).

use crate::support::*;
use rapport::psychometrics::Responses;
use rapport::psychometrics::dif::*;
use serde_json::Value;

fn made(name: &str) -> DifInput {
    let rows = records(name);
    let focal: Vec<bool> = rows.iter().map(|row| row[1] == "f").collect();
    let column = |item: usize| rows.iter().map(|row| row[item + 2].parse().unwrap()).collect();
    DifInput::new(&Responses::new((0..8).map(column).collect()).unwrap(), &focal).unwrap()
}

fn each<T>(found: Vec<rapport::psychometrics::Statistic<T>>, name: &str, check: impl Fn(T, &Value)) {
    let want = json("made_dif_700x8.json");
    for (item, want) in found.into_iter().zip(want[name].as_array().unwrap()) {
        check(item.map_err(|absent| absent.0).unwrap(), want);
    }
}

#[test]
fn mantel_and_haenszel() {
    let input = made("made_dif_700x8.csv");
    for (purify, name) in [(false, "mh"), (true, "mh_purified")] {
        each(mantel_haenszel_dif(&input, purify), name, |item, want| {
            meets(item.alpha.unwrap(), &want["alpha"], 1e-9);
            meets(item.chi_square, &want["chi_square"], 1e-9);
            meets(item.p, &want["p"], 1e-9);
            meets(item.delta.unwrap(), &want["delta"], 1e-9);
            meets(item.se_delta.unwrap(), &want["se_delta"], 1e-9);
        });
    }
}

#[test]
fn logistic_regression() {
    let input = made("made_dif_700x8.csv");
    for (purify, name) in [(false, "logistic"), (true, "logistic_purified")] {
        each(logistic_dif(&input, purify), name, |item, want| {
            meets(item.chi_square, &want["chi_square"], 1e-9);
            meets(item.p, &want["p"], 1e-9);
            meets(item.r2_change, &want["r2_change"], 1e-9);
        });
    }
}

#[test]
fn mantel_with_several_categories() {
    let input = made("made_dif_700x8_poly.csv");
    for (purify, name) in [(false, "mantel"), (true, "mantel_purified")] {
        each(mantel_dif(&input, purify), name, |item, want| {
            meets(item.chi_square, &want["chi_square"], 1e-9);
            meets(item.p, &want["p"], 1e-9);
            meets(item.smd, &want["smd"], 1e-9);
        });
    }
}

#[test]
fn the_classes_have_their_borders() {
    assert_eq!(ets_class(0.99, 0.1, 0.001), DifClass::A);
    assert_eq!(ets_class(3.0, 0.1, 0.06), DifClass::A);
    assert_eq!(ets_class(-1.2, 0.1, 0.01), DifClass::B);
    assert_eq!(ets_class(-1.6, 0.5, 0.01), DifClass::B, "not significantly above 1");
    assert_eq!(ets_class(-1.6, 0.3, 0.01), DifClass::C);
    assert_eq!(jodoin_gierl(0.035, 0.01), DifClass::B);
    assert_eq!(jodoin_gierl(0.2, 0.06), DifClass::A);
    assert_eq!(zumbo_thomas(0.2, 0.005), DifClass::B);
    assert_eq!(zumbo_thomas(0.26, 0.005), DifClass::C);
    assert_eq!(polytomous_class(-0.2, 1.0, 0.01), DifClass::B);
}

#[test]
fn groups_that_answer_alike_show_nothing_and_nothing_breaks() {
    let rows: Vec<Vec<Option<i16>>> = (0..40).map(|i| vec![Some(i / 4 % 2), Some(i / 8 % 2), Some(1)]).collect();
    let focal: Vec<bool> = (0..40).map(|i| i % 2 == 0).collect();
    let input = DifInput::new(&Responses::from_rows(&rows).unwrap(), &focal).unwrap();
    let found = mantel_haenszel_dif(&input, true);
    close(found[0].unwrap().alpha.unwrap(), 1.0, 1e-12);
    assert_eq!(found[0].unwrap().class.unwrap(), DifClass::A);
    assert!(found[2].is_err(), "everybody answered alike");
    close(mantel_dif(&input, true)[1].unwrap().smd, 0.0, 1e-12);
    close(logistic_dif(&input, true)[1].unwrap().chi_square, 0.0, 1e-9);
    assert!(DifInput::new(&Responses::from_rows(&rows).unwrap(), &[true; 40]).is_err());
}
