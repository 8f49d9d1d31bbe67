//! Roles, rights, and how far each right of each role reaches.

use crate::words::words;

words! {
    /// What somebody is in an organization; one person may be several.
    Role {
        /// Runs the installation for the organization: staff, audit, mail. Sees no results.
        Admin = "admin",
        /// Work psychologist or experienced service lead: items, keys, precision.
        Author = "author",
        /// Invites, ranks, decides.
        Recruiter = "recruiter",
        /// Sets thresholds, decides.
        Manager = "manager",
    }
}

words! {
    /// A verb and its object.
    Right {
        /// One's own account: password, second factor, sessions.
        AccountOwn = "account.own",
        /// See that an opening exists, its funnel and its settings.
        OpeningsRead = "openings.read",
        /// Create, edit, close and reopen openings, and choose their team.
        OpeningsManage = "openings.manage",
        /// Invite people, resend and revoke invitations.
        CandidatesInvite = "candidates.invite",
        /// Sit the test of an opening without being ranked.
        TestTry = "test.try",
        /// See the ranking and the result of a person.
        ResultsRead = "results.read",
        /// Record a decision about a person.
        CandidatesDecide = "candidates.decide",
        /// See and write what applicants read after a decision.
        LettersEdit = "letters.edit",
        /// See the thresholds of an opening and their history.
        ThresholdsRead = "thresholds.read",
        /// Preview and save thresholds.
        ThresholdsSet = "thresholds.set",
        /// Answer reports of problems with a question, also by voiding it.
        ReportsAnswer = "reports.answer",
        /// Read what applicants ask for, and decide. Kept from those who rank or decide about them.
        AdjustmentsDecide = "adjustments.decide",
        /// Look at the signals of one sitting, with a written reason. Kept from those who rank or decide about its person.
        IntegrityReview = "integrity.review",
        /// Change what holds for the whole organization: its time zone, how often somebody may sit again.
        OrganizationSet = "organization.set",
        /// See assessments and how good their scores are, and freeze new precision versions.
        PrecisionFreeze = "precision.freeze",
        /// Store later performance ratings and take them back, and see what they say of an assessment, never of a person.
        EvidenceManage = "evidence.manage",
        /// See, add and disable staff and choose their roles.
        StaffManage = "staff.manage",
        /// Answer what applicants ask about their data, erase it, and set how long it is kept and what the notice says.
        PrivacyHandle = "privacy.handle",
        /// See what applicants say about themselves, as counts.
        EqualityRead = "equality.read",
        /// See how groups of applicants do on an assessment, from a frozen reference cohort.
        GroupsRead = "groups.read",
        /// See by groups of the equality questions who met, scored and was advanced, frozen. Lost to whoever ranks or decides.
        FairnessRead = "fairness.read",
        /// Freeze a snapshot, and choose the jurisdiction whose rules it is read by. Lost to whoever ranks or decides.
        FairnessSet = "fairness.set",
        /// Look again at a result whose owner asked for it, and answer.
        ReviewsAnswer = "reviews.answer",
        /// Read the audit log.
        AuditRead = "audit.read",
        /// See which messages wait or failed.
        MailRead = "mail.read",
    }
}

impl Right {
    /// Whether somebody loses it by another role that ranks or decides about people.
    pub const fn is_lost_to_judges(self) -> bool {
        matches!(self, Self::FairnessRead | Self::FairnessSet)
    }
}

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The openings on whose team one is.
    Own,
    /// The whole organization.
    All,
}

impl Role {
    /// Whether it ranks or decides about people.
    pub const fn judges(self) -> bool {
        self.reach(Right::ResultsRead).is_some() || self.reach(Right::CandidatesDecide).is_some()
    }

    /// How far a right of this role reaches; `None` if the role does not include it. This is the table of
    /// `docs/access.md`.
    #[expect(clippy::match_same_arms, reason = "a table is read line by line")]
    pub const fn reach(self, right: Right) -> Option<Reach> {
        use Reach::{All, Own};
        match (right, self) {
            (Right::AccountOwn, _) => Some(All),
            (Right::OpeningsRead | Right::OpeningsManage, Self::Admin) => Some(All),
            (Right::OpeningsRead | Right::OpeningsManage | Right::TestTry, Self::Recruiter | Self::Manager) => {
                Some(Own)
            }
            (Right::CandidatesInvite, Self::Recruiter) => Some(Own),
            (
                Right::ResultsRead
                | Right::CandidatesDecide
                | Right::ThresholdsRead
                | Right::ReportsAnswer
                | Right::ReviewsAnswer,
                Self::Recruiter | Self::Manager,
            ) => Some(Own),
            (Right::LettersEdit, Self::Recruiter) => Some(All),
            (Right::ThresholdsSet, Self::Manager) => Some(Own),
            // Not the recruiter's and not the manager's: whoever ranks must not learn that an adjustment exists.
            (Right::AdjustmentsDecide | Right::IntegrityReview | Right::OrganizationSet, Self::Admin) => Some(All),
            // Groups are not the manager's: whoever sets a threshold does not set it by looking at them.
            (Right::PrecisionFreeze | Right::EvidenceManage | Right::GroupsRead, Self::Author | Self::Admin) => {
                Some(All)
            }
            (
                Right::StaffManage
                | Right::AuditRead
                | Right::MailRead
                | Right::PrivacyHandle
                | Right::EqualityRead
                | Right::FairnessRead
                | Right::FairnessSet,
                Self::Admin,
            ) => Some(All),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_sees_no_results_and_only_a_manager_sets_thresholds() {
        assert_eq!(Role::Admin.reach(Right::ResultsRead), None);
        let setting: Vec<_> = Role::ALL.iter().filter(|role| role.reach(Right::ThresholdsSet).is_some()).collect();
        assert_eq!(setting, [&Role::Manager]);
    }
}
