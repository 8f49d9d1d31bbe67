//! What must hold between numbers of a simulation, and that the two fixed forms are a match.

use super::*;
use crate::assessments::{Blueprint, read_blueprints};
use crate::bank::{Files, Library};
use crate::scoring::{Competency, Format, ItemRule, RateScheme};
use std::collections::{BTreeMap, BTreeSet};

fn bank() -> (Library, Vec<Blueprint>) {
    let library = Library::read(&Files::BuiltIn).unwrap();
    let (blueprints, findings) = read_blueprints(&library);
    assert!(findings.is_empty(), "{findings:?}");
    (library, blueprints)
}

fn named<'a>(all: &'a [Blueprint], id: &str) -> &'a Blueprint {
    all.iter().find(|blueprint| blueprint.id == id).unwrap()
}

fn expected(id: &str, threshold: f64) -> Expectations {
    let (library, blueprints) = bank();
    let plan = Plan { seed: 1, applicants: 150, threshold };
    expect(&library, named(&blueprints, id), &plan, &|| ()).unwrap()
}

#[test]
fn a_longer_test_is_more_reliable_and_takes_longer() {
    let (long, short) =
        (expected("customer-support-essentials", 55.0), expected("customer-support-short-screen", 55.0));
    assert!(long.items > short.items && long.minutes > short.minutes);
    assert!(long.reliability.retest > short.reliability.retest);
    assert!(long.reliability.stratified_alpha > short.reliability.stratified_alpha);
    assert!(long.standard_error.empirical < short.standard_error.empirical);
    assert!(long.standard_error.reported < short.standard_error.reported);
    assert!(long.classification.accuracy > short.classification.accuracy);
    assert!(long.classification.borderline.share < short.classification.borderline.share);
}

#[test]
fn the_scheme_of_the_assessment_decides_how_ratings_count() {
    let (library, blueprints) = bank();
    let plan = Plan { seed: 1, applicants: 50, threshold: 55.0 };
    let mean = |scheme| {
        let blueprint = Blueprint { rate_scheme: scheme, ..named(&blueprints, "customer-support-essentials").clone() };
        expect(&library, &blueprint, &plan, &|| ()).unwrap().total.mean.unwrap()
    };
    assert_ne!(mean(RateScheme::Standardized).to_bits(), mean(RateScheme::RawAbsolute).to_bits());
}

#[test]
fn numbers_agree_with_each_other() {
    let all = expected("customer-support-essentials", 55.0);
    let (reliability, error) = (&all.reliability, &all.standard_error);
    // The share of true variance, from the spread of totals and the error found, is what two sittings say too.
    let from_error = 1.0 - (error.empirical / all.total.sd.unwrap()).powi(2);
    assert!((reliability.retest.unwrap() - from_error).abs() < 0.1, "{from_error} {reliability:?}");
    // Competencies differ within a person, so alpha over all items lies below alpha within competencies.
    assert!(reliability.alpha < reliability.stratified_alpha);
    assert!(reliability.competencies.iter().all(|(_, part)| part.retest < reliability.retest));
    assert!((error.reported - 100.0 * 0.30 / 24.0_f64.sqrt()).abs() < 1e-9);
    assert_eq!(error.deciles.iter().map(|decile| decile.n).sum::<usize>(), 150);
    assert!(error.deciles.windows(2).all(|pair| pair[0].to <= pair[1].from));
    let cells = [all.classification.meets, all.classification.borderline, all.classification.below];
    assert!((cells.iter().map(|cell| cell.share).sum::<f64>() - 1.0).abs() < 1e-12);
    let above: f64 = cells.iter().map(|cell| cell.truly_above).sum();
    assert!((above - all.classification.truly_above).abs() < 1e-12);
    assert!(all.classification.accuracy >= all.classification.consistency);
    let exposure = &all.exposure;
    assert!(exposure.minimum <= exposure.median && exposure.median <= exposure.maximum);
    assert_eq!((exposure.unfilled, exposure.most.len()), (0, 10));
}

#[test]
fn what_does_not_exist_is_named() {
    let all = expected("customer-support-short-screen", 1000.0);
    assert!(all.classification.below.share > 0.999 && all.classification.wrongly_meets.is_none());
    let named: Vec<&str> = all.omitted.iter().map(|gone| gone.field.as_str()).collect();
    assert_eq!(named, ["classification.wrongly_meets"]);
}

#[test]
fn a_person_is_their_seed_and_number_whoever_else_is_simulated() {
    let (library, blueprints) = bank();
    let form = Form::draw(&library, named(&blueprints, "customer-support-short-screen"), 3).unwrap();
    let some = |applicants| people(&form, &Plan { seed: 3, applicants, threshold: 55.0 }, &|| ()).unwrap();
    let (few, more) = (some(10), some(25));
    assert_eq!(few[..], more[..10]);
    assert!(more.iter().all(|person| person.sittings[0] != person.sittings[1]));
}

/// The mean total of the same simulated people.
fn expected_total(form: &Form) -> f64 {
    let (people, times) = (300, 8);
    let mut sum = 0.0;
    for number in 1..=people {
        let mut person = Simulated::draw(1, number);
        for _ in 0..times {
            sum += form.sit(&mut person).unwrap().total.value;
        }
    }
    sum / f64::from(people * times)
}

#[test]
fn the_two_fixed_forms_are_matched_by_design() {
    let (library, blueprints) = bank();
    let draw = |id| Form::draw(&library, named(&blueprints, id), 1).unwrap();
    let forms = [draw("essentials-form-a"), draw("essentials-form-b")];
    let ids = |form: &Form| form.ids().map(str::to_owned).collect::<BTreeSet<_>>();
    assert!(ids(&forms[0]).is_disjoint(&ids(&forms[1])));

    let kind = |rule: &ItemRule| (rule.competency, rule.format);
    let kinds = |form: &Form| counts::<(Competency, Format)>(form.rules().map(kind));
    assert_eq!(kinds(&forms[0]), kinds(&forms[1]));
    assert_eq!(counts(forms[0].channels()), counts(forms[1].channels()));

    let [a, b] = [forms[0].words() as f64, forms[1].words() as f64];
    assert!((a / b - 1.0).abs() <= 0.03, "{a} and {b} words");
    let [a, b] = [expected_total(&forms[0]), expected_total(&forms[1])];
    assert!((a - b).abs() <= 2.0, "expected totals {a} and {b}");
}

fn counts<T: Ord>(things: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    things.for_each(|thing| *counts.entry(thing).or_default() += 1);
    counts
}
