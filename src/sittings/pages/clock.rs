//! The clock of a sitting with a time limit, as a template sees it.

use crate::clock::{Moment, Zone};
use crate::i18n::Texts;
use crate::sittings::Attempt;
use serde::Serialize;

/// How much time is left.
#[derive(Serialize)]
pub struct ClockView {
    /// In seconds.
    seconds_left: i64,
    /// In words, for whoever has no script.
    words: String,
    /// What is said at 10, 5 and 1 minutes.
    spoken: [String; 3],
}

impl ClockView {
    /// The clock of a sitting, if it has a limit.
    pub fn of(attempt: &Attempt, zone: Zone, now: Moment, texts: &Texts) -> Option<Self> {
        let (deadline, seconds) = (attempt.deadline_at?, attempt.seconds_left(now)?);
        let until = texts.moment_there(deadline, zone);
        Some(Self {
            seconds_left: seconds,
            words: texts.tr("time-until", &[("minutes", (seconds / 60).into()), ("until", until.into())]),
            spoken: [10, 5, 1].map(|minutes: i64| texts.tr("time-spoken", &[("minutes", minutes.into())])),
        })
    }
}
