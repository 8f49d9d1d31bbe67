//! Messages in templates, of pages and of mails.

use super::{Arg, Locale, Texts};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind};

/// Gives templates the messages of a language, its tag and its direction. `t("id", name=…)` is a message, `around("id",
/// "slot", name=…)` its two halves. Both are plain text, which a page escapes. A message that does not exist is a defect,
/// as a field that does not exist is.
pub fn speak(environment: &mut Environment<'static>, locale: Locale) {
    let texts = Texts::of(locale);
    let missing = |id: String| Error::new(ErrorKind::InvalidOperation, format!("no message `{id}`"));
    environment.add_function("t", move |id: String, given: Kwargs| {
        texts.find(&id, &arguments(&given)?).ok_or_else(|| missing(id))
    });
    environment.add_function("around", move |id: String, slot: String, given: Kwargs| {
        let halves = texts.around(&id, &slot, &arguments(&given)?).ok_or_else(|| missing(id))?;
        Ok::<_, Error>(vec![halves.0, halves.1])
    });
    environment.add_global("lang", locale.as_str());
    environment.add_global("dir", locale.direction());
}

/// The named arguments of a message: whole numbers, which decide its plural, and texts.
fn arguments(given: &Kwargs) -> Result<Vec<(&str, Arg)>, Error> {
    let argument = |name| {
        let value: Value = given.get(name)?;
        let number = if value.is_number() { i64::try_from(value.clone()).ok() } else { None };
        Ok((name, number.map_or_else(|| value.to_string().into(), Arg::from)))
    };
    given.args().map(argument).collect()
}
