//! Against scipy 1.17 and numpy: `pearsonr`, its `confidence_interval`, and the variance of a truncated normal.

use super::*;

const SCORES: [f64; 10] = [41.5, 52.0, 60.25, 47.0, 66.0, 71.5, 58.0, 63.0, 55.0, 49.5];
const RATINGS: [f64; 10] = [3.0, 2.5, 4.0, 3.0, 4.5, 4.0, 3.5, 3.0, 4.0, 2.0];

fn pairs(range: std::ops::Range<usize>) -> Pairs {
    Pairs { scores: SCORES[range.clone()].to_vec(), criterion: RATINGS[range].to_vec() }
}

#[test]
fn one_group_gives_the_correlation_and_interval_of_scipy() {
    let found = within_groups(&[pairs(0..10)]).unwrap();
    assert!((found.r - 0.647_013_820_418_191_8).abs() < 1e-12, "{found:?}");
    assert!((found.sd - 9.191_821_545_990_399).abs() < 1e-12);
    let (low, high) = fisher_interval(&found, 0.95).unwrap();
    assert!((low - 0.029_339_930_487_773_53).abs() < 1e-9 && (high - 0.907_106_052_709_287_9).abs() < 1e-9);
}

#[test]
fn groups_are_compared_inside_and_cost_a_degree_of_freedom_each() {
    let alone = Pairs { scores: vec![99.0], criterion: vec![1.0] };
    let found = within_groups(&[pairs(0..5), alone, pairs(5..10)]).unwrap();
    assert_eq!((found.persons, found.groups), (10, 2), "somebody alone in a group says nothing");
    assert!((found.r - 0.716_354_243_793_729_1).abs() < 1e-12);
    assert!((found.sd - 9.143_987_095_353_975).abs() < 1e-12);
    let (low, high) = fisher_interval(&found, 0.95).unwrap();
    assert!((low - 0.099_632_19).abs() < 1e-7 && (high - 0.935_442_53).abs() < 1e-7, "{low} {high}");
    let sd = sd_within(&[SCORES[..5].to_vec(), vec![99.0], SCORES[5..].to_vec()]).unwrap();
    assert!((sd - found.sd).abs() < 1e-12);
}

/// True correlation, r among the best share by the score, and the ratio of spreads: from the variance of a normal
/// variable truncated at the cut (`scipy.stats.truncnorm`), without the formula under test.
#[test]
fn the_correction_finds_the_correlation_before_selection() {
    let cases = [
        (0.5, 0.284_667_052_805_291_64, 1.944_247_614_980_629_8),
        (0.3, 0.128_267_078_095_777_45, 2.431_549_072_801_099),
        (-0.4, -0.254_430_057_475_886_15, 1.658_896_739_970_306),
    ];
    for (truth, restricted, ratio) in cases {
        let corrected = unrestricted(restricted, ratio).unwrap();
        assert!((corrected - truth).abs() < 1e-9, "{truth}: {corrected}");
    }
    assert!((unrestricted(0.3, 1.0).unwrap() - 0.3).abs() < 1e-12, "without selection nothing changes");
    assert!(unrestricted(0.3, 0.0).is_err() && unrestricted(0.3, f64::NAN).is_err());
}

#[test]
fn what_does_not_vary_has_no_correlation() {
    let flat = Pairs { scores: vec![50.0, 60.0, 70.0], criterion: vec![3.0; 3] };
    assert!(within_groups(std::slice::from_ref(&flat)).is_err());
    assert!(within_groups(&[]).is_err());
    assert!(bootstrap(&[flat], 10.0, (0.95, 50, 1)).is_err());
    let three = Pairs { scores: vec![50.0, 60.0, 75.0], criterion: vec![3.0, 2.0, 4.0] };
    assert!(fisher_interval(&within_groups(&[three]).unwrap(), 0.95).is_err());
}

/// With many people from a normal distribution, Fisher's interval and the bootstrap say the same.
#[test]
fn the_bootstrap_agrees_with_fisher_where_both_hold_and_repeats() {
    let mut seeded = Seeded::new(7);
    let scores: Vec<f64> = (0..400).map(|_| seeded.normal()).collect();
    let criterion = scores.iter().map(|x| 0.4 * x + seeded.normal()).collect();
    let group = [Pairs { scores, criterion }];
    let (low, high) = fisher_interval(&within_groups(&group).unwrap(), 0.95).unwrap();
    let [plain, corrected] = bootstrap(&group, 1.5, (0.95, 2000, 11)).unwrap();
    assert!((plain.0 - low).abs() < 0.02 && (plain.1 - high).abs() < 0.02, "{plain:?} {low} {high}");
    assert!(corrected.0 > plain.0 && corrected.1 > plain.1, "the spread of all is wider, so is the correlation");
    assert_eq!(bootstrap(&group, 1.5, (0.95, 2000, 11)).unwrap(), [plain, corrected]);
}
