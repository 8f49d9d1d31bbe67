//! The hypergeometric distribution: a two by two table with its margins fixed.

use super::saddle::binomial_raw;

/// How many of `drawn` from a population of `marked` and `unmarked` are marked.
#[derive(Debug, Clone, Copy)]
pub struct Hypergeometric {
    marked: u64,
    unmarked: u64,
    drawn: u64,
}

impl Hypergeometric {
    /// `drawn` must not exceed the population; a larger number is taken as all of it.
    pub fn new(marked: u64, unmarked: u64, drawn: u64) -> Self {
        Self { marked, unmarked, drawn: drawn.min(marked + unmarked) }
    }

    /// The least and the greatest number possible.
    pub fn support(&self) -> (u64, u64) {
        (self.drawn.saturating_sub(self.unmarked), self.drawn.min(self.marked))
    }

    /// P(X = x).
    pub fn mass(&self, x: u64) -> f64 {
        let (least, most) = self.support();
        if x < least || x > most {
            return 0.0;
        }
        let all = (self.marked + self.unmarked) as f64;
        let p = self.drawn as f64 / all;
        let q = 1.0 - p;
        if self.drawn == 0 || q <= 0.0 {
            return 1.0;
        }
        let mass = |x: u64, n: u64| binomial_raw(x as f64, n as f64, p, q);
        mass(x, self.marked) * mass(self.drawn - x, self.unmarked) / mass(self.drawn, self.marked + self.unmarked)
    }

    /// P(X <= x).
    pub fn cdf(&self, x: u64) -> f64 {
        let (least, most) = self.support();
        (least..=x.min(most)).map(|value| self.mass(value)).sum::<f64>().min(1.0)
    }
}
