//! Option trace lines: who chooses an option, from the lowest fifth of the total to the highest.

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::describe::ranks;
use crate::psychometrics::tables::MISSING;

/// One option of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionTrace {
    /// The category.
    pub option: i16,
    /// How many chose it.
    pub count: usize,
    /// Their share of all who answered.
    pub share: f64,
    /// The share within each fifth of the total, lowest first; none where nobody of a fifth answered.
    pub by_quintile: [Option<f64>; 5],
}

/// The fifth each person belongs to by total, 0 to 4; equal totals always share a fifth.
pub fn quintiles(totals: &[f64]) -> Vec<usize> {
    let n = totals.len() as f64;
    // The middle of a person's place, so that a tie across an edge falls on the side of its middle.
    ranks(totals).iter().map(|rank| (((rank - 0.5) / n * 5.0) as usize).min(4)).collect()
}

/// The trace lines of one item, options in ascending order; missing answers are left out.
pub fn option_traces(answers: &[i16], quintile: &[usize]) -> Statistic<Vec<OptionTrace>> {
    if answers.len() != quintile.len() {
        return Err(Absent("every answer needs a quintile"));
    }
    let mut options: Vec<i16> = answers.iter().copied().filter(|&answer| answer != MISSING).collect();
    let answered = options.len();
    options.sort_unstable();
    options.dedup();
    let in_quintile = |fifth: usize, wanted: &dyn Fn(i16) -> bool| {
        answers.iter().zip(quintile).filter(|&(&answer, &of)| of == fifth && wanted(answer)).count()
    };
    let trace = |option: i16| {
        let count = answers.iter().filter(|&&answer| answer == option).count();
        let by_quintile = std::array::from_fn(|fifth| {
            let all = in_quintile(fifth, &|answer| answer != MISSING);
            (all > 0).then(|| in_quintile(fifth, &|answer| answer == option) as f64 / all as f64)
        });
        OptionTrace { option, count, share: count as f64 / answered as f64, by_quintile }
    };
    Ok(options.into_iter().map(trace).collect())
}
