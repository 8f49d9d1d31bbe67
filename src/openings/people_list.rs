//! A list of people as somebody has it: a CSV file from a spreadsheet, or lines pasted from anywhere.
//!
//! Reading it changes nothing and asks nobody. Every row becomes a [`Row`] with its line, what it says and what is wrong
//! with it, so that all faults can be named at once. What does not make a list at all (another encoding, no column of
//! addresses) is one sentence about the whole.

use super::columns::{self, Columns};
use super::invite::Invitee;
use crate::i18n::Locale;
use crate::people::{EmailAddress, PersonName, TextFault};
use crate::words::words;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The largest file, in bytes.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;
/// The longest list.
pub const LONGEST_LIST: usize = 10_000;
/// How much of a row is shown where it cannot be read.
const SHOWN: usize = 120;

words! {
    /// Why somebody in a list cannot be invited.
    RowProblem {
        /// There is no name.
        MissingName = "missing-name",
        /// The name is too long, or holds what no name holds.
        InvalidName = "invalid-name",
        /// There is no address, or it is none.
        InvalidAddress = "invalid-address",
        /// A row above has the same address.
        Duplicate = "duplicate",
        /// This person is a candidate of the opening already.
        AlreadyInvited = "already-invited",
        /// The language is none in which there are mails and pages.
        UnknownLanguage = "unknown-language",
        /// The row is no name and address at all.
        Unreadable = "unreadable",
    }
}

/// What is wrong with a row, for programs and for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFault {
    /// Which kind.
    pub problem: RowProblem,
    /// In a sentence that says how to mend it.
    pub message: String,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its line, from 1, the header counted.
    pub line: usize,
    /// The name as it stands there.
    pub name: String,
    /// The address as it stands there; in small letters where it is one.
    pub email: String,
    /// The language, where one is said.
    pub language: Option<Locale>,
    /// What is wrong with it; nothing where it can be used.
    pub faults: Vec<RowFault>,
}

impl Row {
    /// Whether this person can be invited.
    pub fn is_good(&self) -> bool {
        self.faults.is_empty()
    }

