//! `rapport analyze impact FILE --group COLUMN --selected COLUMN`.

use super::omitted::Keeper;
use super::plain::{self, Plain};
use super::sheet::Sheet;
use super::{Omitted, Report, Unusable};
use crate::psychometrics::impact::{
    Comparison, RatioInterval, Selection, fisher_exact, log_interval, most_selected, score_interval,
};
use csv::ByteRecord;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Read;

/// Groups under this size get no verdict word in the table.
const VERDICT_FROM: u64 = 30;

/// Every group against the most selected one.
#[derive(Debug, Clone, Serialize)]
pub struct ImpactReport {
    /// The groups by name.
    pub groups: Vec<GroupReport>,
    /// The most selected group, with which the others are compared.
    pub reference: String,
    /// How many people's group is not known; they are in no group.
    pub unknown: u64,
    /// What does not exist, and why.
    pub omitted: Vec<Omitted>,
}

/// One group.
#[derive(Debug, Clone, Serialize)]
pub struct GroupReport {
    /// Its name.
    pub group: String,
    /// How many people.
    pub n: u64,
    /// How many were selected.
    pub selected: u64,
    /// The selection rate.
    pub rate: f64,
    /// The impact ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
    /// Its 95 % interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio_ci: Option<[f64; 2]>,
    /// How the interval was made: `log`, or `miettinen-nurminen` where nobody or everybody of a group was selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio_ci_method: Option<&'static str>,
    /// Fisher's exact two-sided p.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fisher_p: Option<f64>,
    /// Mid-p, one-sided against the group: P(fewer selected) + ½ P(this many).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mid_p: Option<f64>,
    /// Mid-p, two-sided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mid_p_two_sided: Option<f64>,
    /// z with the pooled rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub z: Option<f64>,
    /// Its two-sided p.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub z_p: Option<f64>,
    /// Whether the ratio is under four fifths, by integers.
    pub four_fifths_violation: bool,
    /// How many more would have been selected at the pooled rate.
    pub shortfall: f64,
}

/// The report on a file with a column of groups and one of selections; a column `weight` counts people.
pub fn impact<'a>(file: impl Read + 'a, group: &str, selected: &str) -> Result<ImpactReport, Unusable> {
    let (counts, unknown) = read_counts(file, group, selected)?;
    let selections: Vec<Selection> = counts.values().copied().collect();
    let best = most_selected(&selections).ok_or_else(|| Unusable::column(group, "nobody's group is known"))?;
    let reference = selections[best];
    let mut keeper = Keeper::default();
    let mut groups = Vec::with_capacity(counts.len());
    for (place, (name, &focal)) in counts.iter().enumerate() {
        let comparison = Comparison::new(focal, reference)?;
        groups.push(if place == best {
            alone(name, &comparison, &mut keeper)
        } else {
            compared(name, &comparison, &mut keeper)
        });
    }
    let reference = counts.keys().nth(best).cloned().unwrap_or_default();
    Ok(ImpactReport { groups, reference, unknown, omitted: keeper.finish() })
}

fn read_counts<'a>(
    file: impl Read + 'a,
    group: &str,
    selected: &str,
) -> Result<(BTreeMap<String, Selection>, u64), Unusable> {
    let mut sheet = Sheet::open(file)?;
    let (group, selected) = (sheet.place(group)?, sheet.place(selected)?);
    let weight = sheet.place("weight").ok();
    let mut counts: BTreeMap<String, Selection> = BTreeMap::new();
    let (mut unknown, mut any) = (0, false);
    let mut record = ByteRecord::new();
    while sheet.next_row(&mut record)?.is_some() {
        any = true;
        let name = sheet.text(&record, group)?;
        let times = match weight {
            None => 1,
            Some(place) => {
                let text = sheet.text(&record, place)?;
                let count: Result<u32, _> = text.parse();
                u64::from(count.map_err(|_| sheet.refuse(place, text, "is not a count of persons"))?)
            }
        };
        let chosen = sheet.yes_or_no(&record, selected)?;
        if name.is_empty() {
            unknown += times;
        } else if times > 0 {
            if !counts.contains_key(name) {
                counts.insert(name.to_owned(), Selection { selected: 0, n: 0 });
            }
            if let Some(count) = counts.get_mut(name) {
                count.n += times;
                count.selected += if chosen { times } else { 0 };
            }
        }
    }
    if any { Ok((counts, unknown)) } else { Err(Unusable::whole("there is no row under the header")) }
}

