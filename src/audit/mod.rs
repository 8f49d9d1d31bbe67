//! Append-only facts, hash-chained per organization, ids only, written inside the caller's transaction.
//!
//! Each fact carries the SHA-256 of itself and of the hash before it, and the head of the chain is kept apart, so
//! that [`verify`] finds any fact that was edited, deleted, inserted or reordered, also at the end. Who can rewrite
//! the whole database can rewrite the chain: `rapport audit verify` prints the head, so that it can be kept elsewhere.

pub mod api;
pub mod pages;
mod store;
mod verify;

use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{CandidateId, JudgeId, OrganizationId, StaffId};
use crate::words::words;
use sha2::{Digest, Sha256};
use std::fmt;

pub use store::{done_about, recent, times};
pub use verify::{Broken, Head, verify};

words! {
    /// What happened.
    Action {
        /// A staff member signed in.
        SignedIn = "signed-in",
        /// A sign-in was refused.
        SignInRefused = "sign-in-refused",
        /// The password was right and the code of the second factor was not.
        FactorRefused = "factor-refused",
        /// A staff member signed out, or a session was ended.
        SignedOut = "signed-out",
        /// A password was set.
        PasswordSet = "password-set",
        /// A second factor was set or removed.
        FactorChanged = "factor-changed",
        /// An organization was created.
        OrganizationCreated = "organization-created",
        /// Staff were added, disabled, or given other roles.
        StaffChanged = "staff-changed",
        /// An opening was created, edited, closed or reopened.
        OpeningChanged = "opening-changed",
        /// Somebody was invited, or invited again.
        Invited = "invited",
        /// A link was kept open for longer.
        InvitationExtended = "invitation-extended",
        /// An invitation was revoked.
        InvitationRevoked = "invitation-revoked",
        /// A message that was given up is sent again.
        MessageSentAgain = "message-sent-again",
        /// A staff member tried the test.
        TestTried = "test-tried",
        /// An applicant agreed and started.
        AttemptStarted = "attempt-started",
        /// A sitting was handed in, by the applicant or by the clock.
        AttemptSubmitted = "attempt-submitted",
        /// A sitting ended without being handed in.
        AttemptExpired = "attempt-expired",
        /// An applicant withdrew.
        Withdrew = "withdrew",
        /// An applicant asked for erasure, correction or another look.
        RequestMade = "request-made",
        /// Staff answered such a request.
        RequestAnswered = "request-answered",
        /// Everything that was held on an applicant was erased.
        Erased = "erased",
        /// A legal hold was placed on an opening, or lifted.
        HoldChanged = "hold-changed",
        /// The time for which answers are kept was changed.
        RetentionChanged = "retention-changed",
        /// A privacy notice was published.
        NoticePublished = "notice-published",
        /// Which voluntary questions are asked was chosen.
        EqualityChosen = "equality-chosen",
        /// A snapshot of the fairness monitor was frozen.
        SnapshotFrozen = "snapshot-frozen",
        /// The record pack of a snapshot was taken away as a file.
        RecordsExported = "records-exported",
        /// The jurisdiction was chosen by whose rules the fairness monitor is read.
        JurisdictionChosen = "jurisdiction-chosen",
        /// The ranking of an opening was looked at.
        RankingSeen = "ranking-seen",
        /// A person's result was looked at.
        ResultSeen = "result-seen",
        /// The ranking of an opening was taken away as a file.
        RankingExported = "ranking-exported",
        /// The names of an opening were hidden from those who judge, or shown again.
        NamesHidden = "names-hidden",
        /// Somebody looked behind a pseudonym.
        NameRevealed = "name-revealed",
        /// A staff member wrote down an impression of a person.
        ImpressionWritten = "impression-written",
        /// The tags of a person were changed.
        TagsChanged = "tags-changed",
        /// A decision about a person was recorded.
        Decided = "decided",
        /// A decision was taken back within its ten minutes.
        DecisionTakenBack = "decision-taken-back",
        /// The words that follow a decision were changed.
        LetterChanged = "letter-changed",
        /// A threshold policy was saved.
        PolicySaved = "policy-saved",
        /// A change of the threshold was proposed, because results had been opened.
        PolicyProposed = "policy-proposed",
        /// A proposed threshold was approved, refused or withdrawn.
        PolicyAnswered = "policy-answered",
        /// Somebody looked again at a person whose outcome a new threshold changed.
        LookedAgain = "looked-again",
        /// A job analysis was saved.
        JobAnalysisSaved = "job-analysis-saved",
        /// A standard-setting panel was made, went on, or took in a judge's ratings.
        PanelChanged = "panel-changed",
        /// The bands of an opening were frozen, or a new round was begun.
        BandsChanged = "bands-changed",
        /// A report about a question was answered.
        ReportAnswered = "report-answered",
        /// A question was voided for an opening.
        ItemVoided = "item-voided",
        /// Scores were computed again.
        Rescored = "rescored",
        /// A precision version was frozen.
        PrecisionFrozen = "precision-frozen",
        /// The reference groups of an assessment were frozen.
        CohortFrozen = "cohort-frozen",
        /// Later performance ratings were stored.
        RatingsStored = "ratings-stored",
        /// Stored ratings were withdrawn and deleted.
        RatingsWithdrawn = "ratings-withdrawn",
        /// A private bank was imported.
        BankImported = "bank-imported",
        /// An applicant asked for an adjustment.
        AdjustmentAsked = "adjustment-asked",
        /// A request for an adjustment was answered.
        AdjustmentDecided = "adjustment-decided",
        /// The signals of a sitting were asked for, with a reason.
        IntegrityOpened = "integrity-opened",
        /// They were looked at.
        IntegritySeen = "integrity-seen",
        /// What came of looking at them was written down.
        IntegrityConcluded = "integrity-concluded",
        /// No server was there for a while, and running sittings, and links that ran out meanwhile, had that time added.
        OutageBridged = "outage-bridged",
        /// The time zone or the rule of new sittings of the organization was changed.
        RulesChanged = "rules-changed",
    }
}

