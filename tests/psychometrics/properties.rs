//! What holds whatever comes in: no panic, no NaN, no silent zero, no dependence on the order of rows or columns.

use proptest::prelude::*;
use rapport::analyze::dif::{DifMethod, dif};
use rapport::analyze::irt::irt;
use rapport::analyze::{Report, Unusable, agreement, cut, impact, reliability};
use rapport::psychometrics::Seeded;
use rapport::psychometrics::adaptive::{Bank, Criterion, Grid, Progress, Rules, Selector};
use rapport::psychometrics::decisions::{TrueScores, beta_binomial_decisions};
use rapport::psychometrics::integrity::{lz, lz_star};
use rapport::psychometrics::irt::{Curve, Item, Method, Model};
use rapport::psychometrics::standards::HofsteeBounds;
use serde_json::Value;

/// Answers of some persons to some items; `None` is missing.
type Answers = Vec<Vec<Option<i16>>>;

/// Anything from one person and one item up, with few or many categories, constant items and missing answers.
fn answers(most_persons: usize, most_items: usize) -> impl Strategy<Value = Answers> {
    (1..=most_persons, 1..=most_items, 1_i16..=4, 0_u8..=3).prop_flat_map(|(persons, items, categories, gaps)| {
        let cell = (0..categories, 0_u8..10).prop_map(move |(answer, chance)| (chance >= gaps).then_some(answer));
        prop::collection::vec(prop::collection::vec(cell, items), persons)
    })
}

fn csv(names: &[String], rows: &[Vec<String>]) -> String {
    let mut text = names.join(",") + "\n";
    for row in rows {
        text += &(row.join(",") + "\n");
    }
    text
}

fn names(items: usize) -> Vec<String> {
    (0..items).map(|item| format!("q{item}")).collect()
}

fn file(answers: &Answers) -> String {
    let cells = |row: &Vec<Option<i16>>| row.iter().map(|cell| cell.map_or(String::new(), |x| x.to_string())).collect();
    // An id, so that a row of nothing but gaps is still a row.
    let rows: Vec<Vec<String>> = answers
        .iter()
        .enumerate()
        .map(|(person, row)| {
            let cells: Vec<String> = cells(row);
            std::iter::once(format!("p{person}")).chain(cells).collect()
        })
        .collect();
    let mut header = vec!["id".to_owned()];
    header.extend(names(answers[0].len()));
    csv(&header, &rows)
}

/// With the group of each person in a column.
fn grouped(answers: &Answers) -> String {
    let text = file(answers);
    let group = |(line, row): (usize, &str)| match line {
        0 => format!("g,{row}"),
        line if line % 2 == 0 => format!("f,{row}"),
        _ => format!("r,{row}"),
    };
    // The id moves to the second place.
    text.lines().enumerate().map(group).collect::<Vec<_>>().join("\n") + "\n"
}

/// No null anywhere (NaN would become one), and every reason says something.
fn sound(report: &Result<impl Report, Unusable>) {
    match report {
        Err(unusable) => assert!(!unusable.message.is_empty()),
        Ok(report) => {
            let value = serde_json::to_value(report).unwrap();
            no_null(&value, "");
            let omitted = value["omitted"].as_array().unwrap();
            assert!(omitted.iter().all(|gone| gone["reason"].as_str().is_some_and(|reason| reason.len() > 5)));
            assert!(!report.table().contains("NaN"));
        }
    }
}

fn no_null(value: &Value, path: &str) {
    match value {
        Value::Null => panic!("null at {path}"),
        Value::Array(cells) => cells.iter().for_each(|cell| no_null(cell, path)),
        Value::Object(fields) => fields.iter().for_each(|(name, field)| no_null(field, &format!("{path}.{name}"))),
        _ => {}
    }
}

fn reliability_of(answers: &Answers) -> Value {
    serde_json::to_value(reliability::reliability(file(answers).as_bytes(), None::<&[u8]>, &[]).unwrap()).unwrap()
}

