//! Openings: the list, a new one, one with its settings and links; inviting; the public page.

mod apply;
mod detail;
mod invite;
mod list;
mod list_check;

use crate::i18n::Locale;
use crate::web::Route;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [list::routes(), detail::routes(), invite::routes(), list_check::routes(), apply::routes()].concat()
}

/// A language as the pages of the staff, which are in English, call it.
fn language_name(locale: Locale) -> &'static str {
    match locale {
        Locale::Spanish => "Spanish",
        Locale::German => "German",
        _ => "English",
    }
}
