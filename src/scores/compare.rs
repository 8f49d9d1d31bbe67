//! A stored run against a fresh one, bit for bit.

use super::store::Run;
use crate::scoring::{Competency, Score, Scores};

/// A stored number that is not what the stored answers give.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// A competency or `total`.
    pub scale: String,
    /// What is stored.
    pub stored: f64,
    /// What comes out now.
    pub computed: f64,
}

/// All numbers of a run that differ from a fresh computation, in any bit.
pub fn differences(stored: &Run, computed: &Scores) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |scale: &str, stored: Score, computed: Score| {
        for (stored, computed) in [(stored.value, computed.value), (stored.se, computed.se)] {
            if stored.to_bits() != computed.to_bits() {
                found.push(Difference { scale: scale.to_owned(), stored, computed });
            }
        }
    };
    compare("total", stored.total, computed.total);
    for competency in Competency::all() {
        compare(competency.as_str(), stored.competencies[competency], computed.competencies[competency]);
    }
    found
}
