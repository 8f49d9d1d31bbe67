//! The languages of the pages and mails that applicants read: messages in Fluent, plural rules, dates and numbers.
//!
//! Messages lie in `locales/`, one folder a language, and are part of the program. They are plain text: a page escapes
//! what comes from here like everything else. Pages of the staff are in English.

mod accept;
mod pseudo;
mod template;
mod texts;

use crate::words::words;

pub use accept::accepted;
pub use template::speak;
pub use texts::{Arg, SLOT, Texts};

words! {
    /// A language of the pages.
    Locale {
        /// English, the language the others are held against.
        English = "en",
        /// Spanish.
        Spanish = "es",
        /// German.
        German = "de",
        /// English with accents on every letter, and longer: what is not translated stands out. For tests.
        Accented = "en-XA",
        /// English from right to left. For tests.
        Mirrored = "ar-XB",
    }
}

impl Locale {
    /// The languages that applicants can choose.
    pub const OFFERED: [Self; 3] = [Self::English, Self::Spanish, Self::German];

    /// The language of a tag like `de` or `de-AT`, if it is offered.
    pub fn offered(tag: &str) -> Option<Self> {
        let language = tag.split('-').next().unwrap_or_default();
        Self::OFFERED.into_iter().find(|locale| locale.as_str().eq_ignore_ascii_case(language))
    }

    /// Its name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
            Self::German => "Deutsch",
            Self::Accented => "Accented",
            Self::Mirrored => "Mirrored",
        }
    }

    /// The direction of its script: `ltr` or `rtl`.
    pub const fn direction(self) -> &'static str {
        if matches!(self, Self::Mirrored) { "rtl" } else { "ltr" }
    }

    /// What separates thousands. Spanish has nothing in numbers of four digits, and no page has longer ones.
    const fn thousands(self) -> &'static str {
        match self {
            Self::Spanish => "",
            Self::German => ".",
            _ => ",",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    #[test]
    fn days_and_times_are_those_of_the_language() {
        let moment = Moment::from_micros(1_764_000_300_000_000).unwrap();
        let told = |locale| (Texts::of(locale).day(moment), Texts::of(locale).moment(moment));
        assert_eq!(told(Locale::English), (moment.day(), moment.day_and_time()));
        assert_eq!(told(Locale::German), ("24. November 2025".into(), "24. November 2025, 16:05 Uhr UTC".into()));
        assert_eq!(told(Locale::Spanish).0, "24 de noviembre de 2025");
    }

    #[test]
    fn plurals_and_thousands_follow_the_language() {
        let told = |locale, id, name, count: usize| Texts::of(locale).tr(id, &[(name, count.into())]);
        assert_eq!(told(Locale::German, "minutes", "minutes", 1), "1 Minute");
        assert_eq!(told(Locale::Spanish, "minutes", "minutes", 20), "20 minutos");
        assert_eq!(told(Locale::English, "report-long", "longest", 2000), "Keep it under 2,000 characters.");
        assert_eq!(told(Locale::German, "report-long", "longest", 2000), "Bleiben Sie unter 2.000 Zeichen.");
        assert_eq!(told(Locale::English, "review-open", "open", 1), "One question has no answer yet.");
    }

    #[test]
    fn the_pseudo_locales_leave_nothing_as_it_was() {
        let accented = Texts::of(Locale::Accented).tr("apply-no-limit", &[]);
        let english = Texts::of(Locale::English).tr("apply-no-limit", &[]);
        assert!(!accented.contains(|c: char| c.is_ascii_alphabetic()), "{accented}");
        assert!(accented.chars().count() * 10 >= english.chars().count() * 14, "{accented}");
        assert!(Texts::of(Locale::Mirrored).tr("skip", &[]).starts_with('\u{202e}'));
    }

    #[test]
    fn only_what_is_offered_is_taken_from_a_tag() {
        assert_eq!(Locale::offered("de-AT"), Some(Locale::German));
        assert_eq!(Locale::offered("en-XA"), Some(Locale::English));
        assert_eq!(Locale::offered("fr"), None);
    }
}
