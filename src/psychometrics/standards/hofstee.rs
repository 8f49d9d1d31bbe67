//! Hofstee's compromise (1983) between what a panel finds right and what it finds bearable.

use crate::psychometrics::absent::{Absent, Statistic};

/// What the panel finds bearable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HofsteeBounds {
    /// The lowest and the highest bearable cut.
    pub cut: (f64, f64),
    /// The lowest and the highest bearable share of failures.
    pub fail: (f64, f64),
}

/// The compromise.
#[derive(Debug, Clone, PartialEq)]
pub struct Hofstee {
    /// At cuts from the lowest to the highest: the cut, the share that fails, and the height of the line from (lowest
    /// cut, highest share) to (highest cut, lowest share).
    pub curve: Vec<(f64, f64, f64)>,
    /// Where the two cross, interpolated: the cut and the share of failures. Absent where they do not cross.
    pub crossing: Statistic<(f64, f64)>,
}

/// The scores of all, and the bounds. People at or above the cut pass.
pub fn hofstee(scores: &[f64], bounds: HofsteeBounds) -> Statistic<Hofstee> {
    let ((low, high), (least, most)) = (bounds.cut, bounds.fail);
    if scores.is_empty() {
        return Err(Absent("there are no scores"));
    }
    if !(low < high && least < most) {
        return Err(Absent("each lowest bound must lie below its highest"));
    }
    if high - low > 100_000.0 {
        return Err(Absent("the bearable cuts lie too far apart"));
    }
    let line = |cut: f64| most + (cut - low) / (high - low) * (least - most);
    let fail = |cut: f64| scores.iter().filter(|&&score| score < cut).count() as f64 / scores.len() as f64;
    let mut cuts = vec![low];
    let mut next = low.floor() + 1.0;
    while next < high {
        cuts.push(next);
        next += 1.0;
    }
    cuts.push(high);
    let curve: Vec<(f64, f64, f64)> = cuts.into_iter().map(|cut| (cut, fail(cut), line(cut))).collect();
    Ok(Hofstee { crossing: crossing(&curve), curve })
}

fn crossing(curve: &[(f64, f64, f64)]) -> Statistic<(f64, f64)> {
    let gap = |(_, fail, line): (f64, f64, f64)| fail - line;
    for pair in curve.windows(2) {
        let (before, after) = (gap(pair[0]), gap(pair[1]));
        if before <= 0.0 && after >= 0.0 {
            let share = if after > before { -before / (after - before) } else { 0.0 };
            let between = |x: f64, y: f64| x + share * (y - x);
            return Ok((between(pair[0].0, pair[1].0), between(pair[0].2, pair[1].2)));
        }
    }
    Err(Absent("no solution: the share of failures does not cross the panel's line"))
}
