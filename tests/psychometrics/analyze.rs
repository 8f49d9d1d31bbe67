//! The contract of `analyze`: shapes of the JSON, refusals with row and column, weights, strata, exit codes.

use crate::support::*;
use rapport::analyze::dif::{DifMethod, dif};
use rapport::analyze::irt::irt;
use rapport::analyze::reliability::reliability;
use rapport::analyze::{Unusable, agreement, cut, impact};
use rapport::psychometrics::irt::{Method, Model};
use serde_json::{Value, json};
use std::fmt::Write;
use std::process::Command;

const NO_STRATA: Option<&[u8]> = None;

fn value(report: impl serde::Serialize) -> Value {
    serde_json::to_value(report).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn has(value: &Value, fields: &[&str]) {
    for field in fields {
        assert!(value.get(field).is_some(), "{field} is not among {:?}", keys(value));
    }
}

#[test]
fn the_shapes_are_those_of_the_contract() {
    let lsat = file("mirt_LSAT7.csv");
    let report = value(reliability(lsat.as_bytes(), NO_STRATA, &[]).unwrap());
    has(
        &report,
        &["n", "k", "mean", "sd", "alpha", "alpha_ci", "omega_total", "sem", "sed", "spearman_brown_odd_even"],
    );
    has(&report["items"][0], &["item", "n", "mean", "sd", "r_total", "r_drop", "alpha_if_dropped"]);
    assert_eq!(report["omitted"], json!([]));
    assert!(report.get("stratified_alpha").is_none(), "no strata were given");

    let report = value(irt(lsat.as_bytes(), Model::TwoPl, Some(Method::Eap), &[]).unwrap());
    has(&report, &["model", "n", "log_likelihood", "aic", "bic", "cycles", "converged", "items", "scores", "omitted"]);
    assert_eq!(report["model"], "2pl");
    has(&report["items"][0], &["item", "a", "b", "se"]);
    has(&report["items"][0]["se"], &["a", "b"]);
    assert_eq!(report["scores"].as_array().unwrap().len(), 1000);
    has(&report["scores"][0], &["id", "theta", "se"]);

    let made = file("made_dif_700x8.csv");
    for (method, fields) in [
        (DifMethod::MantelHaenszel, &["item", "alpha", "chi_square", "p", "delta", "se_delta", "class"][..]),
        (DifMethod::Logistic, &["item", "chi_square", "p", "class", "r2_change"]),
        (DifMethod::Mantel, &["item", "chi_square", "p", "class", "smd"]),
    ] {
        has(&value(dif(made.as_bytes(), ("group", "f"), method, false, &[]).unwrap())["items"][0], fields);
    }

    let panel = file("made_expert_panel_5x8.csv");
    let report = value(agreement::agreement(panel.as_bytes(), Some((1.0, 7.0)), &[]).unwrap());
    has(&report, &["icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k", "krippendorff", "kendall_w", "options"]);
    has(&report["krippendorff"], &["nominal", "ordinal", "interval", "ratio"]);
    has(&report["options"][0], &["option", "mean", "sd", "rwg", "awg", "ad", "se", "keep"]);
    assert_eq!((&report["options"][3]["option"], &report["options"][3]["keep"]), (&json!("D"), &json!(false)));
}

#[test]
fn impact_on_the_first_reference_table() {
    let mut text = "person,g,s\n".to_owned();
    for (group, selected, n) in [("focal", 12, 40), ("reference", 48, 80)] {
        for person in 0..n {
            writeln!(text, "{person},{group},{}", if person < selected { "yes" } else { "no" }).unwrap();
        }
    }
    let report = value(impact::impact(text.as_bytes(), "g", "s").unwrap());
    let (got, want) = (&report["groups"][0], &crate::support::json("adverse_impact.json")[0]);
    for (field, reference) in [
        ("rate", "rate_f"),
        ("ratio", "impact_ratio"),
        ("fisher_p", "fisher_two_sided"),
        ("mid_p", "fisher_midp_lower"),
        ("z", "z_pooled"),
        ("z_p", "p_z_two_sided"),
        ("shortfall", "shortfall"),
    ] {
        meets(got[field].as_f64().unwrap(), &want[reference], 1e-9);
    }
    meets(got["ratio_ci"][1].as_f64().unwrap(), &want["AIR_ci95"][1], 1e-9);
    assert_eq!(got["four_fifths_violation"], json!(true));
    assert_eq!((&report["reference"], &report["groups"][1]["ratio"]), (&json!("reference"), &json!(1.0)));
}

#[test]
fn cuts_have_the_names_of_the_vectors() {
    let want = crate::support::json("standard_setting_vectors.json");
    let ratings = rows(&want["angoff"]["ratings_judges_x_items"]);
    let line = |row: &Vec<f64>| row.iter().map(f64::to_string).collect::<Vec<_>>().join(",");
    let text = format!("i1,i2,i3,i4,i5,i6\n{}\n", ratings.iter().map(line).collect::<Vec<_>>().join("\n"));
    let got = value(cut::angoff(text.as_bytes(), None, Some(0.9), &[]).unwrap());
    for field in ["cut_raw", "cut_pct", "sd_judges", "se_judges", "max_raw"] {
        meets(got[field].as_f64().unwrap(), &want["angoff"][field], 1e-9);
    }
    let theory = want["angoff"]["gtheory"].as_object().unwrap();
    for (field, wanted) in theory {
        meets(got["gtheory"][field].as_f64().unwrap(), wanted, 1e-9);
    }
    let total = &want["angoff"]["combined_with_sem"]["se_cut_total"];
    meets(got["combined_with_sem"]["se_cut_total"].as_f64().unwrap(), total, 1e-9);

    let groups = &want["contrasting_groups"];
    let people = |name: &str, competent: u8| {
        let line = |score: &f64| format!("{score},{competent}");
        numbers(&groups[name]).iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let text = format!("score,competent\n{}\n{}\n", people("not_competent", 0), people("competent", 1));
    let got = value(cut::contrasting(text.as_bytes(), None, None).unwrap());
    assert_eq!(got["table"].as_array().unwrap().len(), 13);
    meets(got["logistic_cut_p50"].as_f64().unwrap(), &groups["logistic_cut_p50"], 1e-8);

    let text = "a,b\n1.2,-1\n0.9,-0.4\n1.5,0.1\n1.1,0.6\n0.8,1.3\n";
    let got = value(cut::bookmark(text.as_bytes(), &[3, 3, 4], 2.0 / 3.0).unwrap());
    meets(got["cut_theta_median"].as_f64().unwrap(), &want["bookmark"]["cut_theta_median"], 1e-9);
    assert_eq!(got["order"], want["bookmark"]["order"]);
}

/// What a file of answers is refused with.
fn refusal(text: &str) -> Unusable {
    reliability(text.as_bytes(), NO_STRATA, &[]).unwrap_err()
}

#[test]
fn what_cannot_be_used_is_named_by_row_and_column() {
    let cell = |row, column: &str| (Some(row), Some(column.to_owned()));
    for (text, place) in [
        ("a,b\n1,0\n1,x\n", cell(2, "b")),
        ("a,b\n1,2.5\n", cell(1, "b")),
        ("a,b\n1,NA\n", cell(1, "b")),
        ("a,b\n99999,1\n", cell(1, "a")),
        ("a,weight\n1,1\n1,-1\n", cell(2, "weight")),
        ("a,b\n1,0\n1\n", (Some(2), None)),
        ("a,a\n1,0\n", (None, Some("a".to_owned()))),
        ("a;b\n1;0\n", (None, None)),
        ("a,b\n", (None, None)),
        ("", (None, None)),
        ("id,group\n1,2\n", (None, None)),
        ("a,weight\n1,0\n", (None, Some("weight".to_owned()))),
    ] {
        let refusal = refusal(text);
        assert_eq!((refusal.row, refusal.column.clone()), place, "{text:?}: {refusal}");
    }
    assert_eq!(refusal("a,b\n1,0\n1,x\n").to_string().split(':').next(), Some("row 2, column \"b\""));
    let third = irt("a,b\n0,1\n1,0\n2,1\n".as_bytes(), Model::TwoPl, None, &[]).unwrap_err();
    assert_eq!((third.row, third.column.as_deref()), (Some(3), Some("a")));
    let no_group = dif("a,g\n1,x\n".as_bytes(), ("g", "f"), DifMethod::Mantel, false, &[]).unwrap_err();
    assert_eq!(no_group.column.as_deref(), Some("g"));
    let neither = impact::impact("g,s\na,1\nb,maybe\n".as_bytes(), "g", "s").unwrap_err();
    assert_eq!((neither.row, neither.column.as_deref()), (Some(2), Some("s")));
    let outside = agreement::agreement("o,e1,e2\nx,1,9\n".as_bytes(), Some((1.0, 7.0)), &["o".into()]).unwrap_err();
    assert_eq!((outside.row, outside.column.as_deref()), (Some(1), Some("e2")));
    let missing = cut::angoff("i1,i2\n1,\n".as_bytes(), None, None, &[]).unwrap_err();
    assert_eq!((missing.row, missing.column.as_deref()), (Some(1), Some("i2")));
}

#[test]
fn columns_beside_the_items_are_known() {
    let text = "\u{feff}id,group,q1,q2,note\nA,f,1,0,hello\nB,m,0,1,\nC,m,1,1,x\nD,f,0,0,y\n";
    let report = reliability(text.as_bytes(), NO_STRATA, &["note".to_owned()]).unwrap();
    assert_eq!((report.n, report.k), (4, 2));
    let absent = reliability(text.as_bytes(), NO_STRATA, &["nothing".to_owned()]).unwrap_err();
    assert_eq!(absent.column.as_deref(), Some("nothing"));
}

#[test]
fn weights_count_persons() {
    let weighted = file("mirt_LSAT7_freq.csv").replace("freq", "weight");
    let one = value(reliability(weighted.as_bytes(), NO_STRATA, &[]).unwrap());
    let all = value(reliability(file("mirt_LSAT7.csv").as_bytes(), NO_STRATA, &[]).unwrap());
    assert_eq!(one, all);
    let fit = irt(weighted.as_bytes(), Model::TwoPl, Some(Method::Eap), &[]).unwrap();
    assert_eq!((fit.n, fit.scores.unwrap().len()), (1000, 32));
    close(fit.log_likelihood, -2_658.805_113_632_33, 1e-8);
}

#[test]
fn strata_come_from_a_second_file() {
    let lsat = file("mirt_LSAT7.csv");
    let with = |strata: &str| reliability(lsat.as_bytes(), Some(strata.as_bytes()), &[]);
    let strata = "item,stratum\nItem.1,x\nItem.2,x\nItem.3,y\nItem.4,y\nItem.5,y\n";
    assert!(with(strata).unwrap().stratified_alpha.is_some());
    let alone = with(&strata.replace("Item.2,x", "Item.2,y")).unwrap();
    assert!(alone.stratified_alpha.is_none());
    assert!(alone.omitted.iter().any(|gone| gone.field == "stratified_alpha"));
    assert_eq!(with("item,stratum\nItem.9,x\n").unwrap_err().row, Some(1));
    assert_eq!(with("item,stratum\nItem.1,x\n").unwrap_err().column.as_deref(), Some("Item.2"));
}

#[test]
fn constant_items_and_single_persons_are_explained() {
    let report = value(reliability("a,b,c\n1,0,3\n0,1,3\n1,1,3\n0,0,3\n".as_bytes(), NO_STRATA, &[]).unwrap());
    assert!(report["items"][2].get("r_drop").is_none());
    has(&report, &["alpha"]);
    let one = value(reliability("a,b\n1,2\n".as_bytes(), NO_STRATA, &[]).unwrap());
    assert_eq!((&one["n"], &one["mean"]), (&json!(1), &json!(3.0)));
    assert!(one.get("sd").is_none() && one.get("alpha").is_none());
    let constant = value(irt("a,b,c\n1,0,3\n0,1,3\n1,1,3\n0,0,3\n".as_bytes(), Model::Rasch, None, &[]).unwrap());
    assert_eq!(keys(&constant["items"][2]), ["item", "se"]);
    let nobody = irt("a,b\n1,1\n1,1\n".as_bytes(), Model::Rasch, None, &[]).unwrap_err();
    assert!(nobody.message.contains("two categories"));
}

#[test]
fn the_command_prints_json_and_ends_with_2_on_what_it_cannot_use() {
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_rapport")).arg("analyze").args(arguments).output().unwrap()
    };
    let data = |name: &str| format!("{}/tests/psychometrics/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let good = run(&["reliability", &data("ltm_LSAT.csv"), "--format", "json"]);
    assert!(good.status.success());
    let report: Value = serde_json::from_slice(&good.stdout).unwrap();
    assert_eq!(report["n"], json!(1000));
    assert!(run(&["reliability", &data("ltm_LSAT.csv")]).stdout.starts_with(b"statistic"));
    let bad = run(&["irt", &data("gpcm_2000x40_responses.csv"), "--model", "2pl"]);
    assert_eq!((bad.status.code(), bad.stdout.is_empty()), (Some(2), true));
    assert!(String::from_utf8(bad.stderr).unwrap().contains("row 3, column \"i001\""));
    assert_eq!(run(&["reliability", "/nowhere.csv"]).status.code(), Some(2));
    assert_eq!(run(&["impact", &data("ltm_LSAT.csv")]).status.code(), Some(2));
}
