//! PURE. What follows from released counts: rates, ratios, intervals, tests. It sees what anybody may see, and so may
//! compute anything.

use super::{Measure, Snapshot, Table, UNSAID};
use crate::fairness::PREFER_NOT;
use crate::psychometrics::impact::{
    Comparison, PooledOdds, RatioInterval, Selection, fisher_exact, log_interval, mantel_haenszel, most_selected,
    score_interval,
};

/// Groups under this size are given figures, and no word for them.
pub const VERDICT_FROM: u64 = 30;

/// What is compared: everything that is counted but handing in, which all did.
pub const COMPARED: [Measure; 3] = [Measure::Advanced, Measure::Meets, Measure::Above];

/// A group of a table, beside the group that fared best.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The answer, or two with a plus between them.
    pub answer: String,
    /// How many handed in, as told.
    pub people: Option<i64>,
    /// How many of them were favoured, as told.
    pub favoured: Option<i64>,
    /// The second over the first.
    pub rate: Option<f64>,
    /// What the comparison says; none for the group that fared best, for those whose group nobody knows, and where a
    /// count is not told.
    pub against: Option<Against>,
}

/// A group against the one that fared best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Against {
    /// The impact ratio.
    pub ratio: f64,
    /// Its 95 % interval.
    pub interval: (f64, f64),
    /// Whether the interval is that of Miettinen and Nurminen, because all or none of a group were favoured.
    pub by_score: bool,
    /// Fisher's exact two-sided p.
    pub fisher_p: f64,
    /// z of the difference with the pooled rate, and its two-sided p.
    pub z: Option<(f64, f64)>,
    /// Whether the ratio is under four fifths, by integers.
    pub under_four_fifths: bool,
    /// Whether either group is too small for a word.
    pub few: bool,
    /// How many more would have been favoured at the pooled rate.
    pub shortfall: f64,
}

/// A table with its comparisons.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The question.
    pub question: String,
    /// What is compared.
    pub measure: Measure,
    /// The group that fared best; none where nothing can be compared.
    pub best: Option<String>,
    /// The groups.
    pub groups: Vec<Group>,
}

/// Whether it is known of these people to which group they belong.
pub fn is_known(answer: &str) -> bool {
    answer.split('+').all(|part| part != PREFER_NOT && part != UNSAID)
}

fn place(measure: Measure) -> usize {
    Measure::ALL.iter().position(|known| *known == measure).unwrap_or(0)
}

/// What was told of a group, as far as it can be compared.
fn selection(told: &super::Told, measure: Measure) -> Option<Selection> {
    let [n, selected] = [told[0]?, told[place(measure)]?].map(|count| u64::try_from(count).unwrap_or(0));
    // Rounding may take the one past the other.
    (n > 0).then_some(Selection { selected: selected.min(n), n })
}

/// Every group of a table beside the one that fared best.
pub fn compared(table: &Table, measure: Measure) -> Compared {
    let usable: Vec<(usize, Selection)> = (table.groups.iter().enumerate())
        .filter(|(_, (answer, _))| is_known(answer))
        .filter_map(|(at, (_, told))| selection(told, measure).map(|selection| (at, selection)))
        .collect();
    let selections: Vec<Selection> = usable.iter().map(|(_, selection)| *selection).collect();
    let best = most_selected(&selections).filter(|_| usable.len() > 1).map(|best| usable[best]);
    let group = |(at, (answer, told)): (usize, &(String, super::Told))| {
        let own = selection(told, measure);
        let other = best.filter(|(place, _)| *place != at && is_known(answer));
        Group {
            answer: answer.clone(),
            people: told[0],
            favoured: told[place(measure)],
            rate: own.and_then(|own| own.rate().ok()),
            against: own.zip(other).and_then(|(own, (_, best))| against(own, best)),
        }
    };
    Compared {
        question: table.question.clone(),
        measure,
        best: best.map(|(at, _)| table.groups[at].0.clone()),
        groups: table.groups.iter().enumerate().map(group).collect(),
    }
}

/// One group against another.
pub fn against(focal: Selection, reference: Selection) -> Option<Against> {
    let comparison = Comparison::new(focal, reference).ok()?;
    let by_log = log_interval(&comparison, 0.95).ok();
    let interval = by_log.or_else(|| score_interval(&comparison, RatioInterval::MiettinenNurminen, 0.95).ok())?;
    Some(Against {
        ratio: comparison.ratio().ok()?,
        interval,
        by_score: by_log.is_none(),
        fisher_p: fisher_exact(&comparison).two_sided,
        z: comparison.z().ok().zip(comparison.z_p().ok()),
        under_four_fifths: comparison.four_fifths_violation(),
        few: focal.n.min(reference.n) < VERDICT_FROM,
        shortfall: comparison.shortfall(),
    })
}

/// Two groups over all parts of all snapshots.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooled {
    /// The question.
    pub question: String,
    /// What is compared.
    pub measure: Measure,
    /// The group that is looked at.
    pub group: String,
    /// The group it is compared with: the largest.
    pub reference: String,
    /// In how many parts both were told.
    pub parts: usize,
    /// How many people of the two are in them.
    pub people: u64,
    /// Mantel and Haenszel's odds.
    pub odds: PooledOdds,
}

