//! Random numbers from a seed that is passed in: the room itself knows no randomness.

/// `SplitMix64` (Steele, Lea and Flood 2014): the same numbers for the same seed on every machine. For resampling and
/// simulation only, never for secrets.
#[derive(Debug, Clone)]
pub struct Seeded(u64);

impl Seeded {
    /// A generator that is wholly given by its seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number below `count`; 0 where `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        // The bias of a 64 by 64 bit product is below 2^-32 for any count of people or items.
        ((u128::from(self.bits()) * count as u128) >> 64) as usize
    }

    /// A standard normal number, by inversion.
    pub fn normal(&mut self) -> f64 {
        // The middle of the 2^53 cells, so that neither end can be drawn.
        super::distributions::normal_quantile(self.uniform() + 0.5 / (1_u64 << 53) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_first_numbers() {
        // The reference implementation with seed 1234567.
        let mut seeded = Seeded::new(1_234_567);
        assert_eq!(seeded.bits(), 6_457_827_717_110_365_317);
        assert_eq!(seeded.bits(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn numbers_stay_where_they_belong() {
        let mut seeded = Seeded::new(1);
        for _ in 0..10_000 {
            assert!((0.0..1.0).contains(&seeded.uniform()));
            assert!(seeded.below(3) < 3);
            assert!(seeded.normal().is_finite());
        }
        assert_eq!(seeded.below(0), 0);
    }
}
