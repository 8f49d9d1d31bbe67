//! How a reply opens: with feeling, or with an action, a fact or a limit.
//!
//! A test in which the kind opening always wins teaches a formula. In at least a quarter of the items the best reply
//! opens otherwise. Words decide here, so it is an alarm for authors, not a measure.

use super::{Item, reading};

/// The first sentence is taken to speak of feeling if it holds one of these.
const FEELING: &[&str] = &[
    "sorry",
    "apolog",
    "i understand",
    "i can hear",
    "i can see",
    "i can imagine",
    "that must",
    "must have",
    "must be",
    "how awful",
    "how horrible",
    "how frustrating",
    "how sad",
    "frustrating",
    "upsetting",
    "worrying",
    "worry",
    "a shame",
    "a pity",
    "no wonder",
    "don't blame",
    "thank you for telling",
    "thanks for telling",
    "isn't funny",
    "hurt",
    "hard ",
    "scary",
    "afraid",
    "horrible",
    "awful",
    "not stupid",
    "disappoint",
    "feel",
    "glad",
    "happy for",
    "congratulations",
    "lovely",
];

/// The largest share of items whose best reply may open with feeling.
pub const MOST: f64 = 0.75;

/// Whether the best reply of an item opens with feeling.
pub fn best_opens_with_feeling(item: &Item) -> bool {
    let effectiveness = |place: usize| item.key.options.get(place).map_or(f64::MIN, |option| option.effectiveness);
    let best = (0..item.key.options.len()).max_by(|&a, &b| effectiveness(a).total_cmp(&effectiveness(b)));
    let text = best.and_then(|place| item.presented().options.get(place)).map(|option| option.text.as_str());
    opens_with_feeling(&reading::plain(text.unwrap_or_default()))
}

fn opens_with_feeling(text: &str) -> bool {
    let plain = text.replace('’', "'").to_lowercase();
    // What is told before the reply ("You open the order, then say:") is an action.
    let first = plain.split_inclusive(['.', '!', '?']).next().unwrap_or_default();
    FEELING.iter().any(|word| first.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_decides() {
        for (text, feeling) in [
            ("I'm so sorry. Might there be a copy?", true),
            ("That must have been a long night. I'll call the driver.", true),
            ("We can swap them for free. I'm sorry you had to wait.", false),
            ("You open the booking. Two seats are left.", false),
        ] {
            assert_eq!(opens_with_feeling(text), feeling, "{text}");
        }
    }
}
