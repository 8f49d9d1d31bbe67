//! What an organization writes after a decision: its own words, or those that come with the program.
//!
//! The words are plain text with a closed set of places. Whatever somebody types there is text, never a template.

use super::store;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::i18n::{Locale, Texts};
use crate::ids::{OrganizationId, StaffId};
use crate::openings::{Candidate, Opening, Stage};
use crate::people::Organization;

/// The places, with what stands there.
pub const PLACES: [(&str, &str); 4] = [
    ("name", "the applicant’s name"),
    ("job", "the title of the opening"),
    ("organization", "the name of your organization"),
    ("contact", "whom applicants may write to"),
];
/// The longest subject.
const LONGEST_SUBJECT: usize = 150;
/// The longest text.
const LONGEST_BODY: usize = 4000;

/// Subject and text, with places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The subject, after the name of the organization.
    pub subject: String,
    /// The text: paragraphs with empty lines between them.
    pub body: String,
}

/// What an organization writes after a decision in a language.
#[derive(Debug, Clone)]
pub struct Template {
    /// After which decision.
    pub stage: Stage,
    /// In which language.
    pub locale: Locale,
    /// The words; none where nothing is written after such a decision.
    pub words: Option<Words>,
    /// Counts the changes; 0 for the words that come with the program.
    pub version: i64,
}

