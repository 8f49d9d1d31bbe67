//! What a sample allows, and item scores brought down to a few categories that each have answers.

use crate::psychometrics::absent::{Absent, Statistic};

/// What so many answers per item allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Under 300: classical statistics only.
    ClassicalOnly,
    /// 300 to 499: with priors on slopes and intercepts.
    WithPriors,
    /// 500 or more: the model as it is.
    Full,
}

/// What so many answers per item allow.
pub fn advice(answers: usize) -> Advice {
    match answers {
        0..300 => Advice::ClassicalOnly,
        300..500 => Advice::WithPriors,
        _ => Advice::Full,
    }
}

/// Categories brought together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collapse {
    /// The new category of each old one.
    pub new_category: Vec<usize>,
    /// How many answers each new category has.
    pub counts: Vec<usize>,
    /// The rule, to be printed: "0–1 | 2 | 3–4".
    pub rule: String,
}

/// Joins neighbours until there are at most `most` categories, each with at least `least` answers: the rarest category
/// joins its rarer neighbour. Absent where everything would become one category.
pub fn collapse(counts: &[usize], most: usize, least: usize) -> Statistic<Collapse> {
    let mut runs: Vec<(usize, usize, usize)> = counts.iter().enumerate().map(|(k, &count)| (k, k, count)).collect();
    while runs.len() > 1 {
        let rarest = (0..runs.len()).min_by_key(|&run| runs[run].2).unwrap_or(0);
        if runs.len() <= most && runs[rarest].2 >= least {
            break;
        }
        let count_of = |run: usize| runs.get(run).map_or(usize::MAX, |run| run.2);
        let left = rarest > 0 && (rarest + 1 >= runs.len() || count_of(rarest - 1) <= count_of(rarest + 1));
        let first = if left { rarest - 1 } else { rarest };
        let (_, end, count) = runs.remove(first + 1);
        runs[first].1 = end;
        runs[first].2 += count;
    }
    if runs.len() < 2 {
        return Err(Absent("too few answers for two categories"));
    }
    let name = |&(first, last, _): &(usize, usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    Ok(Collapse {
        new_category: (0..counts.len()).map(|k| runs.partition_point(|run| run.1 < k)).collect(),
        counts: runs.iter().map(|run| run.2).collect(),
        rule: runs.iter().map(name).collect::<Vec<_>>().join(" | "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_categories_join_their_rarer_neighbour() {
        let got = collapse(&[3, 40, 30, 4, 50, 60], 5, 10).unwrap();
        assert_eq!(got.new_category, [0, 0, 1, 1, 2, 3]);
        assert_eq!(got.rule, "0–1 | 2–3 | 4 | 5");
        assert_eq!(got.counts, [43, 34, 50, 60]);
        assert!(collapse(&[3, 4], 5, 10).is_err());
        assert!(collapse(&[], 5, 10).is_err());
    }
}
