//! Mantel's statistic and the standardized mean difference for items with any number of ordered categories.

use super::effect::{DifClass, polytomous_class};
use super::matching::DifInput;
use crate::psychometrics::absent::{Statistic, quotient};
use crate::psychometrics::describe::variance;
use crate::psychometrics::distributions::chi_square_upper;

/// One item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MantelDif {
    /// Mantel's χ² (1963): (ΣF − ΣE(F))²/ΣVar(F), F the sum of the focal group's scores in a stratum.
    pub chi_square: f64,
    /// P(χ²₁ > `chi_square`).
    pub p: f64,
    /// The standardized mean difference (Dorans and Schmitt 1991): Σ w (difference of means, focal less reference) in score points of the
    /// item, weighted by the focal group; negative where the item is harder for it.
    pub smd: f64,
    /// A, B or C by SMD over the item's SD.
    pub class: DifClass,
}

/// Every item; absent for items that everybody answered alike.
pub fn mantel_dif(input: &DifInput, purify: bool) -> Vec<Statistic<MantelDif>> {
    input.every_item(purify, |item, strata, scores| study(input, item, strata, scores.len()), |found| found.p)
}

/// Number, sum and sum of squares of a group's scores in one stratum.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    n: f64,
    sum: f64,
    squares: f64,
}

fn study(input: &DifInput, item: usize, strata: &[usize], count: usize) -> Statistic<MantelDif> {
    let mut groups = vec![[Sums::default(); 2]; count];
    for ((&stratum, &answer), &focal) in strata.iter().zip(input.column(item)).zip(input.focal()) {
        let sums = &mut groups[stratum][usize::from(focal)];
        let score = f64::from(answer);
        sums.n += 1.0;
        sums.sum += score;
        sums.squares += score * score;
    }
    let (mut difference, mut spread, mut weight, mut smd) = (0.0, 0.0, 0.0, 0.0);
    for [reference, focal] in groups {
        let n = reference.n + focal.n;
        let (sum, squares) = (reference.sum + focal.sum, reference.squares + focal.squares);
        if n > 1.0 {
            difference += focal.sum - focal.n * sum / n;
            spread += reference.n * focal.n * (n * squares - sum * sum) / (n * n * (n - 1.0));
        }
        if reference.n > 0.0 && focal.n > 0.0 {
            weight += focal.n;
            smd += focal.n * (focal.sum / focal.n - reference.sum / reference.n);
        }
    }
    let why = "no score is shared by both groups with different answers";
    let chi_square = quotient(difference * difference, spread, why)?;
    let p = chi_square_upper(chi_square, 1.0);
    let smd = quotient(smd, weight, why)?;
    let scores: Vec<f64> = input.column(item).iter().map(|&answer| f64::from(answer)).collect();
    Ok(MantelDif { chi_square, p, smd, class: polytomous_class(smd, variance(&scores)?.sqrt(), p) })
}
