//! Fisher's exact test with its mid-p companions.

use super::Comparison;
use crate::psychometrics::distributions::Hypergeometric;

/// p values of the table with all margins fixed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FisherExact {
    /// The sum of all tables that are no more likely than this one (within 1e-7 relative, as in R).
    pub two_sided: f64,
    /// P(this few or fewer of the focal group selected).
    pub less: f64,
    /// The same with half of this table's own probability: mid-p, one-sided against the focal group.
    pub mid_p: f64,
    /// The two-sided p with half the probability of the tables as likely as this one.
    pub mid_p_two_sided: f64,
}

/// Exact whatever the counts; time grows with the number selected.
pub fn fisher_exact(comparison: &Comparison) -> FisherExact {
    let Comparison { focal, reference } = *comparison;
    let tables = Hypergeometric::new(focal.n, reference.n, focal.selected + reference.selected);
    let (least, most) = tables.support();
    let own = tables.mass(focal.selected);
    let (mut two_sided, mut ties, mut less) = (0.0, 0.0, 0.0);
    for x in least..=most {
        let mass = tables.mass(x);
        if mass <= own * (1.0 + 1e-7) {
            two_sided += mass;
            if mass >= own * (1.0 - 1e-7) {
                ties += mass;
            }
        }
        if x <= focal.selected {
            less += mass;
        }
    }
    FisherExact {
        two_sided: two_sided.min(1.0),
        less: less.min(1.0),
        mid_p: less - 0.5 * own,
        mid_p_two_sided: two_sided - 0.5 * ties,
    }
}
