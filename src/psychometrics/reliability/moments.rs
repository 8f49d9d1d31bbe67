//! Means and covariances of items, from which every coefficient of this room follows.

use super::integer_products::cross_products;
use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::matrix::Matrix;
use crate::psychometrics::tables::{Responses, Scores};

/// Number of persons, item means and the covariance matrix (n - 1) of the complete cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Moments {
    /// How many persons answered everything.
    pub n: usize,
    /// The mean of each item.
    pub means: Vec<f64>,
    /// The covariances between items.
    pub covariance: Matrix,
}

impl Moments {
    /// Of integer answers, listwise. Sums are exact integers, so neither the order of persons nor their number costs
    /// a digit; 100,000 x 40 take about 10 ms.
    pub fn of_responses(responses: &Responses) -> Statistic<Self> {
        let kept;
        let complete = if responses.is_complete() {
            responses
        } else {
            kept = responses.complete();
            &kept
        };
        let (n, k) = enough(complete.persons(), complete.items())?;
        let columns: Vec<&[i16]> = (0..k).map(|item| complete.column(item)).collect();
        let sums: Vec<i128> = columns.iter().map(|column| column.iter().map(|&x| i128::from(x)).sum()).collect();
        let products = cross_products(&columns);
        let (count, pairs) = (n as i128, n as f64 * (n as f64 - 1.0));
        let cell = |i: usize, j: usize| {
            let product = i128::from(products[i.max(j) * k + i.min(j)]);
            // n Σxy - Σx Σy is exact before it becomes a float.
            (count * product - sums[i] * sums[j]) as f64 / pairs
        };
        let means = sums.iter().map(|&sum| sum as f64 / n as f64).collect();
        Ok(Self { n, means, covariance: Matrix::from_fn(k, cell) })
    }

    /// Of real-valued item scores.
    pub fn of_scores(scores: &Scores) -> Statistic<Self> {
        let (n, k) = enough(scores.persons(), scores.items())?;
        let means: Vec<f64> = (0..k).map(|item| scores.column(item).iter().sum::<f64>() / n as f64).collect();
        let deviation = |item: usize| -> Vec<f64> { scores.column(item).iter().map(|x| x - means[item]).collect() };
        let centred: Vec<Vec<f64>> = (0..k).map(deviation).collect();
        let mut covariance = Matrix::zeros(k);
        for i in 0..k {
            for j in 0..=i {
                let product: f64 = centred[i].iter().zip(&centred[j]).map(|(x, y)| x * y).sum();
                covariance[(i, j)] = product / (n as f64 - 1.0);
                covariance[(j, i)] = covariance[(i, j)];
            }
        }
        Ok(Self { n, means, covariance })
    }

    /// The number of items.
    pub fn items(&self) -> usize {
        self.means.len()
    }

    /// The mean of the sum of all items.
    pub fn total_mean(&self) -> f64 {
        self.means.iter().sum()
    }

    /// The variance of the sum of all items.
    pub fn total_variance(&self) -> f64 {
        let all: Vec<usize> = (0..self.items()).collect();
        self.between(&all, &all)
    }

    /// The variance of one item.
    pub fn variance(&self, item: usize) -> f64 {
        self.covariance[(item, item)]
    }

    /// The covariance of one item with the sum of all, itself included.
    pub fn with_total(&self, item: usize) -> f64 {
        sum(self.covariance.row(item).iter().copied())
    }

    /// The covariance of the sums over two sets of items; the variance of a sum where both are the same.
    pub fn between(&self, some: &[usize], others: &[usize]) -> f64 {
        sum(some.iter().flat_map(|&i| others.iter().map(move |&j| self.covariance[(i, j)])))
    }

    /// The correlations between items; absent where an item does not vary.
    pub fn correlations(&self) -> Statistic<Matrix> {
        let k = self.items();
        if (0..k).any(|item| self.variance(item) <= 0.0) {
            return Err(Absent("an item does not vary"));
        }
        let scale: Vec<f64> = (0..k).map(|item| self.variance(item).sqrt()).collect();
        Ok(Matrix::from_fn(k, |i, j| self.covariance[(i, j)] / (scale[i] * scale[j])))
    }
}

fn enough(n: usize, k: usize) -> Statistic<(usize, usize)> {
    if k == 0 {
        Err(Absent("there are no items"))
    } else if n < 2 {
        Err(Absent("fewer than two persons answered every item"))
    } else {
        Ok((n, k))
    }
}

/// The sum, exactly zero where only rounding error is left of terms that cancel.
fn sum(terms: impl Iterator<Item = f64>) -> f64 {
    let (sum, size) = terms.fold((0.0, 0.0), |(sum, size), term| (sum + term, size + term.abs()));
    if sum.abs() <= size * 1e-14 { 0.0 } else { sum }
}
