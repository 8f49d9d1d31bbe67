//! How far experts agree: option by option, and over a whole panel.
//!
//! Judge each option: a bimodal option hides behind an ICC(2,k) of .95. The look-again rule is therefore one of
//! options, and coefficients of the panel are companions.

mod concordance;
mod fleiss;
mod icc;
mod krippendorff;
mod option;
mod within_group;

pub use concordance::{Concordance, kendall_w};
pub use fleiss::fleiss_kappa;
pub use icc::{Icc, IccForm, Ratings, icc};
pub use krippendorff::{Metric, krippendorff_alpha};
pub use option::{LookAgain, OptionAgreement, Scale, is_bimodal, option_agreement};
pub use within_group::{average_deviation, awg, rwg, rwg_many, uniform_variance};
