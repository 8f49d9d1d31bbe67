//! What applicants get by mail besides their first link: a reminder, a lost link, a receipt, word of their feedback, and
//! the message after a decision.
//!
//! A letter is planned in the transaction of what it tells of, and written when its time has come by looking again:
//! whoever has finished meanwhile is not reminded, and a decision that was taken back is not told. What can wait for
//! the morning of the organization does.

pub mod api;
mod lost;
pub mod pages;
mod write;

pub use lost::send_links;
pub use write::write_due;