fn same(x: &Value, y: &Value, tolerance: f64) {
    match (x.as_f64(), y.as_f64()) {
        (Some(x), Some(y)) => assert!((x - y).abs() <= tolerance * x.abs().max(1.0), "{x} and {y}"),
        _ => assert_eq!(x, y),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn reliability_is_sound(answers in answers(30, 6)) {
        let report = reliability::reliability(file(&answers).as_bytes(), None::<&[u8]>, &[]);
        sound(&report);
        let value = reliability_of(&answers);
        // Each statistic is there or explained, never neither and never both.
        let explained = |field: &str| value["omitted"].as_array().unwrap().iter().any(|gone| gone["field"] == field);
        for field in ["mean", "sd", "alpha", "alpha_ci", "omega_total", "sem", "sed", "spearman_brown_odd_even"] {
            prop_assert!(value.get(field).is_some() != explained(field), "{}", field);
        }
        for item in value["items"].as_array().unwrap() {
            for field in ["mean", "sd", "r_total", "r_drop", "alpha_if_dropped"] {
                let path = format!("items[{}].{field}", item["item"].as_str().unwrap());
                prop_assert!(item.get(field).is_some() != explained(&path), "{}", path);
            }
        }
    }

    #[test]
    fn reliability_does_not_depend_on_order(answers in answers(30, 6), turn in 0_usize..30) {
        let mut persons = answers.clone();
        let places = turn % persons.len();
        persons.rotate_left(places);
        let (one, other) = (reliability_of(&answers), reliability_of(&persons));
        for field in ["n", "mean", "sd", "alpha", "omega_total", "spearman_brown_odd_even"] {
            same(&one[field], &other[field], 1e-12);
        }
        let items: Answers = answers.iter().map(|row| row.iter().rev().copied().collect()).collect();
        let other = reliability_of(&items);
        for field in ["n", "mean", "sd", "alpha"] {
            same(&one[field], &other[field], 1e-12);
        }
    }

    #[test]
    fn dif_is_sound(answers in answers(40, 5), purify: bool) {
        for method in [DifMethod::MantelHaenszel, DifMethod::Logistic, DifMethod::Mantel] {
            sound(&dif(grouped(&answers).as_bytes(), ("g", "f"), method, purify, &["id".to_owned()]));
        }
    }

    #[test]
    fn impact_is_sound(people in prop::collection::vec((0_u8..4, any::<bool>()), 1..40)) {
        let row = |(group, chosen): &(u8, bool)| vec![["", "a", "b", "c"][usize::from(*group)].to_owned(), chosen.to_string()];
        let rows: Vec<Vec<String>> = people.iter().map(row).collect();
        let report = impact::impact(csv(&["g".into(), "s".into()], &rows).as_bytes(), "g", "s");
        sound(&report);
        if let Ok(report) = report {
            for group in &report.groups {
                prop_assert!(group.ratio.is_none_or(|ratio| ratio <= 1.0));
                if let (Some(ratio), Some([low, high])) = (group.ratio, group.ratio_ci) {
                    prop_assert!(low <= ratio + 1e-9 && ratio <= high + 1e-9, "{low} {ratio} {high}");
                }
                prop_assert!(group.fisher_p.is_none_or(|p| p > 0.0 && p <= 1.0));
            }
        }
    }

    #[test]
    fn agreement_is_sound(ratings in answers(8, 8), scaled: bool) {
        let scale = scaled.then_some((0.0, 3.0));
        sound(&agreement::agreement(file(&ratings).as_bytes(), scale, &[]));
    }

    #[test]
    fn cuts_are_sound(scores in prop::collection::vec((0_i32..20, any::<bool>()), 1..30), low in 0.0..10.0_f64) {
        let rows: Vec<Vec<String>> = scores.iter().map(|(score, group)| vec![score.to_string(), group.to_string()]).collect();
        let text = csv(&["score".into(), "competent".into()], &rows);
        sound(&cut::contrasting(text.as_bytes(), None, None));
        sound(&cut::borderline(text.as_bytes(), None));
        let bounds = HofsteeBounds { cut: (low, low + 5.0), fail: (0.1, 0.5) };
        sound(&cut::hofstee(text.as_bytes(), None, bounds));
        let ratings: Vec<Vec<String>> = rows.iter().map(|row| vec![row[0].clone()]).collect();
        sound(&cut::angoff(csv(&["i".into()], &ratings).as_bytes(), None, Some(1.0), &[]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn item_response_models_are_sound(answers in answers(30, 5)) {
        for (model, scores) in [
            (Model::Rasch, Method::Eap),
            (Model::TwoPl, Method::Wle),
            (Model::Graded, Method::Map),
            (Model::Graded, Method::Wle),
            (Model::PartialCredit, Method::Map),
        ] {
            sound(&irt(file(&answers).as_bytes(), model, Some(scores), &[]));
        }
    }

    #[test]
    fn likelihoods_do_not_depend_on_order(answers in answers(30, 4), turn in 0_usize..30) {
        let mut turned: Answers = answers.iter().map(|row| row.iter().rev().copied().collect()).collect();
        let places = turn % turned.len();
        turned.rotate_left(places);
        for model in [Model::Rasch, Model::Graded] {
            let fit = |answers: &Answers| irt(file(answers).as_bytes(), model, None, &[]);
            let settled = |report: Result<_, Unusable>| {
                report.ok().filter(|report: &rapport::analyze::irt::IrtReport| report.converged).map(|r| r.log_likelihood)
            };
            if let (Some(x), Some(y)) = (settled(fit(&answers)), settled(fit(&turned))) {
                prop_assert!((x - y).abs() < 1e-4 * x.abs().max(1.0), "{x} and {y}");
            }
        }
    }
}

/// Items of both families with any slope and thresholds in order.
fn items() -> impl Strategy<Value = Vec<Item>> {
    let item = (any::<bool>(), 0.05..4.0_f64, prop::collection::vec(-4.0..4.0_f64, 1..4));
    let item = item.prop_map(|(graded, a, mut b)| {
        b.sort_by(f64::total_cmp);
        Item { curve: if graded { Curve::Graded } else { Curve::Divided }, a, b }
    });
    prop::collection::vec(item, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn selection_and_person_fit_are_sound(items in items(), seed: u64) {
        let bank = Bank::new(items, Grid::new(-4.0, 4.0, 33).unwrap()).unwrap();
        let mut seeded = Seeded::new(seed);
        for criterion in [Criterion::MaximumInformation, Criterion::Epv, Criterion::Kl, Criterion::Klp, Criterion::Mei] {
            let mut progress = Progress::new(&bank, 1.0).unwrap();
            let mut selector = Selector::new(&bank, criterion);
            let rules = Rules { randomesque: 2, ..Rules::default() };
            while progress.given().len() < bank.items().len() {
                let now = progress.estimate(&bank);
                prop_assert!(now.theta.is_finite() && now.se.is_finite());
                prop_assert!(selector.values(&bank, &progress, now.theta).iter().all(|value| value.is_finite()));
                let item = selector.next(&bank, &progress, now.theta, &rules, &mut seeded).unwrap();
                progress.answer(&bank, item, seeded.below(bank.items()[item].categories())).unwrap();
            }
            prop_assert!(selector.next(&bank, &progress, 0.0, &rules, &mut seeded).is_err(), "the bank is used up");
            let answers = progress.answers(&bank);
            prop_assert!(lz(&answers, 0.3).is_ok_and(f64::is_finite));
            for method in [Method::Ml, Method::Wle, Method::Map] {
                prop_assert!(lz_star(&answers, method, 1.0).map_or(true, |(_, value)| value.is_finite()));
            }
        }
    }

    #[test]
    fn decisions_add_up(n in 1_usize..40, cut in 0.0..1.0_f64, a in 0.2..9.0_f64, b in 0.2..9.0_f64, low in 0.0..0.5_f64) {
        let truth = TrueScores { a, b, low, high: low + 0.5 };
        let got = beta_binomial_decisions(n, cut, truth).unwrap();
        let parts = [got.true_positive, got.false_positive, got.false_negative, got.true_negative];
        prop_assert!((parts.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{got:?}");
        prop_assert!(parts.iter().all(|part| (-1e-12..=1.0 + 1e-12).contains(part)), "{got:?}");
        prop_assert!((-1e-9..=1.0 + 1e-9).contains(&got.consistency), "{got:?}");
        prop_assert!(got.kappa.map_or(true, f64::is_finite));
    }
}

#[test]
fn equal_groups_have_a_ratio_of_one_and_no_difference() {
    let rows: Vec<Vec<String>> =
        (0..80).map(|i| vec![["a", "b"][i % 2].to_owned(), u8::from(i / 2 % 2 == 0).to_string()]).collect();
    let report = impact::impact(csv(&["g".into(), "s".into()], &rows).as_bytes(), "g", "s").unwrap();
    let other = report.groups.iter().find(|group| group.group != report.reference).unwrap();
    assert!((other.ratio.unwrap() - 1.0).abs() < 1e-12 && other.z.unwrap().abs() < 1e-12);
    assert!((other.fisher_p.unwrap() - 1.0).abs() < 1e-12 && !other.four_fifths_violation);
}
