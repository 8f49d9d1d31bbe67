//! The only place that knows which YAML parser is used.

use super::Place;
use super::document::Document;
use super::finding::Finding;
use serde::de::DeserializeOwned;

pub use serde_saphyr::Spanned;

/// Reads the front matter (or a whole YAML file) into a type; errors point into the file.
pub fn read<T: DeserializeOwned>(document: &Document) -> Result<T, Box<Finding>> {
    serde_saphyr::from_str(document.front()).map_err(|error| {
        let place = error.location().map_or_else(
            || document.in_front(1, 1),
            |location| document.in_front(location.line() as usize, location.column() as usize),
        );
        let message = sentence(&error.without_snippet().to_string());
        let cure = "See question-bank/README.md for the fields and their values.";
        Box::new(Finding::refused("front-matter", place, message, cure))
    })
}

/// Where a value stands.
pub fn place<T>(document: &Document, value: &Spanned<T>) -> Place {
    document.in_front(value.referenced.line() as usize, value.referenced.column() as usize)
}

/// The parser's message as one sentence, without the position that stands before it anyway.
fn sentence(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let text = first.split_once(": ").filter(|(head, _)| head.starts_with("line ")).map_or(first, |(_, rest)| rest);
    let mut characters = text.trim_end_matches('.').chars();
    let capital = characters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{capital}{}.", characters.as_str())
}
