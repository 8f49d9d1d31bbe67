//! The clock of a sitting with a time limit, as a template sees it.

use crate::clock::Moment;
use crate::i18n::Texts;
use crate::sittings::Stand;
use crate::sittings::seat::Seat;
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
    /// Whether another part comes when the time is over.
    goes_on: bool,
}

impl ClockView {
    /// The clock of a sitting, if it or the part that somebody is in has a limit: of the two, the nearer end.
    pub fn of(seat: &Seat, now: Moment, texts: &Texts) -> Option<Self> {
        let (deadline, seconds) = (seat.deadline(now)?, seat.seconds_left(now)?);
        let until = texts.moment_there(deadline, seat.organization.zone);
        let of_all = seat.attempt.as_ref().and_then(|attempt| attempt.deadline_at);
        let last = seat.parts.all.last().map(|last| last.number);
        let goes_on = matches!(seat.parts.stand(now), Some(Stand::In(part)) if Some(part) != last);
        Some(Self {
            seconds_left: seconds,
            words: texts.tr("time-until", &[("minutes", (seconds / 60).into()), ("until", until.into())]),
            spoken: [10, 5, 1].map(|minutes: i64| texts.tr("time-spoken", &[("minutes", minutes.into())])),
            goes_on: goes_on && of_all != Some(deadline),
        })
    }
}
