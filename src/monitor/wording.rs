//! What the figures are called, and the sentences that stand above them.

use super::figures::Pooled;
use super::{Measure, Snapshot, UNSAID};
use crate::fairness::{PREFER_NOT, Pack, Question};
use crate::i18n::{Locale, Texts};

impl Measure {
    /// What is counted, as a heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Finished => "Handed in",
            Self::Above => "Scored above the median",
            Self::Meets => "Met the threshold",
            Self::Advanced => "Were advanced",
        }
    }
}

/// A question, or two together, in two or three words.
pub fn question(id: &str) -> String {
    match id {
        "sex" => "Sex".into(),
        "ethnic-group" => "Ethnic group".into(),
        "age-band" => "Age".into(),
        "disability" => "Disability".into(),
        both if both.contains('+') => both.split('+').map(question).collect::<Vec<_>>().join(" and ").to_lowercase(),
        other => other.to_owned(),
    }
}

/// An answer in the words that applicants read, in English like all pages of staff.
pub fn answer(pack: &Pack, question: &str, answer: &str) -> String {
    let texts = Texts::of(Locale::English);
    let word = |(id, answer): (&str, &str)| {
        let of = |asked: &&Question| asked.id == id;
        let known =
            pack.questions.iter().find(of).and_then(|asked| asked.answers.iter().find(|known| known.id == answer));
        match (known, answer) {
            (Some(known), _) => texts.tr(&known.text, &[]),
            (None, PREFER_NOT) => "Preferred not to say".into(),
            (None, UNSAID) => "Said nothing".into(),
            (None, other) => other.to_owned(),
        }
    };
    question.split('+').zip(answer.split('+')).map(word).collect::<Vec<_>>().join(" · ")
}

/// Two decimals.
pub fn decimals(value: f64) -> String {
    format!("{value:.2}").replace('-', "−")
}

/// A p value as people write it.
pub fn p_value(p: f64) -> String {
    if p < 0.001 { "under 0.001".into() } else { format!("{p:.3}") }
}

/// What stands above the page: whether a difference is larger than chance makes it, over all snapshots together.
pub fn headline(snapshots: &[Snapshot], pack: Option<&Pack>, pooled: &[Pooled]) -> String {
    let (Some(pack), false) = (pack, snapshots.is_empty()) else {
        return "Nothing is frozen yet, so there is nothing to see.".into();
    };
    let all = pooled.len();
    if all == 0 {
        return "In no part of a snapshot are two groups large enough to compare who was advanced.".into();
    }
    let apart = |one: &&Pooled| one.odds.interval.0 > 1.0 || one.odds.interval.1 < 1.0;
    let widest = pooled.iter().filter(apart).max_by(|a, b| distance(a).total_cmp(&distance(b)));
    match widest {
        None if all == 1 => "Who was advanced differs between two groups no more than chance explains.".into(),
        None => {
            format!("In none of {all} comparisons do groups differ in who was advanced by more than chance explains.")
        }
        Some(widest) => {
            let (low, high) = widest.odds.interval;
            let found = pooled.iter().filter(apart).count();
            let less = if widest.odds.odds_ratio < 1.0 { "less" } else { "more" };
            format!(
                "In {found} of {all} comparisons groups differ in who was advanced by more than chance explains. The \
                 widest: {} were advanced {less} often than {}, with {} times their odds, likely between {} and {}.",
                quoted(pack, widest, &widest.group),
                quoted(pack, widest, &widest.reference),
                decimals(widest.odds.odds_ratio),
                decimals(low),
                decimals(high),
            )
        }
    }
}

fn quoted(pack: &Pack, of: &Pooled, group: &str) -> String {
    format!("“{}”", answer(pack, &of.question, group))
}

fn distance(pooled: &Pooled) -> f64 {
    pooled.odds.odds_ratio.ln().abs()
}

/// How far to trust the headline.
pub fn meaning(comparisons: usize) -> String {
    let chance = match comparisons {
        0 => String::new(),
        1 => " One comparison in twenty comes out so by chance alone.".into(),
        many => format!(
            " Of {many} comparisons, {} would come out so by chance alone.",
            match many {
                ..30 => "about one in twenty".to_owned(),
                _ => format!("about {}", many / 20),
            }
        ),
    };
    format!(
        "A difference is a reason to look, not a verdict: it does not say why. No difference is no proof that there is \
         none: with few people only large ones are found.{chance}"
    )
}
