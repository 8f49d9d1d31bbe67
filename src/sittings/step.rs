//! What can happen in a sitting. Steps are only ever added.

use crate::scoring::Response;
use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// Who ended a sitting.
    Closing {
        /// The applicant handed it in.
        Applicant = "applicant",
        /// The time was over.
        Clock = "clock",
    }
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// The applicant agreed to the notice and began. At position 0.
    Started,
    /// The item was displayed for the first time.
    Shown,
    /// An answer, or none yet, and whether the applicant wants to look again.
    Answered {
        /// What was chosen; `None` while nothing is.
        response: Option<Response>,
        /// Marked for another look.
        flagged: bool,
    },
    /// An answer that came too late: evidence that a person may look at; it does not count.
    Late {
        /// What was chosen.
        response: Response,
    },
    /// Handed in. At position 0.
    Submitted {
        /// By whom.
        by: Closing,
    },
    /// Ran out without being handed in. At position 0.
    Expired,
    /// The applicant withdrew. At position 0.
    Withdrawn,
}

impl Step {
    /// The word that stands for it in the table.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Shown => "shown",
            Self::Answered { .. } => "answered",
            Self::Late { .. } => "late",
            Self::Submitted { .. } => "submitted",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }
}
