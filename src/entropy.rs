//! The only source of randomness.
//!
//! Secrets come from the operating system. Everything that must be reproducible (orders of items, simulated
//! applicants) comes from a seed that is stored beside what it decided.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// Random bytes from the operating system's generator.
///
/// # Panics
/// When the system cannot give random bytes: without them no secret would be one.
pub fn secret_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::expect_used, reason = "a server that cannot draw secrets must not go on")]
    getrandom::fill(&mut bytes).expect("the operating system's random generator");
    bytes
}

/// A 63-bit seed for something that must be drawn once and reproduced for ever.
pub fn fresh_seed() -> i64 {
    i64::from_be_bytes(secret_bytes::<8>()) & i64::MAX
}

/// A stream of numbers that depends on nothing but its seed and its purpose.
///
/// `ChaCha20` is value-stable by its specification; the ways to draw from it below are our own for the same reason:
/// an order shown in 2026 must be the same when it is looked up in 2036.
pub struct Stream(ChaCha20Rng);

impl Stream {
    /// The stream of a seed for one purpose; other purposes with the same seed are independent of it.
    pub fn new(seed: i64, purpose: &str) -> Self {
        let digest = Sha256::new().chain_update(seed.to_be_bytes()).chain_update(purpose.as_bytes()).finalize();
        Self(ChaCha20Rng::from_seed(digest.into()))
    }

    /// A number below `limit`, each with the same chance (Lemire's method without its rare bias: it draws again).
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = limit.max(1) as u64;
        let reject_under = limit.wrapping_neg() % limit;
        loop {
            let wide = u128::from(self.0.next_u64()) * u128::from(limit);
            if (wide as u64) >= reject_under {
                return (wide >> 64) as usize;
            }
        }
    }

    /// A number from 0 up to but not including 1.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A standard normal number (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// One of the places, in proportion to its weight. `None` for no weights.
    pub fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return Some(place);
            }
        }
        weights.len().checked_sub(1)
    }

    /// Shuffles in place (Fisher and Yates), every order with the same chance.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for place in (1..things.len()).rev() {
            things.swap(place, self.below(place + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_its_seed_and_its_purpose() {
        let draw = |seed, purpose| Stream::new(seed, purpose).below(1_000_000);
        assert_eq!(draw(7, "items"), draw(7, "items"));
        assert_ne!(draw(7, "items"), draw(7, "options"));
        assert_ne!(draw(7, "items"), draw(8, "items"));
    }

    #[test]
    fn a_stream_gives_the_same_numbers_for_ever() {
        let mut stream = Stream::new(1, "pinned");
        let numbers: Vec<usize> = (0..5).map(|_| stream.below(100)).collect();
        assert_eq!(numbers, PINNED);
    }
    const PINNED: [usize; 5] = [29, 83, 19, 83, 73];

    #[test]
    fn every_order_of_four_comes_equally_often() {
        let mut stream = Stream::new(3, "shuffle");
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..24_000 {
            let mut order = [0, 1, 2, 3];
            stream.shuffle(&mut order);
            *seen.entry(order).or_insert(0_u32) += 1;
        }
        assert_eq!(seen.len(), 24);
        let chi_square: f64 = seen.values().map(|&n| (f64::from(n) - 1000.0).powi(2) / 1000.0).sum();
        // The 99.9th percentile of chi-square with 23 degrees of freedom is 49.7.
        assert!(chi_square < 49.7, "chi-square {chi_square}");
    }
}
