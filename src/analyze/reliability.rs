//! `rapport analyze reliability FILE [--strata FILE]`.

use super::omitted::Keeper;
use super::plain::{self, Plain};
use super::{Omitted, People, Report, Sheet, Unusable, Wanted};
use crate::psychometrics::items::{ItemStatistics, item_statistics};
use crate::psychometrics::reliability::{
    Moments, alpha, feldt_interval, odd_even_halves, omega_total, sed, sem, split_half, stratified_alpha,
};
use crate::psychometrics::{Absent, Statistic};
use csv::ByteRecord;
use serde::Serialize;
use std::io::Read;

/// Reliability and item statistics of the complete cases.
#[derive(Debug, Clone, Serialize)]
pub struct ReliabilityReport {
    /// How many answered every item.
    pub n: usize,
    /// How many items.
    pub k: usize,
    /// The mean of the sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// Its SD (n − 1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sd: Option<f64>,
    /// Cronbach's alpha.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alpha: Option<f64>,
    /// Feldt's 95 % interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alpha_ci: Option<[f64; 2]>,
    /// Stratified alpha, if strata were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stratified_alpha: Option<f64>,
    /// Omega total of one factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omega_total: Option<f64>,
    /// The standard error of measurement from alpha.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sem: Option<f64>,
    /// The standard error of a difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sed: Option<f64>,
    /// Odd against even items, stepped up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spearman_brown_odd_even: Option<f64>,
    /// The items.
    pub items: Vec<ItemReport>,
    /// What does not exist, and why.
    pub omitted: Vec<Omitted>,
}

/// One item.
#[derive(Debug, Clone, Serialize)]
pub struct ItemReport {
    /// Its name.
    pub item: String,
    /// How many answered it, and everything else.
    pub n: usize,
    /// The mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// The SD (n − 1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sd: Option<f64>,
    /// The correlation with the total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r_total: Option<f64>,
    /// The correlation with the total of the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r_drop: Option<f64>,
    /// Alpha without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alpha_if_dropped: Option<f64>,
}

/// The report on a file of answers; `strata` is a file with the columns `item` and `stratum`.
pub fn reliability<'a>(
    answers: impl Read + 'a,
    strata: Option<impl Read + 'a>,
    ignore: &[String],
) -> Result<ReliabilityReport, Unusable> {
    let people = People::read(answers, &Wanted { ignore, text: None })?.expanded();
    let strata = strata.map(|file| read_strata(file, &people.items)).transpose()?;
    let complete = people.responses.complete();
    let mut keeper = Keeper::default();
    let moments = Moments::of_responses(&complete);
    let with = |compute: &dyn Fn(&Moments) -> Statistic| moments.as_ref().map_err(|absent| *absent).and_then(compute);
    let sole = |values: &dyn Fn(usize) -> f64| match (complete.persons(), &moments) {
        (1, _) => Ok((0..complete.items()).map(values).sum()),
        (_, Ok(moments)) => Ok(moments.total_mean()),
        (_, Err(absent)) => Err(*absent),
    };
    let mean = sole(&|item| f64::from(complete.column(item)[0]));
    let sd = with(&|moments| Ok(moments.total_variance().sqrt()));
    let alpha = with(&alpha);
    let measured = alpha.and_then(|alpha| sem(sd?, alpha));
    let interval = alpha.and_then(|alpha| feldt_interval(alpha, complete.persons(), complete.items(), 0.95));
    let halves = with(&|moments| Ok(split_half(moments, &odd_even_halves(moments.items()))?.1));
    Ok(ReliabilityReport {
        n: complete.persons(),
        k: complete.items(),
        mean: keeper.keep("mean", mean),
        sd: keeper.keep("sd", sd),
        alpha: keeper.keep("alpha", alpha),
        alpha_ci: keeper.keep("alpha_ci", interval).map(|(low, high)| [low, high]),
        stratified_alpha: strata
            .and_then(|strata| keeper.keep("stratified_alpha", with(&|m| stratified_alpha(m, &strata)))),
        omega_total: keeper.keep("omega_total", with(&omega_total)),
        sem: keeper.keep("sem", measured),
        sed: keeper.keep("sed", measured.map(sed)),
        spearman_brown_odd_even: keeper.keep("spearman_brown_odd_even", halves),
        items: item_reports(&people.items, &complete, moments.as_ref().map_err(|absent| *absent), &mut keeper),
        omitted: keeper.finish(),
    })
}

