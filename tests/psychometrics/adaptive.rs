//! Adaptive selection against catR on a made bank of 20 items.

use crate::support::*;
use rapport::psychometrics::Seeded;
use rapport::psychometrics::adaptive::*;
use rapport::psychometrics::irt::{Curve, Item, Method, estimate};

fn bank() -> Bank {
    let item = |row: &Vec<String>| {
        let number = |cell: &String| cell.parse::<f64>().unwrap();
        Item { curve: Curve::Divided, a: number(&row[1]), b: row[2..].iter().map(number).collect() }
    };
    let items = records("gpcm_bank20.csv").iter().map(item).collect();
    Bank::new(items, Grid::new(-4.0, 4.0, 33).unwrap()).unwrap()
}

/// The state of the reference: items 3, 11 and 7 (from 1) answered 2, 1 and 3.
fn state(bank: &Bank) -> Progress {
    let mut progress = Progress::new(bank, 1.0).unwrap();
    for (item, category) in [(2, 2), (10, 1), (6, 3)] {
        progress.answer(bank, item, category).unwrap();
    }
    progress
}

#[test]
fn every_criterion_at_a_fixed_state() {
    let (bank, want) = (bank(), json("selection_fixed_state.json")["GPCM"].clone());
    let progress = state(&bank);
    let now = progress.estimate(&bank);
    meets(now.theta, &want["EAP"], 1e-9);
    meets(now.se, &want["EAP_se"], 1e-9);
    let available: Vec<usize> = numbers(&want["avail"]).iter().map(|item| *item as usize - 1).collect();
    for (criterion, name, next, tolerance) in [
        (Criterion::MaximumInformation, "Fisher_info_all", "MFI", 1e-9),
        (Criterion::Epv, "EPV", "MEPV", 1e-9),
        (Criterion::Kl, "KL", "KL", 1e-9),
        (Criterion::Klp, "KLP", "KLP", 1e-9),
        // catR finds the mode only to four digits.
        (Criterion::Mei, "MEI_fisher", "MEI", 5e-5),
    ] {
        let mut selector = Selector::new(&bank, criterion);
        let values = selector.values(&bank, &progress, now.theta).to_vec();
        let wanted = numbers(&want[name]);
        for (place, wanted) in wanted.iter().enumerate() {
            let item = if wanted.is_nan() || name == "Fisher_info_all" { place } else { available[place] };
            close(values[item], *wanted, tolerance);
        }
        let chosen = choose(criterion, &values, &progress, &Rules::default(), &mut Seeded::new(1)).unwrap();
        meets(chosen as f64 + 1.0, &want["next_item"][next], 1e-12);
    }
}

#[test]
fn estimates_at_a_fixed_state() {
    let (bank, want) = (bank(), json("selection_fixed_state.json")["GPCM"]["estimates"].clone());
    let progress = state(&bank);
    let answers = progress.answers(&bank);
    // catR's roots are good to about 1e-4.
    for (method, name) in [(Method::Ml, "ML"), (Method::Map, "BM"), (Method::Wle, "WL")] {
        let got = estimate(&answers, method, 1.0).unwrap();
        meets(got.theta, &want[name]["theta"], 2e-4);
        if method != Method::Wle {
            meets(got.se, &want[name]["se"], 2e-4);
        }
    }
}

#[test]
fn the_deterministic_path() {
    let bank = bank();
    let mut progress = Progress::new(&bank, 1.0).unwrap();
    let mut selector = Selector::new(&bank, Criterion::MaximumInformation);
    for step in json("deterministic_path_gpcm.json")["path"].as_array().unwrap() {
        let theta = progress.estimate(&bank).theta;
        let item = selector.next(&bank, &progress, theta, &Rules::default(), &mut Seeded::new(1)).unwrap();
        meets(item as f64 + 1.0, &step["item"], 1e-12);
        let category = bank.items()[item].expected(0.8).round() as usize;
        meets(category as f64, &step["resp"], 1e-12);
        progress.answer(&bank, item, category).unwrap();
        let now = progress.estimate(&bank);
        meets(now.theta, &step["theta"], 1e-9);
        meets(now.se, &step["se"], 1e-9);
    }
}

