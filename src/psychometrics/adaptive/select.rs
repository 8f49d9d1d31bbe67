//! From values to an item: content balance, exposure control, randomesque choice.

use super::criteria::Criterion;
use super::progress::Progress;
use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::seeded::Seeded;

/// Target shares of content groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The group of each item of the bank.
    pub group: Vec<usize>,
    /// The share each group should have of the test.
    pub targets: Vec<f64>,
}

impl Content {
    /// The group furthest below its target among those that still have an item; of equals the earlier
    /// (Kingsbury and Zara 1989).
    pub fn furthest_below(&self, progress: &Progress) -> Option<usize> {
        let given = progress.given();
        let open = |group: usize| (0..self.group.len()).any(|item| self.of(item, group) && !progress.was_given(item));
        let short = |group: usize| {
            let count = given.iter().filter(|(item, _)| self.of(*item, group)).count();
            self.targets[group] - if given.is_empty() { 0.0 } else { count as f64 / given.len() as f64 }
        };
        let mut best: Option<(usize, f64)> = None;
        for group in (0..self.targets.len()).filter(|&group| open(group)) {
            let gap = short(group);
            if best.is_none_or(|(_, most)| gap > most + 1e-12) {
                best = Some((group, gap));
            }
        }
        best.map(|(group, _)| group)
    }

    fn of(&self, item: usize, group: usize) -> bool {
        self.group.get(item) == Some(&group)
    }
}

/// How an item is picked from the best.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rules<'a> {
    /// One of so many best is drawn at random (Kingsbury and Zara 1989); 0 and 1: the best.
    pub randomesque: usize,
    /// Sympson and Hetter's probability (1985) of giving each item once it is picked; those passed over are not
    /// offered again for this choice.
    pub exposure: Option<&'a [f64]>,
    /// Content balance.
    pub content: Option<&'a Content>,
}

/// The next item by these values; absent where the bank is used up. Deterministic for a seed.
pub fn choose(
    criterion: Criterion,
    values: &[f64],
    progress: &Progress,
    rules: &Rules,
    seeded: &mut Seeded,
) -> Statistic<usize> {
    let group = rules.content.and_then(|content| Some((content, content.furthest_below(progress)?)));
    let offered =
        |item: &usize| !progress.was_given(*item) && group.is_none_or(|(content, group)| content.of(*item, group));
    let least = criterion.least_is_best();
    let better = |x: f64, y: f64| if least { x < y } else { x > y };
    if rules.randomesque <= 1 && rules.exposure.is_none() {
        let best = (0..values.len()).filter(offered).reduce(|x, y| if better(values[y], values[x]) { y } else { x });
        return best.ok_or(Absent("every item was given"));
    }
    let mut candidates: Vec<usize> = (0..values.len()).filter(offered).collect();
    candidates.sort_by(|&x, &y| if least { values[x].total_cmp(&values[y]) } else { values[y].total_cmp(&values[x]) });
    let mut last = None;
    while !candidates.is_empty() {
        let drawn = seeded.below(rules.randomesque.max(1).min(candidates.len()));
        let item = candidates.remove(drawn);
        let chance = rules.exposure.and_then(|chances| chances.get(item)).copied().unwrap_or(1.0);
        if seeded.uniform() < chance {
            return Ok(item);
        }
        last = last.or(Some(item));
    }
    // Where all were passed over, the best of them is given after all.
    last.ok_or(Absent("every item was given"))
}
