//! What a bank must keep to. A refusal makes it unusable; a warning asks somebody to look.
//!
//! Each rule has a stable name, points at file, line and column, and says how to mend it. The rules about the bank as a
//! whole are in `whole`; the others look at one file.

mod balance;
mod feedback;
mod item;
mod key;
mod language;
mod review;
mod tells;
mod translation;
mod whole;

pub use balance::{LengthCue, length_cue};
pub use feedback::translate_feedback;
pub use item::check_sections;
pub use item::{Context, Resolved, check as check_item, word};
pub use key::{DEFAULT_SCALE, effectiveness};
pub use translation::{Translations, check as check_translations, is_current};
pub use whole::check as check_whole;
