//! The words of messages: a plain part and the same in HTML, from `templates/mail`.
//!
//! The two are rendered by different environments: HTML escapes, plain text does not, and neither fills a gap silently.

use super::Message;
use crate::error::{Error, Result};
use crate::i18n::{Locale, speak};
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use rust_embed::RustEmbed;
use serde::Serialize;

#[derive(RustEmbed)]
#[folder = "templates/mail"]
struct Templates;

/// Who a message goes to, about what, in which words.
pub struct Letter<'a, V: Serialize> {
    /// The recipient's name.
    pub to_name: &'a str,
    /// The recipient's address.
    pub to_address: &'a str,
    /// Where answers go.
    pub reply_to: &'a str,
    /// The language.
    pub locale: Locale,
    /// The template, without its ending.
    pub template: &'static str,
    /// What the template names.
    pub view: V,
}

/// Writes messages.
pub struct Composer {
    text: Vec<Environment<'static>>,
    html: Vec<Environment<'static>>,
}

impl Composer {
    /// Reads the templates.
    ///
    /// # Errors
    /// When one does not parse: a defect of ours, found at start.
    pub fn new() -> Result<Self> {
        let environment = |escape: AutoEscape, ending: &str| -> Result<Vec<Environment<'static>>> {
            let mut environment = Environment::new();
            environment.set_undefined_behavior(UndefinedBehavior::Strict);
            environment.set_auto_escape_callback(move |_| escape.clone());
            for path in Templates::iter().filter(|path| path.ends_with(ending)) {
                let file = Templates::get(&path).ok_or_else(|| Error::internal("an embedded template is gone"))?;
                let source = String::from_utf8(file.data.into_owned()).map_err(Error::internal)?;
                environment.add_template_owned(path.into_owned(), source).map_err(Error::internal)?;
            }
            let speaking = |locale: &Locale| {
                let mut environment = environment.clone();
                speak(&mut environment, *locale);
                environment
            };
            Ok(Locale::ALL.iter().map(speaking).collect())
        };
        Ok(Self { text: environment(AutoEscape::None, ".txt")?, html: environment(AutoEscape::Html, ".html")? })
    }

    /// Writes one. The first line of the plain template is the subject.
    ///
    /// # Errors
    /// When the template names something the view has not: a defect of ours.
    pub fn write<V: Serialize>(&self, letter: &Letter<'_, V>) -> Result<Message> {
        let view = Value::from(Serde(&letter.view));
        let place = letter.locale as usize;
        let render = |environment: &Environment<'_>, ending: &str| -> Result<String> {
            let template =
                environment.get_template(&format!("{}.{ending}", letter.template)).map_err(Error::internal)?;
            template.render(&view).map_err(Error::internal)
        };
        let text = render(&self.text[place], "txt")?;
        let (subject, text) = text.split_once('\n').ok_or_else(|| Error::internal("a mail without a subject"))?;
        Ok(Message {
            to_name: letter.to_name.to_owned(),
            to_address: letter.to_address.to_owned(),
            reply_to: letter.reply_to.to_owned(),
            subject: subject.trim().to_owned(),
            text: text.trim_start().to_owned(),
            html: render(&self.html[place], "html")?,
        })
    }
}
