//! Runs of the same answer, and how much answers vary within a person.

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::describe::sd;

/// One person's answers in the order given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StringIndices {
    /// The longest run of one answer (Johnson 2005).
    pub longest: usize,
    /// The mean length of runs.
    pub average: f64,
    /// The SD (n − 1) of the answers, intra-individual response variability (Dunn and others 2018); absent for one.
    pub variability: Statistic,
}

/// Absent where there are no answers.
pub fn string_indices(answers: &[i16]) -> Statistic<StringIndices> {
    let runs = || answers.chunk_by(|x, y| x == y);
    let longest = runs().map(<[i16]>::len).max().ok_or(Absent("there are no answers"))?;
    let values: Vec<f64> = answers.iter().map(|&answer| f64::from(answer)).collect();
    Ok(StringIndices { longest, average: answers.len() as f64 / runs().count() as f64, variability: sd(&values) })
}
