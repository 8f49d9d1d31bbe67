//! `rapport analyze agreement FILE [--scale 1,7]`: rows are options, columns are experts.

use super::omitted::Keeper;
use super::plain::{self, Plain};
use super::ratings::RatingTable;
use super::{Omitted, Report, Unusable};
use crate::psychometrics::agreement::{
    IccForm, LookAgain, Metric, OptionAgreement, Ratings, Scale, icc, kendall_w, krippendorff_alpha, option_agreement,
};
use serde::Serialize;
use std::io::Read;

/// A panel's agreement.
#[derive(Debug, Clone, Serialize)]
pub struct AgreementReport {
    /// How many options.
    pub n_options: usize,
    /// How many experts.
    pub n_experts: usize,
    /// The ends of the scale.
    pub scale: [f64; 2],
    /// ICC(1,1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icc1: Option<f64>,
    /// ICC(2,1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icc2: Option<f64>,
    /// ICC(3,1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icc3: Option<f64>,
    /// ICC(1,k).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icc1k: Option<f64>,
    /// ICC(2,k).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icc2k: Option<f64>,
    /// ICC(3,k).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icc3k: Option<f64>,
    /// Krippendorff's alpha by metric.
    pub krippendorff: KrippendorffReport,
    /// Kendall's W, corrected for ties.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kendall_w: Option<f64>,
    /// The same without the correction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kendall_w_uncorrected: Option<f64>,
    /// The options.
    pub options: Vec<OptionReport>,
    /// What does not exist, and why.
    pub omitted: Vec<Omitted>,
}

/// Krippendorff's alpha by metric.
#[derive(Debug, Clone, Serialize)]
pub struct KrippendorffReport {
    /// Same or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nominal: Option<f64>,
    /// By ranks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<f64>,
    /// By differences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<f64>,
    /// By proportions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
}

/// One option.
#[derive(Debug, Clone, Serialize)]
pub struct OptionReport {
    /// Its name, or the number of its row.
    pub option: String,
    /// How many rated it.
    pub n: usize,
    /// The mean rating.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// The SD (n − 1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sd: Option<f64>,
    /// `r_wg`, floored at 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rwg: Option<f64>,
    /// `a_wg`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awg: Option<f64>,
    /// The mean deviation from the mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ad: Option<f64>,
    /// The standard error of the mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub se: Option<f64>,
    /// Whether it may be kept without another look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<bool>,
    /// Why to look again.
    pub look_again: Vec<&'static str>,
}

/// The report; without `scale` its ends are the lowest and the highest rating given.
pub fn agreement<'a>(
    file: impl Read + 'a,
    scale: Option<(f64, f64)>,
    ignore: &[String],
) -> Result<AgreementReport, Unusable> {
    let panel = RatingTable::read(file, &["option", "item"], ignore)?;
    let scale = scale_of(&panel, scale)?;
    let mut keeper = Keeper::default();
    let complete = Ratings::complete(&panel.rows);
    let mut form = |name: &str, form: IccForm| {
        let value = complete.as_ref().map_err(|absent| *absent).and_then(|ratings| icc(ratings, form));
        keeper.keep(name, value.map(|icc| icc.value))
    };
    let [icc1, icc2, icc3] = [("icc1", IccForm::OneWay), ("icc2", IccForm::Random), ("icc3", IccForm::Fixed)]
        .map(|(name, of)| form(name, of));
    let means = [("icc1k", IccForm::OneWayMean), ("icc2k", IccForm::RandomMean), ("icc3k", IccForm::FixedMean)];
    let [icc1k, icc2k, icc3k] = means.map(|(name, of)| form(name, of));
    let mut alpha =
        |name: &str, metric| keeper.keep(format!("krippendorff.{name}"), krippendorff_alpha(&panel.rows, metric));
    let krippendorff = KrippendorffReport {
        nominal: alpha("nominal", Metric::Nominal),
        ordinal: alpha("ordinal", Metric::Ordinal),
        interval: alpha("interval", Metric::Interval),
        ratio: alpha("ratio", Metric::Ratio),
    };
    let concordance = complete.as_ref().map_err(|absent| *absent).and_then(kendall_w);
    let concordance = keeper.keep("kendall_w", concordance);
    let options =
        panel.labels.iter().zip(&panel.rows).map(|(label, row)| option(label, row, scale, &mut keeper)).collect();
    Ok(AgreementReport {
        n_options: panel.rows.len(),
        n_experts: panel.columns.len(),
        scale: [scale.low, scale.high],
        icc1,
        icc2,
        icc3,
        icc1k,
        icc2k,
        icc3k,
        krippendorff,
        kendall_w: concordance.map(|concordance| concordance.w),
        kendall_w_uncorrected: concordance.map(|concordance| concordance.uncorrected),
        options,
        omitted: keeper.finish(),
    })
}

