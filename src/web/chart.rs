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

/// A line of a chart, in the units of its picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// What it is called: written at its end, so that no colour is needed to tell it from others.
    pub label: String,
    /// Its corners, as SVG has them.
    pub points: String,
    /// The corners one by one, for dots.
    pub dots: Vec<(f64, f64)>,
    /// Where its name is written.
    pub label_y: f64,
    /// Whether it is the one to look at.
    pub strong: bool,
}

/// The least distance between the names of two lines.
const BETWEEN_NAMES: f64 = 15.0;

/// Lines from left to right through values from 0 to 1, evenly spaced in a box of this width and height; a value that is
/// not known is passed over. Names that would lie on each other are moved apart.
pub fn lines(series: Vec<(String, Vec<Option<f64>>, bool)>, (width, height): (f64, f64)) -> Vec<Line> {
    let rounded = |x: f64| (x * 10.0).round() / 10.0;
    let drawn = |(label, values, strong): (String, Vec<Option<f64>>, bool)| {
        let step = width / (values.len().max(2) - 1) as f64;
        let known = values.iter().enumerate().filter_map(|(place, value)| Some((place, (*value)?)));
        let dots: Vec<(f64, f64)> = known
            .map(|(place, value)| (rounded(place as f64 * step), rounded(height * (1.0 - value.clamp(0.0, 1.0)))))
            .collect();
        let points: Vec<String> = dots.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let label_y = dots.last().map_or(height, |(_, y)| *y);
        Line { label, points: points.join(" "), dots, label_y, strong }
    };
    let mut lines: Vec<Line> = series.into_iter().map(drawn).collect();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&one, &other| lines[one].label_y.total_cmp(&lines[other].label_y));
    // Downwards until there is room, and then upwards from the lower edge.
    let mut least = f64::NEG_INFINITY;
    for &place in &order {
        lines[place].label_y = lines[place].label_y.max(least);
        least = lines[place].label_y + BETWEEN_NAMES;
    }
    let mut most = height;
    for &place in order.iter().rev() {
        lines[place].label_y = rounded(lines[place].label_y.min(most));
        most = lines[place].label_y - BETWEEN_NAMES;
    }
    lines
}

/// A dot of a chart that stands for some people, in the units of its picture; its area goes with their number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Dot {
    /// Its middle.
    pub x: f64,
    /// Its middle.
    pub y: f64,
    /// Its radius.
    pub radius: f64,
}

/// Dots for cells of people, places from 0 to 1 in a box of this width and height; the largest has this radius.
pub fn dots(cells: &[(f64, f64, usize)], (width, height): (f64, f64), largest: f64) -> Vec<Dot> {
    let rounded = |x: f64| (x * 10.0).round() / 10.0;
    let most = cells.iter().map(|cell| cell.2).max().unwrap_or(1).max(1) as f64;
    let dot = |&(x, y, count): &(f64, f64, usize)| Dot {
        x: rounded(x.clamp(0.0, 1.0) * width),
        y: rounded((1.0 - y.clamp(0.0, 1.0)) * height),
        radius: rounded((count as f64 / most).sqrt() * largest).max(2.0),
    };
    cells.iter().map(dot).collect()
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

    #[test]
    fn lines_pass_over_what_is_not_known_and_their_names_do_not_touch() {
        let series = vec![
            ("A".to_owned(), vec![Some(0.0), None, Some(1.0)], true),
            ("B".to_owned(), vec![Some(0.5), Some(0.5), Some(0.02)], false),
            ("C".to_owned(), vec![Some(0.5), Some(0.5), Some(0.0)], false),
        ];
        let lines = lines(series, (200.0, 100.0));
        assert_eq!(lines[0].points, "0,100 200,0");
        assert_eq!((lines[0].label_y, lines[1].label_y, lines[2].label_y), (0.0, 85.0, 100.0));
    }

    #[test]
    fn the_area_of_a_dot_goes_with_its_people() {
        let dots = dots(&[(0.0, 0.0, 4), (1.0, 1.0, 16)], (300.0, 100.0), 12.0);
        assert_eq!((dots[0].x, dots[0].y, dots[0].radius), (0.0, 100.0, 6.0));
        assert_eq!((dots[1].x, dots[1].y, dots[1].radius), (300.0, 0.0, 12.0));
    }
}
