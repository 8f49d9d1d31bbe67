//! In which order a sitting shows things: by its seed, the same for ever.

use crate::entropy::Stream;
use crate::scoring::Letter;

/// The positions of the opening's items, 1 to `n`, in the order in which they are shown.
pub fn items(seed: i64, n: usize) -> Vec<i64> {
    let mut positions: Vec<i64> = (1..=n as i64).collect();
    Stream::new(seed, "order of items").shuffle(&mut positions);
    positions
}

/// The same where the items are in parts: one part after the other. `sections` are the parts of the positions.
pub fn items_in(seed: i64, sections: &[Option<i64>]) -> Vec<i64> {
    let mut positions = items(seed, sections.len());
    positions.sort_by_key(|position| sections.get(*position as usize - 1).copied().flatten());
    positions
}

/// The options of the item at a position, in the order in which they are shown.
pub fn options(seed: i64, position: i64, n: usize) -> Vec<Letter> {
    let mut letters: Vec<Letter> = (0..n).filter_map(Letter::at).collect();
    Stream::new(seed, &format!("order of options {position}")).shuffle(&mut letters);
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_sitting_shows_the_same_order_every_time() {
        assert_eq!(items(42, 24), items(42, 24));
        assert_eq!(options(42, 3, 5), options(42, 3, 5));
        assert_ne!(items(42, 24), items(43, 24));
    }

    #[test]
    fn parts_come_one_after_the_other_and_without_parts_nothing_changes() {
        assert_eq!(items_in(42, &[None; 24]), items(42, 24));
        let parts: Vec<_> = (1..=24).map(|position| Some(if position % 2 == 0 { 1 } else { 2 })).collect();
        let order = items_in(42, &parts);
        assert!(order[..12].iter().all(|position| position % 2 == 0), "{order:?}");
        assert_ne!(order[..12], (1..=12).map(|n| n * 2).collect::<Vec<i64>>()[..], "shuffled within a part");
    }

    #[test]
    fn every_option_comes_first_equally_often_over_sittings() {
        let mut first: BTreeMap<Letter, u32> = BTreeMap::new();
        let sittings = 20_000;
        for seed in 0..sittings {
            *first.entry(options(seed, 7, 5)[0]).or_default() += 1;
        }
        let expected = sittings as f64 / 5.0;
        let chi_square: f64 = first.values().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
        // The 99.9th percentile of chi-square with 4 degrees of freedom is 18.5.
        assert!(first.len() == 5 && chi_square < 18.5, "{first:?}: {chi_square}");
    }
}
