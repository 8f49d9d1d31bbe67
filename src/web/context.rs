//! What every page handler needs: the database, the time, the templates, the token of the forms.

use super::form::data;
use super::language::Tongue;
use super::{Display, FormToken, Shell, Views, cookies};
use crate::clock::{Clock, Moment};
use crate::config::{Secrets, Settings};
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::i18n::Texts;
use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use serde::Serialize;
use std::cell::Cell;
use std::future::{Ready, ready};

/// One request, with what answers it.
pub struct Context {
    /// When it came.
    pub now: Moment,
    /// The database.
    pub db: Db,
    /// The settings.
    pub settings: web::Data<Settings>,
    views: web::Data<Views>,
    form: FormToken,
    address: String,
    tongue: Tongue,
    display: Cell<Display>,
    rearranged: Cell<bool>,
    session_ends: Cell<Option<Moment>>,
}

impl FromRequest for Context {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Context {
    fn of(request: &HttpRequest) -> Result<Self> {
        let settings = data::<Settings>(request)?;
        Ok(Self {
            now: data::<Clock>(request)?.now(),
            db: (**data::<Db>(request)?).clone(),
            views: data::<Views>(request)?,
            form: FormToken::of(request, &settings, &*data::<Secrets>(request)?),
            address: super::address::of(request, &settings),
            tongue: Tongue::of(request, &settings),
            display: Cell::new(Display::of(request, &settings)),
            rearranged: Cell::new(false),
            session_ends: Cell::new(None),
            settings,
        })
    }

    /// Where the request comes from, for counting tries.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The messages of the language of the page: English, until an applicant's page says otherwise.
    pub fn texts(&self) -> &'static Texts {
        Texts::of(self.tongue.spoken())
    }

    /// The page is an applicant's, and the test behind it is in a language: from here on it speaks the one they chose,
    /// or else this one, or else what their browser asks for.
    pub fn speak(&self, lang: &str) -> &'static Texts {
        self.tongue.speak(lang);
        self.texts()
    }

    /// An applicant chooses a language of the pages, by the switch at their top. Whether one was named.
    pub fn choose(&self, lang: Option<&str>) -> bool {
        self.tongue.choose(lang)
    }

    /// An applicant chooses how pages are displayed. Whether something that is offered was named.
    pub fn arrange(&self, choice: Option<&str>) -> bool {
        let Some(display) = choice.and_then(|choice| self.display.get().with(choice)) else { return false };
        self.display.set(display);
        self.rearranged.set(true);
        true
    }

    /// The page belongs to a session that ends then, if nobody uses it: the page asks before.
    pub fn sits_until(&self, ends_at: Moment) {
        self.session_ends.set(Some(ends_at));
    }

    /// The cookies that keep what was chosen just now.
    fn choices(&self) -> impl Iterator<Item = Cookie<'static>> {
        let display = self.rearranged.get().then(|| self.display.get().cookie(&self.settings));
        self.tongue.cookie(&self.settings).into_iter().chain(display)
    }

    /// Reads from the database.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn read<T, E, F>(&self, query: F) -> Result<T>
    where
        T: Send + 'static,
        E: Into<Error> + Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        self.db.read(query).await
    }

    /// Writes to the database; what returns is durable.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write<T, E, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        E: Into<Error> + Send + 'static,
        F: Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        self.db.write(work).await
    }

    /// Answers with a page.
    ///
    /// # Errors
    /// A defect in a template.
    pub fn page<V: Serialize>(&self, template: &str, shell: &Shell, view: &V) -> Result<HttpResponse> {
        self.page_with(actix_web::http::StatusCode::OK, template, shell, view)
    }

    /// Answers a form that needs another look: the same page with what is wrong, and nothing lost.
    ///
    /// # Errors
    /// A defect in a template.
    pub fn page_again<V: Serialize>(&self, template: &str, shell: &Shell, view: &V) -> Result<HttpResponse> {
        let title = self.texts().tr("title-error", &[("title", shell.title.clone().into())]);
        let shell = Shell { title, ..shell.clone() };
        self.page_with(actix_web::http::StatusCode::UNPROCESSABLE_ENTITY, template, &shell, view)
    }

    /// Answers with a page that says what is no longer here, in its own words.
    ///
    /// # Errors
    /// A defect in a template.
    pub fn page_gone<V: Serialize>(&self, template: &str, shell: &Shell, view: &V) -> Result<HttpResponse> {
        self.page_with(actix_web::http::StatusCode::GONE, template, shell, view)
    }

    fn page_with<V: Serialize>(
        &self,
        status: actix_web::http::StatusCode,
        template: &str,
        shell: &Shell,
        view: &V,
    ) -> Result<HttpResponse> {
        let locale = self.texts().locale();
        let session_left = self.session_ends.get().map(|end| end.since(self.now).num_seconds().max(0));
        let shell =
            Shell { path: self.tongue.path.clone(), display: self.display.get(), session_left, ..shell.clone() };
        let html = self.views.render(locale, template, &shell, &self.form.token, view)?;
        let mut response = HttpResponse::build(status);
        response.content_type("text/html; charset=utf-8");
        if let Some(cookie) = &self.form.cookie {
            response.cookie(cookie.clone());
        }
        for cookie in self.choices() {
            response.cookie(cookie);
        }
        Ok(response.body(html))
    }

    /// The cookies of a fresh staff session. The token of the forms is renewed with it.
    pub fn staff_cookies(&self, token: String) -> [Cookie<'static>; 2] {
        [cookies::make(&self.settings, cookies::STAFF, token, None), cookies::end(&self.settings, cookies::FORM)]
    }

    /// Sends the browser on after an act, with cookies to set.
    pub fn go(&self, path: &str, cookies: impl IntoIterator<Item = Cookie<'static>>) -> HttpResponse {
        let mut response = HttpResponse::SeeOther();
        response.insert_header((header::LOCATION, local(path)));
        for cookie in cookies.into_iter().chain(self.choices()) {
            response.cookie(cookie);
        }
        response.finish()
    }
}

/// Sends the browser on after an act.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, local(path))).finish()
}

/// A path of ours, or the front page: `//evil`, `/\evil` and their encodings lead elsewhere.
pub fn local(path: &str) -> &str {
    let plain = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t'])
        && !path.to_ascii_lowercase().starts_with("/%2f")
        && !path.to_ascii_lowercase().starts_with("/%5c");
    if plain { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn redirects_stay_here() {
        for evil in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/%2f%2fevil",
            "/%5Cevil",
            "",
            "evil",
            "/\t/evil",
            "/a\r\nX: y",
        ] {
            assert_eq!(local(evil), "/", "{evil:?}");
        }
        assert_eq!(local("/openings/1?x=//y"), "/openings/1?x=//y");
    }
}
