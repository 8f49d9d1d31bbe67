//! Random calls against the rules of a sitting.

use super::*;
use crate::scoring::Letter;
use proptest::prelude::*;

const ITEMS: usize = 3;
const CLOSES: i64 = 1_000;

#[derive(Debug, Clone)]
enum Call {
    Answer { position: i64, behind: i64, letter: usize, flagged: bool },
    Show { position: i64 },
    End { by: Closing },
    Wait { seconds: i64 },
}

fn call() -> impl Strategy<Value = Call> {
    let position = 0..=ITEMS as i64 + 1;
    prop_oneof![
        8 => (position.clone(), prop_oneof![4 => Just(0_i64), 1 => -1..3_i64], 0..4_usize, any::<bool>())
            .prop_map(|(position, behind, letter, flagged)| Call::Answer { position, behind, letter, flagged }),
        2 => position.prop_map(|position| Call::Show { position }),
        1 => prop_oneof![Just(Closing::Applicant), Just(Closing::Clock)].prop_map(|by| Call::End { by }),
        2 => (1..200_i64).prop_map(|seconds| Call::Wait { seconds }),
    ]
}

fn at(seconds: i64) -> Moment {
    Moment::from_micros(seconds * 1_000_000).unwrap()
}

fn answered(letter: usize, flagged: bool) -> Step {
    Step::Answered { response: Letter::at(letter).map(|best| Response::PickBest { best }), flagged }
}

/// A sitting with the log it was made from, as the database holds it.
struct Table {
    sitting: Sitting,
    log: Vec<(i64, i64, Step, Moment)>,
}

impl Table {
    fn append(&mut self, position: i64, revision: i64, step: Step, now: Moment) {
        let taken = self.log.iter().any(|(p, r, ..)| (*p, *r) == (position, revision));
        assert!(!taken, "revision {revision} of position {position} exists");
        self.log.push((position, revision, step.clone(), now));
        self.sitting.apply(position, revision, step, now);
    }

    fn answer(&mut self, (position, seen): (i64, i64), step: Step, now: Moment) -> Result<i64, Refusal> {
        match self.sitting.answer(position, seen, step, now)? {
            Verdict::Same(revision) => Ok(revision),
            Verdict::Append(revision, step) => {
                self.append(position, revision, step, now);
                Ok(revision)
            }
            Verdict::Keep(revision, step) => {
                self.append(position, revision, step, now);
                Err(Refusal::TooLate)
            }
        }
    }

    fn revision(&self, position: i64) -> i64 {
        self.sitting.slot(position).map_or(0, |slot| slot.revision)
    }

    fn show(&mut self, position: i64, now: Moment) {
        let unseen = self.sitting.slot(position).is_some_and(|slot| slot.revision == 0);
        if unseen && !self.sitting.has_ended() && !self.sitting.is_over(now) {
            self.append(position, 1, Step::Shown, now);
        }
    }
}

proptest! {
    /// Whatever is called in whatever order: an accepted answer counts until the next accepted one, a refused one
    /// changes nothing that counts, sending again is the same as sending once, and the log replays to the sitting.
    #[test]
    fn random_calls_lose_nothing_and_overwrite_nothing(calls in prop::collection::vec(call(), 1..60)) {
        let new = || Sitting::new(ITEMS, at(CLOSES));
        let mut table = Table { sitting: new(), log: Vec::new() };
        let mut seconds = 0;
        for call in calls {
            let before = table.sitting.given();
            match call {
                Call::Wait { seconds: more } => seconds += more,
                Call::Show { position } => table.show(position, at(seconds)),
                Call::End { by } if !table.sitting.has_ended() => {
                    table.append(0, table.log.len() as i64 + 1, Step::Submitted { by }, at(seconds));
                }
                Call::End { .. } => {}
                Call::Answer { position, behind, letter, flagged } => {
                    let (seen, step) = (table.revision(position) - behind, answered(letter, flagged));
                    let outcome = table.answer((position, seen), step.clone(), at(seconds));
                    let again = table.answer((position, seen), step.clone(), at(seconds));
                    prop_assert_eq!(outcome, again, "sent twice");
                    let in_time = seconds <= CLOSES + GRACE.num_seconds() && !table.sitting.has_ended();
                    match outcome {
                        Ok(revision) => {
                            prop_assert_eq!(revision, table.revision(position));
                            let slot = table.sitting.slot(position).unwrap();
                            prop_assert_eq!(slot.last.as_ref(), Some(&step));
                        }
                        Err(refusal) => {
                            prop_assert_eq!(&table.sitting.given(), &before, "a refusal changed what counts");
                            prop_assert!(!in_time || refusal != Refusal::TooLate);
                        }
                    }
                }
            }
            let mut replayed = new();
            for (position, revision, step, at) in table.log.clone() {
                replayed.apply(position, revision, step, at);
            }
            prop_assert_eq!(&replayed, &table.sitting);
        }
    }
}

#[test]
fn the_grace_ends_to_the_second() {
    let sitting = Sitting::new(1, at(CLOSES));
    let outcome = |seconds| sitting.answer(1, 0, answered(0, false), at(seconds));
    for in_time in [CLOSES - 1, CLOSES, CLOSES + 30] {
        assert!(matches!(outcome(in_time), Ok(Verdict::Append(1, Step::Answered { .. }))), "{in_time}");
    }
    assert!(matches!(outcome(CLOSES + 31), Ok(Verdict::Keep(1, Step::Late { .. }))));
}

#[test]
fn after_handing_in_nothing_is_kept_and_after_the_clock_it_is() {
    let ended = |by| {
        let mut sitting = Sitting::new(1, at(CLOSES));
        sitting.apply(0, 1, Step::Submitted { by }, at(10));
        sitting.answer(1, 0, answered(0, false), at(11))
    };
    assert_eq!(ended(Closing::Applicant), Err(Refusal::Closed));
    assert!(matches!(ended(Closing::Clock), Ok(Verdict::Keep(..))));
}
