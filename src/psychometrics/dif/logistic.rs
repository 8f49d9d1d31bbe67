//! Logistic regression for items with two categories (Swaminathan and Rogers 1990).

use super::effect::{DifClass, jodoin_gierl, zumbo_thomas};
use super::matching::DifInput;
use crate::psychometrics::absent::{Absent, Statistic, quotient};
use crate::psychometrics::distributions::chi_square_upper;
use crate::psychometrics::regression::{Cell, logistic};

/// One item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogisticDif {
    /// Twice the gain in log-likelihood from group and group x score together (2 degrees of freedom).
    pub chi_square: f64,
    /// P(χ²₂ > `chi_square`).
    pub p: f64,
    /// What the group adds to Nagelkerke's R² (1991).
    pub r2_change: f64,
    /// Jodoin and Gierl's class.
    pub class: DifClass,
    /// Zumbo and Thomas's class.
    pub class_zumbo_thomas: DifClass,
}

/// Every item; absent for items that do not have exactly two categories.
pub fn logistic_dif(input: &DifInput, purify: bool) -> Vec<Statistic<LogisticDif>> {
    input.every_item(purify, |item, strata, scores| study(input, item, strata, scores), |found| found.p)
}

fn study(input: &DifInput, item: usize, strata: &[usize], scores: &[i64]) -> Statistic<LogisticDif> {
    let (_, right) = input.two_categories(item)?;
    if scores.len() < 2 {
        return Err(Absent("the matching score does not vary"));
    }
    let mut counts = vec![[(0.0, 0.0); 2]; scores.len()];
    for ((&stratum, &answer), &focal) in strata.iter().zip(input.column(item)).zip(input.focal()) {
        let cell: &mut (f64, f64) = &mut counts[stratum][usize::from(focal)];
        cell.0 += 1.0;
        cell.1 += f64::from(u8::from(answer == right));
    }
    // Scores centred and scaled: the same model, better conditioned.
    let (low, high) = (scores[0] as f64, scores[scores.len() - 1] as f64);
    let scaled = |score: i64| (2.0 * score as f64 - low - high) / (high - low);
    let cells = |predictors: &dyn Fn(f64, f64) -> Vec<f64>| -> Vec<Cell> {
        let of_stratum = scores.iter().zip(&counts).flat_map(|(&score, groups)| {
            groups.iter().zip([0.0, 1.0]).map(move |(&(n, hits), group)| (scaled(score), group, n, hits))
        });
        let filled = of_stratum.filter(|(_, _, n, _)| *n > 0.0);
        filled.map(|(score, group, n, hits)| Cell { x: predictors(score, group), n, hits }).collect()
    };
    let full = logistic(&cells(&|score, group| vec![1.0, score, group, score * group]))
        .map_err(|_| Absent("a group has too few different scores for the regression"))?;
    let matched = logistic(&cells(&|score, _| vec![1.0, score]))?;
    let null = logistic(&cells(&|_, _| vec![1.0]))?;
    let n = input.persons() as f64;
    let most = -(2.0 * null.log_likelihood / n).exp_m1();
    let r2 = |log_likelihood: f64| {
        quotient(-(2.0 * (null.log_likelihood - log_likelihood) / n).exp_m1(), most, "everybody answered alike")
    };
    let chi_square = (2.0 * (full.log_likelihood - matched.log_likelihood)).max(0.0);
    let p = chi_square_upper(chi_square, 2.0);
    let r2_change = (r2(full.log_likelihood)? - r2(matched.log_likelihood)?).max(0.0);
    Ok(LogisticDif {
        chi_square,
        p,
        r2_change,
        class: jodoin_gierl(r2_change, p),
        class_zumbo_thomas: zumbo_thomas(r2_change, p),
    })
}
