//! What may be shown of frozen groups, so that nobody can be made out among them. Every floor stands here.
//!
//! | floor | why |
//! |---|---|
//! | a grid of 5 points | moving a cut by a point shows nothing that was not there before |
//! | groups of at least 30 | a rate of fewer says little and tells much |
//! | counts in steps of 5 | one person more or less seldom shows |
//! | what is not shown is ten people or nobody | the total less the groups tells of no small one |
//! | a group moves when at least ten of its people do | two cohorts cannot be subtracted into a person |
//! | a new cohort after 30 days and 30 people | nobody can watch the counts move |

use crate::fairness::rounded;
use crate::psychometrics::impact::Selection;

/// Points between two cuts that can be looked at.
pub const GRID: i64 = 5;
/// How many parts the scale has: under 5, 5 to under 10, …, 95 and more.
pub const BINS: usize = 20;
/// The fewest people of a group that is shown.
pub const FLOOR: i64 = 30;
/// The fewest people that are not shown, where groups are hidden among them.
pub const REST: i64 = 10;
/// The fewest people of a group that must have come or gone before its counts move.
pub const MOVED: i64 = 10;
/// The fewest people that must have come or gone before a new cohort is frozen.
pub const NEWCOMERS: i64 = 30;
/// The fewest days between two cohorts.
pub const DAYS: i64 = 30;

/// People by where their totals lie.
pub type Row = [i64; BINS];

/// The cut on the grid that is nearest to a cut, the higher one of two.
pub fn grid(cut: f64) -> i64 {
    ((cut / GRID as f64).round() as i64 * GRID).clamp(GRID, 100 - GRID)
}

/// Into which part of the scale a total falls.
pub fn bin_of(total: f64) -> usize {
    ((total / GRID as f64).floor().max(0.0) as usize).min(BINS - 1)
}

/// How many people there are in a row.
pub fn size(row: &Row) -> i64 {
    row.iter().sum()
}

/// How many people of a row have a total of at least a cut of the grid.
pub fn reaching(row: &Row, at: i64) -> i64 {
    row.iter().skip((at / GRID) as usize).sum()
}

/// How many people must have come or gone, at the least, to make the one row into the other.
pub fn moved(before: &Row, after: &Row) -> i64 {
    before.iter().zip(after).map(|(before, after)| (before - after).abs()).sum()
}

/// The row of a group in the next cohort: the new counts, or the old ones while too few of its people have moved.
pub fn carried(before: Option<&Row>, after: &Row) -> Row {
    match before {
        Some(before) if moved(before, after) < MOVED => *before,
        _ => *after,
    }
}

/// What may be shown of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// For each group, how many reach the cut of how many, both rounded; `None` for too few to say.
    pub groups: Vec<Option<Selection>>,
    /// How many did not say, rounded; `None` for fewer than ten.
    pub silent: Option<i64>,
    /// How many people the question was for, rounded.
    pub people: i64,
}

