//! One decision about several people at once, the ten minutes in which it can be taken back, and the word to them.
//!
//! Every decision is a person's, in their name, with a reason, also where there are five hundred of them. What is taken
//! back stays in the history: another row says so. The message leaves only when nothing can be taken back any more,
//! and never in the night.

pub mod api;
mod decide;
pub mod pages;
mod store;
mod template;

pub use decide::{Chosen, MOST, Outline, decide_all, outline, take_back};
pub use template::{Template, Words, default_words, fill, put_template, reset_template, template, templates};
