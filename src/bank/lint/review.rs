//! The second reading: an item is called reviewed only when somebody who had not seen the key has rated every option.

use super::key::effectiveness;
use crate::bank::document::Document;
use crate::bank::finding::Finding;
use crate::bank::front_matter::ItemFront;
use crate::bank::{Status, yaml};

const CURE: &str = "Rewrite the item and have it read again, or say in `stays_because:` why the reader was wrong.";

/// From this difference on, reader and author do not mean the same.
const APART: f64 = 2.0;

/// Checks the review against the status.
pub fn check(document: &Document, front: &ItemFront, status: Status, findings: &mut Vec<Finding>) {
    let status_place = yaml::place(document, &front.status);
    let Some(review) = &front.review else {
        if status == Status::Reviewed || status == Status::Live {
            let message = format!("The item is called {status}, and nobody has read it a second time.");
            let cure = "Let a reader who has not seen the key rate every option and keep it in `review:`, or write `status: draft`.";
            findings.push(Finding::refused("review", status_place, message, cure));
        }
        return;
    };
    let place = yaml::place(document, review);
    let review = &review.value;
    if !["person", "model"].contains(&review.reader.value.as_str()) {
        let message = format!("`{}` is not a kind of reader.", review.reader.value);
        let cure = "Write person or model; a model is called a model.";
        findings.push(Finding::refused("review", yaml::place(document, &review.reader), message, cure));
    }
    let keyed = &front.key.options.value;
    if review.round < 1 || !review.ratings.keys().eq(keyed.keys()) {
        let message = "The reader has not rated exactly the options of the item.";
        findings.push(Finding::refused(
            "review",
            place,
            message,
            "Give one rating for each option, and a round from 1.",
        ));
        return;
    }
    let reader: Vec<f64> = review.ratings.values().map(|rating| rating.value).collect();
    let author: Vec<f64> = keyed.values().filter_map(effectiveness).collect();
    if author.len() == reader.len() && review.stays_because.is_none() {
        for (what, other) in [("best", !agree(&author, &reader, 1.0)), ("worst", !agree(&author, &reader, -1.0))] {
            if other {
                let message = format!("For the reader, the {what} reply is another than for the key.");
                findings.push(Finding::refused("review", place.clone(), message, CURE));
            }
        }
    }
    let apart = keyed
        .iter()
        .zip(review.ratings.values())
        .find(|((_, option), rating)| effectiveness(option).is_some_and(|keyed| (keyed - rating.value).abs() >= APART));
    if let (Some(((letter, _), rating)), None) = (apart, &review.stays_because) {
        let message = format!("Reader and key differ by two or more on `{letter}`.");
        findings.push(Finding::refused("review", yaml::place(document, rating), message, CURE));
    }
}

/// Whether some option is at the top for both (with sign -1: at the bottom).
fn agree(author: &[f64], reader: &[f64], sign: f64) -> bool {
    let top = |values: &[f64]| values.iter().map(|value| sign * value).fold(f64::MIN, f64::max);
    let (of_author, of_reader) = (top(author), top(reader));
    author.iter().zip(reader).any(|(a, r)| sign * a >= of_author && sign * r >= of_reader)
}