/// What may be shown of the groups of a question at a cut of the grid; `silent` are those who did not say.
pub fn released(groups: &[Row], silent: &Row, at: i64) -> Released {
    let sizes: Vec<i64> = groups.iter().map(size).collect();
    let quiet = size(silent);
    let mut shown: Vec<bool> = sizes.iter().map(|size| *size >= FLOOR).collect();
    loop {
        let hidden: i64 = sizes.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(size, _)| size).sum();
        let smallest = (0..sizes.len()).filter(|place| shown[*place]).min_by_key(|place| sizes[*place]);
        match smallest {
            Some(place) if hidden > 0 && hidden + quiet < REST => shown[place] = false,
            _ => break,
        }
    }
    let count = |exact: i64| u64::try_from(rounded(exact)).unwrap_or_default();
    let group = |(row, shown): (&Row, &bool)| {
        shown.then(|| Selection { selected: count(reaching(row, at)), n: count(size(row)) })
    };
    Released {
        groups: groups.iter().zip(&shown).map(group).collect(),
        silent: (quiet >= REST).then(|| rounded(quiet)),
        people: rounded(sizes.iter().sum::<i64>() + quiet),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(at: usize, people: i64) -> Row {
        let mut row = [0; BINS];
        row[at] = people;
        row
    }

    #[test]
    fn a_cut_goes_to_the_grid_and_a_total_into_its_part() {
        let cuts = [(0.0, 5), (57.4, 55), (57.5, 60), (62.0, 60), (62.5, 65), (63.0, 65), (99.0, 95), (100.0, 95)];
        for (cut, at) in cuts {
            assert_eq!(grid(cut), at, "{cut}");
        }
        for (total, bin) in [(-40.0, 0), (4.9, 0), (5.0, 1), (59.9, 11), (60.0, 12), (99.0, 19), (100.0, 19)] {
            assert_eq!(bin_of(total), bin, "{total}");
        }
        assert_eq!((reaching(&row(12, 7), 60), reaching(&row(12, 7), 65)), (7, 0));
    }

    #[test]
    fn small_groups_are_hidden_and_so_is_what_would_tell_of_them() {
        let shown = |groups: &[i64], silent: i64| -> Vec<bool> {
            let rows: Vec<Row> = groups.iter().map(|people| row(10, *people)).collect();
            released(&rows, &row(3, silent), 50).groups.iter().map(Option::is_some).collect()
        };
        assert_eq!(shown(&[60, 40, 0], 0), [true, true, false]);
        assert_eq!(shown(&[60, 40, 3], 0), [true, false, false], "three are the total less the others");
        assert_eq!(shown(&[60, 40, 3], 20), [true, true, false], "three among twenty-three are nobody");
        assert_eq!(shown(&[60, 29], 0), [true, false]);
        assert_eq!(shown(&[31, 3], 4), [false, false]);
    }

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        let row = prop_oneof![0..3_i64, 0..12_i64].prop_flat_map(|most| proptest::array::uniform20(0..=most));
        proptest::collection::vec(row, 1..7)
    }

    proptest! {
        #[test]
        fn what_is_shown_is_of_many_in_steps_and_leaves_many_or_nobody(
            rows in rows(), silent in proptest::array::uniform20(0..3_i64), place in 1..=19_i64,
        ) {
            let at = place * GRID;
            let out = released(&rows, &silent, at);
            let mut hidden = 0;
            for (row, shown) in rows.iter().zip(&out.groups) {
                match shown {
                    Some(group) => {
                        prop_assert!(size(row) >= FLOOR && group.n >= FLOOR as u64 && group.selected <= group.n);
                        prop_assert!(group.n % 5 == 0 && group.selected % 5 == 0);
                        prop_assert!((group.n as i64 - size(row)).abs() <= 2);
                        prop_assert!((group.selected as i64 - reaching(row, at)).abs() <= 2);
                    }
                    None => hidden += size(row),
                }
            }
            let any = out.groups.iter().any(Option::is_some);
            prop_assert!(!any || hidden == 0 || hidden + size(&silent) >= REST);
            prop_assert_eq!(out.silent.is_some(), size(&silent) >= REST);
        }

        /// The attack: freeze, let one person come, go, or say something else about themselves, freeze again, subtract.
        #[test]
        fn one_person_never_shows_between_two_cohorts(
            rows in rows(), silent in proptest::array::uniform20(0..3_i64),
            who in 0..7_usize, from in 0..BINS, to in 0..BINS, fate in 0..3,
        ) {
            let mut after = rows.clone();
            let place = who % rows.len();
            if fate != 0 { after[place][to] += 1; }
            if fate != 1 && after[place][from] > 0 { after[place][from] -= 1; }
            let next: Vec<Row> = rows.iter().zip(&after).map(|(before, after)| carried(Some(before), after)).collect();
            for place in 1..=19 {
                let at = place * GRID;
                prop_assert_eq!(released(&rows, &silent, at), released(&next, &silent, at));
            }
        }

        #[test]
        fn a_group_stands_still_or_ten_of_its_people_have_moved(
            before in proptest::array::uniform20(0..6_i64), after in proptest::array::uniform20(0..6_i64),
        ) {
            let next = carried(Some(&before), &after);
            prop_assert!(next == before || next == after && moved(&before, &after) >= MOVED);
        }
    }
}
