//! Both cores, with the same result on one.

use std::ops::Range;
use std::thread;

/// Below this much work a thread costs more than it saves.
const WORTH_A_THREAD: usize = 300_000;

/// Runs `part` over the two halves of `0..count`, on two threads where the work is worth it, and returns the results
/// in order. Always the same two halves, so that sums do not depend on the machine.
pub(crate) fn in_halves<T: Send>(count: usize, work: usize, part: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let middle = count / 2;
    if work < WORTH_A_THREAD {
        return vec![part(0..middle), part(middle..count)];
    }
    thread::scope(|scope| {
        let first = scope.spawn(|| part(0..middle));
        let second = part(middle..count);
        match first.join() {
            Ok(first) => vec![first, second],
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
