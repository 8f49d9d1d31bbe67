//! CSV and JSON, page by page while they are sent.

use super::columns::{COLUMNS, Cell, Line};
use super::{Export, Format};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::results::Cursor;
use futures_util::stream::{Stream, try_unfold};
use serde::Serialize;
use std::sync::Arc;

/// How the people of an export are written one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// Lines of values.
    Csv,
    /// One object.
    Json,
}

/// What comes next.
enum Next {
    Head,
    Page(Option<Cursor>),
    Tail,
    End,
}

/// The file in chunks: what stands above, each page of people, what stands below. A page is read when the one before
/// it has been taken, so that a slow reader holds neither memory nor a connection.
pub fn text(db: Db, export: Export, kind: Text) -> impl Stream<Item = Result<Vec<u8>>> {
    try_unfold((db, Arc::new(export), Next::Head), move |(db, export, next)| async move {
        let (chunk, next) = match next {
            Next::Head => (kind.head(&export)?, Next::Page(None)),
            Next::Page(after) => {
                let (read, from) = (Arc::clone(&export), after.clone());
                let (lines, next) = db.read(move |conn| read.page(conn, from.as_ref())).await?;
                (kind.lines(&export, &lines, after.is_none())?, next.map_or(Next::Tail, |last| Next::Page(Some(last))))
            }
            Next::Tail => (kind.tail(), Next::End),
            Next::End => return Ok(None),
        };
        Ok(Some((chunk, (db, export, next))))
    })
}

/// What a JSON file says above its people.
#[derive(Serialize)]
struct Head<'a> {
    opening: &'a str,
    title: &'a str,
    assessment: String,
    exported_at: String,
    filter: String,
    sort: &'a str,
    count: usize,
    keys: &'a str,
    evidence: &'a str,
    columns: Vec<Explained>,
}

#[derive(Serialize)]
struct Explained {
    name: &'static str,
    unit: &'static str,
    says: &'static str,
}

impl Text {
    fn head(self, export: &Export) -> Result<Vec<u8>> {
        match self {
            Self::Csv => csv_rows([COLUMNS.iter().map(|column| column.name.to_owned()).collect()]),
            Self::Json => json_head(export),
        }
    }

    fn lines(self, export: &Export, lines: &[Line], first: bool) -> Result<Vec<u8>> {
        let cells = lines.iter().map(|line| COLUMNS.iter().map(|column| (column.name, (column.cell)(export, line))));
        match self {
            Self::Csv => csv_rows(cells.map(|row| row.map(|(_, cell)| written(cell)).collect())),
            Self::Json => {
                let mut text = Vec::new();
                for (place, row) in cells.enumerate() {
                    text.extend_from_slice(if first && place == 0 { b"\n" } else { b",\n" });
                    serde_json::to_writer(&mut text, &Row(row.collect())).map_err(Error::internal)?;
                }
                Ok(text)
            }
        }
    }

    fn tail(self) -> Vec<u8> {
        match self {
            Self::Csv => Vec::new(),
            Self::Json => b"\n]}\n".to_vec(),
        }
    }
}

impl Format {
    /// How it is written, where it is text.
    pub const fn text(self) -> Option<Text> {
        match self {
            Self::Csv => Some(Text::Csv),
            Self::Json => Some(Text::Json),
            Self::Xlsx => None,
        }
    }
}

/// A person as an object whose fields stand in the order of the columns.
struct Row(Vec<(&'static str, Cell)>);

impl Serialize for Row {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(name, cell)| (name, cell)))
    }
}

fn json_head(export: &Export) -> Result<Vec<u8>> {
    let columns = COLUMNS.iter().map(|column| Explained { name: column.name, unit: column.unit, says: column.says });
    let assessment = &export.opening.assessment;
    let head = Head {
        opening: export.opening.id.as_ref(),
        title: &export.opening.title,
        assessment: format!("{} {}", assessment.id, assessment.version),
        exported_at: export.at.rfc3339(),
        filter: export.query.to_text()?,
        sort: export.query.sort().as_str(),
        count: export.people,
        keys: export.basis.as_str(),
        evidence: &export.evidence,
        columns: columns.collect(),
    };
    let mut text = serde_json::to_vec(&head).map_err(Error::internal)?;
    // The people stand inside the same object.
    text.pop();
    text.extend_from_slice(b",\"people\":[");
    Ok(text)
}

fn csv_rows(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(|error| Error::internal(error.to_string()))
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => unarmed(text),
        Cell::Points(points) => points.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Time(time) => time.rfc3339(),
    }
}

/// Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection").
fn unarmed(text: String) -> String {
    let armed = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(armed) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_would_be_a_formula_is_text_and_numbers_are_numbers() {
        for armed in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1"] {
            assert_eq!(written(Cell::Text(armed.into())), format!("'{armed}"));
        }
        assert_eq!(written(Cell::Text("Ann-Marie = +1".into())), "Ann-Marie = +1");
        assert_eq!(written(Cell::Points(-3.25)), "-3.25");
        assert_eq!(written(Cell::Count(-1)), "-1");
    }

    #[test]
    fn quotes_commas_and_lines_inside_a_cell_stay_inside() {
        let rows = csv_rows([vec!["a \"b\", c\r\nd".to_owned(), "e".to_owned()]]).unwrap();
        assert_eq!(String::from_utf8(rows).unwrap(), "\"a \"\"b\"\", c\r\nd\",e\r\n");
    }
}