    /// What the row says, to find it by.
    pub fn text(&self) -> String {
        let parts = [self.name.as_str(), self.email.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Whom it names, if it can be used.
    pub fn invitee(&self) -> Option<Invitee> {
        let (name, email) = (self.name.parse().ok()?, self.email.parse().ok()?);
        self.is_good().then_some(Invitee { name, email, language: self.language })
    }

    pub(super) fn fault(&mut self, problem: RowProblem, message: impl Into<String>) {
        self.faults.push(RowFault { problem, message: message.into() });
    }

    /// A row of three texts, each looked at.
    fn of(line: usize, name: &str, email: &str, language: &str) -> Self {
        let cut = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
        let mut row = Self { line, name: cut(name), email: cut(email), language: None, faults: Vec::new() };
        match name.parse::<PersonName>() {
            Ok(good) => row.name = good.to_string(),
            Err(fault) if name.trim().is_empty() => row.fault(RowProblem::MissingName, fault.to_string()),
            Err(fault) => row.fault(RowProblem::InvalidName, fault.to_string()),
        }
        match email.parse::<EmailAddress>() {
            Ok(good) => row.email = good.to_string(),
            Err(fault) => row.fault(RowProblem::InvalidAddress, TextFault::to_string(&fault)),
        }
        match columns::language(language) {
            Ok(language) => row.language = language,
            Err(unknown) => row.fault(
                RowProblem::UnknownLanguage,
                format!("There is no test in “{unknown}”. Write en, es or de, or leave it empty for the language of the test."),
            ),
        }
        row
    }
}

/// Reads a file.
///
/// # Errors
/// In one sentence what keeps it from being a list.
pub fn parse_file(bytes: &[u8]) -> Result<Vec<Row>, String> {
    if bytes.len() > LARGEST_FILE {
        return Err("The file is larger than 5 MB. Send the list in parts.".into());
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(
            "This is a workbook, not a CSV file. In your spreadsheet choose “Save as”, then “CSV UTF-8”.".into()
        );
    }
    let text = std::str::from_utf8(bytes).map_err(|_| {
        "The file is not in UTF-8, so names with accents would be lost. In your spreadsheet choose “Save as”, then “CSV UTF-8”."
            .to_owned()
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err("The file holds a character that cannot be stored (NUL). Save it again as “CSV UTF-8”.".into());
    }
    bounded(parse_table(text)?)
}

/// Reads lines that were pasted: `Name <address>`, `Name, address`, columns of a spreadsheet, or a whole CSV file.
///
/// # Errors
/// In one sentence what keeps it from being a list.
pub fn parse_pasted(text: &str) -> Result<Vec<Row>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let header = first.split(delimiter_of(first) as char).map(|cell| cell.trim().trim_matches('"').to_owned());
    if Columns::of_header(&header.collect::<Vec<_>>()).is_ok() {
        return bounded(parse_table(text)?);
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    bounded(lines.map(|(place, line)| parse_line(place + 1, line)).collect())
}

/// Names whoever stands there twice, and refuses a list that is too long.
fn bounded(mut rows: Vec<Row>) -> Result<Vec<Row>, String> {
    if rows.len() > LONGEST_LIST {
        return Err(format!("This list has {} people; up to 10,000 are taken at once. Send it in parts.", rows.len()));
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in rows.iter_mut().filter(|row| row.email.parse::<EmailAddress>().is_ok()) {
        match seen.get(&row.email) {
            Some(line) => {
                let message = format!("Line {line} has the same address.");
                row.fault(RowProblem::Duplicate, message);
            }
            None => drop(seen.insert(row.email.clone(), row.line)),
        }
    }
    Ok(rows)
}

/// What separates the cells: whichever of the three the first line has most of, outside quotation marks.
fn delimiter_of(line: &str) -> u8 {
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == *delimiter);
        }
    }
    // Of equals the last, so that an empty line is read as one cell of a CSV file.
    counts.into_iter().max_by_key(|(delimiter, count)| (*count, *delimiter == b',')).map_or(b',', |(found, _)| found)
}

fn parse_table(text: &str) -> Result<Vec<Row>, String> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter_of(first))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let (mut rows, mut columns) = (Vec::new(), None::<Columns>);
    for record in reader.records() {
        let record = record.map_err(|error| format!("The file cannot be read as CSV: {error}."))?;
        let line = record.position().map_or(0, |position| position.line() as usize);
        if record.iter().all(str::is_empty) {
            continue;
        }
        let is_header = columns.is_none() && !record.iter().any(|cell| cell.contains('@'));
        if is_header {
            columns = Some(Columns::of_header(&record.iter().map(str::to_owned).collect::<Vec<_>>())?);
            continue;
        }
        let [name, email, language] = columns.get_or_insert(Columns::FIRST_TWO).cells(&record);
        rows.push(Row::of(line, &name, &email, &language));
    }
    Ok(rows)
}

/// One line that somebody typed or pasted.
fn parse_line(number: usize, line: &str) -> Row {
    let line = line.trim();
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    if cells.len() > 2 {
        let [name, email, language] = Columns::FIRST_TWO.cells(&csv::StringRecord::from(cells));
        return Row::of(number, &name, &email, &language);
    }
    let parts = match line.strip_suffix('>').and_then(|line| line.rsplit_once('<')) {
        Some(parts) => Some(parts),
        None => line.rsplit_once(['\t', ';', ',']),
    };
    let Some((name, address)) = parts else {
        let mut row = Row {
            line: number,
            name: line.chars().take(SHOWN).collect(),
            email: String::new(),
            language: None,
            faults: Vec::new(),
        };
        row.fault(RowProblem::Unreadable, "Write a name and an address: Name <name@example.com>.");
        return row;
    };
    // Spreadsheets come in either order.
    let (name, address) = if name.contains('@') && !address.contains('@') { (address, name) } else { (name, address) };
    Row::of(number, name.trim().trim_matches(['"', ',', ';']).trim(), address, "")
}

#[cfg(test)]
#[path = "people_list_tests.rs"]
mod tests;
