//! A table of ratings: a row per option or judge, a column per expert or item, perhaps a first column of labels.

use super::{Sheet, Unusable};
use csv::ByteRecord;
use std::io::Read;

/// A file of ratings; an empty cell is a missing one.
pub(super) struct RatingTable {
    /// The first column, or the numbers of the rows.
    pub(super) labels: Vec<String>,
    /// The names of the columns of ratings.
    pub(super) columns: Vec<String>,
    /// The ratings.
    pub(super) rows: Vec<Vec<Option<f64>>>,
}

impl RatingTable {
    /// Reads a file whose first column holds labels if it has no name, is named `id` or as `label` says.
    pub(super) fn read<'a>(file: impl Read + 'a, label: &[&str], ignore: &[String]) -> Result<Self, Unusable> {
        let mut sheet = Sheet::open(file)?;
        for name in ignore {
            sheet.place(name)?;
        }
        let first = sheet.names()[0].as_str();
        let from = usize::from(first.is_empty() || first == "id" || label.contains(&first));
        let places: Vec<usize> =
            (from..sheet.names().len()).filter(|&place| !ignore.contains(&sheet.names()[place])).collect();
        if places.is_empty() {
            return Err(Unusable::whole("there is no column of ratings"));
        }
        let columns = places.iter().map(|&place| sheet.names()[place].clone()).collect();
        let (mut labels, mut rows) = (Vec::new(), Vec::new());
        let mut record = ByteRecord::new();
        while let Some(row) = sheet.next_row(&mut record)? {
            labels.push(if from == 1 { sheet.text(&record, 0)?.to_owned() } else { row.to_string() });
            rows.push(places.iter().map(|&place| sheet.number(&record, place)).collect::<Result<_, _>>()?);
        }
        if rows.is_empty() {
            return Err(Unusable::whole("there is no row under the header"));
        }
        Ok(Self { labels, columns, rows })
    }

    /// The ratings where none may be missing.
    pub(super) fn complete(&self) -> Result<Vec<Vec<f64>>, Unusable> {
        let cell = |row: usize, column: usize| {
            let missing = || Unusable::cell(row + 1, &self.columns[column], "the rating is missing");
            self.rows[row][column].ok_or_else(missing)
        };
        (0..self.rows.len()).map(|row| (0..self.columns.len()).map(|column| cell(row, column)).collect()).collect()
    }
}
