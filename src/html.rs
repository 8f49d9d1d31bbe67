//! Sanitized HTML: the only kind of text that a template inserts unescaped.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use serde::{Deserialize, Serialize};

/// HTML that has been through the sanitizer, made from Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Renders Markdown. Links are dropped and their text kept: in a bank a link is a mark for the linter, and an
    /// applicant must not see where it points.
    pub fn from_markdown(markdown: &str) -> Self {
        let visible = Parser::new_ext(markdown, Options::ENABLE_TABLES)
            .filter(|event| !matches!(event, Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link)));
        let mut rendered = String::new();
        html::push_html(&mut rendered, visible.map(typographic));
        Self::sanitized(&rendered)
    }

    fn sanitized(html: &str) -> Self {
        let tags =
            ["p", "em", "strong", "ul", "ol", "li", "br", "table", "thead", "tbody", "tr", "th", "td", "blockquote"];
        let clean = ammonia::Builder::empty().tags(tags.into()).clean(html).to_string();
        Self(clean.trim_end().to_owned())
    }

    /// The same as part of a line, such as the words of a label, which may hold no blocks: paragraphs become lines, and of
    /// anything larger the text is kept.
    #[must_use]
    pub fn in_line(&self) -> Self {
        let lines = self.0.replace("</p>\n<p>", "<br><br>");
        Self(ammonia::Builder::empty().tags(["em", "strong", "br"].into()).clean(&lines).to_string().trim().to_owned())
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Html {
    /// Sanitized again: what comes out of a database may have been put there by something else.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::sanitized(&String::deserialize(deserializer)?))
    }
}

/// Quotation marks and apostrophes as a printed page has them; files are written with straight ones.
fn typographic(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(curl(&text).into()),
        other => other,
    }
}

/// A plain text with the quotation marks and apostrophes of a printed page.
pub fn curl(text: &str) -> String {
    let mut curled = String::with_capacity(text.len() + 8);
    let mut before = None;
    for character in text.chars() {
        let opens = before.is_none_or(|c: char| c.is_whitespace() || "([–—“‘".contains(c));
        curled.push(match (character, opens) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', true) => '‘',
            ('\'', false) => '’',
            (other, _) => other,
        });
        before = Some(character);
    }
    curled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_holds_no_blocks() {
        let html = Html::from_markdown("One *word*.\n\nTwo <script>x</script>words.\n\n- three");
        assert_eq!(html.in_line().as_str(), "One <em>word</em>.<br><br>Two words.\n\nthree");
    }

    #[test]
    fn marks_are_invisible() {
        let html = Html::from_markdown("It costs [£89](fact:recovery-price), not [£80](not:recovery-price).");
        assert_eq!(html.as_str(), "<p>It costs £89, not £80.</p>");
    }

    #[test]
    fn scripts_do_not_survive() {
        let html = Html::from_markdown("Hello <script>alert(1)</script><img src=x onerror=alert(1)> **you**");
        assert_eq!(html.as_str(), "<p>Hello  <strong>you</strong></p>");
        let stored: Html = serde_json::from_str(r#""<p onclick=\"x()\">a<script>b</script></p>""#).unwrap();
        assert_eq!(stored.as_str(), "<p>a</p>");
    }

    #[test]
    fn quotation_marks_are_those_of_print() {
        assert_eq!(curl(r#""I'm so sorry," she says. 'No.'"#), "“I’m so sorry,” she says. ‘No.’");
    }
}
