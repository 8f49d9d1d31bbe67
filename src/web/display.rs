//! How somebody wants the applicant's pages to be displayed: larger text, more space, replies covered until they are looked
//! at. The choice is kept in a cookie and becomes classes of the page, so it works without script.

use super::cookies;
use crate::config::Settings;
use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use serde::Serialize;

/// How long a choice is kept: longer than any link is open.
const KEPT_SECONDS: i64 = 180 * 24 * 60 * 60;

/// What can be chosen: a kind with its words, the usual one first. Each pair is a class of the page.
const KINDS: [(&str, &[&str]); 3] =
    [("text", &["usual", "large", "largest"]), ("space", &["usual", "wide"]), ("replies", &["shown", "covered"])];

/// A choice of each kind, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Display([usize; 3]);

impl Display {
    /// What was chosen in the browser of a request. What cannot be read is the usual.
    pub fn of(request: &HttpRequest, settings: &Settings) -> Self {
        let kept = cookies::read(settings, request, cookies::DISPLAY).unwrap_or_default();
        kept.split('.').fold(Self::default(), |display, choice| display.with(choice).unwrap_or(display))
    }

    /// The same with another choice, such as `text-large`; `None` for one that is not offered.
    #[must_use]
    pub fn with(mut self, choice: &str) -> Option<Self> {
        let (kind, word) = choice.split_once('-')?;
        let place = KINDS.iter().position(|(known, _)| *known == kind)?;
        self.0[place] = KINDS[place].1.iter().position(|known| *known == word)?;
        Some(self)
    }

    /// The choices as words: `text-large`, `space-usual`, `replies-shown`.
    pub fn choices(self) -> [String; 3] {
        std::array::from_fn(|place| format!("{}-{}", KINDS[place].0, KINDS[place].1[self.0[place]]))
    }

    /// The cookie that keeps it.
    pub fn cookie(self, settings: &Settings) -> Cookie<'static> {
        cookies::make(settings, cookies::DISPLAY, self.choices().join("."), Some(KEPT_SECONDS))
    }
}

/// The classes of the page, and what is pressed among the buttons.
impl Serialize for Display {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.choices().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::Display;

    #[test]
    fn only_what_is_offered_can_be_chosen() {
        let large = Display::default().with("text-large").and_then(|display| display.with("replies-covered"));
        assert_eq!(large.map(Display::choices).unwrap(), ["text-large", "space-usual", "replies-covered"]);
        for nonsense in ["", "text", "text-", "text-huge", "colour-usual", "text-large\" onload=\"x"] {
            assert_eq!(Display::default().with(nonsense), None, "{nonsense}");
        }
    }
}
