//! What whoever looks sees of one sitting: times of answers beside those of others, and leavings. No answer, no score.

use super::{Leaving, Review, store};
use crate::bank;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::openings::{self, Opening};
use crate::sittings::{self, Spread, seat};

/// The signals of one question.
#[derive(Debug, Clone)]
pub struct QuestionSignals {
    /// The number under which it was shown.
    pub number: usize,
    /// Its position in the opening's set.
    pub position: i64,
    /// Its heading.
    pub title: String,
    /// Seconds from its display to its first answer; none where it has none.
    pub seconds: Option<i64>,
    /// The times of others; none where there are too few.
    pub others: Option<Spread>,
    /// How often its page was left; none where nothing was noted.
    pub left: Option<Leaving>,
}

/// The signals of one sitting.
#[derive(Debug, Clone)]
pub struct Signals {
    /// When it was started.
    pub started_at: Moment,
    /// When it was handed in.
    pub submitted_at: Option<Moment>,
    /// The questions in the order in which they were shown.
    pub questions: Vec<QuestionSignals>,
}

impl Signals {
    /// Reads those of the sitting that a review is about.
    pub(super) fn read(conn: &mut Conn, opening: &Opening, review: &Review) -> Result<Self> {
        let attempt = sittings::attempt(conn, &review.organization, &review.attempt)?.ok_or(Code::NotFound)?;
        let items = openings::items(conn, &opening.organization, &opening.id)?;
        let (pace, mut spread) = (sittings::pace_of(conn, &attempt)?, sittings::spread_of_others(conn, &attempt)?);
        let left = store::leavings(conn, &attempt)?;
        let mut questions = Vec::with_capacity(items.len());
        for (number, position) in (1..).zip(seat::order_of(attempt.seed, &items)) {
            let item = items.iter().find(|item| item.position == position).ok_or(Code::NotFound)?;
            questions.push(QuestionSignals {
                number,
                position,
                // Pages of the staff are in English, where there is such a text.
                title: bank::presented(conn, &item.item, "en")?.title,
                seconds: pace.get(&position).copied(),
                others: spread.remove(&position),
                left: left.iter().find(|left| left.position == position).copied(),
            });
        }
        Ok(Self { started_at: attempt.started_at, submitted_at: attempt.submitted_at, questions })
    }

    /// How often pages were left in all, and for how many seconds.
    pub fn leavings(&self) -> (i64, i64) {
        let all = self.questions.iter().filter_map(|question| question.left);
        all.fold((0, 0), |(times, seconds), left| (times + left.times, seconds + left.seconds))
    }
}
