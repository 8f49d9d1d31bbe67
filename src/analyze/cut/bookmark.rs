//! The bookmark method: a row per item with its slope `a` and difficulty `b`.

use crate::analyze::plain::{self, Plain};
use crate::analyze::{Omitted, Report, Sheet, Unusable};
use crate::psychometrics::standards;
use csv::ByteRecord;
use serde::Serialize;
use std::io::Read;

/// The cut of a panel's bookmarks.
#[derive(Debug, Clone, Serialize)]
pub struct BookmarkReport {
    /// The response probability.
    pub rp: f64,
    /// Where each item is answered right with that probability.
    pub rp_locations: Vec<f64>,
    /// The items, by row from 0, in the order of the booklet.
    pub order: Vec<usize>,
    /// Their names in that order.
    pub booklet: Vec<String>,
    /// The ability at each judge's bookmark.
    pub judge_theta: Vec<f64>,
    /// Their median: the cut.
    pub cut_theta_median: f64,
    /// The expected number right at the cut.
    pub expected_raw: f64,
    /// What does not exist, and why: nothing here.
    pub omitted: Vec<Omitted>,
}

/// The report; `bookmarks` are places in the booklet, from 1, of the first item not mastered.
pub fn bookmark<'a>(file: impl Read + 'a, bookmarks: &[usize], rp: f64) -> Result<BookmarkReport, Unusable> {
    let mut sheet = Sheet::open(file)?;
    let (a, b) = (sheet.place("a")?, sheet.place("b")?);
    let name = sheet.place("item").ok();
    let (mut items, mut names) = (Vec::new(), Vec::new());
    let mut record = ByteRecord::new();
    while let Some(row) = sheet.next_row(&mut record)? {
        let slope = super::score(&sheet, &record, a)?;
        if slope <= 0.0 {
            return Err(sheet.refuse(a, &slope.to_string(), "is no slope: it must be above 0"));
        }
        items.push((slope, super::score(&sheet, &record, b)?));
        names.push(name.map_or_else(|| Ok(row.to_string()), |name| sheet.text(&record, name).map(str::to_owned))?);
    }
    if items.is_empty() {
        return Err(Unusable::whole("there is no row under the header"));
    }
    let found = standards::bookmark(&items, bookmarks, rp)?;
    Ok(BookmarkReport {
        rp,
        booklet: found.order.iter().map(|&item| names[item].clone()).collect(),
        rp_locations: found.rp_locations,
        order: found.order,
        judge_theta: found.judge_theta,
        cut_theta_median: found.cut_theta,
        expected_raw: found.expected_raw,
        omitted: Vec::new(),
    })
}

impl Report for BookmarkReport {
    fn table(&self) -> String {
        let mut booklet = Plain::new(&["page", "item", "location"]);
        for (page, (name, item)) in self.booklet.iter().zip(&self.order).enumerate() {
            let location = plain::number(Some(self.rp_locations[*item]));
            booklet.row(vec![(page + 1).to_string(), name.clone(), location]);
        }
        let Self { cut_theta_median, expected_raw, rp, .. } = self;
        format!(
            "cut {cut_theta_median:.4} (median of {} judges, response probability {rp:.4}), expected raw score \
             {expected_raw:.4}\n\n{}",
            self.judge_theta.len(),
            booklet.finish()
        )
    }
}