#[test]
fn the_ratio_test() {
    let want = json("sprt_example.json");
    let (a, b) = (numbers(&want["a"]), numbers(&want["b"]));
    let items: Vec<Item> = a.iter().zip(&b).map(|(a, b)| Item { curve: Curve::Divided, a: *a, b: vec![*b] }).collect();
    let sprt = Sprt { below: 0.2, above: 0.8, alpha: 0.05, beta: 0.05 };
    let (low, high) = sprt.bounds();
    meets(low, &want["lower"], 1e-9);
    meets(high, &want["upper"], 1e-9);
    let mut answers: Vec<(&Item, usize)> = Vec::new();
    for ((item, u), cumulated) in items.iter().zip(numbers(&want["u"])).zip(numbers(&want["cum_llr"])) {
        answers.push((item, u as usize));
        close(sprt_llr(&answers, 0.2, 0.8), cumulated, 1e-9);
        assert_eq!(sprt.verdict(&answers), SprtVerdict::Undecided);
    }
}

#[test]
fn stopping_rules() {
    let bank = bank();
    let progress = state(&bank);
    let now = progress.estimate(&bank);
    let rules = StopRules::default();
    assert_eq!(stop(&bank, &progress, &now, &rules), None);
    assert_eq!(stop(&bank, &progress, &now, &StopRules { most_items: Some(3), ..rules }), Some(Stopped::Length));
    let precise = StopRules { standard_error: Some(0.6), ..rules };
    assert_eq!(stop(&bank, &progress, &now, &precise), Some(Stopped::Precision));
    assert_eq!(stop(&bank, &progress, &now, &StopRules { least_items: 4, ..precise }), None);
    let sprt = Sprt { below: -3.0, above: 0.5, alpha: 0.05, beta: 0.05 };
    let decided = StopRules { sprt: Some(sprt), ..rules };
    assert_eq!(stop(&bank, &progress, &now, &decided), Some(Stopped::Decided(SprtVerdict::Above)));
}

#[test]
fn content_and_exposure() {
    let bank = bank();
    let progress = state(&bank);
    let content = Content { group: (0..20).map(|item| item % 2).collect(), targets: vec![0.5, 0.5] };
    // Items 2, 10 and 6 are all of group 0.
    assert_eq!(content.furthest_below(&progress), Some(1));
    let values: Vec<f64> = (0..20).map(f64::from).collect();
    let rules = Rules { content: Some(&content), ..Rules::default() };
    assert_eq!(choose(Criterion::MaximumInformation, &values, &progress, &rules, &mut Seeded::new(1)).unwrap(), 19);
    let mut seeded = Seeded::new(7);
    let rules = Rules { randomesque: 3, ..Rules::default() };
    let picks: Vec<usize> = (0..200)
        .map(|_| choose(Criterion::MaximumInformation, &values, &progress, &rules, &mut seeded).unwrap())
        .collect();
    assert!([17, 18, 19].iter().all(|item| picks.contains(item)) && picks.iter().all(|item| *item > 16));
    let never = vec![0.0; 20];
    let rules = Rules { exposure: Some(&never), ..Rules::default() };
    assert_eq!(
        choose(Criterion::MaximumInformation, &values, &progress, &rules, &mut seeded).unwrap(),
        19,
        "somebody must be given"
    );
    let calibrated = calibrate_exposure(&bank, Criterion::MaximumInformation, (5, 300, 12), 0.5, 3).unwrap();
    assert!(calibrated.given.iter().all(|share| *share < 0.62), "{:?}", calibrated.given);
    assert!(calibrate_exposure(&bank, Criterion::MaximumInformation, (5, 300, 12), 0.1, 3).is_err());
}

#[test]
fn what_cannot_be_answered_is_refused() {
    let bank = bank();
    let mut progress = state(&bank);
    assert!(progress.answer(&bank, 2, 0).is_err(), "given before");
    assert!(progress.answer(&bank, 99, 0).is_err());
    assert!(progress.answer(&bank, 0, 4).is_err());
    assert!(Bank::new(Vec::new(), Grid::new(-4.0, 4.0, 33).unwrap()).is_err());
    assert!(Grid::new(1.0, 1.0, 33).is_err());
}

#[test]
fn information_after_the_next_answer_is_that_at_the_mode() {
    let bank = bank();
    let mut seeded = Seeded::new(5);
    let mut progress = Progress::new(&bank, 1.0).unwrap();
    for item in 0..8 {
        let theta = progress.estimate(&bank).theta;
        let values = Selector::new(&bank, Criterion::Mei).values(&bank, &progress, theta).to_vec();
        for (item, got) in bank.items().iter().zip(values) {
            let after = |category: usize| {
                let mut answers = progress.answers(&bank);
                answers.push((item, category));
                item.information(estimate(&answers, Method::Map, 1.0).unwrap().theta)
            };
            let want: f64 = item.probabilities(theta).iter().enumerate().map(|(k, p)| p * after(k)).sum();
            close(got, want, 1e-9);
        }
        progress.answer(&bank, item, seeded.below(bank.items()[item].categories())).unwrap();
    }
}
