//! When a key needs another look. A doubt is a reason to read the question again, never a verdict: with many replies
//! some look odd by chance, so each rule asks for more than chance often gives. Sources are in `docs/psychometrics.md`.

use super::gather::KnownItem;
use super::items::{Answered, ItemReport, appeal, shape};
use crate::psychometrics::validity::fisher_interval;
use crate::scoring::Letter;

/// How sure a doubt about a single reply must be: one in two hundred arises by chance.
const CONFIDENCE: f64 = 0.99;
/// The same as a number of standard errors.
const Z: f64 = 2.575_829;
/// Two replies closer than this in the key are not told apart by it.
const SAME: f64 = 0.5;

/// Why a key needs another look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Doubt {
    /// People who do well in the rest do worse here: the corrected correlation is below 0. `sure` where its 95 %
    /// interval is too.
    Backwards {
        /// Whether chance is an unlikely reason.
        sure: bool,
    },
    /// A reply that the key puts in its lower half draws people the more, the better they do in the rest.
    PoorReplyRises {
        /// Which.
        letter: Letter,
    },
    /// In the highest fifth, a reply draws people more than the one that the key calls best.
    BeatsTheBest {
        /// Which.
        letter: Letter,
        /// The best by the key.
        best: Letter,
    },
}

impl Doubt {
    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Backwards { .. } => "backwards",
            Self::PoorReplyRises { .. } => "poor-reply-rises",
            Self::BeatsTheBest { .. } => "beats-the-best",
        }
    }

    /// Which reply it is about.
    pub const fn letter(self) -> Option<Letter> {
        match self {
            Self::Backwards { .. } => None,
            Self::PoorReplyRises { letter } | Self::BeatsTheBest { letter, .. } => Some(letter),
        }
    }

    /// It in a sentence.
    pub fn sentence(self) -> String {
        let capital = |letter: Letter| letter.to_string().to_uppercase();
        match self {
            Self::Backwards { sure: true } => {
                "People who do well in the rest of the test do worse here. The key may be \
                wrong, or the question measures something else."
                    .to_owned()
            }
            Self::Backwards { sure: false } => {
                "People who do well in the rest of the test do slightly worse here. It may \
                be chance; read the key again."
                    .to_owned()
            }
            Self::PoorReplyRises { letter } => format!(
                "The key rates reply {} as poor, and it draws people more, the better they do in the rest of the test.",
                capital(letter)
            ),
            Self::BeatsTheBest { letter, best } => format!(
                "Of the fifth who do best in the rest of the test, more are drawn to reply {} than to reply {}, which \
                 the key calls best.",
                capital(letter),
                capital(best)
            ),
        }
    }
}

/// What is doubtful about the key of a question with enough answers.
pub fn doubts(item: &KnownItem, report: &ItemReport, answers: &[Answered<'_>]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if let Ok(found) = &report.discrimination
        && found.r < 0.0
    {
        let sure = fisher_interval(found, 0.95).is_ok_and(|(_, high)| high < 0.0);
        doubts.push(Doubt::Backwards { sure });
    }
    let middle = f64::midpoint(item.rule.key.lowest(), item.rule.key.highest());
    for option in &report.options {
        let rises = || {
            let found = option.with_rest.as_ref().ok()?;
            Some(fisher_interval(found, CONFIDENCE).ok()?.0 > 0.0)
        };
        if option.effectiveness < middle && rises() == Some(true) {
            doubts.push(Doubt::PoorReplyRises { letter: option.letter });
        }
    }
    let best = item.rule.key.best_first().first().and_then(|&place| Letter::at(place));
    if let Some(best) = best {
        let worse = |letter: Letter| item.rule.key.highest() - item.rule.key.effectiveness()[letter.place()] >= SAME;
        let others = report.options.iter().map(|option| option.letter).filter(|&letter| worse(letter));
        let beats = others.filter(|&letter| more_drawn(item, (letter, best), answers));
        doubts.extend(beats.map(|letter| Doubt::BeatsTheBest { letter, best }));
    }
    doubts
}

/// Whether the highest fifth is drawn to one reply more than to another, by more than chance.
fn more_drawn(item: &KnownItem, (letter, best): (Letter, Letter), answers: &[Answered<'_>]) -> bool {
    let difference = |answer: &Answered<'_>| {
        let response = answer.response?;
        Some(appeal(response, letter, shape(item))? - appeal(response, best, shape(item))?)
    };
    let differences: Vec<f64> = answers.iter().filter(|answer| answer.fifth == 4).filter_map(difference).collect();
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let squares = differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>();
    // Of one person, or of people who all say the same, the error is not known; all say the same is reason enough.
    n >= 10.0 && mean > Z * (squares / (n - 1.0) / n).sqrt()
}
