//! Cuts from people whose competence is known: a row per person.

use crate::analyze::omitted::Keeper;
use crate::analyze::plain::{self, Plain};
use crate::analyze::{Omitted, Report, Sheet, Unusable};
use crate::psychometrics::standards;
use csv::ByteRecord;
use serde::Serialize;
use std::io::Read;

/// The middle of a borderline group.
#[derive(Debug, Clone, Serialize)]
pub struct BorderlineReport {
    /// How many people.
    pub n: usize,
    /// The median.
    pub cut_median: f64,
    /// The mean.
    pub cut_mean: f64,
    /// What does not exist, and why: nothing here.
    pub omitted: Vec<Omitted>,
}

/// The report on a column of scores of people at the border.
pub fn borderline<'a>(file: impl Read + 'a, score: Option<&str>) -> Result<BorderlineReport, Unusable> {
    let mut sheet = Sheet::open(file)?;
    let place = super::score_column(&sheet, score)?;
    let mut scores = Vec::new();
    let mut record = ByteRecord::new();
    while sheet.next_row(&mut record)?.is_some() {
        scores.push(super::score(&sheet, &record, place)?);
    }
    let found = standards::borderline(&scores)?;
    Ok(BorderlineReport { n: scores.len(), cut_median: found.median, cut_mean: found.mean, omitted: Vec::new() })
}

/// What two contrasting groups say.
#[derive(Debug, Clone, Serialize)]
pub struct ContrastingReport {
    /// Halfway between the means.
    pub midpoint_of_means: f64,
    /// Constant and slope of the logistic regression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logistic_b0_b1: Option<[f64; 2]>,
    /// Where it gives one half.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logistic_cut_p50: Option<f64>,
    /// The errors of each cut.
    pub table: Vec<CutRow>,
    /// The cuts with the fewest errors.
    pub min_total_error_cuts: Vec<f64>,
    /// What does not exist, and why.
    pub omitted: Vec<Omitted>,
}

/// The errors of one cut.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct CutRow {
    /// The cut.
    pub cut: f64,
    /// Competent people who would fail.
    pub false_fail: usize,
    /// Not competent people who would pass.
    pub false_pass: usize,
    /// Both.
    pub total: usize,
}

/// The report on columns of scores and competence (0/1, true/false, yes/no).
pub fn contrasting<'a>(
    file: impl Read + 'a,
    score: Option<&str>,
    competent: Option<&str>,
) -> Result<ContrastingReport, Unusable> {
    let mut sheet = Sheet::open(file)?;
    let score = sheet.place(score.unwrap_or("score"))?;
    let group = sheet.place(competent.unwrap_or("competent"))?;
    let (mut below, mut above) = (Vec::new(), Vec::new());
    let mut record = ByteRecord::new();
    while sheet.next_row(&mut record)?.is_some() {
        let to = if sheet.yes_or_no(&record, group)? { &mut above } else { &mut below };
        to.push(super::score(&sheet, &record, score)?);
    }
    if below.is_empty() || above.is_empty() {
        return Err(Unusable::column(&sheet.names()[group], "both groups need somebody"));
    }
    let found = standards::contrasting(&below, &above)?;
    let mut keeper = Keeper::default();
    Ok(ContrastingReport {
        midpoint_of_means: found.midpoint_of_means,
        logistic_b0_b1: keeper.keep("logistic_b0_b1", found.coefficients),
        logistic_cut_p50: keeper.keep("logistic_cut_p50", found.logistic_cut),
        table: found
            .table
            .iter()
            .map(|row| CutRow {
                cut: row.cut,
                false_fail: row.false_fail,
                false_pass: row.false_pass,
                total: row.total(),
            })
            .collect(),
        min_total_error_cuts: found.least_errors,
        omitted: keeper.finish(),
    })
}

impl Report for BorderlineReport {
    fn table(&self) -> String {
        let Self { n, cut_median, cut_mean, .. } = self;
        format!("{n} at the border\ncut: median {cut_median:.4}, mean {cut_mean:.4}\n")
    }
}

impl Report for ContrastingReport {
    fn table(&self) -> String {
        let mut rows = Plain::new(&["cut", "false fail", "false pass", "total"]);
        for row in &self.table {
            let counts = [row.false_fail, row.false_pass, row.total].map(|count| count.to_string());
            rows.row(std::iter::once(row.cut.to_string()).chain(counts).collect());
        }
        let least: Vec<String> = self.min_total_error_cuts.iter().map(f64::to_string).collect();
        format!(
            "halfway between the means {:.4}; logistic regression gives one half at {}\nfewest errors at {}\n\n{}{}",
            self.midpoint_of_means,
            plain::number(self.logistic_cut_p50),
            least.join(", "),
            rows.finish(),
            plain::omissions(&self.omitted)
        )
    }
}
