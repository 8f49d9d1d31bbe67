//! Signing in and out, the account, and the links with which people begin.

mod account;
mod sign_in;
mod staff;
mod welcome;

use crate::web::Route;

pub use welcome::first_admin_link;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [sign_in::routes(), account::routes(), staff::routes(), welcome::routes()].concat()
}
