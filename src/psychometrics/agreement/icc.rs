//! Intraclass correlations from the two-way table of targets and judges (Shrout and Fleiss 1979).

use crate::psychometrics::absent::{Absent, Statistic, finite};
use crate::psychometrics::describe::raw_mean;
use crate::psychometrics::distributions::{f_quantile, f_upper};

/// Complete ratings, targets x judges.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratings {
    rows: Vec<Vec<f64>>,
}

impl Ratings {
    /// Rows of targets, one entry per judge; absent where rows differ in length or there are fewer than two of either.
    pub fn new(rows: Vec<Vec<f64>>) -> Statistic<Self> {
        let judges = rows.first().map_or(0, Vec::len);
        if rows.len() < 2 || judges < 2 {
            return Err(Absent("at least two targets that two or more judges all rated are needed"));
        }
        if rows.iter().any(|row| row.len() != judges || row.iter().any(|rating| !rating.is_finite())) {
            return Err(Absent("every judge must rate every target"));
        }
        Ok(Self { rows })
    }

    /// Listwise: the targets that every judge rated.
    pub fn complete(rows: &[Vec<Option<f64>>]) -> Statistic<Self> {
        Self::new(rows.iter().filter_map(|row| row.iter().copied().collect()).collect())
    }

    /// The ratings, a row per target.
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// The number of targets.
    pub fn targets(&self) -> usize {
        self.rows.len()
    }

    /// The number of judges.
    pub fn judges(&self) -> usize {
        self.rows[0].len()
    }
}

/// The six forms; `k` in the second three is the mean of all judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IccForm {
    /// ICC(1,1): each target has its own judges; one judge.
    OneWay,
    /// ICC(2,1): judges are a sample, absolute agreement; one judge.
    Random,
    /// ICC(3,1): these judges only, consistency; one judge.
    Fixed,
    /// ICC(1,k).
    OneWayMean,
    /// ICC(2,k).
    RandomMean,
    /// ICC(3,k).
    FixedMean,
}

/// One intraclass correlation with its test against 0 and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Icc {
    /// The coefficient.
    pub value: f64,
    /// F, its degrees of freedom and P(F > f); absent where the judges differ in nothing.
    pub test: Statistic<(f64, f64, f64, f64)>,
    /// The 95 % interval.
    pub interval: Statistic<(f64, f64)>,
}

struct MeanSquares {
    n: f64,
    k: f64,
    rows: f64,
    columns: f64,
    error: f64,
    within: f64,
}

/// One form of the coefficient; absent where the ratings do not vary.
pub fn icc(ratings: &Ratings, form: IccForm) -> Statistic<Icc> {
    let squares = MeanSquares::of(ratings)?;
    let MeanSquares { n, k, rows, columns, error, within } = squares;
    let (above, below) = match form {
        IccForm::OneWay => (rows - within, rows + (k - 1.0) * within),
        IccForm::OneWayMean => (rows - within, rows),
        IccForm::Random => (rows - error, rows + (k - 1.0) * error + k * (columns - error) / n),
        IccForm::RandomMean => (rows - error, rows + (columns - error) / n),
        IccForm::Fixed => (rows - error, rows + (k - 1.0) * error),
        IccForm::FixedMean => (rows - error, rows),
    };
    let value = finite(above / below, "the targets do not differ")?;
    let one_way = matches!(form, IccForm::OneWay | IccForm::OneWayMean);
    let (noise, df2) = if one_way { (within, n * (k - 1.0)) } else { (error, (n - 1.0) * (k - 1.0)) };
    let f = finite(rows / noise, "the judges differ in nothing");
    let test = f.map(|f| (f, n - 1.0, df2, f_upper(f, n - 1.0, df2)));
    Ok(Icc { value, test, interval: squares.interval(form) })
}

impl MeanSquares {
    fn of(ratings: &Ratings) -> Statistic<Self> {
        let (n, k) = (ratings.targets() as f64, ratings.judges() as f64);
        let row_means: Vec<f64> = ratings.rows.iter().map(|row| raw_mean(row)).collect();
        let column_means: Vec<f64> =
            (0..ratings.judges()).map(|judge| ratings.rows.iter().map(|row| row[judge]).sum::<f64>() / n).collect();
        let grand = raw_mean(&row_means);
        let all = || ratings.rows.iter().zip(&row_means).flat_map(|(row, mean)| row.iter().map(move |x| (x, mean)));
        let total: f64 = all().map(|(x, _)| (x - grand).powi(2)).sum();
        let largest = all().map(|(x, _)| x.abs()).fold(0.0, f64::max);
        if total <= (largest * 1e-12).powi(2) {
            return Err(Absent("the ratings do not vary"));
        }
        let between_rows: f64 = k * row_means.iter().map(|mean| (mean - grand).powi(2)).sum::<f64>();
        let between_columns: f64 = n * column_means.iter().map(|mean| (mean - grand).powi(2)).sum::<f64>();
        let within: f64 = all().map(|(x, mean)| (x - mean).powi(2)).sum();
        // What is left below the rounding error of the sums is nothing.
        let sharp = |squares: f64| if squares <= total * 1e-14 { 0.0 } else { squares };
        Ok(Self {
            n,
            k,
            rows: sharp(between_rows) / (n - 1.0),
            columns: sharp(between_columns) / (k - 1.0),
            error: sharp(within - between_columns) / ((n - 1.0) * (k - 1.0)),
            within: sharp(within) / (n * (k - 1.0)),
        })
    }

    fn interval(&self, form: IccForm) -> Statistic<(f64, f64)> {
        let (low, high) = match form {
            IccForm::OneWay | IccForm::OneWayMean => self.f_interval(self.within, self.n * (self.k - 1.0)),
            IccForm::Fixed | IccForm::FixedMean => self.f_interval(self.error, (self.n - 1.0) * (self.k - 1.0)),
            IccForm::Random | IccForm::RandomMean => self.random_interval(),
        };
        // The interval of a mean of k judges is that of one judge, stepped up.
        let step = |x: f64| match form {
            IccForm::OneWay | IccForm::Random | IccForm::Fixed => x,
            _ => x * self.k / (1.0 + x * (self.k - 1.0)),
        };
        let why = "the judges differ in nothing: the interval has no width to estimate";
        Ok((finite(step(low), why)?, finite(step(high), why)?))
    }

    fn f_interval(&self, noise: f64, df2: f64) -> (f64, f64) {
        let (f, df1) = (self.rows / noise, self.n - 1.0);
        let (low, high) = (f / f_quantile(0.975, df1, df2), f * f_quantile(0.975, df2, df1));
        ((low - 1.0) / (low + self.k - 1.0), (high - 1.0) / (high + self.k - 1.0))
    }

    /// Satterthwaite's degrees of freedom, as in Shrout and Fleiss.
    fn random_interval(&self) -> (f64, f64) {
        let Self { n, k, rows, columns, error, .. } = *self;
        let value = (rows - error) / (rows + (k - 1.0) * error + k * (columns - error) / n);
        let f = columns / error;
        let part = n * (1.0 + (k - 1.0) * value) - k * value;
        let above = (k - 1.0) * (n - 1.0) * (k * value * f + part).powi(2);
        let df = above / ((n - 1.0) * (k * value * f).powi(2) + part.powi(2));
        let low = f_quantile(0.975, n - 1.0, df);
        let high = f_quantile(0.975, df, n - 1.0);
        let noise = k * columns + (k * n - k - n) * error;
        (n * (rows - low * error) / (low * noise + n * rows), n * (high * rows - error) / (noise + n * high * rows))
    }
}
