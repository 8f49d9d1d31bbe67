//! What can go wrong, once: one table of codes, each with its name, its HTTP status and its sentence.
//!
//! Verbs and stores return [`Error`]; `web` turns it into a page or into problem+json. The cause of a fault of ours
//! never leaves the process: it goes to the log once, at the boundary.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal, $status:literal, $sentence:literal;)+) => {
        /// Every way a request can fail.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $code),+ }
        impl Code {
            /// All codes, for the documentation of the API.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];
            /// The stable name in the API.
            pub const fn name(self) -> &'static str { match self { $(Self::$code => $name),+ } }
            /// The HTTP status.
            pub const fn status(self) -> u16 { match self { $(Self::$code => $status),+ } }
            /// The sentence a person reads when nothing more exact is known.
            pub const fn sentence(self) -> &'static str { match self { $(Self::$code => $sentence),+ } }
        }
    };
}

codes! {
    /// The request cannot be understood: a malformed body, an unknown field.
    Malformed = "malformed", 400, "We could not read what was sent.";
    /// Understood, but a field is not as it must be.
    Invalid = "invalid", 422, "Something in the form needs another look.";
    /// No session, or one that has ended.
    SignInNeeded = "sign-in-needed", 401, "Please sign in.";
    /// E-mail address, password or code do not fit together.
    SignInRefused = "sign-in-refused", 401, "The e-mail address and the password do not belong together.";
    /// Signed in, but without the right.
    Forbidden = "forbidden", 403, "Your role does not include this.";
    /// The request came from another site or without its token.
    CrossSite = "cross-site", 403, "This form has expired. Go back, reload the page and send it again.";
    /// Not there, or not yours to know of.
    NotFound = "not-found", 404, "There is nothing at this address.";
    /// The address exists, the method does not.
    MethodNotAllowed = "method-not-allowed", 405, "This address cannot be used in that way.";
    /// Somebody else changed it first.
    Conflict = "conflict", 409, "This was changed in the meantime. Reload to see how it stands now.";
    /// A second, different answer for a revision that exists.
    AnswerConflict = "answer-conflict", 409, "This question was answered in another window.";
    /// The state of the sitting does not allow it.
    WrongState = "wrong-state", 409, "This is not possible any more.";
    /// The invitation has been used up, revoked or has run out.
    LinkGone = "link-gone", 410, "This link is no longer valid.";
    /// Past the deadline and its grace.
    TooLate = "too-late", 409, "The time for this test is over. An answer that arrives now does not count; it is kept, and a person can look at it.";
    /// The body is over the limit.
    TooLarge = "too-large", 413, "What was sent is too large.";
    /// The body has another type than the address takes.
    WrongType = "wrong-type", 415, "This address does not take that kind of content.";
    /// The body did not arrive in time.
    TooSlow = "too-slow", 408, "The request took too long to arrive.";
    /// More requests than a person makes.
    TooMany = "too-many", 429, "Too many tries. Please wait a moment.";
    /// A defect of ours.
    Internal = "internal", 500, "Something went wrong on our side. Nothing that was saved is lost.";
    /// The database cannot be reached or takes no more at the moment.
    Unavailable = "unavailable", 503, "We cannot save at the moment. Please try again in a few seconds.";
}

/// A failure: its code, and where one is known a more exact sentence, the field it is about, and the cause.
pub struct Error {
    code: Code,
    detail: Option<String>,
    message: Option<&'static str>,
    fields: Box<[FieldError]>,
    revision: Option<i64>,
    retry_after: Option<i64>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
    contact: Option<Box<(String, String)>>,
}

/// What is wrong with one field of a form or of a JSON body.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// The field's name in the form or body.
    pub field: String,
    /// What is wrong and how to mend it, as a sentence.
    pub message: String,
}

