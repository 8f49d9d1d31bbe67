//! The parts of a test with a fixed form: one after the other, each with a limit of its own where it has one.

use super::Blueprint;
use serde::{Deserialize, Serialize};

/// The longest title of a part: it stands in a heading on a phone.
const LONGEST_TITLE: usize = 60;

/// A part of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// What applicants read, in the language of the assessment.
    pub title: String,
    /// Its items.
    pub items: Vec<String>,
    /// Minutes for everybody, from the moment the part is begun; none without a limit of its own.
    #[serde(default)]
    pub minutes: Option<i64>,
}

impl Blueprint {
    /// The number of the part that an item is in, from 1; none where there are no parts.
    pub fn section_of(&self, item: &str) -> Option<i64> {
        let place = self.sections.iter().position(|section| section.items.iter().any(|id| id == item))?;
        Some(place as i64 + 1)
    }
}

/// What is wrong with the parts, and how it is mended.
pub(super) fn faults(blueprint: &Blueprint) -> Vec<(String, &'static str)> {
    let (id, sections) = (&blueprint.id, &blueprint.sections);
    let Some(form) = &blueprint.form else {
        let message = format!("`{id}` has sections, and every opening draws items of its own.");
        return Vec::from_iter(
            (!sections.is_empty()).then_some((message, "List the items of a fixed form under `form`.")),
        );
    };
    let mut faults = Vec::new();
    if sections.len() == 1 {
        let message = format!("`{id}` has one section, which is the whole test.");
        faults.push((message, "Write `time_limit_minutes` for the whole test, or two sections and more."));
    }
    for (number, section) in (1..).zip(sections) {
        if section.title.trim().is_empty() || section.title.chars().count() > LONGEST_TITLE {
            let message = format!("Section {number} of `{id}` needs a title of at most {LONGEST_TITLE} characters.");
            faults.push((message, "Name it in the words of applicants."));
        }
        if section.items.is_empty() {
            faults.push((
                format!("Section {number} of `{id}` has no items."),
                "List items of the form, or leave it out.",
            ));
        }
        if section.minutes.is_some_and(|minutes| !(1..=600).contains(&minutes)) {
            let message = format!("The limit of section {number} of `{id}` does not lie between 1 and 600 minutes.");
            faults.push((message, "Leave `minutes` out for none."));
        }
        for item in section.items.iter().filter(|item| !form.contains(item)) {
            let message = format!("Section {number} of `{id}` lists `{item}`, which is not in its form.");
            faults.push((message, "Mend the id, or add it to `form`."));
        }
    }
    for item in form.iter().filter(|_| !sections.is_empty()) {
        let listed = sections.iter().flat_map(|section| &section.items).filter(|listed| *listed == item).count();
        if listed != 1 {
            faults.push((
                format!("`{item}` of `{id}` is in {listed} sections."),
                "List every item of the form in exactly one section.",
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessments::read_blueprints;
    use crate::bank::Library;

    fn form() -> Blueprint {
        let (blueprints, _) = read_blueprints(&Library::read(&crate::bank::Files::BuiltIn).unwrap());
        blueprints.into_iter().find(|blueprint| blueprint.id == "essentials-form-a").expect("a fixed form")
    }

    fn parted(minutes: [Option<i64>; 2]) -> Blueprint {
        let mut blueprint = form();
        let items = blueprint.form.clone().unwrap();
        let (first, second) = items.split_at(items.len() / 2);
        let section =
            |title: &str, items: &[String], minutes| Section { title: title.into(), items: items.into(), minutes };
        blueprint.sections = vec![section("At the desk", first, minutes[0]), section("By mail", second, minutes[1])];
        blueprint
    }

    fn said(blueprint: &Blueprint) -> String {
        faults(blueprint).into_iter().map(|(message, cure)| format!("{message} {cure}\n")).collect()
    }

    #[test]
    fn every_item_of_a_form_is_in_one_part_and_each_fault_says_where() {
        let good = parted([Some(12), None]);
        assert_eq!(said(&good), "");
        assert_eq!(said(&form()), "", "no parts are no fault");
        let items = good.form.clone().unwrap();
        assert_eq!((good.section_of(&items[0]), good.section_of(&items[items.len() - 1])), (Some(1), Some(2)));
        assert_eq!(form().section_of(&items[0]), None);
        assert!(said(&parted([Some(0), None])).contains("limit of section 1"));
        let mut bad = good.clone();
        bad.sections[1].items[0] = items[0].clone();
        let words = said(&bad);
        assert!(words.contains("is in 2 sections") && words.contains("is in 0 sections"), "{words}");
        bad.sections[0].items.push("no-such-item".into());
        bad.sections[0].title = " ".into();
        let words = said(&bad);
        assert!(
            words.contains("lists `no-such-item`") && words.contains("Section 1 of `essentials-form-a` needs a title")
        );
        bad.sections.truncate(1);
        assert!(said(&bad).contains("the whole test"));
        bad.form = None;
        assert!(said(&bad).contains("draws items of its own"));
    }
}
