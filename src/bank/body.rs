//! The public half of a file: headings are syntax, everything between them is text.

use super::document::Document;
use super::finding::Finding;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A part of the body under a heading of the second or third level.
#[derive(Debug, Clone)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// Of level 3: an option.
    pub nested: bool,
    /// The text, as a range of the body.
    pub text: Range<usize>,
    /// Where the heading begins in the body.
    pub start: usize,
}

/// A mark: a link whose target speaks to the linter.
#[derive(Debug, Clone)]
pub struct Link {
    /// What the applicant reads.
    pub text: String,
    /// What the linter reads.
    pub target: String,
    /// Where it stands in the body.
    pub range: Range<usize>,
}

/// The body, taken apart.
#[derive(Debug, Default)]
pub struct Body {
    /// In their order.
    pub sections: Vec<Section>,
    /// In their order.
    pub links: Vec<Link>,
}

impl Body {
    /// Takes the body apart; HTML and images are refused where they stand.
    pub fn read(document: &Document, findings: &mut Vec<Finding>) -> Self {
        let mut body = Self::default();
        let mut heading: Option<(bool, String, usize)> = None;
        let mut link: Option<Link> = None;
        for (event, range) in Parser::new_ext(document.body(), Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    body.end_section(range.start);
                    heading = Some((level > HeadingLevel::H2, String::new(), range.start));
                }
                Event::End(TagEnd::Heading(_)) => {
                    if let Some((nested, heading, start)) = heading.take() {
                        body.sections.push(Section { heading, nested, text: range.end..document.body().len(), start });
                    }
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    link = Some(Link { text: String::new(), target: dest_url.to_string(), range });
                }
                Event::End(TagEnd::Link) => body.links.extend(link.take()),
                Event::Text(text) | Event::Code(text) => {
                    let sink = link.as_mut().map(|link| &mut link.text).or(heading.as_mut().map(|(_, text, _)| text));
                    if let Some(sink) = sink {
                        sink.push_str(&text);
                    }
                }
                Event::SoftBreak => {
                    if let Some(link) = &mut link {
                        link.text.push(' ');
                    }
                }
                Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => {
                    findings.push(Finding::refused(
                        "html",
                        document.in_body(range.start),
                        "The body holds HTML or an image.",
                        "Write plain Markdown: paragraphs, lists, emphasis.",
                    ));
                }
                _ => {}
            }
        }
        body
    }

    fn end_section(&mut self, at: usize) {
        if let Some(section) = self.sections.last_mut() {
            section.text.end = at;
        }
    }

    /// The section with this heading of level 2.
    pub fn section(&self, heading: &str) -> Option<&Section> {
        self.sections.iter().find(|section| !section.nested && section.heading == heading)
    }

    /// The options, in the order of the file.
    pub fn options(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.nested)
    }

    /// The marks inside a section.
    pub fn links_in(&self, section: &Section) -> impl Iterator<Item = &Link> {
        let range = section.text.clone();
        self.links.iter().filter(move |link| range.contains(&link.range.start))
    }
}
