//! PURE. Tables share people: a group's margin lies in the table by openings and in that of two questions together, so what
//! one of them leaves open, the other may close. Each table is safe by itself; here all are put together, and subtracted
//! from each other until nothing more comes of it.

use super::exposure::Number;

/// Numbers with the range that is left of each, and sums that are known to hold.
#[derive(Default)]
pub struct Sums {
    ranges: Vec<(i64, i64)>,
    lines: Vec<(Vec<usize>, usize)>,
    /// What must keep a range, and how wide.
    kept: Vec<(usize, i64)>,
}

impl Sums {
    /// A number that everybody knows.
    pub fn known(&mut self, count: i64) -> usize {
        self.ranges.push((count, count));
        self.ranges.len() - 1
    }

    /// A number of a table, of which there are no more than `most`.
    pub fn number(&mut self, number: &Number, most: i64) -> usize {
        let range = if number.shown { (number.count, number.count) } else { (0, number.cap.min(most)) };
        self.ranges.push(range);
        let place = self.ranges.len() - 1;
        if number.sensitive {
            self.kept.push((place, number.need));
        }
        place
    }

    /// These numbers are together that one.
    pub fn add_up(&mut self, parts: Vec<usize>, whole: usize) {
        self.lines.push((parts, whole));
    }

    /// Subtracts everything from everything, until nothing more comes of it.
    pub fn think(&mut self) {
        loop {
            let before = self.ranges.clone();
            for (parts, whole) in &self.lines {
                narrow(&mut self.ranges, parts, *whole);
            }
            if before == self.ranges {
                return;
            }
        }
    }

    /// How wide the range of a number is.
    pub fn room(&self, place: usize) -> i64 {
        self.ranges[place].1 - self.ranges[place].0
    }

    /// Whether something that must keep its range has lost it.
    pub fn tell_too_much(&self) -> bool {
        self.kept.iter().any(|(place, need)| self.room(*place) < *need)
    }
}

fn narrow(ranges: &mut [(i64, i64)], parts: &[usize], whole: usize) {
    let low: i64 = parts.iter().map(|part| ranges[*part].0).sum();
    let high: i64 = parts.iter().map(|part| ranges[*part].1).sum();
    ranges[whole] = (ranges[whole].0.max(low), ranges[whole].1.min(high));
    let all = ranges[whole];
    for part in parts {
        let own = ranges[*part];
        ranges[*part] = (own.0.max(all.0 - (high - own.1)), own.1.min(all.1 - (low - own.0)));
    }
}
