//! The notice that stands until an organization publishes its own, in the words of `locales/`.

use super::Line;
use crate::i18n::{Arg, Locale, Texts};
use crate::people::Organization;

/// The version of these words.
pub const VERSION: &str = "2026-11-23";

/// The built-in notice for an organization's applicants.
pub fn lines(organization: &Organization, contact: &str, locale: Locale) -> Vec<Line> {
    let texts = Texts::of(locale);
    let line = |heading: &str, text: &str, args: &[(&str, Arg)]| Line {
        heading: texts.tr(heading, &[]),
        text: texts.tr(text, args),
    };
    let name = organization.name.clone();
    vec![
        line("notice-trick", "notice-trick.text", &[]),
        line("notice-watching", "notice-watching.text", &[]),
        line("notice-kept", "notice-kept.text", &[("months", organization.retention_months.into())]),
        line("notice-sees", "notice-sees.text", &[("organization", name.into())]),
        line("notice-decides", "notice-decides.text", &[]),
        line("notice-needs", "notice-needs.text", &[("contact", contact.to_owned().into())]),
        line("notice-after", "notice-after.text", &[]),
    ]
}

/// The built-in notice as Markdown with `{organization}`, `{contact}` and `{months}` in their places: where an
/// organization begins to write its own.
pub fn as_markdown(organization: &Organization, locale: Locale) -> String {
    let months = organization.retention_months.to_string();
    let named = Organization { name: "{organization}".into(), ..organization.clone() };
    let item = |(place, line): (usize, Line)| {
        // The number stands in one line only; elsewhere the same digits would mean something else.
        let text = if place == 2 { line.text.replacen(&months, "{months}", 1) } else { line.text };
        format!("- **{}** {text}\n", line.heading)
    };
    lines(&named, "{contact}", locale).into_iter().enumerate().map(item).collect()
}