/// What stands in the places.
#[derive(Debug, Clone)]
pub struct Facts([(&'static str, String); 4]);

impl Facts {
    /// Those of a candidate.
    pub fn of(organization: &Organization, opening: &Opening, candidate: &Candidate) -> Self {
        Self([
            ("name", candidate.name.clone()),
            ("job", opening.title.clone()),
            ("organization", organization.name.clone()),
            ("contact", opening.contact_line()),
        ])
    }

    /// Those of an example.
    pub fn example(organization: &Organization) -> Self {
        Self([
            ("name", "Alex Example".into()),
            ("job", "Service adviser".into()),
            ("organization", organization.name.clone()),
            ("contact", organization.contact.clone()),
        ])
    }
}

/// A text with its places filled. What stands there is not looked at again.
pub fn fill(text: &str, facts: &Facts) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        match facts.0.iter().find(|(name, _)| rest[1..].starts_with(&format!("{name}}}"))) {
            Some((name, value)) => {
                filled.push_str(value);
                rest = &rest[name.len() + 2..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled + rest
}

/// What is wrong with the places of a text.
fn fault_in(text: &str) -> Option<String> {
    let known = || PLACES.map(|(name, _)| format!("{{{name}}}")).join(", ");
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let Some((name, after)) = inside.filter(|(name, _)| !name.contains(['{', '\n'])) else {
            return Some(format!("A brace stands alone. Places are written {}.", known()));
        };
        if !PLACES.iter().any(|(place, _)| *place == name) {
            return Some(format!("There is no place {{{name}}}. Use {}.", known()));
        }
        rest = after;
    }
    None
}

/// Words as they were typed.
///
/// # Errors
/// [`Code::Invalid`] with each field that is empty, too long, or names a place that there is not.
pub fn parse(subject: &str, body: &str) -> Result<Words> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.into(), message });
    let words = Words { subject: subject.trim().to_owned(), body: body.replace("\r\n", "\n").trim().to_owned() };
    let fields = [("subject", &words.subject, LONGEST_SUBJECT), ("body", &words.body, LONGEST_BODY)];
    for (field, text, longest) in fields {
        if text.is_empty() {
            fault(field, format!("Write a {}.", if field == "body" { "text" } else { field }));
        } else if text.chars().count() > longest {
            fault(field, format!("Keep it under {longest} characters."));
        } else if let Some(problem) = fault_in(text) {
            fault(field, problem);
        }
    }
    if words.subject.contains(char::is_control) {
        fault("subject", "Keep the subject on one line.".into());
    }
    if faults.is_empty() { Ok(words) } else { Err(Error::fields(faults)) }
}

/// The words that come with the program; none after a decision to wait.
pub fn default_words(stage: Stage, locale: Locale) -> Option<Words> {
    let texts = Texts::of(locale);
    let places: Vec<_> = PLACES.iter().map(|(name, _)| (*name, format!("{{{name}}}").into())).collect();
    let (subject, body) = match stage {
        Stage::Advance => (texts.tr("decision-advance", &places), texts.tr("decision-advance.text", &places)),
        Stage::Reject => (texts.tr("decision-reject", &places), texts.tr("decision-reject.text", &places)),
        Stage::Hold | Stage::Undecided => return None,
    };
    Some(Words { subject, body })
}

/// The decisions that a word can follow.
pub const STAGES: [Stage; 3] = [Stage::Advance, Stage::Hold, Stage::Reject];

/// What an organization writes after a decision in a language.
///
/// # Errors
/// The database's.
pub fn template(conn: &mut Conn, organization: &OrganizationId, stage: Stage, locale: Locale) -> Result<Template> {
    let own = store::template(conn, organization, stage, locale)?;
    Ok(match own {
        Some((subject, body, version)) => Template { stage, locale, words: Some(Words { subject, body }), version },
        None => Template { stage, locale, words: default_words(stage, locale), version: 0 },
    })
}

/// The words that follow a decision where somebody is to be told.
///
/// # Errors
/// [`Code::Invalid`] where there are none.
pub fn words_for(conn: &mut Conn, organization: &OrganizationId, stage: Stage, locale: Locale) -> Result<Words> {
    let none = || Error::field("tell", "There are no words for this decision yet. Write them under Letters first.");
    template(conn, organization, stage, locale)?.words.ok_or_else(none)
}

/// All of them.
///
/// # Errors
/// The database's.
pub fn templates(conn: &mut Conn, organization: &OrganizationId) -> Result<Vec<Template>> {
    let all = STAGES.iter().flat_map(|stage| Locale::OFFERED.map(|locale| (*stage, locale)));
    all.map(|(stage, locale)| template(conn, organization, stage, locale)).collect()
}

/// Writes an organization's own words. `seen` is the version that the writer saw, 0 for the words of the program.
///
/// # Errors
/// [`Code::Invalid`] as [`parse`], [`Code::Conflict`] when somebody wrote others in the meantime.
pub fn put_template(
    conn: &mut Conn,
    organization: &OrganizationId,
    (stage, locale, seen): (Stage, Locale, i64),
    (subject, body): (&str, &str),
    (by, now): (&StaffId, Moment),
) -> Result<()> {
    if !STAGES.contains(&stage) || !Locale::OFFERED.contains(&locale) {
        return Err(Code::NotFound.into());
    }
    let words = parse(subject, body)?;
    if !store::put_template(conn, organization, (stage, locale, seen), &words, (by, now))? {
        return Err(Code::Conflict.into());
    }
    note(conn, organization, (stage, locale, "written"), by, now)
}

/// Goes back to the words that come with the program.
///
/// # Errors
/// [`Code::Conflict`] when somebody wrote others in the meantime.
pub fn reset_template(
    conn: &mut Conn,
    organization: &OrganizationId,
    (stage, locale, seen): (Stage, Locale, i64),
    (by, now): (&StaffId, Moment),
) -> Result<()> {
    if !store::remove_template(conn, organization, (stage, locale, seen))? {
        return Err(Code::Conflict.into());
    }
    note(conn, organization, (stage, locale, "reset"), by, now)
}

fn note(
    conn: &mut Conn,
    organization: &OrganizationId,
    (stage, locale, what): (Stage, Locale, &'static str),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let fact = Fact {
        organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::LetterChanged,
        object: format!("letter:{stage}.{locale}"),
        detail: &[("what", what.into())],
    };
    audit::append(conn, &fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts([
            ("name", "{job} & <b>".into()),
            ("job", "Clerk".into()),
            ("organization", "Acme".into()),
            ("contact", "jobs@example.com".into()),
        ])
    }

    #[test]
    fn places_are_filled_once_and_what_stands_there_is_text() {
        assert_eq!(fill("Dear {name}, {job} at {organization}", &facts()), "Dear {job} & <b>, Clerk at Acme");
        assert_eq!(fill("{{7*7}} {nobody}", &facts()), "{{7*7}} {nobody}");
    }

    #[test]
    fn a_place_that_there_is_not_is_named() {
        let message = |body: &str| parse("Subject", body).unwrap_err().field_errors()[0].message.clone();
        assert!(message("Dear {firstname}").starts_with("There is no place {firstname}. Use {name}, {job}"));
        for alone in ["a { b", "a } b", "{{name}}", "{\nname}"] {
            assert!(message(alone).starts_with("A brace stands alone."), "{alone}");
        }
        assert_eq!(parse(" ", "").unwrap_err().field_errors().len(), 2);
        assert!(parse("one\ntwo", "x").is_err());
        assert!(
            parse("Hello {name}", "About {job}.\r\n\r\nBye").is_ok_and(|words| words.body == "About {job}.\n\nBye")
        );
    }

    #[test]
    fn the_words_of_the_program_are_such_words_in_every_language() {
        for locale in Locale::OFFERED {
            for stage in [Stage::Advance, Stage::Reject] {
                let words = default_words(stage, locale).unwrap();
                assert_eq!(parse(&words.subject, &words.body).unwrap(), words, "{locale} {stage}");
                assert!(words.body.contains("{name}") && words.body.contains("\n\n"), "{locale} {stage}");
            }
            assert!(default_words(Stage::Hold, locale).is_none());
        }
    }
}
