//! Where to set a threshold: the methods by which a panel's judgement becomes a cut score.
//!
//! A cut score is a policy decision informed by judgement; each method returns it with what it rests on and, where
//! that exists, its standard error.

mod angoff;
mod bookmark;
mod contrasting;
mod hofstee;

pub use angoff::{Angoff, Generalizability, angoff};
pub use bookmark::{Bookmark, bookmark, rp_location};
pub use contrasting::{Borderline, Contrasting, CutErrors, borderline, contrasting, contrasting_cut};
pub use hofstee::{Hofstee, HofsteeBounds, hofstee};
