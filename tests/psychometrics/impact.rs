//! Adverse impact: ratios, tests and intervals, pooling, false flags.

use crate::support::*;
use rapport::psychometrics::impact::*;

const EXACT: f64 = 1e-9;

fn comparison(focal: [u64; 2], reference: [u64; 2]) -> Comparison {
    let selection = |[selected, n]: [u64; 2]| Selection { selected, n };
    Comparison::new(selection(focal), selection(reference)).unwrap()
}

#[test]
fn every_table_of_the_reference() {
    for want in json("adverse_impact.json").as_array().unwrap() {
        let pair = |name: &str| [want[name][0].as_u64().unwrap(), want[name][1].as_u64().unwrap()];
        let got = comparison(pair("focal"), pair("reference"));
        let fisher = fisher_exact(&got);
        let (low, high) = log_interval(&got, 0.95).unwrap();
        let (chi, p) = got.chi_square_corrected().unwrap();
        let (rate_f, rate_r) = (got.focal.rate().unwrap(), got.reference.rate().unwrap());
        for (value, name) in [
            (rate_f, "rate_f"),
            (rate_r, "rate_r"),
            (got.ratio().unwrap(), "impact_ratio"),
            (got.z().unwrap(), "z_pooled"),
            (got.z_p().unwrap(), "p_z_two_sided"),
            (fisher.two_sided, "fisher_two_sided"),
            (fisher.less, "fisher_less"),
            (fisher.mid_p, "fisher_midp_lower"),
            (chi, "chisq_yates"),
            (p, "chisq_yates_p"),
            (cohens_h(rate_f, rate_r), "cohens_h"),
            (got.shortfall(), "shortfall"),
            (got.ratio_after_one_swap().unwrap(), "air_after_one_swap"),
        ] {
            meets(value, &want[name], EXACT);
        }
        meets(low, &want["AIR_ci95"][0], EXACT);
        meets(high, &want["AIR_ci95"][1], EXACT);
        assert_eq!(got.four_fifths_violation(), want["four_fifths_violation"].as_bool().unwrap());
    }
}

#[test]
fn openings_are_pooled() {
    let want = json("mantel_haenszel_multi_requisition.json");
    let openings = [comparison([5, 20], [20, 60]), comparison([10, 20], [30, 50])];
    let got = mantel_haenszel(&openings).unwrap();
    meets(got.odds_ratio, &want["mh_or"], EXACT);
    meets(got.interval.0, &want["ci"][0], EXACT);
    meets(got.interval.1, &want["ci"][1], EXACT);
    meets(got.chi_square.0, &want["chisq"], EXACT);
    meets(got.chi_square.1, &want["p"], EXACT);
    meets(got.chi_square_corrected.0, &want["chisq_cc"], EXACT);
    meets(got.chi_square_corrected.1, &want["p_cc"], EXACT);
    assert!(mantel_haenszel(&[comparison([0, 5], [0, 7])]).is_err());
}

#[test]
fn false_flags_by_enumeration() {
    let want = json("expected_air_and_false_flags.json");
    for name in ["false_flag", "false_flag_p20"] {
        for row in want[name].as_array().unwrap() {
            let n = |name: &str| row[name].as_u64().unwrap();
            let rate = row["true_rate_both"].as_f64().unwrap();
            meets(false_flag_named_group(n("n_focal"), n("n_ref"), rate), &row["p_false_45_flag"], EXACT);
        }
    }
    // As the design page prints them: 56 % and 26 %.
    close(false_flag_either_way(10, 10, 0.5), 0.56, 0.005);
    close(false_flag_either_way(50, 50, 0.5), 0.26, 0.005);
}

#[test]
fn the_ratio_to_expect_from_a_difference_in_scores() {
    for row in json("expected_air_and_false_flags.json")["expected_air"].as_array().unwrap() {
        let (d, rate) = (row["d"].as_f64().unwrap(), row["majority_rate"].as_f64().unwrap());
        let (minority, ratio) = expected_ratio(d, rate).unwrap();
        meets(minority, &row["minority_rate"], EXACT);
        meets(ratio, &row["air"], EXACT);
    }
}

