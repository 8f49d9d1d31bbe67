//! Cookies: bound to this host, out of reach for scripts, and not sent along from other sites.

use crate::config::Settings;
use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// The staff session.
pub const STAFF: &str = "staff";
/// The applicant's session.
pub const APPLICANT: &str = "applicant";
/// The language that an applicant chose.
pub const LANGUAGE: &str = "lang";
/// How an applicant wants pages to be displayed.
pub const DISPLAY: &str = "display";
/// What form tokens are bound to.
pub const FORM: &str = "form";

/// The name on the wire: `__Host-` wherever the site is reached by https.
fn full_name(settings: &Settings, name: &str) -> String {
    if settings.is_https() { format!("__Host-{name}") } else { format!("rapport-{name}") }
}

/// A cookie that lives as long as the browser, or so many seconds.
pub fn make(settings: &Settings, name: &str, value: String, seconds: Option<i64>) -> Cookie<'static> {
    let mut cookie = Cookie::build(full_name(settings, name), value)
        .path("/")
        .http_only(true)
        .secure(settings.is_https())
        .same_site(SameSite::Lax)
        .finish();
    cookie.set_max_age(seconds.map(Duration::seconds));
    cookie
}

/// A cookie that ends one of the same name.
pub fn end(settings: &Settings, name: &str) -> Cookie<'static> {
    let mut cookie = make(settings, name, String::new(), Some(0));
    cookie.make_removal();
    cookie
}

/// The value of a cookie that came with a request.
pub fn read(settings: &Settings, request: &HttpRequest, name: &str) -> Option<String> {
    request.cookie(&full_name(settings, name)).map(|cookie| cookie.value().to_owned())
}
