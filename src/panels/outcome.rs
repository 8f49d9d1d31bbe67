//! What the judgements of a round come to: the cut with its errors, agreement, outlying judges.

use super::{PanelOfOpening, store};
use crate::db::Conn;
use crate::error::Result;
use crate::openings;
use crate::psychometrics::Statistic;
use crate::psychometrics::describe::{mean, sd};
use crate::psychometrics::standards::{Angoff, angoff};
use crate::scores::Scorer;
use crate::scoring::Competency;
use std::collections::BTreeMap;

/// How far from the other judges' mean, in their standard deviations, a judge is outlying.
const OUTLYING: f64 = 2.0;

/// What a round comes to.
#[derive(Debug, Clone)]
pub struct Cut {
    /// The judges who have rated every question, with their own cut on the scale of the total.
    pub judges: Vec<(String, f64)>,
    /// Those of them far from the others.
    pub outlying: Vec<String>,
    /// The cut on the scale of the total, with its errors.
    pub angoff: Angoff,
    /// The standard error of the cut with these questions, and if the questions were a sample of such questions.
    pub errors: Statistic<(f64, f64)>,
    /// The same with the test's own error of measurement: √(SE² + SEM²).
    pub with_measurement: Statistic,
}

impl Cut {
    /// The cut as it is proposed: to the half point, on the scale.
    pub fn to_propose(&self) -> f64 {
        ((self.angoff.cut * 2.0).round() / 2.0).clamp(0.0, 100.0)
    }
}

/// The judges who have rated every question that counts, with their points by position.
pub(super) fn complete(conn: &mut Conn, case: &PanelOfOpening, round: i64) -> Result<Vec<(String, Vec<f64>)>> {
    let items = openings::items(conn, &case.opening.organization, &case.opening.id)?;
    let wanted: Vec<i64> = items.iter().filter(|item| item.voided.is_none()).map(|item| item.position).collect();
    let mut by_judge: BTreeMap<String, BTreeMap<i64, f64>> = BTreeMap::new();
    for rating in store::ratings(conn, &case.panel)?.into_iter().filter(|rating| rating.round == round) {
        by_judge.entry(rating.judge.to_string()).or_default().insert(rating.position, rating.points as f64);
    }
    let mut found = Vec::new();
    for judge in store::judges(conn, &case.panel)? {
        let points = by_judge.get(judge.id.as_ref());
        let all: Option<Vec<f64>> =
            points.and_then(|points| wanted.iter().map(|position| points.get(position).copied()).collect());
        found.extend(all.map(|all| (judge.name, all)));
    }
    Ok(found)
}

/// What a round comes to, as far as it has come; absent while nobody has rated every question.
///
/// # Errors
/// The database's.
pub fn cut(conn: &mut Conn, case: &PanelOfOpening, round: i64) -> Result<Statistic<Cut>> {
    let rated = complete(conn, case, round)?;
    let scorer = Scorer::load(conn, &case.opening)?;
    let items = openings::items(conn, &case.opening.organization, &case.opening.id)?;
    let blueprint = openings::assessment_of(conn, &case.opening)?.blueprint;
    let all: f64 = blueprint.weights.iter().map(|(_, weight)| weight).sum();
    // How much a point on a question counts in the total.
    let share =
        |competency: Competency| blueprint.weights[competency] / (all * scorer.counted_in(competency).max(1) as f64);
    let counted = items.iter().zip(scorer.rules()).filter(|(item, _)| item.voided.is_none());
    let shares: Vec<f64> = counted.map(|(_, rule)| share(rule.competency)).collect();
    Ok(judged(rated, &shares, scorer.form_se()))
}

/// The cut of judges' points, where each question counts its share.
fn judged(rated: Vec<(String, Vec<f64>)>, shares: &[f64], sem: f64) -> Statistic<Cut> {
    let (names, points): (Vec<String>, Vec<Vec<f64>>) = rated.into_iter().unzip();
    let weighted: Vec<Vec<f64>> =
        points.iter().map(|row| row.iter().zip(shares).map(|(points, share)| points * share).collect()).collect();
    let total = angoff(&weighted)?;
    let plain = angoff(&points)?;
    let outlying = (0..names.len()).filter(|&place| is_outlying(&total.judge_cuts, place));
    Ok(Cut {
        outlying: outlying.map(|place| names[place].clone()).collect(),
        judges: names.iter().cloned().zip(total.judge_cuts.iter().copied()).collect(),
        errors: plain.components.map(|parts| (parts.se_mean_items_fixed, parts.se_mean_items_random)),
        with_measurement: total.se_with_sem(sem),
        angoff: total,
    })
}

fn is_outlying(cuts: &[f64], place: usize) -> bool {
    let others: Vec<f64> = cuts.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, cut)| *cut).collect();
    let (Ok(mean), Ok(sd)) = (mean(&others), sd(&others)) else { return false };
    others.len() >= 3 && (cuts[place] - mean).abs() > OUTLYING * sd.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_is_the_mean_of_the_judges_on_the_scale_of_the_total() {
        let judge = |name: &str, points: [f64; 4]| (name.to_owned(), points.to_vec());
        let rated = vec![
            judge("Ana", [50.0, 60.0, 70.0, 40.0]),
            judge("Ben", [54.0, 58.0, 66.0, 46.0]),
            judge("Cem", [52.0, 62.0, 68.0, 42.0]),
            judge("Dee", [95.0, 99.0, 100.0, 90.0]),
        ];
        // The first two questions share one competency of weight 1, the others one of weight 3.
        let cut = judged(rated, &[0.125, 0.125, 0.375, 0.375], 6.0).unwrap();
        let expected = [55.0, 56.0, 55.5, 95.5];
        for ((_, found), expected) in cut.judges.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
        assert!((cut.angoff.cut - 65.5).abs() < 1e-9);
        assert_eq!(cut.outlying, ["Dee"]);
        let (fixed, random) = cut.errors.unwrap();
        assert!(fixed < random, "questions that are a sample add error");
        assert!(cut.with_measurement.unwrap() > 6.0);
        assert!(judged(Vec::new(), &[0.5, 0.5], 6.0).is_err(), "nobody has rated");
    }
}
