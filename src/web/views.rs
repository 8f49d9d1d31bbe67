//! Templates: parsed at start, HTML-escaped by name of nothing but always, strict about what a view does not have.

use super::{Display, assets, chart};
use crate::error::{Error, Result};
use crate::html::Html;
use crate::i18n::{self, Locale};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use rust_embed::RustEmbed;
use serde::Serialize;

#[derive(RustEmbed)]
#[folder = "templates"]
#[include = "*.html"]
#[exclude = "mail/*"]
struct Templates;

/// What stands around every page.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Shell {
    /// The title of the window, before the name of the organization.
    pub title: String,
    /// The organization's name.
    pub organization: String,
    /// Whose name stands in the corner; empty for applicants and strangers.
    pub signed_in: String,
    /// The links at the top: what this person may use.
    pub nav: Vec<NavLink>,
    /// What the applicant's bar says on the right.
    pub progress: Option<Progress>,
    /// The page's own address, to come back to.
    pub path: String,
    /// How its reader wants it to be displayed.
    pub display: Display,
    /// Of an applicant's page: how many seconds the session lasts, if nobody uses it.
    pub session_left: Option<i64>,
    /// Whom an applicant may write to.
    pub contact: Option<Contact>,
}

/// Whom an applicant may write to.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    /// Their name; may be empty.
    pub name: String,
    /// Their address.
    pub address: String,
}

/// A link at the top.
#[derive(Debug, Clone, Serialize)]
pub struct NavLink {
    /// Where to.
    pub href: &'static str,
    /// Its word.
    pub label: &'static str,
    /// Whether this is where one is.
    pub current: bool,
}

/// How far an applicant has come.
#[derive(Debug, Clone, Serialize)]
pub struct Progress {
    /// In words.
    pub text: String,
    /// In percent.
    pub percent: usize,
}

/// A language as the switch of the applicant's pages names it.
#[derive(Serialize)]
struct Language {
    tag: &'static str,
    name: &'static str,
}

/// The templates, once for each language: what they say is bound to it, in macros too.
pub struct Views(Vec<Environment<'static>>);

impl Views {
    /// Parses all templates.
    ///
    /// # Errors
    /// When one does not parse: a defect of ours, found at start.
    pub fn new() -> Result<Self> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // Not by the file's ending: a template that is renamed must not stop escaping.
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.map_err(Error::internal)?);
        environment.add_global("stylesheet", assets::STYLESHEET_PATH);
        environment.add_global("script", assets::SCRIPT_PATH);
        environment.add_global("icon", assets::ICON_PATH);
        environment.add_filter("whole", chart::whole);
        environment.add_filter("percent", chart::percent);
        environment.add_filter("capital", capital);
        environment.add_filter("number", number);
        for path in Templates::iter() {
            let file = Templates::get(&path).ok_or_else(|| Error::internal("an embedded template is gone"))?;
            let source = String::from_utf8(file.data.into_owned()).map_err(Error::internal)?;
            environment.add_template_owned(path.into_owned(), source).map_err(Error::internal)?;
        }
        Ok(Self(Locale::ALL.iter().map(|locale| speaking(&environment, *locale)).collect()))
    }

    /// Renders a page. `shell` and `csrf` are names of their own; the view's fields stand beside them as `view`.
    ///
    /// # Errors
    /// When the template names something that the view has not: a defect of ours.
    pub fn render<V: Serialize>(
        &self,
        locale: Locale,
        template: &str,
        shell: &Shell,
        csrf: &str,
        view: &V,
    ) -> Result<String> {
        tracing::trace!(template, "a page is rendered");
        let template = self.0[locale as usize].get_template(template).map_err(Error::internal)?;
        let values = context! { shell => Value::from(Serde(shell)), csrf, view => Value::from(Serde(view)) };
        template.render(values).map_err(|error| Error::internal(format!("{error:#}")))
    }

    /// The names of all templates, for a test that renders each.
    pub fn names() -> Vec<String> {
        Templates::iter().map(std::borrow::Cow::into_owned).collect()
    }
}

/// The templates in a language.
fn speaking(environment: &Environment<'static>, locale: Locale) -> Environment<'static> {
    let mut environment = environment.clone();
    i18n::speak(&mut environment, locale);
    let offered = Locale::OFFERED.map(|locale| Language { tag: locale.as_str(), name: locale.own_name() });
    environment.add_global("languages", Value::from(Serde(offered)));
    environment
}

/// HTML as a value that a template inserts unescaped. There is no other way: templates have no filter for it.
#[expect(clippy::disallowed_methods, reason = "the type says that it has been through the sanitizer")]
pub fn rendered(html: &Html) -> Value {
    Value::from_safe_string(html.as_str().to_owned())
}

/// A number without a decimal it does not need.
fn number(value: f64) -> String {
    value.to_string()
}

/// A sentence with a capital at its beginning, and the rest as it is.
fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
