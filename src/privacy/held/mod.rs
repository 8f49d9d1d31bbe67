//! Everything that is held on an applicant, for themselves: as JSON and, with the same content, as a page.
//!
//! Questions and replies are told as they were shown; nothing of a key can be here, because [`crate::bank::Presented`]
//! has none. Scores are told with their standard errors.

mod beside;
mod sitting;

use super::{RequestKind, RequestState, store};
use crate::audit::{self, Action};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::fairness;
use crate::mail::{Kind, State};
use crate::openings::{self, Source, Stage};
use crate::scoring::Outcome;
use crate::signals::{self, Conclusion};
use crate::sittings;
use crate::sittings::seat::Seat;
use serde::Serialize;
use utoipa::ToSchema;

pub use beside::{HeldAdjustment, HeldBeside, HeldImpression, HeldLetter, HeldSecondLook};
pub use sitting::{HeldAnswer, HeldLeaving, HeldSitting};

/// Everything that is held on an applicant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Held {
    /// Who holds it.
    pub organization: String,
    /// For which job.
    pub opening: String,
    /// Whom to write to.
    pub contact: String,
    /// When this was put together.
    pub told_at: String,
    /// Who they are.
    pub identity: HeldIdentity,
    /// The personal links they were sent. Of a link itself only a hash is kept.
    pub invitations: Vec<HeldInvitation>,
    /// The notices they agreed to.
    pub consents: Vec<HeldConsent>,
    /// The sittings, with questions, answers and scores.
    pub sittings: Vec<HeldSitting>,
    /// What the threshold of the opening says of their scores; none while they are not in the ranking.
    pub outcome: Option<Outcome>,
    /// What people decided about them, the first first.
    pub decisions: Vec<HeldDecision>,
    /// When they withdrew.
    pub withdrawn_at: Option<String>,
    /// What they asked for.
    pub requests: Vec<HeldRequest>,
    /// The messages that were sent to them. Their content is not kept.
    pub messages: Vec<HeldMessage>,
    /// What is held beside that: help they asked for, letters, what people noted.
    pub beside: HeldBeside,
    /// What they chose to say about themselves; nobody else can see it beside their name.
    pub about_themselves: Vec<HeldAboutThemselves>,
    /// When they opened the test, on any device.
    pub visits: Vec<HeldVisit>,
    /// When somebody looked at how long their answers took and whether pages were left, why, and what came of it.
    pub integrity_reviews: Vec<HeldIntegrityReview>,
    /// How often staff opened their result; who did is in the organization's audit log.
    pub looks: HeldLooks,
}

/// Who somebody is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldIdentity {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The six characters that stand for them where their name must not be seen.
    pub pseudonym: String,
    /// How they came.
    pub source: Source,
    /// Since when they are known.
    pub since: String,
}

/// A personal link.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldInvitation {
    /// When it was made.
    pub created_at: String,
    /// Until when it is or was open.
    pub open_until: String,
    /// When a newer one took its place, or it was taken back.
    pub revoked_at: Option<String>,
}

/// An agreement to a notice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldConsent {
    /// Which notice.
    pub notice: String,
    /// In which language.
    pub lang: String,
    /// The SHA-256 of its text.
    pub digest: String,
    /// When.
    pub agreed_at: String,
}

/// A decision.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldDecision {
    /// What was decided.
    pub stage: Stage,
    /// Why.
    pub reason: String,
    /// What the software showed to whoever decided.
    pub outcome: Option<Outcome>,
    /// When.
    pub decided_at: String,
}

/// Something asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldRequest {
    /// What for.
    pub kind: RequestKind,
    /// What has become of it.
    pub state: RequestState,
    /// In their words.
    pub message: String,
    /// When.
    pub created_at: String,
    /// By when it is to be answered.
    pub due_at: String,
    /// The answer.
    pub answer: Option<String>,
    /// When it was answered.
    pub answered_at: Option<String>,
}

/// A message.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldMessage {
    /// What it was for.
    pub kind: Kind,
    /// What has become of it.
    pub state: State,
    /// When it was written.
    pub created_at: String,
    /// When a mail server took it.
    pub sent_at: Option<String>,
}

/// An answer to a voluntary question.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldAboutThemselves {
    /// The id of the question.
    pub question: String,
    /// The id of the answer.
    pub answer: String,
    /// When.
    pub answered_at: String,
}

/// A time at which the test was open somewhere.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldVisit {
    /// From when.
    pub opened_at: String,
    /// When it was last used.
    pub seen_at: String,
}

/// A look at the signals of a sitting.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldIntegrityReview {
    /// Why.
    pub reason: String,
    /// Since when.
    pub opened_at: String,
    /// What came of it; none while it is open. No score, outcome or decision changes by it.
    pub conclusion: Option<Conclusion>,
    /// The same in words.
    pub findings: Option<String>,
    /// When.
    pub concluded_at: Option<String>,
}

