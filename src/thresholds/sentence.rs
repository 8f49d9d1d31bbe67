//! What a preview says, in sentences: the same on the page, in the live region and in the API.

use super::{Counts, Preview};
use crate::policies::{tenths, zone_words};

/// "At 65, 88 of 212 meet it (42 %), 31 are too close to call, 93 are below."
pub fn headline(preview: &Preview) -> String {
    let counts = &preview.counts;
    let at = preview.thresholds.total;
    if counts.all() == 0 {
        return format!("At {at}, nobody has finished yet. The first results will appear here.");
    }
    let share = percent(counts.meets as f64 / counts.all() as f64);
    format!(
        "At {at}, {} of {} {} it ({share}), {} too close to call, {} below.",
        counts.meets,
        counts.all(),
        if counts.meets == 1 { "meets" } else { "meet" },
        are(counts.borderline),
        are(counts.below)
    )
}

/// How many are too close to call, and how long the test would have to be for half as many.
pub fn borderline(preview: &Preview) -> String {
    let counts = &preview.counts;
    if counts.borderline == 0 {
        return "Nobody is too close to call.".to_owned();
    }
    let share = percent(counts.borderline as f64 / counts.all() as f64);
    match preview.items_to_halve {
        Some(items) => format!(
            "{share} are too close to call: a person must look at each. A test of about {items} questions instead of {} would halve them.",
            preview.items
        ),
        None => format!(
            "{share} are too close to call: a person must look at each. No test of a bearable length would halve them."
        ),
    }
}

/// How many would have another outcome than now.
pub fn change(preview: &Preview) -> String {
    match (preview.would_change, preview.decided_would_change) {
        (0, _) => "Nobody's outcome would change.".to_owned(),
        (n, 0) => {
            format!("{} would have another outcome than now. No decision has been made about any of them.", people(n))
        }
        (n, decided) => format!(
            "{} would have another outcome than now. About {decided} of them somebody has decided already; those decisions stay as they are.",
            people(n)
        ),
    }
}

/// "A total meets from 71.2, is borderline from 58.8, and is below under 58.8."
pub fn zone(preview: &Preview) -> String {
    let (meets, borderline) = (tenths(preview.zone.meets_from), tenths(preview.zone.borderline_from));
    let words = zone_words(preview.thresholds.z);
    format!(
        "A total meets from {meets}, is borderline from {borderline}, and is below under {borderline}. The true score lies in the range of a score {words}."
    )
}

/// How many are to be hired against how many meet; empty where nobody has said how many are to be hired.
pub fn positions(preview: &Preview) -> String {
    let Some(positions) = preview.positions else { return String::new() };
    let wanted =
        if positions == 1 { "There is 1 position".to_owned() } else { format!("There are {positions} positions") };
    let Counts { meets, borderline, .. } = preview.counts;
    let people = match meets {
        0 => "nobody who meets it".to_owned(),
        1 => "1 person who meets it".to_owned(),
        n => format!("{n} people who meet it"),
    };
    if (meets as i64) < positions {
        format!("{wanted} and {people}; with those too close to call, {}.", meets + borderline)
    } else {
        let for_each = meets as f64 / positions as f64;
        let for_each = if for_each < 10.0 { tenths(for_each) } else { format!("{for_each:.0}") };
        format!("{wanted} and {people}: {for_each} for each.")
    }
}

/// How often the threshold of the total is expected to put people on the side on which their true score lies.
pub fn expected(preview: &Preview) -> String {
    let at = preview.thresholds.total;
    match &preview.expected {
        Ok(expected) => {
            let of_hundred = |share: f64| (share * 100.0).round() as i64;
            format!(
                "At {at}, about {} of 100 people would be on the side on which their true score lies; about {} would reach \
                 it by luck, and about {} would miss it by bad luck. With other questions of the same kind, about {} of 100 \
                 would be on the same side again.",
                of_hundred(expected.accuracy),
                of_hundred(expected.false_positive),
                of_hundred(expected.false_negative),
                of_hundred(expected.consistency)
            )
        }
        Err(why) => format!("How often {at} would decide rightly cannot be said yet: {why}."),
    }
}

/// A warning for minima that rest on too little; empty where there is nothing to warn of.
pub fn doubts(preview: &Preview) -> String {
    let mut sentences: Vec<String> = preview.doubts.iter().map(|doubt| {
        let (name, items) = (doubt.competency.name(), doubt.items);
        match doubt.reliability {
            Ok(known) => format!(
                "{name} rests on {items} questions; its reliability here is about {known:.2}, and under 0.70 a minimum sorts people largely by chance."
            ),
            Err(why) => format!("{name} rests on {items} questions, and how reliable it is cannot be said yet: {why}."),
        }
    }).collect();
    if !sentences.is_empty() {
        sentences.push(
            "With every minimum more people come out too close to call; the total alone is the safer threshold.".into(),
        );
    }
    sentences.join(" ")
}

fn are(count: usize) -> String {
    if count == 1 { "1 is".into() } else { format!("{count} are") }
}

fn people(count: usize) -> String {
    if count == 1 { "1 person".into() } else { format!("{count} people") }
}

fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0).round() as i64)
}
