//! PURE. How far somebody who knows everything else could narrow a hidden number down: all that is shown, exactly, and
//! the totals of all lines.
//!
//! The numbers of a table lie on lines whose sums are known: a row, a column, or several rows or columns of which only the
//! sum together is known. Hidden numbers can be anything that keeps all sums, so that one of them can grow exactly as far as
//! others on a round way along hidden numbers can give and take. That is a maximum flow, and found as one.

use crate::fairness::FLOOR;
use std::collections::VecDeque;

/// A number of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The known sum that it is in by rows.
    pub row: usize,
    /// The known sum that it is in by columns.
    pub column: usize,
    /// What it is.
    pub count: i64,
    /// What it cannot exceed.
    pub cap: i64,
    /// Whether it tells of few people: it must be hidden, and nobody may come near it.
    pub sensitive: bool,
    /// How wide a range must stay open around it.
    pub need: i64,
    /// Whether it tells of a group: where another must be hidden, those of no group go first.
    pub dear: bool,
    /// Whether it is shown.
    pub shown: bool,
}

/// The range in which a hidden number could lie, for all that anybody can compute.
pub fn range(numbers: &[Number], place: usize) -> (i64, i64) {
    let Number { row, column, count, cap, .. } = numbers[place];
    let up = flow(numbers, place, (Vertex::Column(column), Vertex::Row(row))).min(cap - count);
    let down = flow(numbers, place, (Vertex::Row(row), Vertex::Column(column))).min(count);
    (count - down, count + up)
}

