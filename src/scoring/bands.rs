//! Bands: scores within measurement error of the highest among them (fixed bands, Cascio et al. 1991).
//!
//! A band's edge is a convention: neighbours across it may not differ. Edges are computed over the whole opening, never
//! over a filter, and are stored.

/// One band: every score from its floor to its top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The highest score in it.
    pub top: f64,
    /// Scores from here on belong to it.
    pub floor: f64,
}

/// The width of a band: C x the standard error of a difference, √2 · SE of the total.
pub fn width(total_se: f64, c: f64) -> f64 {
    c * std::f64::consts::SQRT_2 * total_se
}

/// The bands from the top. `highest_below` gives the highest score under a bound, or the highest of all for `None`.
///
/// # Errors
/// What `highest_below` returns: usually the database's.
pub fn from_top<E>(
    width: f64,
    mut highest_below: impl FnMut(Option<f64>) -> Result<Option<f64>, E>,
) -> Result<Vec<Band>, E> {
    let mut bands: Vec<Band> = Vec::new();
    while let Some(top) = highest_below(bands.last().map(|band| band.floor))? {
        bands.push(Band { top, floor: top - width });
    }
    Ok(bands)
}

/// The rank of the band a score belongs to, 1 at the top. A score above the frozen top belongs to the first, one under
/// the last floor to a band of those who came later.
pub fn rank(bands: &[Band], score: f64) -> usize {
    bands.iter().position(|band| score >= band.floor).unwrap_or(bands.len()) + 1
}

/// `A` to `Z`, then `AA` …
pub fn letter(rank: usize) -> String {
    let mut text = String::new();
    let mut left = rank;
    while left > 0 {
        left -= 1;
        text.insert(0, char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::convert::Infallible;

    fn bands_of(scores: &[f64], width: f64) -> Vec<Band> {
        let below = |bound: Option<f64>| {
            let under = scores.iter().copied().filter(|score| bound.is_none_or(|bound| *score < bound));
            Ok::<_, Infallible>(under.max_by(f64::total_cmp))
        };
        from_top(width, below).unwrap()
    }

    #[test]
    fn the_band_of_88_reaches_down_to_76_9() {
        // SD 10, reliability .84: SEM 4, 95 % band 11.087 (Cascio et al. 1991, worked through).
        let bands = bands_of(&[88.0, 80.0, 77.0, 76.8, 60.0], width(4.0, 1.96));
        assert!((bands[0].floor - 76.912_769_4).abs() < 2e-3);
        assert_eq!(bands.iter().map(|band| band.top).collect::<Vec<_>>(), [88.0, 76.8, 60.0]);
        assert_eq!(rank(&bands, 77.0), 1);
        assert_eq!(rank(&bands, 99.0), 1);
        assert_eq!(rank(&bands, 1.0), 4);
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!((letter(1), letter(26), letter(27)), ("A".into(), "Z".into(), "AA".into()));
    }

    proptest! {
        #[test]
        fn every_score_lies_in_one_band_and_bands_do_not_depend_on_order(
            mut scores in proptest::collection::vec(-30.0..100.0_f64, 1..60),
            width in 0.5..30.0_f64,
        ) {
            let bands = bands_of(&scores, width);
            for score in &scores {
                let band = bands[rank(&bands, *score) - 1];
                prop_assert!(band.floor <= *score && *score <= band.top);
            }
            prop_assert!(bands.windows(2).all(|pair| pair[1].top < pair[0].floor));
            scores.reverse();
            prop_assert_eq!(bands_of(&scores, width), bands);
        }
    }
}
