//! Two groups beside each other: rates, ratio, four-fifths, z, shortfall.

use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::distributions::{chi_square_upper, normal_two_sided};

/// How many of a group were selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The number selected.
    pub selected: u64,
    /// The number of people.
    pub n: u64,
}

impl Selection {
    /// The selection rate; absent for an empty group.
    pub fn rate(self) -> Statistic {
        quotient(self.selected as f64, self.n as f64, "the group is empty")
    }
}

/// The most selected group by exact rates; of equals the larger, then the earlier. None where all are empty.
pub fn most_selected(groups: &[Selection]) -> Option<usize> {
    let above = |x: &Selection, y: &Selection| {
        u128::from(x.selected) * u128::from(y.n) > u128::from(y.selected) * u128::from(x.n)
    };
    let mut best: Option<usize> = None;
    for (place, group) in groups.iter().enumerate().filter(|(_, group)| group.n > 0) {
        let better = best.is_none_or(|best| {
            above(group, &groups[best]) || (!above(&groups[best], group) && group.n > groups[best].n)
        });
        if better {
            best = Some(place);
        }
    }
    best
}

/// A focal group beside a reference group, neither of them empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The group that is looked at.
    pub focal: Selection,
    /// The group it is compared with.
    pub reference: Selection,
}

impl Comparison {
    /// Absent where a group is empty or more were selected than there are.
    pub fn new(focal: Selection, reference: Selection) -> Statistic<Self> {
        if focal.n == 0 || reference.n == 0 {
            return Err(Absent("a group is empty"));
        }
        if focal.selected > focal.n || reference.selected > reference.n {
            return Err(Absent("more were selected than there are"));
        }
        Ok(Self { focal, reference })
    }

    pub(super) fn counts(&self) -> [f64; 4] {
        [self.focal.selected, self.focal.n, self.reference.selected, self.reference.n].map(|count| count as f64)
    }

    /// The impact ratio: the focal rate over the reference rate.
    pub fn ratio(&self) -> Statistic {
        let [sf, nf, sr, nr] = self.counts();
        quotient(sf * nr, sr * nf, "nobody of the reference group was selected")
    }

    /// The four-fifths rule by integers: 5 `s_f` `n_r` < 4 `s_r` `n_f`. Exactly .80 is not a violation.
    pub fn four_fifths_violation(&self) -> bool {
        let [sf, nf, sr, nr] =
            [self.focal.selected, self.focal.n, self.reference.selected, self.reference.n].map(u128::from);
        5 * sf * nr < 4 * sr * nf
    }

    /// How many more of the focal group would have been selected at the pooled rate of the two; negative: fewer.
    pub fn shortfall(&self) -> f64 {
        let [sf, nf, sr, nr] = self.counts();
        (nf * sr - nr * sf) / (nf + nr)
    }

    /// z of the difference with the pooled rate; absent where all or none were selected.
    pub fn z(&self) -> Statistic {
        let [sf, nf, sr, nr] = self.counts();
        let pooled = (sf + sr) / (nf + nr);
        let error = (pooled * (1.0 - pooled) * (1.0 / nf + 1.0 / nr)).sqrt();
        quotient(sf / nf - sr / nr, error, "all or none of the two groups were selected")
    }

    /// P(|Z| >= |z|).
    pub fn z_p(&self) -> Statistic {
        self.z().map(normal_two_sided)
    }

    /// Pearson's χ² of the two by two table with Yates's correction, and its p.
    pub fn chi_square_corrected(&self) -> Statistic<(f64, f64)> {
        let [sf, nf, sr, nr] = self.counts();
        let (rf, rr) = (nf - sf, nr - sr);
        let all = nf + nr;
        let distance = ((sf * rr - rf * sr).abs() - all / 2.0).max(0.0);
        let margins = nf * nr * (sf + sr) * (rf + rr);
        let chi = quotient(all * distance.powi(2), margins, "all or none of the two groups were selected")?;
        Ok((chi, chi_square_upper(chi, 1.0)))
    }

    /// The ratio if one person of the reference group had been passed over for one of the focal group.
    pub fn ratio_after_one_swap(&self) -> Statistic {
        if self.focal.selected == self.focal.n || self.reference.selected == 0 {
            return Err(Absent("there is nobody to swap"));
        }
        let moved = |group: Selection, selected| Selection { selected, n: group.n };
        Self {
            focal: moved(self.focal, self.focal.selected + 1),
            reference: moved(self.reference, self.reference.selected - 1),
        }
        .ratio()
    }
}
