//! The four formats against printed and independently computed values, and what must hold for every key.

use super::item::{Level, share};
use super::*;
use proptest::prelude::*;

fn key(format: Format, effectiveness: &[f64], scale: u8) -> Key {
    Key::new(format, effectiveness.to_vec(), scale).unwrap()
}

fn letters(order: &str) -> Vec<Letter> {
    order.to_lowercase().chars().map(|c| c.to_string().parse().unwrap()).collect()
}

fn letter_of(letter: &str) -> Letter {
    letter.to_lowercase().parse().unwrap()
}

/// A key whose best-first order is `order`.
fn rank_key(order: &str) -> Key {
    let mut effectiveness = vec![0.0; order.len()];
    for (place, letter) in letters(order).into_iter().enumerate() {
        effectiveness[letter.place()] = 5.0 - place as f64;
    }
    key(Format::Rank, &effectiveness, 5)
}

#[test]
fn ranks_score_as_the_foundation_programme_table() {
    // 20 − footrule for five options; the share is (mark − 8) / 12.
    let cases = [
        ("ABCDE", 20.0),
        ("BACDE", 18.0),
        ("ABDCE", 18.0),
        ("EDCBA", 8.0),
        ("CABED", 14.0),
        ("BCDEA", 12.0),
        ("DABEC", 12.0),
        ("CDABE", 12.0),
        ("ACBED", 16.0),
    ];
    for (given, mark) in cases {
        let x = share(&rank_key("ABCDE"), &Response::Rank { order: letters(given) }, RateScheme::Standardized, None);
        assert!((x.unwrap() - (mark - 8.0) / 12.0).abs() < 1e-12, "{given}");
    }
    let x = share(&rank_key("CABED"), &Response::Rank { order: letters("ACBED") }, RateScheme::Standardized, None);
    assert!((x.unwrap() - 10.0 / 12.0).abs() < 1e-12);
}

#[test]
fn a_random_order_of_five_earns_a_third() {
    // The mean mark over all 120 orders is 12 of 20.
    let rule = ItemRule::new(Competency::Empathy, Format::Rank, rank_key("ABCDE"), RateScheme::Standardized);
    assert!((rule.chance() - 4.0 / 12.0).abs() < 1e-12);
}

#[test]
fn best_and_worst_score_by_the_difference_of_effectiveness() {
    // Weekley and Jones: A 4.6, B 6.3, C 3.1, D 1.7 on a scale of 7; greatest difference 4.6.
    let key = key(Format::BestWorst, &[4.6, 6.3, 3.1, 1.7], 7);
    for (best, worst, difference) in
        [("B", "D", 4.6), ("A", "D", 2.9), ("B", "C", 3.2), ("D", "B", -4.6), ("C", "A", -1.5)]
    {
        let response = Response::BestWorst { best: letter_of(best), worst: letter_of(worst) };
        let x = share(&key, &response, RateScheme::Standardized, None).unwrap();
        assert!((x - (difference + 4.6) / 9.2).abs() < 1e-12, "{best}{worst}");
    }
}

#[test]
fn ratings_are_compared_after_level_and_spread_are_taken_out() {
    // Key 6.25 5 3 1.5 4 on a scale of 7: the profiles and their rescaled values are from an independent computation.
    let keyed = [6.25, 5.0, 3.0, 1.5, 4.0];
    let key = key(Format::Rate, &keyed, 7);
    let furthest: f64 = keyed.iter().map(|k: &f64| (k - 1.0).max(7.0 - k)).sum();
    let profiles: [([u8; 5], [f64; 5]); 4] = [
        (
            [6, 5, 3, 2, 4],
            [6.256_512_518_934_159, 5.103_256_259_467_08, 2.796_743_740_532_920_5, 1.643_487_481_065_841_3, 3.95],
        ),
        (
            [5, 4, 2, 1, 3],
            [6.256_512_518_934_159, 5.103_256_259_467_08, 2.796_743_740_532_920_5, 1.643_487_481_065_841_3, 3.95],
        ),
        (
            [7, 7, 1, 1, 7],
            [
                5.281_665_623_695_879,
                5.281_665_623_695_879,
                1.952_501_564_456_182_7,
                1.952_501_564_456_182_7,
                5.281_665_623_695_879,
            ],
        ),
        (
            [2, 3, 5, 6, 4],
            [1.643_487_481_065_841_3, 2.796_743_740_532_920_5, 5.103_256_259_467_08, 6.256_512_518_934_159, 3.95],
        ),
    ];
    for (ratings, rescaled) in profiles {
        let rated: Vec<(u8, f64)> = ratings.iter().copied().zip(keyed).collect();
        let level = Level::of(&rated);
        let x =
            share(&key, &Response::Rate { ratings: ratings.to_vec() }, RateScheme::Standardized, Some(&level)).unwrap();
        let distance: f64 =
            rescaled.iter().zip(keyed).map(|(moved, keyed)| (moved.clamp(1.0, 7.0) - keyed).abs()).sum();
        assert!((x - (1.0 - distance / furthest)).abs() < 1e-12, "{ratings:?}");
    }
}