/// Hides numbers until every sensitive one has its range. `false` where even hiding all does not do: the sums tell too much.
pub fn hide(numbers: &mut [Number]) -> bool {
    for number in numbers.iter_mut() {
        number.shown &= !number.sensitive;
    }
    loop {
        let narrow = (0..numbers.len()).find(|place| {
            let (low, high) = if numbers[*place].sensitive { range(numbers, *place) } else { return false };
            high - low < numbers[*place].need
        });
        let Some(narrow) = narrow else { return true };
        let near = |number: &Number| number.row == numbers[narrow].row || number.column == numbers[narrow].column;
        let shown = || (0..numbers.len()).filter(|place| numbers[*place].shown);
        let smallest = |place: &usize| (numbers[*place].dear, numbers[*place].count);
        let next = shown().filter(|place| near(&numbers[*place])).min_by_key(smallest);
        match next.or_else(|| shown().min_by_key(smallest)) {
            Some(place) => numbers[place].shown = false,
            None => return false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vertex {
    Row(usize),
    Column(usize),
}

/// A line, and how it was reached: from which one before, by which number, growing or shrinking.
type Reached = (Vertex, Option<(usize, usize, bool)>);

/// How much can go from one line to another along hidden numbers, without the one in question; no more than is ever asked.
fn flow(numbers: &[Number], without: usize, (from, to): (Vertex, Vertex)) -> i64 {
    let enough = FLOOR.max(numbers[without].need);
    let mut counts: Vec<i64> = numbers.iter().map(|number| number.count).collect();
    let open = |place: usize| place != without && !numbers[place].shown;
    let mut total = 0;
    while total < enough {
        let Some(way) = way(numbers, &counts, &open, (from, to)) else { break };
        let rest = |&(place, up): &(usize, bool)| if up { numbers[place].cap - counts[place] } else { counts[place] };
        let amount = way.iter().map(rest).min().unwrap_or(0).min(enough - total);
        for (place, up) in way {
            counts[place] += if up { amount } else { -amount };
        }
        total += amount;
    }
    total
}

/// A shortest way on which something can still go: which numbers grow and which shrink.
fn way(
    numbers: &[Number],
    counts: &[i64],
    open: &impl Fn(usize) -> bool,
    (from, to): (Vertex, Vertex),
) -> Option<Vec<(usize, bool)>> {
    let mut reached: Vec<Reached> = vec![(from, None)];
    let mut queue = VecDeque::from([0]);
    while let Some(at) = queue.pop_front() {
        let here = reached[at].0;
        if here == to {
            let (mut way, mut at) = (Vec::new(), at);
            while let Some((before, place, up)) = reached[at].1 {
                way.push((place, up));
                at = before;
            }
            return Some(way);
        }
        for place in (0..numbers.len()).filter(|place| open(*place)) {
            let (row, column) = (Vertex::Row(numbers[place].row), Vertex::Column(numbers[place].column));
            let (next, up, rest) = match here {
                Vertex::Row(_) if here == row => (column, true, numbers[place].cap - counts[place]),
                Vertex::Column(_) if here == column => (row, false, counts[place]),
                _ => continue,
            };
            if rest > 0 && reached.iter().all(|(known, _)| *known != next) {
                reached.push((next, Some((at, place, up))));
                queue.push_back(reached.len() - 1);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: i64 = 1000;

    /// Rows, which of them are hidden, a cap.
    type Case<'a> = (&'a [&'a [i64]], &'a [(usize, usize)], i64);

    fn table(rows: &[&[i64]], hidden: &[(usize, usize)]) -> Vec<Number> {
        let number = |(row, column, count): (usize, usize, i64)| Number {
            row,
            column,
            count,
            cap: WIDE,
            sensitive: hidden.contains(&(row, column)),
            need: FLOOR,
            dear: true,
            shown: !hidden.contains(&(row, column)),
        };
        let cells = rows.iter().enumerate().flat_map(|(row, counts)| {
            counts.iter().enumerate().map(move |(column, count)| (row, column, *count)).collect::<Vec<_>>()
        });
        cells.map(number).collect()
    }

    /// Every table with the same sums in which what is shown is the same, by trying all.
    fn ranges_by_trying(numbers: &[Number], columns: usize) -> Vec<(i64, i64)> {
        let hidden: Vec<usize> = (0..numbers.len()).filter(|place| !numbers[*place].shown).collect();
        let rows = numbers.len() / columns;
        let mut found = vec![(i64::MAX, i64::MIN); numbers.len()];
        let sum = |values: &[i64], row: bool, line: usize| -> i64 {
            (0..values.len())
                .filter(|p| if row { p / columns == line } else { p % columns == line })
                .map(|p| values[p])
                .sum()
        };
        let truth: Vec<i64> = numbers.iter().map(|number| number.count).collect();
        let most = truth.iter().sum::<i64>();
        let mut values = truth.clone();
        let mut tries = vec![0; hidden.len()];
        loop {
            for (place, value) in hidden.iter().zip(&tries) {
                values[*place] = *value;
            }
            let same = (0..rows).all(|row| sum(&values, true, row) == sum(&truth, true, row))
                && (0..columns).all(|column| sum(&values, false, column) == sum(&truth, false, column))
                && hidden.iter().all(|place| values[*place] <= numbers[*place].cap);
            if same {
                for (place, range) in found.iter_mut().enumerate() {
                    *range = (range.0.min(values[place]), range.1.max(values[place]));
                }
            }
            let Some(next) = tries.iter().position(|value| *value < most) else { return found };
            tries[next] += 1;
            tries[..next].fill(0);
        }
    }

    #[test]
    fn the_range_is_that_of_all_tables_with_the_same_sums() {
        let cases: [Case; 5] = [
            (&[&[3, 4, 9], &[5, 2, 6]], &[(0, 0), (0, 1), (1, 0), (1, 1)], WIDE),
            (&[&[3, 4, 9], &[5, 2, 6]], &[(0, 0), (0, 1), (1, 0), (1, 1)], 6),
            (&[&[3, 4, 9], &[5, 2, 6]], &[(0, 0), (0, 1), (1, 1), (1, 2)], WIDE),
            (&[&[1, 2], &[2, 1], &[3, 4]], &[(0, 0), (0, 1), (2, 0), (2, 1)], 5),
            (&[&[7, 8], &[2, 1]], &[(0, 0)], WIDE),
        ];
        for (rows, hidden, cap) in cases {
            let mut numbers = table(rows, hidden);
            for number in &mut numbers {
                number.cap = cap.max(number.count);
                number.need = WIDE;
            }
            let tried = ranges_by_trying(&numbers, rows[0].len());
            for place in (0..numbers.len()).filter(|place| !numbers[*place].shown) {
                assert_eq!(range(&numbers, place), tried[place], "{rows:?} {hidden:?} {place}");
            }
        }
    }

    #[test]
    fn a_hidden_number_on_a_bridge_between_others_is_found_out_and_so_more_is_hidden() {
        // Two in every line are hidden, and yet (0, 2) follows from the others: it is the only way between them.
        let rows: &[&[i64]] =
            &[&[20, 30, 4, 40, 40], &[30, 20, 50, 40, 40], &[40, 40, 50, 30, 20], &[40, 40, 20, 20, 30]];
        let squares = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 3), (2, 4), (3, 3), (3, 4), (0, 2)];
        let numbers = table(rows, &squares);
        assert_eq!(range(&numbers, 2), (4, 4));
        let mut one = table(rows, &[(0, 2)]);
        assert!(hide(&mut one));
        let (low, high) = range(&one, 2);
        assert!(high - low >= FLOOR && one.iter().filter(|number| !number.shown).count() >= 4);
    }

    #[test]
    fn sums_that_tell_everything_are_reported() {
        let mut numbers = table(&[&[3, 40]], &[(0, 0)]);
        assert!(!hide(&mut numbers));
    }
}
