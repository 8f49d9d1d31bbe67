//! Mantel and Haenszel's statistic for items with two categories.

use super::effect::{DifClass, ets_class};
use super::matching::DifInput;
use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::distributions::chi_square_upper;

/// One item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MantelHaenszelDif {
    /// The common odds ratio, reference over focal: above 1 the item favours the reference group.
    pub alpha: Statistic,
    /// χ² with continuity correction, (|ΣA − ΣE(A)| − ½)²/ΣVar(A).
    pub chi_square: f64,
    /// P(χ²₁ > `chi_square`).
    pub p: f64,
    /// Δ = −2.35 ln α: negative where the item is harder for the focal group.
    pub delta: Statistic,
    /// Its standard error: 2.35 times that of ln α by Robins, Breslow and Greenland.
    pub se_delta: Statistic,
    /// A, B or C by the full ETS rule.
    pub class: Statistic<DifClass>,
}

/// Every item; absent for items that do not have exactly two categories, of which the higher counts as right.
pub fn mantel_haenszel_dif(input: &DifInput, purify: bool) -> Vec<Statistic<MantelHaenszelDif>> {
    input.every_item(purify, |item, strata, scores| study(input, item, strata, scores.len()), |found| found.p)
}

/// Reference right and wrong, focal right and wrong.
type Table = [f64; 4];

fn study(input: &DifInput, item: usize, strata: &[usize], count: usize) -> Statistic<MantelHaenszelDif> {
    let (_, right) = input.two_categories(item)?;
    let mut tables: Vec<Table> = vec![[0.0; 4]; count];
    for ((&stratum, &answer), &focal) in strata.iter().zip(input.column(item)).zip(input.focal()) {
        tables[stratum][usize::from(focal) * 2 + usize::from(answer != right)] += 1.0;
    }
    let (mut r, mut s, mut spread) = (0.0, 0.0, [0.0; 3]);
    let (mut difference, mut variance) = (0.0, 0.0);
    for [a, b, c, d] in tables {
        let t: f64 = a + b + c + d;
        if t < 2.0 {
            continue;
        }
        let (ad, bc, p, q) = (a * d / t, b * c / t, (a + d) / t, (b + c) / t);
        r += ad;
        s += bc;
        spread[0] += p * ad;
        spread[1] += p * bc + q * ad;
        spread[2] += q * bc;
        difference += a - (a + b) * (a + c) / t;
        variance += (a + b) * (c + d) * (a + c) * (b + d) / (t * t * (t - 1.0));
    }
    let why = "no score is shared by both groups with different answers";
    let chi_square = quotient((difference.abs() - 0.5).powi(2), variance, why)?;
    let p = chi_square_upper(chi_square, 1.0);
    let alpha = quotient(r, s, "nobody of one group answered differently: the odds have no ratio");
    let delta = match alpha {
        Ok(alpha) if alpha > 0.0 => Ok(-2.35 * alpha.ln()),
        _ => Err(Absent("the odds ratio has no logarithm")),
    };
    let se_delta = delta
        .map(|_| 2.35 * (spread[0] / (2.0 * r * r) + spread[1] / (2.0 * r * s) + spread[2] / (2.0 * s * s)).sqrt());
    let class = delta.and_then(|delta| Ok(ets_class(delta, se_delta?, p)));
    Ok(MantelHaenszelDif { alpha, chi_square, p, delta, se_delta, class })
}
