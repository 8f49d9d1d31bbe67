//! Hofstee's compromise: a row per person with a score.

use crate::analyze::omitted::Keeper;
use crate::analyze::plain::{self, Plain};
use crate::analyze::{Omitted, Report, Sheet, Unusable};
use crate::psychometrics::standards::{self, HofsteeBounds};
use csv::ByteRecord;
use serde::Serialize;
use std::io::Read;

/// The compromise.
#[derive(Debug, Clone, Serialize)]
pub struct HofsteeReport {
    /// How many people.
    pub n: usize,
    /// Share of failures and the panel's line at each cut.
    pub curve: Vec<HofsteeRow>,
    /// Where they cross.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut_interpolated: Option<f64>,
    /// The share of failures there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_rate_line_at_cut: Option<f64>,
    /// What does not exist, and why.
    pub omitted: Vec<Omitted>,
}

/// One cut.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct HofsteeRow {
    /// The cut.
    pub cut: f64,
    /// The share that fails.
    pub fail: f64,
    /// The height of the line.
    pub line: f64,
}

/// The report on a column of scores.
pub fn hofstee<'a>(
    file: impl Read + 'a,
    score: Option<&str>,
    bounds: HofsteeBounds,
) -> Result<HofsteeReport, Unusable> {
    let mut sheet = Sheet::open(file)?;
    let place = super::score_column(&sheet, score)?;
    let mut scores = Vec::new();
    let mut record = ByteRecord::new();
    while sheet.next_row(&mut record)?.is_some() {
        scores.push(super::score(&sheet, &record, place)?);
    }
    let found = standards::hofstee(&scores, bounds)?;
    let mut keeper = Keeper::default();
    let cut = keeper.keep("cut_interpolated", found.crossing.map(|(cut, _)| cut));
    let fail = keeper.keep("fail_rate_line_at_cut", found.crossing.map(|(_, fail)| fail));
    Ok(HofsteeReport {
        n: scores.len(),
        curve: found.curve.into_iter().map(|(cut, fail, line)| HofsteeRow { cut, fail, line }).collect(),
        cut_interpolated: cut,
        fail_rate_line_at_cut: fail,
        omitted: keeper.finish(),
    })
}

impl Report for HofsteeReport {
    fn table(&self) -> String {
        let mut rows = Plain::new(&["cut", "share failing", "panel's line"]);
        for row in &self.curve {
            rows.row(vec![row.cut.to_string(), plain::number(Some(row.fail)), plain::number(Some(row.line))]);
        }
        format!(
            "{} people; cut {}, failing {}\n\n{}{}",
            self.n,
            plain::number(self.cut_interpolated),
            plain::number(self.fail_rate_line_at_cut),
            rows.finish(),
            plain::omissions(&self.omitted)
        )
    }
}
