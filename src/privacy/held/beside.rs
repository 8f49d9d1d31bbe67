//! What the download tells beside the sittings: help that was asked for, letters, what people noted and rated.

use super::super::store;
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::mail::{Kind, plan::Stage};
use crate::openings::Candidate;
use crate::scoring::{Outcome, PerCompetency};
use serde::Serialize;
use utoipa::ToSchema;

/// What is held on somebody beside their sittings.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldBeside {
    /// What they asked for to be able to take the test. Whoever ranks never sees it.
    pub adjustments: Vec<HeldAdjustment>,
    /// The terms of their own that came of it.
    pub terms: Option<HeldTerms>,
    /// Letters: words after a decision, reminders.
    pub letters: Vec<HeldLetter>,
    /// What the people who hire noted, without who did.
    pub impressions: Vec<HeldImpression>,
    /// The words they were marked with.
    pub tags: Vec<String>,
    /// How well they did the job later, as it was told.
    pub performance: Vec<HeldPerformance>,
    /// What was to be looked at again because a threshold changed.
    pub second_looks: Vec<HeldSecondLook>,
}

/// Help that was asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldAdjustment {
    /// What: `more-time`, `later-deadline`, `another-attempt` or `something-else`.
    pub kind: String,
    /// In their words.
    pub message: String,
    /// When.
    pub created_at: String,
    /// By when it is to be answered.
    pub due_at: String,
    /// What has become of it.
    pub state: String,
    /// By how much a time limit is stretched.
    pub time_factor: Option<String>,
    /// A later deadline.
    pub open_until: Option<String>,
    /// Why it was decided so.
    pub reason: Option<String>,
    /// What they were told.
    pub reply: Option<String>,
    /// When it was decided.
    pub decided_at: Option<String>,
}

/// Terms that hold for one person.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldTerms {
    /// By how much a time limit is stretched.
    pub time_factor: String,
    /// A later deadline.
    pub open_until: Option<String>,
    /// How many sittings they may have.
    pub sittings: i64,
}

/// A letter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldLetter {
    /// What it is for.
    pub kind: Kind,
    /// What has become of it.
    pub state: Stage,
    /// When it leaves or left.
    pub due_at: String,
    /// Its subject, where staff wrote it.
    pub subject: Option<String>,
    /// Its text, where staff wrote it.
    pub text: Option<String>,
}

/// What somebody noted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldImpression {
    /// From 1 to 5.
    pub rating: i64,
    /// The same for each competency, where given.
    pub competencies: PerCompetency<Option<i64>>,
    /// In their words.
    pub note: String,
    /// When.
    pub written_at: String,
}

/// A rating of the work.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldPerformance {
    /// On the scale of the list it came with.
    pub rating: f64,
    /// On which day.
    pub rated_on: String,
    /// How whoever rated is called in that list.
    pub rater: String,
}

/// A second look.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldSecondLook {
    /// The version of the threshold that brought it.
    pub threshold_version: i64,
    /// What the scores meant before.
    pub old_outcome: Outcome,
    /// And after.
    pub new_outcome: Outcome,
    /// When.
    pub created_at: String,
    /// What whoever looked wrote.
    pub note: Option<String>,
    /// When they looked.
    pub looked_at: Option<String>,
}

/// Puts it together.
pub(super) fn held(conn: &mut Conn, who: &Candidate) -> Result<HeldBeside> {
    let terms = store::terms_of(conn, who)?.map(|(time_factor, open_until, sittings)| HeldTerms {
        time_factor,
        open_until: open_until.map(Moment::rfc3339),
        sittings,
    });
    Ok(HeldBeside {
        adjustments: store::help_of(conn, who)?.into_iter().map(HeldAdjustment::of).collect(),
        terms,
        letters: store::letters_of(conn, who)?.into_iter().map(HeldLetter::of).collect(),
        impressions: store::impressions_of(conn, who)?.into_iter().map(HeldImpression::of).collect(),
        tags: store::tags_of(conn, who)?,
        performance: store::performance_of(conn, who)?
            .into_iter()
            .map(|(rating, rated_on, rater)| HeldPerformance { rating, rated_on, rater })
            .collect(),
        second_looks: store::second_looks_of(conn, who)?.into_iter().map(HeldSecondLook::of).collect(),
    })
}

impl HeldAdjustment {
    fn of(((kind, message, created_at, due_at, state), granted): store::HelpRow) -> Self {
        let (time_factor, open_until, reason, reply, decided_at) = granted;
        Self {
            kind,
            message,
            created_at: created_at.rfc3339(),
            due_at: due_at.rfc3339(),
            state,
            time_factor,
            open_until: open_until.map(Moment::rfc3339),
            reason,
            reply,
            decided_at: decided_at.map(Moment::rfc3339),
        }
    }
}

impl HeldLetter {
    fn of((kind, state, due_at, subject, text): store::LetterRow) -> Self {
        Self { kind, state, due_at: due_at.rfc3339(), subject, text }
    }
}

impl HeldImpression {
    fn of((rating, ratings, note, written_at): store::ImpressionRow) -> Self {
        let (empathy, patience, communication, product_knowledge) = ratings;
        let competencies = PerCompetency { empathy, patience, communication, product_knowledge };
        Self { rating, competencies, note, written_at: written_at.rfc3339() }
    }
}

impl HeldSecondLook {
    fn of((threshold_version, old_outcome, new_outcome, at, note, looked_at): store::LookRow) -> Self {
        let looked_at = looked_at.map(Moment::rfc3339);
        Self { threshold_version, old_outcome, new_outcome, created_at: at.rfc3339(), note, looked_at }
    }
}
