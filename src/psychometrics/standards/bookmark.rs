//! The bookmark method: items in order of difficulty, a bookmark at the first that a minimally competent person would
//! not master.

use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::describe::median;

/// The outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// Where each item is answered right with the response probability, in the order given.
    pub rp_locations: Vec<f64>,
    /// The items, by place from 0, in ascending order of those locations: the booklet.
    pub order: Vec<usize>,
    /// The ability at each judge's bookmark: the location of the bookmarked item.
    pub judge_theta: Vec<f64>,
    /// Their median.
    pub cut_theta: f64,
    /// The expected number right at the cut.
    pub expected_raw: f64,
}

/// Where an item with slope a and difficulty b is answered right with probability `rp`: b + ln(rp/(1 − rp))/a.
pub fn rp_location(a: f64, b: f64, rp: f64) -> f64 {
    b + (rp / (1.0 - rp)).ln() / a
}

/// `items`: slope and difficulty of each 2PL item. `bookmarks`: for each judge the place in the booklet, from 1, of
/// the first item not mastered.
pub fn bookmark(items: &[(f64, f64)], bookmarks: &[usize], rp: f64) -> Statistic<Bookmark> {
    if !(rp > 0.0 && rp < 1.0) {
        return Err(Absent("the response probability must lie between 0 and 1"));
    }
    if items.iter().any(|(a, b)| !b.is_finite() || a.is_nan() || *a <= 0.0) {
        return Err(Absent("every item needs a slope above 0 and a difficulty"));
    }
    if bookmarks.is_empty() || bookmarks.iter().any(|&place| place == 0 || place > items.len()) {
        return Err(Absent("every bookmark must be a place in the booklet, counted from 1"));
    }
    let rp_locations: Vec<f64> = items.iter().map(|&(a, b)| rp_location(a, b, rp)).collect();
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&i, &j| rp_locations[i].total_cmp(&rp_locations[j]));
    let judge_theta: Vec<f64> = bookmarks.iter().map(|&place| rp_locations[order[place - 1]]).collect();
    let cut_theta = median(&judge_theta)?;
    let expected_raw = items.iter().map(|(a, b)| 1.0 / (1.0 + (-a * (cut_theta - b)).exp())).sum();
    Ok(Bookmark { rp_locations, order, judge_theta, cut_theta, expected_raw })
}
