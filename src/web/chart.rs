//! Numbers for charts and for reading: computed here, drawn by SVG macros that know classes and no colours.

use serde::Serialize;

/// A score as it is shown: a whole number, not below 0.
pub fn whole(value: f64) -> i64 {
    value.round().max(0.0) as i64
}

/// A share as it is shown.
pub fn percent(value: f64) -> String {
    format!("{} %", (value * 100.0).round() as i64)
}

/// A share of a count; 0 of 0 is 0.
pub fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

/// A score with the range in which the true score lies two times in three, on the scale 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The score.
    pub value: i64,
    /// The lower end of the range.
    pub from: i64,
    /// The upper end.
    pub to: i64,
    /// Where to draw them: kept on the scale, with a decimal.
    pub dot: f64,
    /// The lower end.
    pub left: f64,
    /// The upper end.
    pub right: f64,
}

impl Interval {
    /// The range of a score, z standard errors to either side.
    pub fn of(value: f64, se: f64, z: f64) -> Self {
        let drawn = |x: f64| (x.clamp(0.0, 100.0) * 10.0).round() / 10.0;
        let (from, to) = (value - z * se, value + z * se);
        Self {
            value: whole(value),
            from: whole(from),
            to: whole(to).min(100),
            dot: drawn(value),
            left: drawn(from),
            right: drawn(to),
        }
    }
}

/// A column of a histogram, in the units of its picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Column {
    /// Where it begins.
    pub x: f64,
    /// Its width.
    pub width: f64,
    /// Its upper edge.
    pub y: f64,
    /// Its height.
    pub height: f64,
    /// How many it stands for.
    pub count: usize,
    /// The scores it stands for: from this one …
    pub from: f64,
    /// … to under this one.
    pub to: f64,
}

/// A histogram of counts in equal bins of a scale, drawn into a box of this width and height.
pub fn histogram(bins: &[usize], bin: f64, (width, height): (f64, f64)) -> Vec<Column> {
    let most = bins.iter().copied().max().unwrap_or(0).max(1) as f64;
    let step = width / bins.len().max(1) as f64;
    let rounded = |x: f64| (x * 10.0).round() / 10.0;
    let column = |(place, count): (usize, &usize)| {
        let tall = height * *count as f64 / most;
        Column {
            x: rounded(place as f64 * step + 1.0),
            width: rounded(step - 2.0),
            y: rounded(height - tall),
            height: rounded(tall),
            count: *count,
            from: place as f64 * bin,
            to: (place + 1) as f64 * bin,
        }
    };
    bins.iter().enumerate().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_shown_on_the_scale() {
        let interval = Interval::of(-3.2, 6.0, 1.0);
        assert_eq!((interval.value, interval.from, interval.to), (0, 0, 3));
        assert_eq!((interval.dot, interval.left, interval.right), (0.0, 0.0, 2.8));
        assert_eq!(Interval::of(98.0, 6.0, 1.0).to, 100);
    }

    #[test]
    fn the_tallest_column_fills_the_box() {
        let columns = histogram(&[0, 2, 4], 2.5, (300.0, 100.0));
        assert_eq!((columns[2].y, columns[2].height, columns[0].height), (0.0, 100.0, 0.0));
        assert_eq!((columns[1].from, columns[1].to), (2.5, 5.0));
    }
}
