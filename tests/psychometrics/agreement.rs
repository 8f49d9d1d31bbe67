//! Agreement on Shrout and Fleiss's and Krippendorff's tables and a made panel.

use crate::support::*;
use rapport::psychometrics::agreement::*;

const EXACT: f64 = 1e-9;

/// Rows of numbers; empty cells are missing. `labels` leading columns are left out.
fn table(name: &str, labels: usize) -> Vec<Vec<Option<f64>>> {
    records(name).iter().map(|row| row[labels..].iter().map(|cell| cell.parse().ok()).collect()).collect()
}

fn forms() -> [(&'static str, IccForm); 6] {
    [
        ("ICC1", IccForm::OneWay),
        ("ICC2", IccForm::Random),
        ("ICC3", IccForm::Fixed),
        ("ICC1k", IccForm::OneWayMean),
        ("ICC2k", IccForm::RandomMean),
        ("ICC3k", IccForm::FixedMean),
    ]
}

fn check_icc(ratings: &Ratings, form: IccForm, want: &serde_json::Value) {
    let got = icc(ratings, form).unwrap();
    meets(got.value, &want["ICC"], EXACT);
    let (f, df1, df2, p) = got.test.unwrap();
    for (value, name) in [(f, "F"), (df1, "df1"), (df2, "df2"), (p, "p")] {
        meets(value, &want[name], EXACT);
    }
    let (low, high) = got.interval.unwrap();
    meets(low, &want["lower bound"], EXACT);
    meets(high, &want["upper bound"], EXACT);
}

#[test]
fn the_six_forms_of_shrout_and_fleiss() {
    let ratings = Ratings::complete(&table("shrout_fleiss_1979.csv", 0)).unwrap();
    for (name, form) in forms() {
        check_icc(&ratings, form, &json("icc.json")["shrout_fleiss"]["psych"][name]);
    }
}

#[test]
fn the_six_forms_of_the_made_panel() {
    let ratings = Ratings::complete(&table("made_expert_panel_5x8.csv", 1)).unwrap();
    let want = json("rwg_expert_panel.json");
    for row in want["ICC_all"].as_array().unwrap() {
        let (_, form) = forms().into_iter().find(|(name, _)| row["type"] == *name).unwrap();
        check_icc(&ratings, form, row);
    }
    let without_d: Vec<Vec<f64>> =
        ratings.rows().iter().enumerate().filter(|(row, _)| *row != 3).map(|(_, row)| row.clone()).collect();
    let value = icc(&Ratings::new(without_d).unwrap(), IccForm::RandomMean).unwrap().value;
    meets(value, &want["ICC2k_noD"], EXACT);
}

#[test]
fn krippendorffs_own_table() {
    let observers = table("krippendorff_4x12.csv", 1);
    let units: Vec<Vec<Option<f64>>> =
        (0..12).map(|unit| observers.iter().map(|observer| observer[unit]).collect()).collect();
    let want = &json("krippendorff.json")["krippendorff_4x12"];
    for (metric, name) in metrics() {
        meets(krippendorff_alpha(&units, metric).unwrap(), &want[name], EXACT);
    }
}

fn metrics() -> [(Metric, &'static str); 4] {
    [
        (Metric::Nominal, "nominal"),
        (Metric::Ordinal, "ordinal"),
        (Metric::Interval, "interval"),
        (Metric::Ratio, "ratio"),
    ]
}

#[test]
fn the_made_panel_option_by_option() {
    let want = json("rwg_expert_panel.json");
    let scale = Scale { low: 1.0, high: 7.0 };
    meets(uniform_variance(scale), &want["sigma2_EU"], EXACT);
    let mut variances = Vec::new();
    for (row, record) in table("made_expert_panel_5x8.csv", 1).iter().zip(records("made_expert_panel_5x8.csv")) {
        let ratings: Vec<f64> = row.iter().flatten().copied().collect();
        let got = option_agreement(&ratings, scale).unwrap();
        let want = &want["options"][&record[0]];
        let variance = got.sd.unwrap().powi(2);
        variances.push(variance);
        for (value, name) in [
            (got.mean, "mean"),
            (got.median, "median"),
            (got.sd.unwrap(), "sd"),
            (got.rwg.unwrap(), "rwg_uniform_trunc"),
            (got.awg.unwrap(), "awg"),
            (got.ad, "AD_mean"),
            (got.ad_median, "AD_median"),
            (got.se.unwrap(), "SE_mean"),
        ] {
            meets(value, &want[name], EXACT);
        }
        assert_eq!(got.keep(), want["keep_sd_le_1"].as_bool().unwrap());
        if record[0] == "D" {
            assert_eq!(got.look_again, [LookAgain::Imprecise, LookAgain::Bimodal, LookAgain::Spread]);
        }
    }
    let mean = variances.iter().sum::<f64>() / 5.0;
    let (many, linear) = rwg_many(mean, uniform_variance(scale), 5).unwrap();
    meets(many, &want["rwg_J_all"]["rwg_j"], EXACT);
    meets(linear, &want["rwg_J_all"]["rstar_wg_j"], EXACT);
}

#[test]
fn the_made_panel_as_a_whole() {
    let rows = table("made_expert_panel_5x8.csv", 1);
    let want = json("rwg_expert_panel.json");
    let alpha = krippendorff_alpha(&rows, Metric::Interval).unwrap();
    // Krippendorff's definition, by an independent computation from all pairs.
    close(alpha, 0.670_112_781_954_887_2, EXACT);
    // The reference is irr 0.84's number, which for complete data forgets to divide a unit's pairs by m − 1: its n is
    // m − 1 = 7 times too large. The definition, carried over to that n, is the reference.
    let (n, m) = (40.0, 8.0);
    let as_in_irr = 1.0 - (1.0 - alpha) * (n * (m - 1.0) - 1.0) / ((m - 1.0) * (n - 1.0));
    meets(as_in_irr, &want["kripp_interval_all"], EXACT);
    let concordance = kendall_w(&Ratings::complete(&rows).unwrap()).unwrap();
    meets(concordance.w, &want["kendallW_noties_all"], EXACT);
    assert!(concordance.uncorrected < concordance.w);
}

#[test]
fn two_camps_are_seen_and_one_is_not() {
    let scale = Scale { low: 1.0, high: 5.0 };
    assert!(is_bimodal(&[1.0, 1.0, 2.0, 5.0, 5.0, 4.0, 5.0, 1.0], scale));
    assert!(!is_bimodal(&[3.0, 3.0, 4.0, 2.0, 3.0, 4.0, 3.0, 2.0], scale));
    assert!(!is_bimodal(&[5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 1.0], scale), "one dissenter is not a camp");
    assert!(!is_bimodal(&[], scale));
}

#[test]
fn agreement_without_any_disagreement_to_expect_is_absent() {
    let same = vec![vec![Some(3.0); 4]; 3];
    for (metric, _) in metrics() {
        assert!(krippendorff_alpha(&same, metric).is_err());
    }
    let ratings = Ratings::complete(&same).unwrap();
    assert!(forms().iter().all(|(_, form)| icc(&ratings, *form).is_err()));
    assert!(kendall_w(&ratings).is_err());
    let got = option_agreement(&[5.0, 5.0, 5.0], Scale { low: 1.0, high: 5.0 }).unwrap();
    assert!(got.awg.is_err());
    close(got.rwg.unwrap(), 1.0, EXACT);
    let alone = option_agreement(&[5.0], Scale { low: 1.0, high: 5.0 }).unwrap();
    assert!(alone.sd.is_err() && alone.se.is_err() && alone.rwg.is_err());
}
