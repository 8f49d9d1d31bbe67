//! `rapport analyze cut FILE --method angoff|contrasting|borderline|hofstee|bookmark …`.

mod angoff;
mod bookmark;
mod groups;
mod hofstee;

pub use angoff::{AngoffReport, GeneralizabilityReport, WithSem, angoff};
pub use bookmark::{BookmarkReport, bookmark};
pub use groups::{BorderlineReport, ContrastingReport, CutRow, borderline, contrasting};
pub use hofstee::{HofsteeReport, HofsteeRow, hofstee};

use super::{Sheet, Unusable};

/// The column of scores: the named one, else `score`, else the only one.
fn score_column(sheet: &Sheet, name: Option<&str>) -> Result<usize, Unusable> {
    match name {
        Some(name) => sheet.place(name),
        None if sheet.names().len() == 1 => Ok(0),
        None => sheet.place("score"),
    }
}

/// All scores of a column; an empty cell is refused.
fn score(sheet: &Sheet, record: &csv::ByteRecord, place: usize) -> Result<f64, Unusable> {
    sheet.number(record, place)?.ok_or_else(|| sheet.refuse(place, "", "is no score"))
}
