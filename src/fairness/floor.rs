//! What may be shown of counts of people, so that nobody can be made out among them.
//!
//! A count is shown when it and its complement are at least [`FLOOR`]; when hiding leaves one cell that could be computed
//! from the rest, another is hidden with it; and what is shown is rounded, so that two looks in a row do not tell what
//! the one who came between them said.

/// The fewest people who are counted out loud.
pub const FLOOR: i64 = 10;
/// Shown counts are multiples of this.
const STEP: i64 = 5;

/// What may be shown of the cells of one question; `None` for what may not.
pub fn disclose(cells: &[i64]) -> Vec<Option<i64>> {
    let total: i64 = cells.iter().sum();
    let enough = |count: i64| count >= FLOOR;
    let mut shown: Vec<bool> = cells.iter().map(|count| enough(*count) && enough(total - count)).collect();
    loop {
        let hidden = || cells.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(count, _)| *count);
        // One hidden cell is the total less the others; several small ones together are as few as one.
        let open = hidden().count() == 1 || hidden().count() > 1 && !enough(hidden().sum());
        let smallest = (0..cells.len()).filter(|place| shown[*place]).min_by_key(|place| cells[*place]);
        match smallest {
            Some(place) if open => shown[place] = false,
            _ => break,
        }
    }
    cells.iter().zip(shown).map(|(count, shown)| shown.then(|| rounded(*count))).collect()
}

/// The nearest multiple of [`STEP`].
pub fn rounded(count: i64) -> i64 {
    (count + STEP / 2) / STEP * STEP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_hidden_and_so_is_whatever_would_tell_of_them() {
        assert_eq!(disclose(&[60, 52, 13]), [Some(60), Some(50), Some(15)]);
        assert_eq!(disclose(&[60, 52, 3]), [Some(60), None, None], "three are the total less the others");
        assert_eq!(disclose(&[96, 4]), [None, None], "the complement is too small");
        assert_eq!(disclose(&[60, 40, 4, 5]), [Some(60), None, None, None], "four and five are nine");
        assert_eq!(disclose(&[60, 40, 6, 7]), [Some(60), Some(40), None, None], "six and seven are thirteen");
        assert_eq!(disclose(&[9, 9]), [None, None]);
        assert_eq!(disclose(&[]), []);
    }

    #[test]
    fn one_more_person_seldom_shows() {
        assert_eq!(disclose(&[30, 41]), disclose(&[31, 41]));
    }

    #[test]
    fn whatever_is_hidden_is_many_or_nothing_is_shown() {
        for seed in 0_i64..4000 {
            let cells: Vec<i64> =
                (0..=seed % 6).map(|place| (seed * 31 + place * place * 17 + seed / 7) % 43).collect();
            let shown = disclose(&cells);
            let hidden: Vec<i64> = cells.iter().zip(&shown).filter(|(_, s)| s.is_none()).map(|(c, _)| *c).collect();
            let any = shown.iter().any(Option::is_some);
            assert!(!any || hidden.is_empty() || hidden.len() > 1 && hidden.iter().sum::<i64>() >= FLOOR, "{cells:?}");
        }
    }
}