/// How often a result was looked at.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldLooks {
    /// How often.
    pub times: i64,
    /// When last.
    pub last: Option<String>,
}

/// Puts together everything that is held on whoever sits here.
///
/// # Errors
/// The database's.
pub fn held(conn: &mut Conn, seat: &Seat, now: Moment) -> Result<Held> {
    let (organization, who) = (&seat.organization.id, &seat.candidate);
    let requests = store::requests_of(conn, organization, &who.id)?;
    let mut subjects: Vec<String> = requests.iter().map(|request| request.id.to_string()).collect();
    subjects.push(who.id.to_string());
    let mut sittings = Vec::new();
    for (id, mode, notice) in store::sittings_of(conn, who)? {
        if let Some(attempt) = sittings::attempt(conn, organization, &id)? {
            sittings.push(sitting::held(conn, seat, &attempt, (mode, notice))?);
        }
    }
    let (times, last) = audit::times(conn, organization, Action::ResultSeen, &format!("candidate:{}", who.id))?;
    Ok(Held {
        organization: seat.organization.name.clone(),
        opening: seat.opening.title.clone(),
        contact: seat.opening.contact.clone(),
        told_at: now.rfc3339(),
        identity: HeldIdentity {
            name: who.name.clone(),
            email: who.email.clone(),
            pseudonym: who.pseudonym.clone(),
            source: who.source,
            since: who.created_at.rfc3339(),
        },
        invitations: store::invitations_of(conn, who)?.into_iter().map(HeldInvitation::of).collect(),
        consents: store::consents_of(conn, who)?.into_iter().map(HeldConsent::of).collect(),
        sittings,
        outcome: store::outcome_of(conn, organization, &who.id)?.map(|(outcome, _)| outcome),
        decisions: openings::decisions(conn, organization, &who.id)?.into_iter().map(HeldDecision::of).collect(),
        withdrawn_at: seat.withdrawn_at.map(Moment::rfc3339),
        requests: requests.into_iter().map(HeldRequest::of).collect(),
        messages: store::messages_of(conn, organization, &subjects)?.into_iter().map(HeldMessage::of).collect(),
        beside: beside::held(conn, who)?,
        about_themselves: fairness::own_answers(conn, organization, &who.id)?
            .into_iter()
            .map(HeldAboutThemselves::of)
            .collect(),
        visits: store::visits_of(conn, who)?.into_iter().map(HeldVisit::of).collect(),
        integrity_reviews: signals::of_candidate(conn, organization, &who.id)?
            .into_iter()
            .map(HeldIntegrityReview::of)
            .collect(),
        looks: HeldLooks { times, last: last.map(Moment::rfc3339) },
    })
}

impl HeldInvitation {
    fn of((created_at, expires_at, revoked_at): (Moment, Moment, Option<Moment>)) -> Self {
        let revoked_at = revoked_at.map(Moment::rfc3339);
        Self { created_at: created_at.rfc3339(), open_until: expires_at.rfc3339(), revoked_at }
    }
}

impl HeldConsent {
    fn of((notice, lang, digest, agreed_at): (String, String, String, Moment)) -> Self {
        Self { notice, lang, digest, agreed_at: agreed_at.rfc3339() }
    }
}

impl HeldDecision {
    fn of(decision: openings::Decision) -> Self {
        let openings::Decision { stage, reason, outcome, decided_at, .. } = decision;
        Self { stage, reason, outcome, decided_at: decided_at.rfc3339() }
    }
}

impl HeldRequest {
    fn of(request: super::DataRequest) -> Self {
        Self {
            kind: request.kind,
            state: request.state,
            message: request.message,
            created_at: request.created_at.rfc3339(),
            due_at: request.due_at.rfc3339(),
            answer: request.answer,
            answered_at: request.answered_at.map(Moment::rfc3339),
        }
    }
}

impl HeldMessage {
    fn of((kind, state, created_at, sent_at): (Kind, State, Moment, Option<Moment>)) -> Self {
        Self { kind, state, created_at: created_at.rfc3339(), sent_at: sent_at.map(Moment::rfc3339) }
    }
}

impl HeldAboutThemselves {
    fn of((question, answer, at): (String, String, Moment)) -> Self {
        Self { question, answer, answered_at: at.rfc3339() }
    }
}

impl HeldIntegrityReview {
    fn of(review: signals::Review) -> Self {
        Self {
            reason: review.reason,
            opened_at: review.opened_at.rfc3339(),
            conclusion: review.conclusion,
            findings: review.findings,
            concluded_at: review.concluded_at.map(Moment::rfc3339),
        }
    }
}

impl HeldVisit {
    fn of((opened_at, seen_at): (Moment, Moment)) -> Self {
        Self { opened_at: opened_at.rfc3339(), seen_at: seen_at.rfc3339() }
    }
}