fn alone(name: &str, comparison: &Comparison, keeper: &mut Keeper) -> GroupReport {
    let why = "this is the most selected group, with which the others are compared";
    for field in ["ratio_ci", "fisher_p", "mid_p", "z", "z_p"] {
        keeper.note(format!("groups[{name}].{field}"), why);
    }
    let report = empty(name, comparison);
    GroupReport { ratio: keeper.keep(format!("groups[{name}].ratio"), comparison.ratio()), ..report }
}

fn compared(name: &str, comparison: &Comparison, keeper: &mut Keeper) -> GroupReport {
    let field = |field: &str| format!("groups[{name}].{field}");
    let fisher = fisher_exact(comparison);
    let interval = log_interval(comparison, 0.95).map(|interval| (interval, "log")).or_else(|_| {
        let interval = score_interval(comparison, RatioInterval::MiettinenNurminen, 0.95)?;
        Ok((interval, "miettinen-nurminen"))
    });
    let interval = keeper.keep(field("ratio_ci"), interval);
    GroupReport {
        ratio: keeper.keep(field("ratio"), comparison.ratio()),
        ratio_ci: interval.map(|((low, high), _)| [low, high]),
        ratio_ci_method: interval.map(|(_, method)| method),
        fisher_p: Some(fisher.two_sided),
        mid_p: Some(fisher.mid_p),
        mid_p_two_sided: Some(fisher.mid_p_two_sided),
        z: keeper.keep(field("z"), comparison.z()),
        z_p: keeper.keep(field("z_p"), comparison.z_p()),
        ..empty(name, comparison)
    }
}

fn empty(name: &str, comparison: &Comparison) -> GroupReport {
    let Selection { selected, n } = comparison.focal;
    GroupReport {
        group: name.to_owned(),
        n,
        selected,
        rate: selected as f64 / n as f64,
        ratio: None,
        ratio_ci: None,
        ratio_ci_method: None,
        fisher_p: None,
        mid_p: None,
        mid_p_two_sided: None,
        z: None,
        z_p: None,
        four_fifths_violation: comparison.four_fifths_violation(),
        shortfall: comparison.shortfall(),
    }
}

impl Report for ImpactReport {
    fn table(&self) -> String {
        let header = [
            "group",
            "n",
            "selected",
            "rate",
            "ratio",
            "95 % interval",
            "Fisher p",
            "mid-p",
            "z",
            "p of z",
            "4/5 rule",
            "shortfall",
        ];
        let mut groups = Plain::new(&header);
        let reference_n = self.groups.iter().find(|group| group.group == self.reference).map_or(0, |group| group.n);
        for group in &self.groups {
            let verdict = match group.four_fifths_violation {
                _ if group.group == self.reference => "–",
                _ if group.n.min(reference_n) < VERDICT_FROM => "too few",
                true => "under",
                false => "not under",
            };
            let mut cells = vec![group.group.clone(), group.n.to_string(), group.selected.to_string()];
            cells.extend([
                plain::number(Some(group.rate)),
                plain::number(group.ratio),
                plain::interval(group.ratio_ci),
            ]);
            cells.extend([plain::p_value(group.fisher_p), plain::p_value(group.mid_p), plain::number(group.z)]);
            cells.extend([plain::p_value(group.z_p), verdict.to_owned(), format!("{:.2}", group.shortfall)]);
            groups.row(cells);
        }
        format!(
            "Against the most selected group, {}; {} of unknown group left out.\nRead ratio, interval, test and n \
             together: with small groups the rule flags equal treatment often.\n\n{}{}",
            self.reference,
            self.unknown,
            groups.finish(),
            plain::omissions(&self.omitted)
        )
    }
}
