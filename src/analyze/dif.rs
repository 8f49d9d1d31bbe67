//! `rapport analyze dif FILE --group COLUMN --focal VALUE [--method mh|logistic|mantel] [--purify]`.

use super::omitted::Keeper;
use super::plain::{self, Plain};
use super::{Omitted, People, Report, Unusable, Wanted};
use crate::psychometrics::Statistic;
use crate::psychometrics::dif::{
    DifClass, DifInput, LogisticDif, MantelDif, MantelHaenszelDif, logistic_dif, mantel_dif, mantel_haenszel_dif,
};
use serde::Serialize;
use std::io::Read;

/// The method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifMethod {
    /// Mantel and Haenszel, two categories.
    MantelHaenszel,
    /// Logistic regression, two categories.
    Logistic,
    /// Mantel, any number of ordered categories.
    Mantel,
}

impl DifMethod {
    fn name(self) -> &'static str {
        match self {
            Self::MantelHaenszel => "mh",
            Self::Logistic => "logistic",
            Self::Mantel => "mantel",
        }
    }
}

/// Every item.
#[derive(Debug, Clone, Serialize)]
pub struct DifReport {
    /// The method's name.
    pub method: &'static str,
    /// How many of the focal group answered everything.
    pub n_focal: usize,
    /// How many of the others did.
    pub n_reference: usize,
    /// The items.
    pub items: Vec<DifItem>,
    /// What does not exist, and why.
    pub omitted: Vec<Omitted>,
}

/// One item.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DifItem {
    /// Its name.
    pub item: String,
    /// The common odds ratio, reference over focal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alpha: Option<f64>,
    /// The test statistic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chi_square: Option<f64>,
    /// Its p.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
    /// Δ on the scale of the Educational Testing Service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delta: Option<f64>,
    /// Its standard error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub se_delta: Option<f64>,
    /// A, B or C: the full ETS rule (mh), Jodoin and Gierl (logistic), SMD over SD (mantel).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'static str>,
    /// Zumbo and Thomas's class (logistic).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class_zumbo_thomas: Option<&'static str>,
    /// What the group adds to Nagelkerke's R² (logistic).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r2_change: Option<f64>,
    /// The standardized mean difference, focal less reference (mantel).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smd: Option<f64>,
}

/// The report on a file of answers with a column of groups; empty cells of that column are left out.
pub fn dif<'a>(
    answers: impl Read + 'a,
    (group, focal): (&str, &str),
    method: DifMethod,
    purify: bool,
    ignore: &[String],
) -> Result<DifReport, Unusable> {
    let people = People::read(answers, &Wanted { ignore, text: Some(group) })?;
    if !people.texts.iter().any(|text| text == focal) {
        return Err(Unusable::column(group, format!("nobody belongs to the focal group \"{focal}\"")));
    }
    if method != DifMethod::Mantel {
        people.require_two_categories("this method is for two: use --method mantel")?;
    }
    let people = people.expanded();
    let known: Vec<usize> = (0..people.texts.len()).filter(|&row| !people.texts[row].is_empty()).collect();
    let of_focal: Vec<bool> = known.iter().map(|&row| people.texts[row] == focal).collect();
    let input = DifInput::new(&people.responses.of_persons(&known), &of_focal)?;
    let n_focal = input.focal_count();
    let mut keeper = Keeper::default();
    let names = &people.items;
    let items = match method {
        DifMethod::MantelHaenszel => each(names, mantel_haenszel_dif(&input, purify), &mut keeper, of_mantel_haenszel),
        DifMethod::Logistic => each(names, logistic_dif(&input, purify), &mut keeper, of_logistic),
        DifMethod::Mantel => each(names, mantel_dif(&input, purify), &mut keeper, of_mantel),
    };
    let n_reference = input.persons() - n_focal;
    Ok(DifReport { method: method.name(), n_focal, n_reference, items, omitted: keeper.finish() })
}

fn each<T>(
    names: &[String],
    found: Vec<Statistic<T>>,
    keeper: &mut Keeper,
    report: impl Fn(&str, &T, &mut Keeper) -> DifItem,
) -> Vec<DifItem> {
    let one = |(name, found): (&String, Statistic<T>)| match found {
        Ok(found) => DifItem { item: name.clone(), ..report(name, &found, keeper) },
        Err(absent) => {
            for field in ["chi_square", "p", "class"] {
                keeper.note(format!("items[{name}].{field}"), absent.0);
            }
            DifItem { item: name.clone(), ..DifItem::default() }
        }
    };
    names.iter().zip(found).map(one).collect()
}

fn of_mantel_haenszel(name: &str, found: &MantelHaenszelDif, keeper: &mut Keeper) -> DifItem {
    let field = |field: &str| format!("items[{name}].{field}");
    DifItem {
        alpha: keeper.keep(field("alpha"), found.alpha),
        chi_square: Some(found.chi_square),
        p: Some(found.p),
        delta: keeper.keep(field("delta"), found.delta),
        se_delta: keeper.keep(field("se_delta"), found.se_delta),
        class: keeper.keep(field("class"), found.class).map(DifClass::letter),
        ..DifItem::default()
    }
}

fn of_logistic(_: &str, found: &LogisticDif, _: &mut Keeper) -> DifItem {
    DifItem {
        chi_square: Some(found.chi_square),
        p: Some(found.p),
        class: Some(found.class.letter()),
        class_zumbo_thomas: Some(found.class_zumbo_thomas.letter()),
        r2_change: Some(found.r2_change),
        ..DifItem::default()
    }
}

fn of_mantel(_: &str, found: &MantelDif, _: &mut Keeper) -> DifItem {
    DifItem {
        chi_square: Some(found.chi_square),
        p: Some(found.p),
        class: Some(found.class.letter()),
        smd: Some(found.smd),
        ..DifItem::default()
    }
}

impl Report for DifReport {
    fn table(&self) -> String {
        let mut items = Plain::new(&["item", "alpha", "chi-square", "p", "delta", "se", "R2 change", "SMD", "class"]);
        for item in &self.items {
            let mut cells = vec![item.item.clone(), plain::number(item.alpha), plain::number(item.chi_square)];
            cells.push(plain::p_value(item.p));
            cells.extend([item.delta, item.se_delta, item.r2_change, item.smd].map(plain::number));
            cells.push(item.class.unwrap_or("–").to_owned());
            items.row(cells);
        }
        let Self { method, n_focal, n_reference, .. } = self;
        let head = format!("{method}: {n_focal} focal, {n_reference} reference. A trigger for review, not a verdict.");
        format!("{head}\n\n{}{}", items.finish(), plain::omissions(&self.omitted))
    }
}
