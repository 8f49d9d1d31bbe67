//! Length against effectiveness over many items: whether "choose the long one" would pay.

use crate::bank::{Item, words};

/// The correlation of an option's length with its effectiveness, within items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LengthCue {
    /// Pearson's r, both variables centred within each item; `None` where one of them does not vary.
    pub r: Option<f64>,
    /// How many options it rests on.
    pub options: usize,
}

/// Computes it over these items.
pub fn length_cue<'a>(items: impl Iterator<Item = &'a Item>) -> LengthCue {
    let (mut sxy, mut sxx, mut syy, mut options) = (0.0, 0.0, 0.0, 0);
    for item in items {
        let lengths: Vec<f64> = item.presented().options.iter().map(|option| words(&option.text) as f64).collect();
        let keyed: Vec<f64> = item.key.options.iter().map(|option| option.effectiveness).collect();
        let (mean_length, mean_keyed) = (mean(&lengths), mean(&keyed));
        for (length, keyed) in lengths.iter().zip(&keyed) {
            let (x, y) = (length - mean_length, keyed - mean_keyed);
            sxy += x * y;
            sxx += x * x;
            syy += y * y;
        }
        options += lengths.len();
    }
    LengthCue { r: (sxx > 0.0 && syy > 0.0).then(|| sxy / (sxx * syy).sqrt()), options }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
