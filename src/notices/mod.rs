//! The privacy notice that applicants agree to: built in, or published by an organization, a version for each change and
//! for each language; and who agreed to which.
//!
//! A new version is asked for at the next start. Sittings that run keep the notice they began with.

pub mod api;
mod built_in;
pub mod pages;
mod store;

use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::html::Html;
use crate::i18n::Locale;
use crate::ids::{CandidateId, OrganizationId, StaffId};
use crate::people::Organization;
use sha2::{Digest, Sha256};

pub use built_in::{VERSION as BUILT_IN_VERSION, as_markdown, lines as built_in_lines};
pub use store::{Consent, Published, history, latest_consent};

/// Stands in a notice for what is said of signals. Without it, leaving the page is not noted.
const SIGNALS: &str = "{signals}";

/// The longest notice.
pub const LONGEST: usize = 10_000;

/// A line of the built-in notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub heading: String,
    /// What it says.
    pub text: String,
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The built-in one, in lines.
    BuiltIn(Vec<Line>),
    /// One that the organization has published, in Markdown, with its names filled in.
    Published(String),
}

/// The notice that somebody reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// `built-in` with a date, or the number of a published version.
    pub version: String,
    /// In which language.
    pub locale: Locale,
    /// What it says.
    pub body: Body,
}

impl Notice {
    /// The text as it is read, without its layout.
    pub fn text(&self) -> String {
        match &self.body {
            Body::BuiltIn(lines) => lines.iter().map(|line| format!("{} {}\n", line.heading, line.text)).collect(),
            Body::Published(markdown) => markdown.clone(),
        }
    }

    /// The SHA-256 of [`Self::text`], in hexadecimal digits.
    pub fn digest(&self) -> String {
        digest(&self.text())
    }

    /// A published notice as sanitized HTML; the built-in one has a layout of its own.
    pub fn html(&self) -> Option<Html> {
        match &self.body {
            Body::BuiltIn(_) => None,
            Body::Published(markdown) => Some(Html::from_markdown(markdown)),
        }
    }
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A text with the names of an organization, and what is said of signals, in their places.
pub fn filled(text: &str, organization: &Organization, contact: &str, locale: Locale) -> String {
    text.replace("{organization}", &organization.name)
        .replace("{contact}", contact)
        .replace("{months}", &organization.retention_months.to_string())
        .replace(SIGNALS, &built_in::signals(locale))
}

/// The notice of an organization in a language. `contact` is whom the applicants of the opening may write to.
///
/// # Errors
/// The database's.
pub fn current(conn: &mut Conn, organization: &Organization, contact: &str, locale: Locale) -> Result<Notice> {
    Ok(match store::newest(conn, &organization.id, locale)? {
        Some(published) => Notice {
            version: published.version.to_string(),
            locale,
            body: Body::Published(filled(&published.body, organization, contact, locale)),
        },
        None => Notice {
            version: format!("built-in {BUILT_IN_VERSION}"),
            locale,
            body: Body::BuiltIn(built_in::lines(organization, contact, locale)),
        },
    })
}

/// Publishes a new version. `seen` is the newest version that its author saw, 0 for the built-in one.
///
/// # Errors
/// [`Code::Invalid`] for an empty or too long text, [`Code::Conflict`] when another was published in the meantime.
pub fn publish(
    conn: &mut Conn,
    organization: &OrganizationId,
    locale: Locale,
    (text, seen): (&str, i64),
    by: &StaffId,
    now: Moment,
) -> Result<i64> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    check(text)?;
    let newest = store::newest(conn, organization, locale)?.map_or(0, |newest| newest.version);
    if newest != seen {
        return Err(Error::new(
            Code::Conflict,
            "Somebody has published another version in the meantime. Read it first.",
        ));
    }
    let published = Published { version: seen + 1, body: text.to_owned(), published_by: by.clone(), published_at: now };
    store::insert(conn, organization, locale, &published, &digest(text)).map_err(|error| {
        let error = Error::from(error);
        if error.is_unique_violation() { Code::Conflict.into() } else { error }
    })?;
    let fact = Fact {
        organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::NoticePublished,
        object: format!("notice:{locale}:{}", published.version),
        detail: &[("digest", digest(text))],
    };
    audit::append(conn, &fact)?;
    Ok(published.version)
}

/// Whether a text can be a notice.
///
/// # Errors
/// [`Code::Invalid`] for an empty or too long one, and for one that applicants could not write to anybody about.
pub fn check(text: &str) -> Result<()> {
    let problem = match text.trim().chars().count() {
        0 => "Write the notice.",
        LONGEST.. => "Keep it under 10,000 characters: it is read on a phone, before anything begins.",
        _ if !text.contains("{contact}") => {
            "Say whom applicants can write to: put {contact} where the address belongs."
        }
        _ => return Ok(()),
    };
    Err(Error::field("text", problem))
}

/// Records that a candidate agreed to a notice. The same notice again changes nothing.
///
/// # Errors
/// The database's.
pub fn agree(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
    notice: &Notice,
    now: Moment,
) -> Result<()> {
    let last = store::latest_consent(conn, organization, candidate)?;
    let (seq, digest) = (last.as_ref().map_or(0, |last| last.seq) + 1, notice.digest());
    if last.is_some_and(|last| last.digest == digest && last.notice == notice.version) {
        return Ok(());
    }
    let consent = Consent { seq, notice: notice.version.clone(), locale: notice.locale, digest, agreed_at: now };
    Ok(store::insert_consent(conn, organization, candidate, &consent)?)
}

/// Whether the notice that a candidate agreed to last says that leaving the page is noted: else it is not.
///
/// # Errors
/// The database's.
pub fn says_signals(conn: &mut Conn, organization: &OrganizationId, candidate: &CandidateId) -> Result<bool> {
    let Some(consent) = store::latest_consent(conn, organization, candidate)? else { return Ok(false) };
    if let Some(version) = consent.notice.strip_prefix("built-in ") {
        return Ok(built_in::says_signals(version));
    }
    let Ok(version) = consent.notice.parse() else { return Ok(false) };
    let read = store::published(conn, organization, consent.locale, version)?;
    Ok(read.is_some_and(|read| read.body.contains(SIGNALS)))
}

/// The notice that a candidate agreed to, if it is still the one in force: what a start needs.
///
/// # Errors
/// [`Code::WrongState`] where they have not agreed, or the notice has changed since.
pub fn agreed(conn: &mut Conn, organization: &Organization, contact: &str, candidate: &CandidateId) -> Result<Consent> {
    let missing = || {
        let sentence = "Open the personal link from your invitation again, read the notice and agree to it first.";
        Error::new(Code::WrongState, sentence).told("notice-first")
    };
    let consent = store::latest_consent(conn, &organization.id, candidate)?.ok_or_else(missing)?;
    let now = current(conn, organization, contact, consent.locale)?;
    if now.version == consent.notice { Ok(consent) } else { Err(missing()) }
}
