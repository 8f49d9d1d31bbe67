//! `rapport simulate`: its JSON, the same for the same seed, and what it says where it cannot.

use crate::harness::{Said, rapport};
use serde_json::Value;

fn simulate(arguments: &[&str]) -> Said {
    let data = tempfile::tempdir().unwrap();
    let all: Vec<&str> = ["simulate"].iter().chain(arguments).copied().collect();
    rapport(data.path(), None, &all)
}

const SHORT: [&str; 3] = ["customer-support-short-screen", "--applicants", "40"];

fn json(seed: &str) -> (String, Value) {
    let said = simulate(&[&SHORT[..], &["--seed", seed, "--format", "json"]].concat()).expect(0);
    let value = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {}", said.out));
    (said.out, value)
}

#[test]
fn the_json_holds_what_is_expected_under_the_assumed_model() {
    let (text, value) = json("7");
    assert_eq!(value["under"], "the assumed model");
    for path in [
        "/assumptions/0",
        "/assessment",
        "/version",
        "/minutes",
        "/total/mean",
        "/reliability/retest",
        "/reliability/alpha",
        "/reliability/stratified_alpha",
        "/reliability/competencies/product-knowledge/retest",
        "/standard_error/reported",
        "/standard_error/empirical",
        "/standard_error/deciles/9/empirical",
        "/classification/threshold",
        "/classification/accuracy",
        "/classification/consistency",
        "/classification/borderline/truly_above",
        "/exposure/openings",
        "/exposure/median",
        "/exposure/most/9/share",
        "/omitted",
    ] {
        assert!(value.pointer(path).is_some(), "{path} is not in {value:#}");
    }
    assert_eq!((value["items"].as_u64(), value["applicants"].as_u64()), (Some(12), Some(40)));
    assert_eq!(text, json("7").0, "the same seed");
    assert_ne!(value["total"], json("8").1["total"], "another seed");
}

#[test]
fn the_text_is_headed_by_where_it_holds() {
    let said = simulate(&SHORT).expect(0);
    let headings: Vec<&str> = said.out.lines().filter(|line| line.contains("under the assumed model")).collect();
    assert_eq!(headings.len(), 6, "{}", said.out);
    assert!(said.out.starts_with(headings[0]) && said.out.contains("Luce 1959"), "{}", said.out);
}

#[test]
fn an_unknown_assessment_is_answered_with_those_that_exist() {
    let said = simulate(&["essentials"]).expect(2);
    for part in ["`essentials`", "customer-support-essentials", "essentials-form-b", "team-lead"] {
        assert!(said.err.contains(part), "{part} is not in {}", said.err);
    }
    assert!(said.out.is_empty());
    for arguments in [["team-lead", "--threshold", "NaN"], ["team-lead", "--bank", "/nowhere"]] {
        simulate(&arguments).expect(2);
    }
}
