//! Every question over all openings that asked it: how hard it is, how well it tells people apart, how its replies draw
//! them, how long it takes, how often it was drawn.

use super::doubts::{self, Doubt};
use super::gather::{Gathered, KnownItem, Part};
use crate::psychometrics::items::{quintiles, time_quartiles};
use crate::psychometrics::validity::{Pairs, Within, within_groups};
use crate::psychometrics::{Absent, Statistic};
use crate::scoring::{Given, Letter, Response};

/// Under so many answers a question has no numbers.
pub const LEAST_ANSWERS: usize = 50;
/// From so many answers on, trace lines are drawn and a key is doubted.
pub const LEAST_FOR_TRACES: usize = 100;

/// One question.
#[derive(Debug, Clone)]
pub struct ItemReport {
    /// Its place in [`Gathered::items`].
    pub place: usize,
    /// In how many openings it was drawn.
    pub openings: usize,
    /// In how many finished tests it was asked and counted.
    pub answers: usize,
    /// How many left it without an answer.
    pub left_out: usize,
    /// The mean score: 0 is what guessing gives, 1 the key.
    pub difficulty: Statistic,
    /// The correlation with the mean of the other questions, inside item sets.
    pub discrimination: Statistic<Within>,
    /// The quartiles of the seconds it took.
    pub seconds: Statistic<[f64; 3]>,
    /// Its replies, in the order of the file.
    pub options: Vec<OptionReport>,
    /// Why its key needs another look.
    pub doubts: Vec<Doubt>,
}

/// One reply.
#[derive(Debug, Clone)]
pub struct OptionReport {
    /// Its letter in the file.
    pub letter: Letter,
    /// How effective it is by the key.
    pub effectiveness: f64,
    /// How it was chosen.
    pub chosen: Chosen,
    /// Its appeal (see [`appeal`]) in each fifth of the people by the rest of their test, the lowest first.
    pub trace: Option<[Option<f64>; 5]>,
    /// How its appeal goes with the rest of the test.
    pub with_rest: Statistic<Within>,
}

/// How a reply was chosen, in the terms of the format.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Chosen {
    /// The share who chose it.
    Best(f64),
    /// The shares who chose it as best and as worst.
    BestWorst(f64, f64),
    /// The mean place, from 1.
    Place(f64),
    /// The mean rating.
    Rating(f64),
    /// Nobody answered.
    Unknown,
}

/// One answer to a question.
pub struct Answered<'a> {
    /// Counts the openings.
    pub part: usize,
    /// The item score.
    pub score: f64,
    /// The mean of the other item scores of the test.
    pub rest: f64,
    /// Which fifth of the people of the opening it belongs to by the rest, from 0.
    pub fifth: usize,
    /// What was answered, if anything was.
    pub response: Option<&'a Response>,
    seconds: Option<f64>,
}

/// How much somebody was drawn to a reply: chosen 1, chosen as worst −1, first place 1 and last 0, lowest rating 0 and
/// highest 1.
pub fn appeal(response: &Response, letter: Letter, (options, scale): (usize, u8)) -> Option<f64> {
    let chosen = |other: Letter| f64::from(u8::from(other == letter));
    match response {
        Response::PickBest { best } => Some(chosen(*best)),
        Response::BestWorst { best, worst } => Some(chosen(*best) - chosen(*worst)),
        Response::Rank { order } => {
            let place = order.iter().position(|other| *other == letter)?;
            Some(1.0 - place as f64 / (options as f64 - 1.0).max(1.0))
        }
        Response::Rate { ratings } => {
            let rating = f64::from(*ratings.get(letter.place())?);
            Some((rating - 1.0) / (f64::from(scale) - 1.0).max(1.0))
        }
        Response::NoAnswer => None,
    }
}