/// The result of a verb.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A failure with a sentence that is more exact than that of its code.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..Self::from(code) }
    }

    /// The same with the name of its message, for pages in other languages.
    #[must_use]
    pub fn told(self, message: &'static str) -> Self {
        Self { message: Some(message), ..self }
    }

    /// The same with the name and the address of whom somebody may ask about it.
    #[must_use]
    pub fn asking(self, name: &str, address: &str) -> Self {
        Self { contact: Some(Box::new((name.to_owned(), address.to_owned()))), ..self }
    }

    /// Whom somebody may ask about it: name and address.
    pub fn contact(&self) -> Option<(&str, &str)> {
        self.contact.as_deref().map(|(name, address)| (name.as_str(), address.as_str()))
    }

    /// The same in other words.
    #[must_use]
    pub fn saying(self, detail: String) -> Self {
        Self { detail: Some(detail), ..self }
    }

    /// One field is not as it must be.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self::fields(vec![FieldError { field: field.to_owned(), message: message.into() }])
    }

    /// Several fields are not as they must be.
    pub fn fields(fields: Vec<FieldError>) -> Self {
        Self { fields: fields.into(), ..Self::from(Code::Invalid) }
    }

    /// Another answer was saved first; the question has this revision now.
    pub fn answer_conflict(revision: i64) -> Self {
        Self { revision: Some(revision), ..Self::from(Code::AnswerConflict) }
    }

    /// One try too many; the next one is free in so many seconds.
    pub fn too_many(seconds: i64) -> Self {
        let wait = match (seconds + 59) / 60 {
            ..=1 => "a minute".to_owned(),
            minutes => format!("{minutes} minutes"),
        };
        let sentence = format!("Too many tries. Please wait {wait} and try again.");
        Self { retry_after: Some(seconds.max(1)), ..Self::new(Code::TooMany, sentence) }
    }

    /// A defect of ours with its cause, which only the log will see.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { cause: Some(cause.into()), ..Self::from(Code::Internal) }
    }

    /// The database cannot be used at the moment.
    pub fn unavailable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { cause: Some(cause.into()), ..Self::from(Code::Unavailable) }
    }

    /// The code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// What a person may read.
    pub fn sentence(&self) -> &str {
        self.detail.as_deref().unwrap_or(self.code.sentence())
    }

    /// The name of its message in the languages of the pages, where it has one of its own.
    pub fn message(&self) -> Option<&'static str> {
        self.message
    }

    /// The fields that need another look.
    pub fn field_errors(&self) -> &[FieldError] {
        &self.fields
    }

    /// The revision that a question has now, where an answer was made from another one.
    pub fn revision(&self) -> Option<i64> {
        self.revision
    }

    /// In how many seconds the same may be tried again, where that is known.
    pub fn retry_after(&self) -> Option<i64> {
        self.retry_after.or_else(|| (self.code == Code::Unavailable).then_some(5))
    }

    /// The same without its cause: for an answer that is made again.
    #[must_use]
    pub fn without_cause(&self) -> Self {
        Self {
            code: self.code,
            detail: self.detail.clone(),
            message: self.message,
            fields: self.fields.clone(),
            revision: self.revision,
            retry_after: self.retry_after,
            cause: None,
            contact: self.contact.clone(),
        }
    }

    /// The cause, for the log.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.cause.as_deref()
    }

    /// Whether the cause is a violated unique constraint: somebody else wrote the same key first.
    pub fn is_unique_violation(&self) -> bool {
        use diesel::result::{DatabaseErrorKind::UniqueViolation, Error::DatabaseError};
        let cause = self.cause.as_ref().and_then(|cause| cause.downcast_ref());
        matches!(cause, Some(DatabaseError(UniqueViolation, _)))
    }

    /// Whether the same transaction may well succeed if it is tried again (PostgreSQL 40001 and 40P01).
    pub fn is_transient(&self) -> bool {
        use diesel::result::{DatabaseErrorKind::SerializationFailure, Error::DatabaseError};
        match self.cause.as_ref().and_then(|cause| cause.downcast_ref()) {
            Some(DatabaseError(SerializationFailure, _)) => true,
            Some(DatabaseError(_, info)) => info.message().contains("deadlock detected"),
            _ => false,
        }
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self {
            code,
            detail: None,
            message: None,
            fields: Box::default(),
            revision: None,
            retry_after: None,
            cause: None,
            contact: None,
        }
    }
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Code::NotFound.into(),
            cause => Self { cause: Some(Box::new(cause)), ..Self::from(Code::Internal) },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())?;
        for field in &self.fields {
            write!(f, " {}: {}", field.field, field.message)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.code.name())?;
        self.cause.as_ref().map_or(Ok(()), |cause| write!(f, " ({cause})"))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| &**cause as &(dyn std::error::Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_statuses_are_failures() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| (400..600).contains(&code.status())));
    }

    #[test]
    fn a_row_that_is_not_there_is_not_found() {
        assert_eq!(Error::from(diesel::result::Error::NotFound).code(), Code::NotFound);
    }

    #[test]
    fn the_cause_is_for_the_log_only() {
        let error = Error::internal("the disk at /srv/secret is full");
        assert!(!error.to_string().contains("secret"));
        assert!(format!("{error:?}").contains("secret"));
    }
}