fn scale_of(panel: &RatingTable, scale: Option<(f64, f64)>) -> Result<Scale, Unusable> {
    let given = panel.rows.iter().flatten().flatten().copied();
    let Some((low, high)) = scale else {
        let low = given.clone().fold(f64::INFINITY, f64::min);
        let high = given.fold(f64::NEG_INFINITY, f64::max);
        return if low <= high { Ok(Scale { low, high }) } else { Err(Unusable::whole("there is no rating")) };
    };
    if !(low < high && low.is_finite() && high.is_finite()) {
        return Err(Unusable::whole("the scale must go from a lower to a higher number"));
    }
    for (row, ratings) in panel.rows.iter().enumerate() {
        for (rating, expert) in ratings.iter().zip(&panel.columns) {
            if let Some(outside) = rating.filter(|rating| !(low..=high).contains(rating)) {
                return Err(Unusable::cell(row + 1, expert, format!("{outside} is outside the scale {low} to {high}")));
            }
        }
    }
    Ok(Scale { low, high })
}

fn option(label: &str, row: &[Option<f64>], scale: Scale, keeper: &mut Keeper) -> OptionReport {
    let ratings: Vec<f64> = row.iter().flatten().copied().collect();
    let field = |field: &str| format!("options[{label}].{field}");
    let found = option_agreement(&ratings, scale);
    let of = |part: &dyn Fn(&OptionAgreement) -> crate::psychometrics::Statistic| {
        found.as_ref().map_err(|a| *a).and_then(part)
    };
    OptionReport {
        option: label.to_owned(),
        n: ratings.len(),
        mean: keeper.keep(field("mean"), of(&|o| Ok(o.mean))),
        sd: keeper.keep(field("sd"), of(&|o| o.sd)),
        rwg: keeper.keep(field("rwg"), of(&|o| o.rwg)),
        awg: keeper.keep(field("awg"), of(&|o| o.awg)),
        ad: keeper.keep(field("ad"), of(&|o| Ok(o.ad))),
        se: keeper.keep(field("se"), of(&|o| o.se)),
        keep: keeper.keep(field("keep"), found.as_ref().map(OptionAgreement::keep).map_err(|a| *a)),
        look_again: found.iter().flat_map(|o| &o.look_again).map(|why| reason(*why)).collect(),
    }
}

fn reason(why: LookAgain) -> &'static str {
    match why {
        LookAgain::Imprecise => "standard error of the mean",
        LookAgain::Bimodal => "two camps",
        LookAgain::Spread => "mean deviation",
    }
}

impl Report for AgreementReport {
    fn table(&self) -> String {
        let mut panel = Plain::new(&["panel", "value"]);
        for (name, value) in [
            ("ICC(1,1)", self.icc1),
            ("ICC(2,1)", self.icc2),
            ("ICC(3,1)", self.icc3),
            ("ICC(1,k)", self.icc1k),
            ("ICC(2,k)", self.icc2k),
            ("ICC(3,k)", self.icc3k),
            ("Krippendorff's alpha, nominal", self.krippendorff.nominal),
            ("Krippendorff's alpha, ordinal", self.krippendorff.ordinal),
            ("Krippendorff's alpha, interval", self.krippendorff.interval),
            ("Krippendorff's alpha, ratio", self.krippendorff.ratio),
            ("Kendall's W", self.kendall_w),
        ] {
            panel.row(vec![name.to_owned(), plain::number(value)]);
        }
        let mut options = Plain::new(&["option", "n", "mean", "sd", "rwg", "awg", "AD", "se", "look again"]);
        for option in &self.options {
            let mut cells = vec![option.option.clone(), option.n.to_string()];
            cells.extend([option.mean, option.sd, option.rwg, option.awg, option.ad, option.se].map(plain::number));
            let why = if option.keep == Some(true) { "keep".to_owned() } else { option.look_again.join(", ") };
            cells.push(why);
            options.row(cells);
        }
        let (low, high) = (self.scale[0], self.scale[1]);
        let head = format!("{} options, {} experts, scale {low} to {high}", self.n_options, self.n_experts);
        format!("{head}\n\n{}\n{}{}", panel.finish(), options.finish(), plain::omissions(&self.omitted))
    }
}
