//! Groups, matching scores, and purification of the anchor.

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::tables::Responses;

/// The p below which purification drops an item from the anchor.
const FLAG: f64 = 0.05;
/// How often the anchor is purified at most.
const MOST_ROUNDS: usize = 10;

/// Complete answers of two groups.
#[derive(Debug, Clone)]
pub struct DifInput {
    responses: Responses,
    focal: Vec<bool>,
}

impl DifInput {
    /// `focal` says of each person whether the person belongs to the focal group; persons with a missing answer are
    /// left out, as their sums cannot be matched. Absent where a group is then empty.
    pub fn new(responses: &Responses, focal: &[bool]) -> Statistic<Self> {
        if focal.len() != responses.persons() {
            return Err(Absent("every person needs a group"));
        }
        let kept = responses.complete_persons();
        let focal: Vec<bool> = kept.iter().map(|&person| focal[person]).collect();
        if !focal.contains(&true) || !focal.contains(&false) {
            return Err(Absent("both groups need somebody who answered every item"));
        }
        Ok(Self { responses: responses.of_persons(&kept), focal })
    }

    /// The number of persons.
    pub fn persons(&self) -> usize {
        self.focal.len()
    }

    /// How many of them belong to the focal group.
    pub fn focal_count(&self) -> usize {
        self.focal.iter().filter(|&&focal| focal).count()
    }

    /// The number of items.
    pub fn items(&self) -> usize {
        self.responses.items()
    }

    pub(super) fn column(&self, item: usize) -> &[i16] {
        self.responses.column(item)
    }

    pub(super) fn focal(&self) -> &[bool] {
        &self.focal
    }

    /// The lower and the higher of the two categories of an item.
    pub(super) fn two_categories(&self, item: usize) -> Statistic<(i16, i16)> {
        let column = self.column(item);
        let low = column.iter().min().copied().unwrap_or(0);
        let high = column.iter().max().copied().unwrap_or(0);
        if low == high {
            Err(Absent("everybody answered alike"))
        } else if column.iter().any(|&answer| answer != low && answer != high) {
            Err(Absent("the item has more than two categories"))
        } else {
            Ok((low, high))
        }
    }

    /// The sum of the anchor items for each person.
    fn anchor_sums(&self, anchor: &[bool]) -> Vec<i64> {
        let mut sums = vec![0; self.persons()];
        (0..self.items()).filter(|&item| anchor[item]).for_each(|item| self.add(&mut sums, item));
        sums
    }

    fn add(&self, sums: &mut [i64], item: usize) {
        sums.iter_mut().zip(self.column(item)).for_each(|(sum, &answer)| *sum += i64::from(answer));
    }

    /// Every item by `study`, which is given the strata; with purification, items that come out significant leave the
    /// anchor and all are studied again until the flags no longer change (Holland and Thayer 1988).
    pub(super) fn every_item<T>(
        &self,
        purify: bool,
        study: impl Fn(usize, &[usize], &[i64]) -> Statistic<T>,
        p: impl Fn(&T) -> f64,
    ) -> Vec<Statistic<T>> {
        let round = |anchor: &[bool]| -> Vec<Statistic<T>> {
            let sums = self.anchor_sums(anchor);
            let common = strata(&sums);
            let one = |item: usize| {
                if anchor[item] {
                    return study(item, &common.0, &common.1);
                }
                // An item outside the anchor is matched on the anchor and itself.
                let mut own = sums.clone();
                self.add(&mut own, item);
                let own = strata(&own);
                study(item, &own.0, &own.1)
            };
            (0..self.items()).map(one).collect()
        };
        let mut anchor = vec![true; self.items()];
        let mut found = round(&anchor);
        for _ in 0..if purify { MOST_ROUNDS } else { 0 } {
            let next: Vec<bool> = found.iter().map(|item| item.as_ref().map_or(true, |item| p(item) >= FLAG)).collect();
            if next == anchor {
                break;
            }
            anchor = next;
            found = round(&anchor);
        }
        found
    }
}

/// The stratum of each person, numbered from 0 by ascending sum, and the sum of each stratum.
fn strata(sums: &[i64]) -> (Vec<usize>, Vec<i64>) {
    let mut scores = sums.to_vec();
    scores.sort_unstable();
    scores.dedup();
    let (low, high) = (scores.first().copied().unwrap_or(0), scores.last().copied().unwrap_or(0));
    if high - low > 1_000_000 {
        return (sums.iter().map(|sum| scores.partition_point(|score| score < sum)).collect(), scores);
    }
    let mut place = vec![0; (high - low) as usize + 1];
    for (stratum, score) in scores.iter().enumerate() {
        place[(score - low) as usize] = stratum;
    }
    (sums.iter().map(|sum| place[(sum - low) as usize]).collect(), scores)
}
