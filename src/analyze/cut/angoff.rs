//! Angoff's method: a row per judge, a column per item.

use crate::analyze::omitted::Keeper;
use crate::analyze::plain::{self, Plain};
use crate::analyze::ratings::RatingTable;
use crate::analyze::{Omitted, Report, Unusable};
use crate::psychometrics::Absent;
use crate::psychometrics::standards::{self, Generalizability};
use serde::Serialize;
use std::io::Read;

/// The cut of a panel.
#[derive(Debug, Clone, Serialize)]
pub struct AngoffReport {
    /// Each judge's cut.
    pub judge_cuts: Vec<f64>,
    /// The cut in raw points: the mean of the judges'.
    pub cut: f64,
    /// The same, by its longer name.
    pub cut_raw: f64,
    /// The cut as a share of the highest raw score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut_pct: Option<f64>,
    /// The SD of the judges' cuts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sd_judges: Option<f64>,
    /// The standard error over judges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub se_judges: Option<f64>,
    /// The same, by its shorter name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub se: Option<f64>,
    /// The highest raw score possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_raw: Option<f64>,
    /// Variance components, and errors per item with the items fixed and random.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gtheory: Option<GeneralizabilityReport>,
    /// With the test's own error of measurement, if that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combined_with_sem: Option<WithSem>,
    /// What does not exist, and why.
    pub omitted: Vec<Omitted>,
}

/// Variance components of judges x items.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct GeneralizabilityReport {
    /// The mean square of judges.
    #[serde(rename = "MSj")]
    pub ms_judges: f64,
    /// The mean square of items.
    #[serde(rename = "MSi")]
    pub ms_items: f64,
    /// The residual mean square.
    #[serde(rename = "MSe")]
    pub ms_residual: f64,
    /// The variance of judges.
    pub var_j: f64,
    /// The variance of items.
    pub var_i: f64,
    /// The residual variance.
    pub var_ji: f64,
    /// The standard error of the mean rating with these items.
    pub se_mean_items_fixed: f64,
    /// The standard error with items like these.
    pub se_mean_items_random: f64,
}

/// The error of the cut and of the score together.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct WithSem {
    /// The standard error of measurement given.
    pub sem: f64,
    /// √(SE² + SEM²).
    pub se_cut_total: f64,
}

/// The report; `max_raw` is needed for the share unless all ratings are probabilities.
pub fn angoff<'a>(
    file: impl Read + 'a,
    max_raw: Option<f64>,
    sem: Option<f64>,
    ignore: &[String],
) -> Result<AngoffReport, Unusable> {
    let ratings = RatingTable::read(file, &["judge"], ignore)?.complete()?;
    let found = standards::angoff(&ratings)?;
    let probabilities = ratings.iter().flatten().all(|rating| (0.0..=1.0).contains(rating));
    let max_raw = max_raw.or_else(|| probabilities.then_some(ratings[0].len() as f64));
    let mut keeper = Keeper::default();
    let share = max_raw.map(|most| found.cut / most).filter(|share| share.is_finite());
    let unknown = Absent("the highest raw score is not known: give --max-raw");
    let se = keeper.keep("se_judges", found.se_judges);
    let combined = sem.and_then(|sem| {
        let total = keeper.keep("combined_with_sem", found.se_with_sem(sem));
        total.map(|se_cut_total| WithSem { sem, se_cut_total })
    });
    Ok(AngoffReport {
        cut: found.cut,
        cut_raw: found.cut,
        cut_pct: keeper.keep("cut_pct", share.ok_or(unknown)),
        sd_judges: keeper.keep("sd_judges", found.sd_judges),
        se_judges: se,
        se,
        max_raw,
        gtheory: keeper.keep("gtheory", found.components).map(components),
        combined_with_sem: combined,
        judge_cuts: found.judge_cuts,
        omitted: keeper.finish(),
    })
}

fn components(found: Generalizability) -> GeneralizabilityReport {
    let [ms_judges, ms_items, ms_residual] = found.mean_squares;
    let [var_j, var_i, var_ji] = found.variances;
    GeneralizabilityReport {
        ms_judges,
        ms_items,
        ms_residual,
        var_j,
        var_i,
        var_ji,
        se_mean_items_fixed: found.se_mean_items_fixed,
        se_mean_items_random: found.se_mean_items_random,
    }
}

impl Report for AngoffReport {
    fn table(&self) -> String {
        let mut rows = Plain::new(&["Angoff", "value"]);
        for (name, value) in [
            ("cut, raw points", Some(self.cut)),
            ("cut, share of the highest", self.cut_pct),
            ("SD of judges", self.sd_judges),
            ("standard error over judges", self.se_judges),
            ("per item, items fixed", self.gtheory.map(|found| found.se_mean_items_fixed)),
            ("per item, items random", self.gtheory.map(|found| found.se_mean_items_random)),
            ("with the test's own error", self.combined_with_sem.map(|found| found.se_cut_total)),
        ] {
            rows.row(vec![name.to_owned(), plain::number(value)]);
        }
        for (judge, cut) in self.judge_cuts.iter().enumerate() {
            rows.row(vec![format!("judge {}", judge + 1), plain::number(Some(*cut))]);
        }
        rows.finish() + &plain::omissions(&self.omitted)
    }
}
