//! Forms can only be sent from our own pages.
//!
//! Each browser has a random cookie; each form carries its keyed digest. Another site can neither read the cookie nor
//! make the digest. Besides, a request that the browser itself marks as coming from elsewhere is refused.

use super::cookies;
use crate::config::{Secrets, Settings};
use crate::entropy::secret_bytes;
use crate::error::{Code, Error};
use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use actix_web::http::header;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const PURPOSE: &str = "form";

/// The token of the forms of one browser.
#[derive(Debug, Clone)]
pub struct FormToken {
    /// What forms carry.
    pub token: String,
    /// The cookie to set, for a browser that has none yet.
    pub cookie: Option<Cookie<'static>>,
}

impl FormToken {
    /// The token for the browser of a request.
    pub fn of(request: &HttpRequest, settings: &Settings, secrets: &Secrets) -> Self {
        match cookies::read(settings, request, cookies::FORM).filter(|value| value.len() == 22) {
            Some(value) => Self { token: secrets.sign(PURPOSE, &value), cookie: None },
            None => {
                let value = URL_SAFE_NO_PAD.encode(secret_bytes::<16>());
                let token = secrets.sign(PURPOSE, &value);
                Self { token, cookie: Some(cookies::make(settings, cookies::FORM, value, None)) }
            }
        }
    }
}

/// Whether a form was sent from our own page.
///
/// # Errors
/// [`Code::CrossSite`] if not.
pub fn check(request: &HttpRequest, settings: &Settings, secrets: &Secrets, token: Option<&str>) -> Result<(), Error> {
    check_origin(request, settings)?;
    let cookie = cookies::read(settings, request, cookies::FORM).ok_or(Code::CrossSite)?;
    let fits = token.is_some_and(|token| secrets.verify(PURPOSE, &cookie, token));
    if fits { Ok(()) } else { Err(Code::CrossSite.into()) }
}

/// Whether the browser says that the request comes from elsewhere.
///
/// # Errors
/// [`Code::CrossSite`] if it does.
pub fn check_origin(request: &HttpRequest, settings: &Settings) -> Result<(), Error> {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let site_ok = header("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let origin_ok = header(header::ORIGIN.as_str()).is_none_or(|origin| is_ours(origin, request, settings));
    if site_ok && origin_ok { Ok(()) } else { Err(Code::CrossSite.into()) }
}

/// Our own origin, or, without https, the very address that was asked for: a server on a desk is called by many names.
fn is_ours(origin: &str, request: &HttpRequest, settings: &Settings) -> bool {
    let asked = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    origin == settings.public_url
        || (!settings.is_https() && asked.is_some_and(|host| origin == format!("http://{host}")))
}
