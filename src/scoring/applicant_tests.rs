//! Whole sittings: weights, missing items, and people who answer at random.

use super::*;
use crate::entropy::Stream;

const KEYS: [[f64; 5]; 4] =
    [[5.0, 1.0, 3.0, 2.0, 4.0], [2.0, 5.0, 1.0, 4.0, 3.0], [1.0, 4.0, 5.0, 3.0, 2.0], [3.0, 2.0, 4.0, 5.0, 1.0]];

/// Six items a competency in the mix of the ready-made assessment.
fn form() -> Vec<ItemRule> {
    let mix = [Format::PickBest, Format::PickBest, Format::BestWorst, Format::BestWorst, Format::Rank, Format::Rate];
    let rule = |competency, place: usize| {
        let key = Key::new(mix[place], KEYS[place % 4].to_vec(), 5).unwrap();
        ItemRule::new(competency, mix[place], key, RateScheme::Standardized)
    };
    Competency::all().flat_map(|competency| (0..6).map(move |place| rule(competency, place))).collect()
}

fn run(rules: &[ItemRule], given: &[Given]) -> Result<Scores, NotScored> {
    let slots: Vec<Slot<'_>> = rules.iter().zip(given).map(|(rule, given)| Slot { rule, given }).collect();
    score(&slots, &PerCompetency::from_fn(|_| 1.0), &Precision::assumed())
}

fn perfect(rule: &ItemRule) -> Given {
    let order: Vec<Letter> = rule.key.best_first().into_iter().filter_map(Letter::at).collect();
    Given::Response(match rule.format {
        Format::PickBest => Response::PickBest { best: order[0] },
        Format::BestWorst => Response::BestWorst { best: order[0], worst: order[order.len() - 1] },
        Format::Rank => Response::Rank { order },
        Format::Rate => Response::Rate { ratings: rule.key.effectiveness().iter().map(|e| *e as u8).collect() },
    })
}

fn random(rule: &ItemRule, stream: &mut Stream) -> Given {
    let n = rule.key.effectiveness().len();
    let mut order: Vec<Letter> = (0..n).filter_map(Letter::at).collect();
    stream.shuffle(&mut order);
    Given::Response(match rule.format {
        Format::PickBest => Response::PickBest { best: order[0] },
        Format::BestWorst => Response::BestWorst { best: order[0], worst: order[1] },
        Format::Rank => Response::Rank { order },
        Format::Rate => Response::Rate { ratings: (0..n).map(|_| 1 + stream.below(5) as u8).collect() },
    })
}

#[test]
fn the_key_itself_scores_a_hundred_everywhere() {
    let rules = form();
    let scores = run(&rules, &rules.iter().map(perfect).collect::<Vec<_>>()).unwrap();
    assert!((scores.total.value - 100.0).abs() < 1e-9);
    assert!(scores.competencies.iter().all(|(_, score)| (score.value - 100.0).abs() < 1e-9));
    assert!((scores.total.se - 100.0 * 0.30 / 24.0_f64.sqrt()).abs() < 1e-9);
}

#[test]
fn random_answers_score_nothing_on_average() {
    let rules = form();
    let mut stream = Stream::new(11, "random applicants");
    let people = 4_000;
    let mut totals = Vec::with_capacity(people);
    for _ in 0..people {
        let given: Vec<Given> = rules.iter().map(|rule| random(rule, &mut stream)).collect();
        totals.push(run(&rules, &given).unwrap().total.value);
    }
    let mean = totals.iter().sum::<f64>() / people as f64;
    assert!(mean.abs() < 1.0, "mean of random applicants {mean}");
}

#[test]
fn no_answer_scores_chance_and_a_missing_item_is_left_out() {
    let rules = form();
    let mut given: Vec<Given> = rules.iter().map(perfect).collect();
    given[0] = Given::Response(Response::NoAnswer);
    let left_out = run(&rules, &given).unwrap();
    assert!((left_out.competencies.empathy.value - 100.0 * 5.0 / 6.0).abs() < 1e-9);
    given[0] = Given::Missing;
    let missing = run(&rules, &given).unwrap();
    assert!((missing.competencies.empathy.value - 100.0).abs() < 1e-9);
    assert_eq!((missing.competencies.empathy.items, missing.competencies.empathy.missing), (5, 1));
    assert!(missing.competencies.empathy.se > left_out.competencies.empathy.se);
}

#[test]
fn too_much_missing_gives_no_score() {
    let rules = form();
    let mut given: Vec<Given> = rules.iter().map(perfect).collect();
    (given[0], given[1]) = (Given::Missing, Given::Missing);
    assert_eq!(run(&rules, &given), Err(NotScored::CompetencyMissing));
    given[1] = perfect(&rules[1]);
    (given[6], given[12]) = (Given::Missing, Given::Missing);
    assert_eq!(run(&rules, &given), Err(NotScored::TooManyMissing));
}

#[test]
fn weights_decide_what_the_total_is() {
    let rules = form();
    let mut given: Vec<Given> = rules.iter().map(perfect).collect();
    given[..6].fill(Given::LeftOut);
    let slots: Vec<Slot<'_>> = rules.iter().zip(&given).map(|(rule, given)| Slot { rule, given }).collect();
    let weights = PerCompetency { empathy: 3.0, patience: 1.0, communication: 1.0, product_knowledge: 1.0 };
    let scores = score(&slots, &weights, &Precision::assumed()).unwrap();
    assert!((scores.total.value - 50.0).abs() < 1e-9);
}

#[test]
fn using_only_the_ends_or_only_the_middle_of_the_scale_is_neither_an_advantage_nor_a_loss() {
    // Four rate items: twenty ratings, so level and spread are taken out.
    let rules = form();
    let shrink = |rating: u8, by: i16| (3 + (i16::from(rating) - 3).signum() * by).clamp(1, 5) as u8;
    let rated = |by: i16| {
        let given: Vec<Given> = rules
            .iter()
            .map(|rule| match perfect(rule) {
                Given::Response(Response::Rate { ratings }) => {
                    Given::Response(Response::Rate { ratings: ratings.into_iter().map(|r| shrink(r, by)).collect() })
                }
                other => other,
            })
            .collect();
        run(&rules, &given).unwrap().total.value
    };
    assert!((rated(1) - rated(2)).abs() < 1e-9, "2, 3, 4 and 1, 3, 5 are the same profile");
}
