//! Which voluntary questions are usual where: a data file per jurisdiction, with its sources, in `packs/`.

use serde::Deserialize;
use std::sync::LazyLock;

/// The answer that every question has.
pub const PREFER_NOT: &str = "prefer-not";

/// The questions of a jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What whoever chooses it has to know.
    pub note: String,
    /// Where its categories come from.
    pub sources: Vec<String>,
    /// Whether a lawful basis has to be written down before anything is asked.
    pub needs_basis: bool,
    /// What is asked.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// The name of its message in `locales/`.
    pub text: String,
    /// What can be answered, besides [`PREFER_NOT`].
    pub answers: Vec<Choice>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// The name of its message in `locales/`.
    pub text: String,
}

impl Question {
    /// The ids of what can be answered, the one for not saying at the end.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.answers.iter().map(|answer| answer.id.as_str()).chain([PREFER_NOT])
    }
}

static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| {
    let files = [
        include_str!("packs/none.json"),
        include_str!("packs/us-federal.json"),
        include_str!("packs/uk.json"),
        include_str!("packs/eu.json"),
    ];
    // They are part of the program, and a test reads each.
    files.iter().filter_map(|file| serde_json::from_str(file).ok()).collect()
});

/// All packs; the first asks nothing.
pub fn packs() -> &'static [Pack] {
    &PACKS
}

/// A pack.
pub fn pack(id: &str) -> Option<&'static Pack> {
    packs().iter().find(|pack| pack.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Locale, Texts};
    use std::collections::BTreeSet;

    #[test]
    fn every_pack_is_read_and_every_word_of_it_is_said_in_every_language() {
        assert_eq!(packs().iter().map(|pack| pack.id.as_str()).collect::<Vec<_>>(), ["none", "us-federal", "uk", "eu"]);
        for pack in packs() {
            assert!(pack.questions.is_empty() || !pack.sources.is_empty(), "{} has no source", pack.id);
            for question in &pack.questions {
                let ids: BTreeSet<_> = question.ids().collect();
                assert_eq!(ids.len(), question.answers.len() + 1, "{} of {}", question.id, pack.id);
                let texts = question.answers.iter().map(|answer| &answer.text).chain([&question.text]);
                for text in texts {
                    for locale in Locale::OFFERED {
                        assert!(Texts::of(locale).find(text, &[]).is_some(), "{text} in {locale}");
                    }
                }
            }
        }
    }
}
