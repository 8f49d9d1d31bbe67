//! What a table of groups says, in sentences: the same on pages and for programs.

use super::floor::REST;
use super::{Question, Reading, Table};
use crate::fairness::{self, PREFER_NOT};
use crate::i18n::{Locale, Texts};

/// The words of an answer, in English as all pages of staff.
pub fn answer_words(question: &fairness::Question, answer: &str) -> String {
    let texts = Texts::of(Locale::English);
    let known = question.answers.iter().find(|known| known.id == answer);
    match known {
        Some(known) => texts.tr(&known.text, &[]),
        None if answer == PREFER_NOT => texts.tr("equality-prefer-not", &[]),
        None => answer.to_owned(),
    }
}

/// The words of a question.
pub fn question_words(question: &fairness::Question) -> String {
    Texts::of(Locale::English).tr(&question.text, &[])
}

/// The largest difference that chance does not explain, or that there is none.
pub fn headline(table: &Table) -> String {
    let at = table.at;
    let mut compared = false;
    let mut unlike: Vec<(f64, String)> = Vec::new();
    for question in &table.questions {
        let highest =
            question.groups.iter().find(|group| group.seen.is_some_and(|seen| seen.reading == Reading::Highest));
        let Some(highest) = highest else { continue };
        for group in &question.groups {
            let Some(seen) = group.seen.filter(|seen| seen.reading != Reading::Highest) else { continue };
            compared = true;
            if matches!(seen.reading, Reading::LessOften | Reading::UnderFourFifths) {
                let ratio = seen.ratio.unwrap_or_default();
                let (one, other) =
                    (answer_words(question.question, &group.answer), answer_words(question.question, &highest.answer));
                unlike.push((ratio, format!(
                    "At {at}, those who answered “{one}” ({}) reach it at {ratio:.2} times the rate of “{other}”. Chance alone does not explain that.",
                    question_words(question.question)
                )));
            }
        }
    }
    unlike.sort_by(|one, other| one.0.total_cmp(&other.0));
    let more = unlike.len().saturating_sub(1);
    match (unlike.into_iter().next(), compared) {
        (Some((_, sentence)), _) if more > 0 => {
            let differences = if more == 1 { "difference" } else { "differences" };
            format!("{sentence} The tables show {more} more such {differences}.")
        }
        (Some((_, sentence)), _) => sentence,
        (None, true) => format!(
            "At {at}, chance alone could explain every difference between the groups that are large enough to be compared."
        ),
        (None, false) => format!("At {at}, no two groups are large enough to be compared."),
    }
}

/// What a reading is called.
pub const fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Highest => "Highest rate",
        Reading::CouldBeChance => "Could be chance",
        Reading::LessOften => "Less often than chance explains",
        Reading::UnderFourFifths => "Less often than chance explains, under four fifths",
        Reading::Alone => "Nothing to compare it with",
    }
}

/// How many did not say.
pub fn silence(question: &Question) -> String {
    match question.silent {
        Some(silent) => format!("About {silent} of {} did not say.", question.people),
        None => format!("Fewer than {REST} of about {} did not say.", question.people),
    }
}
