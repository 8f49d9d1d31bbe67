//! Where each parameter stands in the one vector that the algorithm climbs in.
//!
//! Item blocks one after the other: the slope (not for Rasch), then one intercept for each category but the first.
//! For Rasch the logarithm of the SD of ability comes last. Intercepts make each step of the EM concave; thresholds b
//! are computed from them at the end.

use super::model::{Curve, Item, Model};
use super::patterns::Patterns;
use crate::psychometrics::matrix::Matrix;

/// The layout of the vector.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) model: Model,
    /// Where each item's block begins, with the end of the last behind.
    starts: Vec<usize>,
}

impl Layout {
    pub(super) fn of(model: Model, patterns: &Patterns) -> Self {
        let mut starts = vec![0];
        for categories in &patterns.categories {
            let before = starts[starts.len() - 1];
            starts.push(before + categories - usize::from(model == Model::Rasch));
        }
        Self { model, starts }
    }

    pub(super) fn items(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many parameters there are.
    pub(super) fn len(&self) -> usize {
        self.starts[self.items()] + usize::from(self.model == Model::Rasch)
    }

    /// The block of an item.
    pub(super) fn block(&self, item: usize) -> std::ops::Range<usize> {
        self.starts[item]..self.starts[item + 1]
    }

    /// The slope and the intercepts of an item.
    pub(super) fn item<'a>(&self, parameters: &'a [f64], item: usize) -> (f64, &'a [f64]) {
        let block = &parameters[self.block(item)];
        if self.model == Model::Rasch { (1.0, block) } else { (block[0], &block[1..]) }
    }

    /// The SD of ability.
    pub(super) fn sd(&self, parameters: &[f64]) -> f64 {
        if self.model == Model::Rasch { parameters[self.len() - 1].exp() } else { 1.0 }
    }

    /// The item with thresholds in place of intercepts.
    pub(super) fn to_item(&self, parameters: &[f64], item: usize) -> Item {
        let (a, intercepts) = self.item(parameters, item);
        let curve = if self.model == Model::Graded { Curve::Graded } else { Curve::Divided };
        let before = |k: usize| if k == 0 || curve == Curve::Graded { 0.0 } else { intercepts[k - 1] };
        let b = intercepts.iter().enumerate().map(|(k, c)| -(c - before(k)) / a).collect();
        Item { curve, a, b }
    }

    /// The standard errors of slope (none for Rasch) and thresholds by the delta method from the covariance of the
    /// whole vector.
    pub(super) fn errors(&self, parameters: &[f64], covariance: &Matrix, item: usize) -> (Option<f64>, Vec<f64>) {
        let fitted = self.to_item(parameters, item);
        let start = self.block(item).start;
        let has_slope = usize::from(self.model != Model::Rasch);
        let slope = (has_slope == 1).then(|| covariance[(start, start)].sqrt());
        let threshold = |k: usize| {
            let mut gradient = vec![(start + has_slope + k, -1.0 / fitted.a)];
            if fitted.curve == Curve::Divided && k > 0 {
                gradient.push((start + has_slope + k - 1, 1.0 / fitted.a));
            }
            if has_slope == 1 {
                gradient.push((start, -fitted.b[k] / fitted.a));
            }
            let cells = gradient.iter().flat_map(|x| gradient.iter().map(move |y| (x, y)));
            cells.map(|((i, x), (j, y))| x * y * covariance[(*i, *j)]).sum::<f64>().sqrt()
        };
        (slope, (0..fitted.b.len()).map(threshold).collect())
    }
}