/// Every question that was drawn.
pub fn items(gathered: &Gathered) -> Vec<ItemReport> {
    let mut answers: Vec<Vec<Answered<'_>>> = gathered.items.iter().map(|_| Vec::new()).collect();
    for (number, part) in gathered.parts.iter().enumerate() {
        gather_part(number, part, &mut answers);
    }
    let report = |(place, (item, answers)): (usize, (&KnownItem, &Vec<Answered<'_>>))| {
        let drawn = |part: &&Part| part.set.iter().any(|(known, _)| *known == place);
        let openings = gathered.parts.iter().filter(drawn).count();
        item_report((place, openings), item, answers)
    };
    gathered.items.iter().zip(&answers).enumerate().map(report).collect()
}

fn gather_part<'a>(number: usize, part: &'a Part, answers: &mut [Vec<Answered<'a>>]) {
    let from: Vec<usize> = answers.iter().map(Vec::len).collect();
    for taken in &part.taken {
        let Ok(scores) = part.scorer.score(&taken.given) else { continue };
        let (sum, count) =
            scores.items.iter().flatten().fold((0.0, 0.0), |(sum, count), score| (sum + score, count + 1.0));
        for (place, (known, counts)) in part.set.iter().enumerate() {
            let Some(score) = scores.items[place].filter(|_| *counts && count > 1.0) else { continue };
            let response = match &taken.given[place] {
                Given::Response(Response::NoAnswer) | Given::LeftOut | Given::Missing => None,
                Given::Response(response) => Some(response),
            };
            let rest = (sum - score) / (count - 1.0);
            let seconds = taken.seconds[place];
            answers[*known].push(Answered { part: number, score, rest, fifth: 0, response, seconds });
        }
    }
    // Fifths are those of one opening: people with other questions have other means.
    for (own, from) in answers.iter_mut().zip(from) {
        let own = &mut own[from..];
        let rests: Vec<f64> = own.iter().map(|answer| answer.rest).collect();
        for (answer, fifth) in own.iter_mut().zip(quintiles(&rests)) {
            answer.fifth = fifth;
        }
    }
}

fn item_report((place, openings): (usize, usize), item: &KnownItem, answers: &[Answered<'_>]) -> ItemReport {
    let enough = answers.len() >= LEAST_ANSWERS;
    let few = Absent("fewer than 50 answers");
    let mean = answers.iter().map(|answer| answer.score).sum::<f64>() / answers.len().max(1) as f64;
    let times: Vec<f64> = answers.iter().filter_map(|answer| answer.seconds).collect();
    let letters = (0..item.key.options.len()).filter_map(Letter::at);
    let mut report = ItemReport {
        place,
        openings,
        answers: answers.len(),
        left_out: answers.iter().filter(|answer| answer.response.is_none()).count(),
        difficulty: if enough { Ok(mean) } else { Err(few) },
        discrimination: if enough { correlated(answers, |answer| Some(answer.score)) } else { Err(few) },
        seconds: if enough { time_quartiles(&times) } else { Err(few) },
        options: letters.map(|letter| option_report(item, letter, answers)).collect(),
        doubts: Vec::new(),
    };
    if answers.len() >= LEAST_FOR_TRACES {
        report.doubts = doubts::doubts(item, &report, answers);
    }
    report
}

fn option_report(item: &KnownItem, letter: Letter, answers: &[Answered<'_>]) -> OptionReport {
    let shape = shape(item);
    let drawn = |answer: &Answered<'_>| appeal(answer.response?, letter, shape);
    let traced = answers.len() >= LEAST_FOR_TRACES;
    let trace = |fifth: usize| {
        let own = answers.iter().filter(|answer| answer.fifth == fifth).filter_map(drawn);
        mean(own)
    };
    OptionReport {
        letter,
        effectiveness: item.key.options[letter.place()].effectiveness,
        chosen: if answers.len() >= LEAST_ANSWERS { chosen(letter, shape, answers) } else { Chosen::Unknown },
        trace: traced.then(|| std::array::from_fn(trace)),
        with_rest: if traced { correlated(answers, drawn) } else { Err(Absent("fewer than 100 answers")) },
    }
}

/// How many options an item has, and the top of its scale.
pub fn shape(item: &KnownItem) -> (usize, u8) {
    (item.key.options.len(), item.key.scale)
}

fn chosen(letter: Letter, shape: (usize, u8), answers: &[Answered<'_>]) -> Chosen {
    let given = || answers.iter().filter_map(|answer| answer.response);
    let share = |is: fn(&Response, Letter) -> bool| mean(given().map(|r| f64::from(u8::from(is(r, letter)))));
    let as_best = share(|response, letter| match response {
        Response::PickBest { best } | Response::BestWorst { best, .. } => *best == letter,
        _ => false,
    });
    let as_worst = share(|response, letter| matches!(response, Response::BestWorst { worst, .. } if *worst == letter));
    let drawn = mean(given().filter_map(|response| appeal(response, letter, shape)));
    let (Some(best), Some(worst), Some(drawn)) = (as_best, as_worst, drawn) else { return Chosen::Unknown };
    match given().next() {
        Some(Response::PickBest { .. }) => Chosen::Best(best),
        Some(Response::BestWorst { .. }) => Chosen::BestWorst(best, worst),
        Some(Response::Rank { .. }) => Chosen::Place(shape.0 as f64 - drawn * (shape.0 as f64 - 1.0)),
        Some(Response::Rate { .. }) => Chosen::Rating(1.0 + drawn * (f64::from(shape.1) - 1.0)),
        _ => Chosen::Unknown,
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0), |(sum, n), value| (sum + value, n + 1));
    (n > 0).then(|| sum / f64::from(n))
}

/// How a number of each answer goes with the rest of the test, inside openings.
fn correlated<'a>(answers: &[Answered<'a>], number: impl Fn(&Answered<'a>) -> Option<f64>) -> Statistic<Within> {
    let mut groups: Vec<Pairs> = Vec::new();
    for answer in answers {
        let Some(value) = number(answer) else { continue };
        if groups.len() <= answer.part {
            groups.resize_with(answer.part + 1, Pairs::default);
        }
        groups[answer.part].scores.push(answer.rest);
        groups[answer.part].criterion.push(value);
    }
    within_groups(&groups)
}
