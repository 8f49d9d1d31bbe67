//! Signals as templates see them.

use crate::i18n::{Locale, Texts};
use crate::people::Organization;
use crate::signals::{Conclusion, QuestionSignals, Review, Signals};
use serde::Serialize;

/// A review, open or concluded.
#[derive(Serialize)]
pub struct ReviewView {
    pub id: String,
    pub version: i64,
    pub name: String,
    pub opening: String,
    pub opening_id: String,
    pub candidate: String,
    pub reason: String,
    pub opened: String,
    pub opened_by: String,
    /// In words; nothing while it is open.
    pub conclusion: Option<&'static str>,
    pub findings: String,
    pub concluded: String,
    pub concluded_by: String,
}

/// Who opened and who concluded, by name.
pub struct By {
    pub opened: String,
    pub concluded: String,
}

impl ReviewView {
    pub fn of(review: &Review, (name, opening): (String, String), by: By, organization: &Organization) -> Self {
        let told = |at| Texts::of(Locale::English).moment_there(at, organization.zone);
        Self {
            id: review.id.to_string(),
            version: review.version,
            name,
            opening,
            opening_id: review.opening.to_string(),
            candidate: review.candidate.to_string(),
            reason: review.reason.clone(),
            opened: told(review.opened_at),
            opened_by: by.opened,
            conclusion: review.conclusion.map(words),
            findings: review.findings.clone().unwrap_or_default(),
            concluded: review.concluded_at.map(told).unwrap_or_default(),
            concluded_by: by.concluded,
        }
    }
}

/// What came of it, on pages.
pub const fn words(conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Nothing => "There is nothing to follow",
        Conclusion::Talk => "Somebody talks with the person",
        Conclusion::NewSitting => "The person is offered a new sitting",
    }
}

/// The signals of a sitting.
#[derive(Serialize)]
pub struct SignalsView {
    pub started: String,
    pub submitted: String,
    /// How often and for how long pages were left, in a sentence.
    pub left: String,
    /// How many others there are at most.
    pub others: usize,
    pub questions: Vec<QuestionView>,
}

/// Those of a question.
#[derive(Serialize)]
pub struct QuestionView {
    pub number: usize,
    pub title: String,
    pub time: String,
    pub middle: String,
    pub half: String,
    pub left: String,
}

impl SignalsView {
    pub fn of(signals: &Signals, organization: &Organization) -> Self {
        let told = |at| Texts::of(Locale::English).moment_there(at, organization.zone);
        let (times, seconds) = signals.leavings();
        let left = match times {
            0 => "No leaving of a page was noted. That says nothing: without script, or when the connection is lost, nothing is noted at all.".to_owned(),
            1 => format!("A page was left once, for {}.", about(seconds)),
            times => format!("Pages were left {times} times, for {} in all.", about(seconds)),
        };
        Self {
            started: told(signals.started_at),
            submitted: signals.submitted_at.map(told).unwrap_or_default(),
            left,
            others: signals
                .questions
                .iter()
                .filter_map(|question| question.others)
                .map(|others| others.others)
                .max()
                .unwrap_or(0),
            questions: signals.questions.iter().map(QuestionView::of).collect(),
        }
    }
}

impl QuestionView {
    fn of(question: &QuestionSignals) -> Self {
        let half = question.others.map(|others| format!("{} to {}", clock(others.lower), clock(others.upper)));
        Self {
            number: question.number,
            title: question.title.clone(),
            time: question.seconds.map_or_else(|| "no answer".into(), clock),
            middle: question.others.map_or_else(|| "too few".into(), |others| clock(others.median)),
            half: half.unwrap_or_else(|| "too few".into()),
            left: question
                .left
                .map_or_else(|| "–".into(), |left| format!("{} × · {}", left.times, about(left.seconds))),
        }
    }
}

/// Minutes and seconds.
fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// A time that is not known better.
fn about(seconds: i64) -> String {
    match seconds {
        ..60 => "less than a minute".into(),
        60..5400 => format!("about {} min", (seconds + 30) / 60),
        _ => format!("about {} hours", (seconds + 1800) / 3600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_people_tell_them() {
        assert_eq!([5, 65, 3725].map(clock), ["0:05", "1:05", "1:02:05"]);
        assert_eq!(
            [59, 89, 90, 5400].map(about),
            ["less than a minute", "about 1 min", "about 2 min", "about 2 hours"]
        );
    }
}