fn item_reports(
    names: &[String],
    complete: &crate::psychometrics::Responses,
    moments: Result<&Moments, Absent>,
    keeper: &mut Keeper,
) -> Vec<ItemReport> {
    let statistics = moments.map(item_statistics);
    let mut report = |(place, name): (usize, &String)| {
        let item: Statistic<&ItemStatistics> = statistics.as_ref().map(|all| &all[place]).map_err(|absent| *absent);
        let alone = complete.column(place).first().filter(|_| complete.persons() == 1);
        let mean = alone.map_or_else(|| item.map(|item| item.mean), |&answer| Ok(f64::from(answer)));
        let field = |statistic: &str| format!("items[{name}].{statistic}");
        ItemReport {
            item: name.clone(),
            n: complete.persons(),
            mean: keeper.keep(field("mean"), mean),
            sd: keeper.keep(field("sd"), item.map(|item| item.sd)),
            r_total: keeper.keep(field("r_total"), item.and_then(|item| item.r_total)),
            r_drop: keeper.keep(field("r_drop"), item.and_then(|item| item.r_drop)),
            alpha_if_dropped: keeper.keep(field("alpha_if_dropped"), item.and_then(|item| item.alpha_if_dropped)),
        }
    };
    names.iter().enumerate().map(&mut report).collect()
}

/// The stratum of each item, numbered.
fn read_strata<'a>(file: impl Read + 'a, items: &[String]) -> Result<Vec<usize>, Unusable> {
    let mut sheet = Sheet::open(file)?;
    let (item, stratum) = (sheet.place("item")?, sheet.place("stratum")?);
    let mut names: Vec<String> = Vec::new();
    let mut strata: Vec<Option<usize>> = vec![None; items.len()];
    let mut record = ByteRecord::new();
    while sheet.next_row(&mut record)?.is_some() {
        let (name, of) = (sheet.text(&record, item)?, sheet.text(&record, stratum)?.to_owned());
        let place = items.iter().position(|own| own == name);
        let place = place.ok_or_else(|| sheet.refuse(item, name, "is no item of the file of answers"))?;
        if of.is_empty() {
            return Err(sheet.refuse(stratum, "", "names no stratum"));
        }
        let number = names.iter().position(|known| *known == of).unwrap_or_else(|| {
            names.push(of);
            names.len() - 1
        });
        if strata[place].replace(number).is_some() {
            return Err(sheet.refuse(item, name, "has a stratum already"));
        }
    }
    let missing = strata.iter().position(Option::is_none);
    if let Some(place) = missing {
        return Err(Unusable::column(&items[place], "the item has no stratum in the file of strata"));
    }
    Ok(strata.into_iter().flatten().collect())
}

impl Report for ReliabilityReport {
    fn table(&self) -> String {
        let mut totals = Plain::new(&["statistic", "value"]);
        for (name, value) in [
            ("persons", self.n.to_string()),
            ("items", self.k.to_string()),
            ("mean", plain::number(self.mean)),
            ("standard deviation", plain::number(self.sd)),
            ("alpha", plain::number(self.alpha)),
            ("95 % interval of alpha", plain::interval(self.alpha_ci)),
            ("stratified alpha", plain::number(self.stratified_alpha)),
            ("omega total", plain::number(self.omega_total)),
            ("standard error of measurement", plain::number(self.sem)),
            ("standard error of a difference", plain::number(self.sed)),
            ("odd-even, Spearman-Brown", plain::number(self.spearman_brown_odd_even)),
        ] {
            totals.row(vec![name.to_owned(), value]);
        }
        let mut items = Plain::new(&["item", "n", "mean", "sd", "r total", "r drop", "alpha if dropped"]);
        for item in &self.items {
            let numbers = [item.mean, item.sd, item.r_total, item.r_drop, item.alpha_if_dropped];
            let mut cells = vec![item.item.clone(), item.n.to_string()];
            cells.extend(numbers.map(plain::number));
            items.row(cells);
        }
        format!("{}\n{}{}", totals.finish(), items.finish(), plain::omissions(&self.omitted))
    }
}
