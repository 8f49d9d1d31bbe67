//! The notice that stands until an organization publishes its own, in the words of `locales/`.

use super::{Line, SIGNALS};
use crate::i18n::{Arg, Locale, Texts};
use crate::people::Organization;

/// The version of these words.
pub const VERSION: &str = "2026-11-24";
/// Since which version they say that leaving the page is noted.
const SAYS_SIGNALS_SINCE: &str = "2026-11-24";

/// Whether a version of them, as a consent names it, says that leaving the page is noted.
pub fn says_signals(version: &str) -> bool {
    version >= SAYS_SIGNALS_SINCE
}

/// What is said of signals, for notices that organizations write.
pub fn signals(locale: Locale) -> String {
    Texts::of(locale).tr("notice-signals.text", &[])
}

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
        line("notice-signals", "notice-signals.text", &[]),
        line("notice-sees", "notice-sees.text", &[("organization", name.into())]),
        line("notice-decides", "notice-decides.text", &[]),
        line("notice-needs", "notice-needs.text", &[("contact", contact.to_owned().into())]),
        line("notice-after", "notice-after.text", &[]),
    ]
}

/// The built-in notice as Markdown with `{organization}`, `{contact}`, `{months}` and `{signals}` in their places: where
/// an organization begins to write its own.
pub fn as_markdown(organization: &Organization, locale: Locale) -> String {
    let months = organization.retention_months.to_string();
    let named = Organization { name: "{organization}".into(), ..organization.clone() };
    let item = |(place, line): (usize, Line)| {
        // The number stands in one line only; elsewhere the same digits would mean something else.
        let text = match place {
            2 => line.text.replacen(&months, "{months}", 1),
            3 => SIGNALS.to_owned(),
            _ => line.text,
        };
        format!("- **{}** {text}\n", line.heading)
    };
    lines(&named, "{contact}", locale).into_iter().enumerate().map(item).collect()
}
