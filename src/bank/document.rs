//! A file of a bank: its front matter, its body, and where in the file each thing stands.

use super::finding::Finding;
use std::ops::Range;
use std::sync::Arc;

/// A file as text with its two halves.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its path within the bank.
    pub path: Arc<str>,
    /// All of it.
    pub text: Arc<str>,
    front: Range<usize>,
    body: Range<usize>,
}

/// A position in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, within the bank.
    pub path: Arc<str>,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

const FENCE: &str = "---";

impl Document {
    /// Splits a Markdown file at its two fences.
    pub fn split(path: &str, text: &str) -> Result<Self, Box<Finding>> {
        let (path, text): (Arc<str>, Arc<str>) = (path.into(), text.into());
        let fences: Vec<usize> =
            line_starts(&text).filter(|start| text[*start..].lines().next() == Some(FENCE)).collect();
        match fences[..] {
            [0, second, ..] => {
                let after = second + FENCE.len();
                Ok(Self { path, front: FENCE.len() + 1..second, body: after..text.len(), text })
            }
            _ => {
                let place = Place { path, line: 1, column: 1 };
                let cure =
                    "Begin the file with a line `---`, write the front matter, and end it with another line `---`.";
                Err(Box::new(Finding::refused("front-matter", place, "The file has no front matter.", cure)))
            }
        }
    }

    /// A file that is YAML from the first line to the last.
    pub fn yaml(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.into(), front: 0..text.len(), body: text.len()..text.len() }
    }

    /// The secret half.
    pub fn front(&self) -> &str {
        &self.text[self.front.clone()]
    }

    /// The public half.
    pub fn body(&self) -> &str {
        &self.text[self.body.clone()]
    }

    /// Where a byte of the body stands in the file.
    pub fn in_body(&self, offset: usize) -> Place {
        self.at(self.body.start + offset)
    }

    /// Where a line and column of the front matter stand in the file.
    pub fn in_front(&self, line: usize, column: usize) -> Place {
        let lines_before = self.text[..self.front.start].matches('\n').count();
        Place { path: self.path.clone(), line: line.max(1) + lines_before, column: column.max(1) }
    }

    fn at(&self, offset: usize) -> Place {
        let before = &self.text[..offset.min(self.text.len())];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            path: self.path.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1))
}