/// The tables of a question over all parts of all snapshots that used these questions.
fn tables<'a>(snapshots: &'a [Snapshot], pack: &'a str, question: &'a str) -> impl Iterator<Item = &'a Table> {
    let parts = snapshots.iter().filter(move |snapshot| snapshot.pack.id == pack).flat_map(|snapshot| &snapshot.parts);
    parts.filter(|part| part.stratum > 0).filter_map(move |part| part.table(question))
}

/// The largest group of a question, by what was told: the others are compared with it over openings and over time.
pub fn largest(snapshots: &[Snapshot], pack: &str, question: &str) -> Option<String> {
    let whole = snapshots
        .iter()
        .filter(|snapshot| snapshot.pack.id == pack)
        .filter_map(|snapshot| snapshot.parts.first().and_then(|part| part.table(question)));
    let mut sums: Vec<(String, i64)> = Vec::new();
    for (answer, told) in whole.flat_map(|table| &table.groups).filter(|(answer, _)| is_known(answer)) {
        match sums.iter_mut().find(|(known, _)| known == answer) {
            Some((_, sum)) => *sum += told[0].unwrap_or(0),
            None => sums.push((answer.clone(), told[0].unwrap_or(0))),
        }
    }
    // Of equals the first.
    sums.into_iter().rev().max_by_key(|(_, sum)| *sum).filter(|(_, sum)| *sum > 0).map(|(answer, _)| answer)
}

/// Every group of a question against the largest, over all parts.
pub fn pooled(snapshots: &[Snapshot], pack: &str, question: &str, measure: Measure) -> Vec<Pooled> {
    let Some(reference) = largest(snapshots, pack, question) else { return Vec::new() };
    let mut groups: Vec<String> = Vec::new();
    for (answer, _) in tables(snapshots, pack, question).flat_map(|table| &table.groups) {
        if is_known(answer) && *answer != reference && !groups.contains(answer) {
            groups.push(answer.clone());
        }
    }
    let of = |group: String| {
        let comparisons: Vec<Comparison> = tables(snapshots, pack, question)
            .filter_map(|table| {
                let told = |answer: &str| table.groups.iter().find(|(known, _)| known == answer);
                let [own, other] = [told(&group)?, told(&reference)?].map(|(_, told)| selection(told, measure));
                Comparison::new(own?, other?).ok()
            })
            .collect();
        let odds = mantel_haenszel(&comparisons).ok()?;
        Some(Pooled {
            question: question.to_owned(),
            measure,
            group,
            reference: reference.clone(),
            parts: comparisons.len(),
            people: comparisons.iter().map(|both| both.focal.n + both.reference.n).sum(),
            odds,
        })
    };
    groups.into_iter().filter_map(of).collect()
}

/// One group against the largest in one snapshot.
pub fn in_snapshot(
    snapshot: &Snapshot,
    question: &str,
    (group, reference): (&str, &str),
    measure: Measure,
) -> Option<Against> {
    let table = snapshot.parts.first()?.table(question)?;
    let told = |answer: &str| table.groups.iter().find(|(known, _)| known == answer);
    let [own, other] = [told(group)?, told(reference)?].map(|(_, told)| selection(told, measure));
    against(own?, other?)
}

/// The packs that snapshots were frozen with, the newest first.
pub fn packs(snapshots: &[Snapshot]) -> Vec<&'static crate::fairness::Pack> {
    let mut packs: Vec<&'static crate::fairness::Pack> = Vec::new();
    for snapshot in snapshots.iter().rev() {
        if packs.iter().all(|pack| pack.id != snapshot.pack.id) {
            packs.push(snapshot.pack);
        }
    }
    packs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, Option<i64>, Option<i64>)]) -> Table {
        let row = |(answer, n, advanced): &(&str, Option<i64>, Option<i64>)| {
            ((*answer).to_owned(), [*n, None, None, *advanced])
        };
        Table { question: "sex".into(), groups: rows.iter().map(row).collect() }
    }

    #[test]
    fn known_groups_are_compared_with_the_one_that_fared_best_and_others_with_nobody() {
        let counts = [
            ("female", Some(100), Some(30)),
            ("male", Some(120), Some(60)),
            ("prefer-not", Some(10), Some(10)),
            ("unsaid", Some(200), None),
        ];
        let compared = compared(&table(&counts), Measure::Advanced);
        assert_eq!(compared.best.as_deref(), Some("male"));
        let against = compared.groups[0].against.expect("a comparison");
        assert!((against.ratio - 0.6).abs() < 1e-12 && against.under_four_fifths && !against.few);
        assert!(compared.groups[1..].iter().all(|group| group.against.is_none()));
        assert_eq!(compared.groups[2].rate, Some(1.0));
    }

    #[test]
    fn one_group_alone_is_compared_with_nobody() {
        let alone = compared(&table(&[("female", Some(100), Some(30)), ("male", Some(20), None)]), Measure::Advanced);
        assert_eq!((alone.best, alone.groups[0].against), (None, None));
    }

    #[test]
    fn both_questions_together_are_known_when_both_are() {
        assert!(is_known("female+white") && !is_known("female+unsaid") && !is_known("prefer-not+white"));
    }
}
