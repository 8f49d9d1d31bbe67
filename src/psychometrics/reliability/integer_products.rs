//! Exact sums of products of integer columns, fast: the bulk of a covariance matrix of 100,000 persons.

use std::thread;

/// Rows that are gone through together: two columns of a block fit the first cache, all of them the second.
const BLOCK: usize = 2048;
/// Products of larger answers than this could overflow 32 bits within a block.
const SMALL: i16 = 1000;

/// Σ x y over rows for each pair of columns i >= j, at i * k + j; the other half stays 0.
pub(super) fn cross_products(columns: &[&[i16]]) -> Vec<i64> {
    let k = columns.len();
    let rows = columns.first().map_or(0, |column| column.len());
    // Below this the threads cost more than they save.
    if rows * k * k < 4_000_000 {
        return over_rows(columns, 0, rows);
    }
    let middle = rows / 2 / BLOCK * BLOCK;
    thread::scope(|scope| {
        let first = scope.spawn(|| over_rows(columns, 0, middle));
        let mut sums = over_rows(columns, middle, rows);
        match first.join() {
            Ok(first) => sums.iter_mut().zip(first).for_each(|(sum, more)| *sum += more),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        sums
    })
}

fn over_rows(columns: &[&[i16]], from: usize, to: usize) -> Vec<i64> {
    let k = columns.len();
    let small = columns.iter().all(|column| column[from..to].iter().all(|x| (-SMALL..=SMALL).contains(x)));
    let mut sums = vec![0; k * k];
    for start in (from..to).step_by(BLOCK) {
        let block = start..(start + BLOCK).min(to);
        for i in 0..k {
            for j in 0..=i {
                let (x, y) = (&columns[i][block.clone()], &columns[j][block.clone()]);
                sums[i * k + j] += if small { i64::from(narrow(x, y)) } else { wide(x, y) };
            }
        }
    }
    sums
}

/// Sixteen bits times sixteen bits into thirty-two: one instruction for four or eight of them.
fn narrow(x: &[i16], y: &[i16]) -> i32 {
    x.iter().zip(y).map(|(&x, &y)| i32::from(x) * i32::from(y)).sum()
}

fn wide(x: &[i16], y: &[i16]) -> i64 {
    x.iter().zip(y).map(|(&x, &y)| i64::from(x) * i64::from(y)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_give_the_same_sums() {
        let column = |seed: i32, range: i32| -> Vec<i16> {
            (0..5000).map(|row: i32| ((row * seed) % range - range / 2) as i16).collect()
        };
        for range in [7, 30_000] {
            let columns = [column(31, range), column(17, range), column(5, range)];
            let slices: Vec<&[i16]> = columns.iter().map(Vec::as_slice).collect();
            let sums = over_rows(&slices, 0, 5000);
            for i in 0..3 {
                for j in 0..=i {
                    assert_eq!(sums[i * 3 + j], wide(slices[i], slices[j]));
                }
            }
        }
    }

    #[test]
    fn threads_change_nothing() {
        let columns: Vec<Vec<i16>> =
            (0..40).map(|item| (0..6000).map(|row| ((row * (item + 3)) % 5) as i16).collect()).collect();
        let slices: Vec<&[i16]> = columns.iter().map(Vec::as_slice).collect();
        assert_eq!(cross_products(&slices), over_rows(&slices, 0, 6000));
    }
}
