//! What the numbers say, in sentences: the page and the API say the same.

use super::reliability::{LEAST_TESTS, Reliability};
use super::report::Report;
use super::schemes::SchemeReport;
use crate::psychometrics::describe::coefficient;
use crate::scoring::RateScheme;

/// `1 finished test`, `194 finished tests`.
pub fn tests(count: usize) -> String {
    if count == 1 { "1 finished test".to_owned() } else { format!("{count} finished tests") }
}

/// The first sentence: how reliable the total is, or how many tests are missing.
pub fn headline(report: &Report) -> String {
    match &report.reliability {
        Ok(found) => match found.stratified {
            Ok(value) => format!(
                "With {}, the total is measured with a reliability of {}.",
                tests(found.tests()),
                coefficient(value)
            ),
            Err(absent) => format!("With {}, the reliability has no value: {absent}.", tests(found.tests())),
        },
        Err(_) if report.tests == 0 => "Nobody has finished this assessment yet.".to_owned(),
        Err(few) => format!(
            "Too few to say: {} of the same questions, and {} more to go before this page can tell how good the scores are.",
            tests(few.largest),
            few.missing()
        ),
    }
}

/// What that means.
pub fn meaning(report: &Report) -> String {
    let Ok(found) = &report.reliability else {
        return format!(
            "From {LEAST_TESTS} finished tests of one item set on, this page shows how reliable the total is, how each \
             question works, and which keys need another look."
        );
    };
    let shares = found.stratified.map(|value| {
        let share = (value.clamp(0.0, 1.0) * 100.0).round();
        format!(
            "Of the differences between applicants’ totals, about {share} % come from what the test measures and {} % \
             from measurement error.",
            100.0 - share
        )
    });
    shares.unwrap_or_default() + &error(found)
}

fn error(found: &Reliability) -> String {
    match (found.sem, found.clear_difference()) {
        (Ok(sem), Ok(apart)) => format!(
            " A total lies within {sem:.1} points of the true one two times in three; two totals must lie {apart:.0} points \
             apart to differ 19 times in 20."
        ),
        _ => String::new(),
    }
}

/// How many keys need another look.
pub fn doubted(report: &Report) -> String {
    let judged = report.items.iter().filter(|(_, item)| item.answers >= super::LEAST_FOR_TRACES).count();
    match (judged, report.doubted()) {
        (0, _) => format!("No question has {} answers yet, so no key can be doubted by data.", super::LEAST_FOR_TRACES),
        (judged, 0) => format!("Of {judged} questions with enough answers, no key looks wrong."),
        (judged, 1) => format!("Of {judged} questions with enough answers, 1 has a key that needs another look."),
        (judged, some) => {
            format!("Of {judged} questions with enough answers, {some} have a key that needs another look.")
        }
    }
}

/// How ratings are compared, in a few words.
pub const fn scheme_name(scheme: RateScheme) -> &'static str {
    match scheme {
        RateScheme::Standardized => "Standardized: own level and spread taken out",
        RateScheme::RawAbsolute => "Distance of the ratings as they are",
        RateScheme::RawSquared => "Squared distance",
        RateScheme::Dichotomous => "Right side of the midpoint",
        RateScheme::AgainstMidpoint => "Distance against all in the middle",
    }
}

/// What a scheme would change.
pub fn scheme(report: &SchemeReport) -> String {
    if report.in_force {
        return "In force.".to_owned();
    }
    format!(
        "{} of {} people would have another rank, the furthest by {} {}; {} of {} in the top fifth would leave it; {} would \
         have another outcome.",
        report.ranks_changed,
        report.tests,
        report.furthest,
        if report.furthest == 1 { "place" } else { "places" },
        report.out_of_top,
        report.top,
        report.outcomes_changed
    )
}