#[test]
fn raw_schemes_give_the_printed_distances() {
    let keyed = [6.25, 5.0, 3.0, 1.5, 4.0];
    let key = key(Format::Rate, &keyed, 7);
    let furthest: f64 = keyed.iter().map(|k: &f64| (k - 1.0).max(7.0 - k)).sum();
    let furthest_squared: f64 = keyed.iter().map(|k: &f64| (k - 1.0).max(7.0 - k).powi(2)).sum();
    for (ratings, absolute, squared, agreeing) in [
        ([6, 5, 3, 2, 4], 0.75, 0.3125, 4.0),
        ([4, 4, 4, 4, 4], 6.75, 13.3125, 0.0),
        ([7, 7, 1, 1, 7], 8.25, 17.8125, 4.0),
        ([5, 4, 2, 1, 3], 4.75, 4.8125, 3.0),
        ([7, 6, 5, 3, 6], 7.25, 11.8125, 3.0),
        ([2, 3, 5, 6, 4], 12.75, 46.3125, 0.0),
    ] {
        let x = |scheme| share(&key, &Response::Rate { ratings: ratings.to_vec() }, scheme, None).unwrap();
        assert!((x(RateScheme::RawAbsolute) - (1.0 - absolute / furthest)).abs() < 1e-12);
        assert!((x(RateScheme::RawSquared) - (1.0 - squared / furthest_squared)).abs() < 1e-12);
        assert!((x(RateScheme::Dichotomous) - agreeing / 4.0).abs() < 1e-12);
    }
    let middling = share(&key, &Response::Rate { ratings: vec![4; 5] }, RateScheme::AgainstMidpoint, None).unwrap();
    assert!(middling.abs() < 1e-12, "all in the middle earns nothing");
}

/// Any key of any format, with the answer the key itself would give.
fn any_rule() -> impl Strategy<Value = (ItemRule, Response)> {
    (0..4_usize, proptest::sample::subsequence(vec![1.0, 2.0, 3.0, 4.0, 5.0], 3..=5)).prop_flat_map(
        |(format, values)| {
            (Just(Format::ALL[format]), Just(values).prop_shuffle()).prop_map(|(format, values)| {
                let key = Key::new(format, values.clone(), 5).unwrap();
                let order: Vec<Letter> = key.best_first().into_iter().filter_map(Letter::at).collect();
                let perfect = match format {
                    Format::PickBest => Response::PickBest { best: order[0] },
                    Format::BestWorst => Response::BestWorst { best: order[0], worst: order[order.len() - 1] },
                    Format::Rank => Response::Rank { order },
                    Format::Rate => Response::Rate { ratings: values.iter().map(|value| *value as u8).collect() },
                };
                (ItemRule::new(Competency::Patience, format, key, RateScheme::RawAbsolute), perfect)
            })
        },
    )
}

proptest! {
    #[test]
    fn the_keys_own_answer_scores_one((rule, perfect) in any_rule()) {
        let y = rule.adjusted(rule.share(&perfect, None).unwrap());
        prop_assert!((y - 1.0).abs() < 1e-12, "{}", y);
    }

    #[test]
    fn chance_lies_between_nothing_and_everything((rule, _) in any_rule()) {
        prop_assert!(rule.chance() > 0.2 && rule.chance() < 0.75, "{}", rule.chance());
    }

    #[test]
    fn no_fitting_answer_is_off_the_scale((rule, _) in any_rule(), ratings in proptest::collection::vec(1..=5_u8, 5)) {
        let n = rule.key.effectiveness().len();
        let response = match rule.format {
            Format::Rate => Response::Rate { ratings: ratings[..n].to_vec() },
            Format::Rank => Response::Rank { order: (0..n).rev().filter_map(Letter::at).collect() },
            Format::PickBest => Response::PickBest { best: Letter::at(usize::from(ratings[0]) % n).unwrap() },
            Format::BestWorst => Response::BestWorst { best: Letter::at(0).unwrap(), worst: Letter::at(n - 1).unwrap() },
        };
        prop_assert!(response.check(rule.format, n, 5).is_ok());
        let x = rule.share(&response, None).unwrap();
        prop_assert!((0.0..=1.0).contains(&x), "{}", x);
    }
}

#[test]
fn answers_that_do_not_fit_say_why() {
    let a = letter_of("a");
    let check = |response: Response, format| response.check(format, 4, 5);
    assert_eq!(check(Response::BestWorst { best: a, worst: a }, Format::BestWorst), Err(ResponseFault::BestIsWorst));
    assert_eq!(check(Response::PickBest { best: letter_of("e") }, Format::PickBest), Err(ResponseFault::NoSuchOption));
    assert_eq!(check(Response::PickBest { best: a }, Format::Rank), Err(ResponseFault::OtherFormat));
    assert_eq!(check(Response::Rank { order: letters("abca") }, Format::Rank), Err(ResponseFault::NotAnOrder));
    assert_eq!(check(Response::Rate { ratings: vec![1, 2, 3, 6] }, Format::Rate), Err(ResponseFault::NotRated));
    assert_eq!(check(Response::Rate { ratings: vec![1, 2, 3] }, Format::Rate), Err(ResponseFault::NotRated));
    assert_eq!(check(Response::NoAnswer, Format::Rate), Ok(()));
}
