//! A question as a template sees it.

use crate::bank::Presented;
use crate::error::FieldError;
use crate::scoring::{Format, Letter};
use crate::sittings::choice::{Places, SCALE, label};
use crate::web::rendered;
use minijinja::Value;
use serde::Serialize;

/// A question, or a practice question.
#[derive(Serialize)]
pub struct QuestionView {
    /// Where the form goes.
    pub action: String,
    /// Its number.
    pub number: usize,
    /// Of how many.
    pub count: usize,
    /// Where it happens.
    pub setting: String,
    /// The heading.
    pub title: String,
    /// The language of the texts.
    pub lang: String,
    /// The scene.
    pub scenario: Value,
    /// The question.
    pub ask: Value,
    /// `pick-best`, `best-worst`, `rank` or `rate`.
    pub format: Format,
    /// The replies in the order of this sitting.
    pub options: Vec<OptionView>,
    /// The heading of what may be looked up.
    pub brief_title: Option<String>,
    /// What may be looked up.
    pub brief: Option<Value>,
    /// What is wrong with what was sent.
    pub problems: Vec<FieldError>,
}

/// A reply as a template sees it.
#[derive(Serialize)]
pub struct OptionView {
    /// Its place on the page, from 1.
    pub place: usize,
    /// The letter at that place: A for the first.
    pub label: char,
    /// What is said or done.
    pub text: Value,
    /// Chosen as best.
    pub best: bool,
    /// Chosen as worst.
    pub worst: bool,
    /// The rank it was given.
    pub rank: Option<usize>,
    /// The rating it was given.
    pub rating: Option<u8>,
    /// The ranks it can be given.
    pub ranks: Vec<usize>,
    /// The ratings it can be given.
    pub ratings: Vec<u8>,
}

impl QuestionView {
    /// A view of what is presented in an order, with what was chosen.
    pub fn of(
        presented: &Presented,
        order: &[Letter],
        chosen: &Places,
        (number, count): (usize, usize),
        action: String,
    ) -> Self {
        let options = order.iter().enumerate().filter_map(|(index, letter)| {
            let option = presented.options.iter().find(|option| option.letter == *letter)?;
            Some(OptionView {
                place: index + 1,
                label: label(index + 1),
                // The whole row is a label there, and a label holds no paragraphs.
                text: match presented.format {
                    Format::PickBest => rendered(&option.text.in_line()),
                    _ => rendered(&option.text),
                },
                best: chosen.best == Some(index + 1),
                worst: chosen.worst == Some(index + 1),
                rank: chosen.ranks.get(index).copied().flatten(),
                rating: chosen.ratings.get(index).copied().flatten(),
                ranks: (1..=order.len()).collect(),
                ratings: (1..=SCALE).collect(),
            })
        });
        Self {
            action,
            number,
            count,
            setting: presented.setting.clone(),
            title: presented.title.clone(),
            lang: presented.lang.clone(),
            scenario: rendered(&presented.scenario),
            ask: rendered(&presented.ask),
            format: presented.format,
            options: options.collect(),
            brief_title: presented.brief.as_ref().map(|brief| brief.title.clone()),
            brief: presented.brief.as_ref().map(|brief| rendered(&brief.text)),
            problems: Vec::new(),
        }
    }
}
