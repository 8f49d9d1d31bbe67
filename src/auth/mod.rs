//! Passwords, second factor, JWT + session row (never cached), one extractor per right; sign-in and account pages.
//!
//! The JWT is a signed handle of a session row and nothing more: session, roles and organization are looked up on every
//! request, so that signing out, disabling somebody or changing a role acts on the next one.

pub mod api;
mod extract;
pub mod factor;
mod nav;
pub mod pages;
mod password;
mod session;
mod sign_in;
pub mod staff;
mod store;
mod throttle;
mod token;

use crate::web::Route;

pub use extract::{Allowed, Applicant, HalfSignedIn, Signed, may};
pub use nav::shell;
pub use pages::first_admin_link;
pub use password::{Hasher, check_strength};
pub use session::{Holder, Session, end_all, open as open_session, renew as renew_session};
pub use staff::{mail_staff_link, staff_link};
pub use store::end_session;
pub use throttle::{Limit, clean, count};
pub use token::Tokens;

/// The routes of this room.
pub fn routes() -> Vec<Route> {
    [pages::routes(), api::routes()].concat()
}
