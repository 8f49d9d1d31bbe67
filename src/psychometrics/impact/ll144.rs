//! The tables of New York City's Local Law 144: rates and impact ratios by category, unknowns counted.
//!
//! A category is a sex, a race or ethnicity, or both together: the caller chooses the key.

use super::{Selection, most_selected};
use crate::psychometrics::absent::Statistic;
use crate::psychometrics::describe::median;
use std::collections::BTreeMap;

/// One category of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct RateRow<K> {
    /// The category.
    pub category: K,
    /// How many are in it.
    pub n: u64,
    /// How many were selected, or scored above the median of all.
    pub favoured: u64,
    /// The selection or scoring rate.
    pub rate: f64,
    /// The rate over that of the category with the highest rate; absent where all rates are 0.
    pub ratio: Statistic,
}

/// A table by category.
#[derive(Debug, Clone, PartialEq)]
pub struct RateTable<K> {
    /// The categories in order.
    pub rows: Vec<RateRow<K>>,
    /// How many people's category is not known; they are in no row.
    pub unknown: u64,
    /// The median score of all, known or not, for scoring rates.
    pub median: Option<f64>,
}

/// Selection rates: each person's category, if known, and whether the person was selected.
pub fn selection_rates<K: Ord + Clone>(people: &[(Option<K>, bool)]) -> RateTable<K> {
    tabulate(people.iter().map(|(category, selected)| (category.as_ref(), *selected)))
}

/// Scoring rates: the share above the median of all people; a tie at the median is not above.
pub fn scoring_rates<K: Ord + Clone>(people: &[(Option<K>, f64)]) -> Statistic<RateTable<K>> {
    let scores: Vec<f64> = people.iter().map(|(_, score)| *score).collect();
    let middle = median(&scores)?;
    let table = tabulate(people.iter().map(|(category, score)| (category.as_ref(), *score > middle)));
    Ok(RateTable { median: Some(middle), ..table })
}

fn tabulate<'a, K: Ord + Clone + 'a>(people: impl Iterator<Item = (Option<&'a K>, bool)>) -> RateTable<K> {
    let mut groups: BTreeMap<K, Selection> = BTreeMap::new();
    let mut unknown = 0;
    for (category, favoured) in people {
        match category {
            None => unknown += 1,
            Some(category) => {
                let group = groups.entry(category.clone()).or_insert(Selection { selected: 0, n: 0 });
                group.n += 1;
                group.selected += u64::from(favoured);
            }
        }
    }
    let counts: Vec<Selection> = groups.values().copied().collect();
    let best = most_selected(&counts).map(|best| counts[best]);
    let row = |(category, group): (K, Selection)| RateRow {
        category,
        n: group.n,
        favoured: group.selected,
        rate: group.selected as f64 / group.n as f64,
        ratio: best
            .ok_or(crate::psychometrics::Absent("there is no category"))
            .and_then(|reference| super::Comparison { focal: group, reference }.ratio()),
    };
    RateTable { rows: groups.into_iter().map(row).collect(), unknown, median: None }
}
