//! Means, spreads, correlations and ranks of plain lists of numbers.

use super::absent::{Absent, Statistic, quotient};

/// The mean.
pub fn mean(values: &[f64]) -> Statistic {
    if values.is_empty() { Err(Absent("there are no values")) } else { Ok(raw_mean(values)) }
}

/// The variance with n - 1.
pub fn variance(values: &[f64]) -> Statistic {
    if values.len() < 2 {
        return Err(Absent("a variance needs at least two values"));
    }
    Ok(squares(values) / (values.len() as f64 - 1.0))
}

/// The standard deviation with n - 1.
pub fn sd(values: &[f64]) -> Statistic {
    variance(values).map(f64::sqrt)
}

/// The median: the mean of the two in the middle where their number is even.
pub fn median(values: &[f64]) -> Statistic {
    quantile(values, 0.5)
}

/// The quantile with linear interpolation between the order statistics (type 7 of Hyndman and Fan 1996).
pub fn quantile(values: &[f64], p: f64) -> Statistic {
    if values.is_empty() {
        return Err(Absent("there are no values"));
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = p.clamp(0.0, 1.0) * (sorted.len() as f64 - 1.0);
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    Ok(sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below]))
}

/// Pearson's correlation of two lists of one length.
pub fn correlation(x: &[f64], y: &[f64]) -> Statistic {
    if x.len() != y.len() || x.len() < 2 {
        return Err(Absent("a correlation needs at least two pairs"));
    }
    let (mx, my) = (raw_mean(x), raw_mean(y));
    let products: f64 = x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum();
    quotient(products, (squares(x) * squares(y)).sqrt(), "one of the two does not vary")
}

/// Ranks from 1 up, ties sharing the mean of their places.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
    let mut ranks = vec![0.0; values.len()];
    for run in order.chunk_by(|&i, &j| values[i].total_cmp(&values[j]).is_eq()) {
        // Runs are disjoint: the first place of this one is the number of values strictly below it.
        let below = order.partition_point(|&i| values[i].total_cmp(&values[run[0]]).is_lt());
        for &i in run {
            ranks[i] = below as f64 + f64::midpoint(run.len() as f64, 1.0);
        }
    }
    ranks
}

/// The sum of squared distances from the mean, exactly zero where all values are the same up to rounding.
fn squares(values: &[f64]) -> f64 {
    let mean = raw_mean(values);
    let squares = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    if squares <= values.len() as f64 * (mean * 1e-15).powi(2) { 0.0 } else { squares }
}

/// The mean of what is known not to be empty.
pub(crate) fn raw_mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A coefficient as it is read, without the nought and with a real minus: `.71`.
pub fn coefficient(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let short = text.strip_prefix('0').unwrap_or(&text);
    if value < 0.0 && text != "0.00" { format!("−{short}") } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coefficients_are_read_without_the_nought() {
        assert_eq!([0.714, -0.123, 1.0, -0.001, 0.0].map(coefficient), [".71", "−.12", "1.00", ".00", ".00"]);
    }

    #[test]
    fn ties_share_their_ranks() {
        assert_eq!(ranks(&[10.0, 20.0, 10.0, 5.0]), [2.5, 4.0, 2.5, 1.0]);
    }

    #[test]
    fn quantiles_interpolate() {
        assert!((quantile(&[1.0, 2.0, 3.0, 4.0], 0.25).unwrap() - 1.75).abs() < 1e-12);
        assert!((median(&[3.0, 1.0]).unwrap() - 2.0).abs() < 1e-12);
        assert!(median(&[]).is_err());
    }

    #[test]
    fn what_does_not_vary_does_not_correlate() {
        assert!(correlation(&[1.0, 1.0], &[1.0, 2.0]).is_err());
        assert!((correlation(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]).unwrap() - 1.0).abs() < 1e-12);
    }
}
