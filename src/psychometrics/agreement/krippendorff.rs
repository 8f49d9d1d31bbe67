//! Krippendorff's alpha: agreement beyond chance for any number of judges, with missing ratings.

use crate::psychometrics::absent::{Absent, Statistic, quotient};

/// How far two values are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Same or not.
    Nominal,
    /// The values between them, by how often they occur.
    Ordinal,
    /// The squared difference.
    Interval,
    /// The squared difference relative to the sum.
    Ratio,
}

/// α = 1 − Dₒ/Dₑ over units (rows) with two or more ratings; `None` is a missing rating (Krippendorff 2011).
pub fn krippendorff_alpha(units: &[Vec<Option<f64>>], metric: Metric) -> Statistic {
    let units: Vec<Vec<f64>> = units
        .iter()
        .map(|unit| unit.iter().flatten().copied().collect())
        .filter(|unit: &Vec<f64>| unit.len() > 1)
        .collect();
    let mut values: Vec<f64> = units.iter().flatten().copied().collect();
    let n = values.len() as f64;
    values.sort_by(f64::total_cmp);
    let margins: Vec<f64> = values.chunk_by(|x, y| x.total_cmp(y).is_eq()).map(|run| run.len() as f64).collect();
    values.dedup();
    if values.is_empty() {
        return Err(Absent("no unit has two ratings"));
    }
    let scale = MetricScale::new(metric, &values, &margins);
    let place = |rating: &f64| values.partition_point(|value| value < rating);
    let mut observed = 0.0;
    for unit in &units {
        let places: Vec<usize> = unit.iter().map(place).collect();
        let pairs = (0..places.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        let distance: f64 = pairs.map(|(i, j)| scale.squared_distance(places[i], places[j])).sum();
        observed += distance / (unit.len() as f64 - 1.0);
    }
    let mut expected = 0.0;
    for high in 0..values.len() {
        let row = (0..high).map(|low| margins[low] * scale.squared_distance(low, high));
        expected += margins[high] * row.sum::<f64>();
    }
    let ratio =
        quotient((n - 1.0) * observed, expected, "all ratings are the same: there is no disagreement to expect")?;
    Ok(1.0 - ratio)
}

/// The distances between the values that occur.
struct MetricScale<'a> {
    metric: Metric,
    values: &'a [f64],
    /// How many ratings lie below the middle of each value: the mean rank, less one half.
    middles: Vec<f64>,
}

impl<'a> MetricScale<'a> {
    fn new(metric: Metric, values: &'a [f64], margins: &[f64]) -> Self {
        let mut below = 0.0;
        let middle = |margin: &f64| {
            below += margin;
            below - margin / 2.0
        };
        Self { metric, values, middles: margins.iter().map(middle).collect() }
    }

    /// δ² between two values by their places.
    fn squared_distance(&self, one: usize, other: usize) -> f64 {
        if one == other {
            return 0.0;
        }
        let difference = self.values[one] - self.values[other];
        match self.metric {
            Metric::Nominal => 1.0,
            // What lies between two values, half of each included, is the difference of their mean ranks.
            Metric::Ordinal => (self.middles[one] - self.middles[other]).powi(2),
            Metric::Interval => difference.powi(2),
            Metric::Ratio => {
                let sum = self.values[one] + self.values[other];
                // Values that add up to zero have no ratio; they count as wholly different.
                if sum.abs() > 0.0 { (difference / sum).powi(2) } else { 1.0 }
            }
        }
    }
}