impl Action {
    /// Whether it tells of adjustments or of signals, of which nobody who ranks or decides about people learns.
    pub const fn is_kept_from_judges(self) -> bool {
        matches!(
            self,
            Self::AdjustmentAsked
                | Self::AdjustmentDecided
                | Self::IntegrityOpened
                | Self::IntegritySeen
                | Self::IntegrityConcluded
        )
    }
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A staff member.
    Staff(StaffId),
    /// An applicant.
    Applicant(CandidateId),
    /// A judge of a standard-setting panel, by their link.
    Judge(JudgeId),
    /// Whoever ran a command on the server.
    Command,
    /// The server itself, by its clock.
    Server,
    /// Nobody who is known: a refused sign-in.
    Unknown,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Staff(id) => write!(f, "staff:{id}"),
            Self::Applicant(id) => write!(f, "applicant:{id}"),
            Self::Judge(id) => write!(f, "judge:{id}"),
            Self::Command => f.write_str("command"),
            Self::Server => f.write_str("server"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// A fact that is about to be written.
pub struct Fact<'a> {
    /// Whose log.
    pub organization: &'a OrganizationId,
    /// When.
    pub at: Moment,
    /// Who.
    pub who: &'a Who,
    /// What.
    pub action: Action,
    /// To what: a kind and an id, `opening:0123…`.
    pub object: String,
    /// What more there is to know: ids, numbers, versions; never names, addresses or answers.
    pub detail: &'a Detail,
}

/// What more there is to know of a fact, by name.
pub type Detail = [(&'static str, String)];

/// Writes a fact, as part of the caller's transaction.
///
/// # Errors
/// The database's.
pub fn append(conn: &mut Conn, fact: &Fact<'_>) -> Result<()> {
    append_all(conn, std::slice::from_ref(fact))
}

/// Writes facts of one organization in their order, as part of the caller's transaction: the head moves once.
///
/// # Errors
/// The database's.
pub fn append_all(conn: &mut Conn, facts: &[Fact<'_>]) -> Result<()> {
    let Some(first) = facts.first() else { return Ok(()) };
    let head = store::head_for_update(conn, first.organization)?;
    let is_first = head.is_none();
    let (mut seq, mut previous_hash) = head.unwrap_or_else(|| (0, GENESIS.to_owned()));
    let mut rows = Vec::with_capacity(facts.len());
    for fact in facts {
        seq += 1;
        let row = fact.follows(seq, &previous_hash);
        previous_hash.clone_from(&row.hash);
        rows.push(row);
    }
    store::insert_all(conn, &rows)?;
    if let Some(last) = rows.last() {
        store::move_head(conn, last, is_first)?;
    }
    Ok(())
}

impl Fact<'_> {
    /// The fact as it stands behind the one with that hash.
    fn follows(&self, seq: i64, previous_hash: &str) -> Row {
        let mut row = Row {
            organization: self.organization.clone(),
            seq,
            at: self.at,
            actor: self.who.to_string(),
            action: self.action,
            object: self.object.clone(),
            detail: detail_text(self.detail),
            previous_hash: previous_hash.to_owned(),
            hash: String::new(),
        };
        row.hash = row.compute_hash();
        row
    }
}

/// A detail as it is stored.
fn detail_text(detail: &Detail) -> String {
    let detail: serde_json::Map<String, serde_json::Value> =
        detail.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
    serde_json::Value::Object(detail).to_string()
}

/// What the first fact names as the hash before it.
const GENESIS: &str = "genesis";

/// A fact as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Whose log.
    pub organization: OrganizationId,
    /// Its place in the log, from 1.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// What.
    pub action: Action,
    /// To what.
    pub object: String,
    /// What more there is to know, as a JSON object.
    pub detail: String,
    /// The hash of the fact before it.
    pub previous_hash: String,
    /// Its own.
    pub hash: String,
}

impl Row {
    /// The fact as a reader may see it: whoever also ranks or decides about people is not told whom an adjustment
    /// or a look at signals concerns. Its place and its hash stay, so that the log can still be checked.
    #[must_use]
    pub fn for_reader(self, judges: bool) -> Self {
        if !(judges && self.action.is_kept_from_judges()) {
            return self;
        }
        let (actor, object) = ("withheld".to_owned(), "withheld".to_owned());
        Self { actor, object, detail: "{}".to_owned(), ..self }
    }

    /// SHA-256 over the fields, each with its length before it, so that no two facts have the same text.
    fn compute_hash(&self) -> String {
        let (seq, at) = (self.seq.to_string(), self.at.rfc3339());
        let organization = self.organization.as_ref();
        let fields = [
            organization,
            &seq,
            &at,
            &self.actor,
            self.action.as_str(),
            &self.object,
            &self.detail,
            &self.previous_hash,
        ];
        let mut digest = Sha256::new();
        for field in fields {
            digest.update((field.len() as u64).to_be_bytes());
            digest.update(field);
        }
        crate::ids::base32(&digest.finalize())
    }
}
