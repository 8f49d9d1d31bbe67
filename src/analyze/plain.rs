//! Plain text for a terminal: aligned columns, an en dash where nothing exists.

use super::Omitted;
use std::fmt::Write;

/// A table that grows row by row.
pub struct Plain {
    rows: Vec<Vec<String>>,
}

impl Plain {
    /// With the names of its columns.
    pub fn new(header: &[&str]) -> Self {
        Self { rows: vec![header.iter().map(|&name| name.to_owned()).collect()] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The first column to the left, the others to the right.
    pub fn finish(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            let place = |(column, cell): (usize, &String)| {
                let gap = " ".repeat(widths[column] - cell.chars().count());
                if column == 0 { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
            };
            let line: Vec<String> = row.iter().enumerate().map(place).collect();
            text.push_str(line.join("  ").trim_end());
            text.push('\n');
        }
        text
    }
}

/// A number for the eye: four decimals, an en dash for none.
pub(super) fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
}

/// A p value.
pub(super) fn p_value(value: Option<f64>) -> String {
    match value {
        Some(p) if p < 0.0001 => "<.0001".to_owned(),
        other => number(other),
    }
}

/// An interval.
pub(super) fn interval(value: Option<[f64; 2]>) -> String {
    value.map_or_else(|| "–".to_owned(), |[low, high]| format!("{low:.4} to {high:.4}"))
}

/// What is not there and why, one line each.
pub fn omissions(omitted: &[Omitted]) -> String {
    let mut text = String::new();
    if !omitted.is_empty() {
        text.push_str("\nNot given:\n");
    }
    for Omitted { field, reason } in omitted {
        // Writing to a String does not fail.
        let _ = writeln!(text, "  {field}: {reason}");
    }
    text
}
