//! Small dense symmetric matrices: what covariance and information matrices need, no more.

use super::absent::{Absent, Statistic};
use std::ops::{Index, IndexMut};

/// A square matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    order: usize,
    cells: Vec<f64>,
}

impl Matrix {
    /// All zeros.
    pub fn zeros(order: usize) -> Self {
        Self { order, cells: vec![0.0; order * order] }
    }

    /// From a function of row and column.
    pub fn from_fn(order: usize, cell: impl Fn(usize, usize) -> f64) -> Self {
        let cells = (0..order * order).map(|place| cell(place / order, place % order)).collect();
        Self { order, cells }
    }

    /// The number of rows, which is that of columns.
    pub fn order(&self) -> usize {
        self.order
    }

    /// One row.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.order..(row + 1) * self.order]
    }

    /// One row, to write to.
    pub fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.cells[row * self.order..(row + 1) * self.order]
    }

    /// The lower triangular L with L L' = self; absent where self is not positive definite.
    pub fn cholesky(&self) -> Statistic<Self> {
        let mut factor = Self::zeros(self.order);
        for i in 0..self.order {
            for j in 0..=i {
                let inner: f64 = factor.row(i)[..j].iter().zip(&factor.row(j)[..j]).map(|(x, y)| x * y).sum();
                let rest = self[(i, j)] - inner;
                if i == j {
                    // A pivot that is all rounding error is no pivot.
                    if rest.is_nan() || rest <= self[(i, i)].abs() * 1e-14 {
                        return Err(Absent("the matrix is not positive definite"));
                    }
                    factor[(i, i)] = rest.sqrt();
                } else {
                    factor[(i, j)] = rest / factor[(j, j)];
                }
            }
        }
        Ok(factor)
    }

    /// Solves L L' x = right, self being L.
    pub fn solve_factored(&self, right: &[f64]) -> Vec<f64> {
        let mut x = right.to_vec();
        for i in 0..self.order {
            let inner: f64 = self.row(i)[..i].iter().zip(&x).map(|(l, v)| l * v).sum();
            x[i] = (x[i] - inner) / self[(i, i)];
        }
        for i in (0..self.order).rev() {
            let inner: f64 = (i + 1..self.order).map(|k| self[(k, i)] * x[k]).sum();
            x[i] = (x[i] - inner) / self[(i, i)];
        }
        x
    }

    /// The solution of self x = right for a positive definite self.
    pub fn solve(&self, right: &[f64]) -> Statistic<Vec<f64>> {
        Ok(self.cholesky()?.solve_factored(right))
    }

    /// The inverse of a positive definite matrix.
    pub fn inverse(&self) -> Statistic<Self> {
        let factor = self.cholesky()?;
        let mut inverse = Self::zeros(self.order);
        let mut unit = vec![0.0; self.order];
        for column in 0..self.order {
            unit[column] = 1.0;
            for (row, value) in factor.solve_factored(&unit).into_iter().enumerate() {
                inverse[(row, column)] = value;
            }
            unit[column] = 0.0;
        }
        Ok(inverse)
    }

    /// The eigenvalues of a symmetric matrix, largest first: cyclic Jacobi rotations.
    pub fn eigenvalues(&self) -> Vec<f64> {
        let mut work = self.clone();
        let scale: f64 = self.cells.iter().map(|cell| cell * cell).sum();
        for _sweep in 0..64 {
            let off: f64 = (0..self.order).flat_map(|i| (0..i).map(move |j| (i, j))).map(|at| work[at].powi(2)).sum();
            if off <= scale * 1e-28 {
                break;
            }
            for p in 0..self.order {
                for q in p + 1..self.order {
                    work.rotate(p, q);
                }
            }
        }
        let mut values: Vec<f64> = (0..self.order).map(|i| work[(i, i)]).collect();
        values.sort_by(|x, y| y.total_cmp(x));
        values
    }

    /// One Jacobi rotation that makes the cell (p, q) zero.
    fn rotate(&mut self, p: usize, q: usize) {
        let off = self[(p, q)];
        if off.abs() <= f64::MIN_POSITIVE {
            return;
        }
        let theta = (self[(q, q)] - self[(p, p)]) / (2.0 * off);
        let t = 1.0_f64.copysign(theta) / (theta.abs() + (theta * theta + 1.0).sqrt());
        let c = 1.0 / (t * t + 1.0).sqrt();
        let s = t * c;
        for k in 0..self.order {
            let (x, y) = (self[(k, p)], self[(k, q)]);
            self[(k, p)] = c * x - s * y;
            self[(k, q)] = s * x + c * y;
        }
        for k in 0..self.order {
            let (x, y) = (self[(p, k)], self[(q, k)]);
            self[(p, k)] = c * x - s * y;
            self[(q, k)] = s * x + c * y;
        }
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;
    fn index(&self, (row, column): (usize, usize)) -> &f64 {
        &self.cells[row * self.order + column]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut f64 {
        &mut self.cells[row * self.order + column]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Matrix {
        Matrix::from_fn(3, |i, j| [[4.0, 2.0, 0.6], [2.0, 3.0, 0.4], [0.6, 0.4, 1.0]][i][j])
    }

    #[test]
    fn a_matrix_times_its_inverse_is_the_identity() {
        let (m, inverse) = (example(), example().inverse().unwrap());
        for i in 0..3 {
            for j in 0..3 {
                let cell: f64 = (0..3).map(|k| m[(i, k)] * inverse[(k, j)]).sum();
                assert!((cell - f64::from(u8::from(i == j))).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn eigenvalues_have_the_trace_and_the_determinant() {
        let values = example().eigenvalues();
        assert!((values.iter().sum::<f64>() - 8.0).abs() < 1e-12);
        // 4 (3 - 0.16) - 2 (2 - 0.24) + 0.6 (0.8 - 1.8)
        assert!((values.iter().product::<f64>() - 7.24).abs() < 1e-12);
        assert!(values[0] >= values[1] && values[1] >= values[2]);
    }

    #[test]
    fn a_singular_matrix_is_refused() {
        assert!(Matrix::from_fn(2, |_, _| 1.0).cholesky().is_err());
    }
}
