//! The language of a page. Staff pages are in English. An applicant's page follows what they chose, else the language of
//! their test, else what their browser asks for, else it is in English.

use super::cookies;
use crate::config::Settings;
use crate::i18n::{Locale, accepted};
use actix_web::cookie::Cookie;
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest};
use std::cell::Cell;
use std::rc::Rc;

/// How long a choice is kept: longer than any link is open.
const KEPT_SECONDS: i64 = 180 * 24 * 60 * 60;

/// What is known about the language of a request.
pub(super) struct Tongue {
    chosen: Cell<Option<Locale>>,
    fresh: Cell<bool>,
    accepted: Option<Locale>,
    spoken: Rc<Cell<Option<Locale>>>,
    pub(super) path: String,
}

/// The language that a request has been answered in so far; a page about a failure goes on in it.
struct Spoken(Rc<Cell<Option<Locale>>>);

impl Tongue {
    pub(super) fn of(request: &HttpRequest, settings: &Settings) -> Self {
        let spoken = Rc::new(Cell::new(None));
        request.extensions_mut().insert(Spoken(spoken.clone()));
        Self {
            chosen: Cell::new(chosen(request, settings)),
            fresh: Cell::new(false),
            accepted: wished(request),
            spoken,
            path: request.path().to_owned(),
        }
    }

    pub(super) fn spoken(&self) -> Locale {
        self.spoken.get().unwrap_or(Locale::English)
    }

    pub(super) fn speak(&self, lang: &str) {
        let locale = self.chosen.get().or_else(|| Locale::offered(lang)).or(self.accepted);
        self.spoken.set(Some(locale.unwrap_or(Locale::English)));
    }

    pub(super) fn choose(&self, lang: Option<&str>) -> bool {
        let Some(locale) = lang.and_then(|lang| lang.parse().ok()).filter(|lang| Locale::OFFERED.contains(lang)) else {
            return false;
        };
        self.chosen.set(Some(locale));
        self.fresh.set(true);
        true
    }

    /// The cookie that keeps a choice made just now.
    pub(super) fn cookie(&self, settings: &Settings) -> Option<Cookie<'static>> {
        let chosen = self.chosen.get().filter(|_| self.fresh.get())?;
        Some(cookies::make(settings, cookies::LANGUAGE, chosen.to_string(), Some(KEPT_SECONDS)))
    }
}

/// The language of a page about a failure.
pub(super) fn of_failure(request: &HttpRequest, settings: Option<&Settings>) -> Locale {
    let spoken = request.extensions().get::<Spoken>().and_then(|spoken| spoken.0.get());
    let path = request.path();
    let applicants = path == "/test"
        || ["/test/", "/i/", "/apply/", "/language", "/display", "/lost-link"].iter().any(|at| path.starts_with(at));
    let wanted = || settings.and_then(|settings| chosen(request, settings)).or_else(|| wished(request));
    spoken.or_else(|| wanted().filter(|_| applicants)).unwrap_or(Locale::English)
}

/// What was chosen before. The languages of the tests can be asked for here, and nowhere else.
fn chosen(request: &HttpRequest, settings: &Settings) -> Option<Locale> {
    cookies::read(settings, request, cookies::LANGUAGE)?.parse().ok()
}

fn wished(request: &HttpRequest) -> Option<Locale> {
    accepted(request.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)
}