#[test]
fn score_intervals_where_counts_are_at_their_ends() {
    for kind in [RatioInterval::Koopman, RatioInterval::MiettinenNurminen] {
        // The ends are where the score is ±1.96; both kinds hold the ratio and widen with the factor N/(N − 1).
        let (low, high) = score_interval(&comparison([12, 40], [48, 80]), kind, 0.95).unwrap();
        assert!(low > 0.28 && low < 0.5 && high > 0.5 && high < 0.85, "{low} {high}");
        let (low, high) = score_interval(&comparison([0, 10], [5, 10]), kind, 0.95).unwrap();
        assert!(low.abs() <= 0.0 && high > 0.0 && high < 1.0, "{high}");
        let (low, high) = score_interval(&comparison([10, 10], [10, 10]), kind, 0.95).unwrap();
        assert!(low < 1.0 && high > 1.0 && (low * high - 1.0).abs() < 1e-9, "{low} {high}");
        assert!(score_interval(&comparison([3, 10], [0, 10]), kind, 0.95).is_err());
    }
    assert!(log_interval(&comparison([0, 10], [5, 10]), 0.95).is_err());
}

#[test]
fn exactly_four_fifths_is_not_a_violation_even_of_huge_counts() {
    assert!(!comparison([4_000_000_000, 10_000_000_000], [5_000_000_000, 10_000_000_000]).four_fifths_violation());
    assert!(comparison([3_999_999_999, 10_000_000_000], [5_000_000_000, 10_000_000_000]).four_fifths_violation());
}

#[test]
fn effect_sizes() {
    let (focal, reference) = ([1.0, 2.0, 3.0], [2.0, 4.0, 6.0]);
    // Means 2 and 4, pooled variance (2·1 + 2·4)/4 = 2.5; the correction at m = 4 is Γ(2)/(√2 Γ(1.5)).
    let d = -2.0 / 2.5_f64.sqrt();
    close(cohens_d(&focal, &reference).unwrap(), d, EXACT);
    close(hedges_g(&focal, &reference).unwrap(), d * 0.797_884_560_802_865_4, EXACT);
    assert!(cohens_d(&[1.0, 1.0], &[1.0, 1.0]).is_err());
}

#[test]
fn the_most_selected_group_is_found_by_exact_rates() {
    let group = |selected, n| Selection { selected, n };
    assert_eq!(most_selected(&[group(1, 3), group(2, 6), group(0, 0)]), Some(1), "of equals the larger");
    assert_eq!(most_selected(&[group(1, 3), group(1, 3)]), Some(0), "then the earlier");
    assert_eq!(most_selected(&[group(0, 0)]), None);
}

#[test]
fn tables_of_local_law_144() {
    let people = [
        (Some("F"), true),
        (Some("F"), false),
        (Some("F"), false),
        (Some("M"), true),
        (Some("M"), true),
        (Some("M"), false),
        (None, true),
    ];
    let table = selection_rates(&people);
    assert_eq!(table.unknown, 1);
    assert_eq!((table.rows[0].n, table.rows[0].favoured), (3, 1));
    close(table.rows[0].ratio.unwrap(), 0.5, EXACT);
    close(table.rows[1].ratio.unwrap(), 1.0, EXACT);
    // The median of all, known or not, is 60: a tie at it is not above.
    let scored =
        [(Some(("F", "x")), 60.0), (Some(("F", "y")), 80.0), (Some(("M", "x")), 70.0), (None, 10.0), (None, 20.0)];
    let table = scoring_rates(&scored).unwrap();
    close(table.median.unwrap(), 60.0, EXACT);
    assert_eq!(table.rows.iter().map(|row| row.favoured).collect::<Vec<_>>(), [0, 1, 1]);
    let nobody = selection_rates(&[(Some(1), false), (Some(2), false)]);
    assert!(nobody.rows.iter().all(|row| row.ratio.is_err()));
}

#[test]
fn score_intervals_as_in_statsmodels() {
    // Roots of score_test_proportions_2indep(compare="ratio") at ±z, without and with its correction.
    for (focal, reference, koopman, miettinen) in [
        (
            [12, 40],
            [48, 80],
            (0.293_345_245_248_44, 0.793_864_681_737_54),
            (0.292_673_168_072_681, 0.795_257_344_325_538),
        ),
        ([0, 10], [5, 10], (0.0, 0.612_860_577_425_767), (0.0, 0.641_177_872_967_924)),
        (
            [10, 10],
            [10, 10],
            (0.722_467_200_137_111, 1.384_145_882_069_411),
            (0.712_066_058_717_989, 1.404_364_086_388_853),
        ),
        (
            [3, 10],
            [10, 10],
            (0.107_791_267_406_301, 0.603_221_852_538_855),
            (0.105_035_078_994_892, 0.610_138_497_517_913),
        ),
    ] {
        for (kind, want) in [(RatioInterval::Koopman, koopman), (RatioInterval::MiettinenNurminen, miettinen)] {
            let (low, high) = score_interval(&comparison(focal, reference), kind, 0.95).unwrap();
            close(low, want.0, 1e-9);
            close(high, want.1, 1e-9);
        }
    }
}
