//! Texts that people type about people: parsed once, then carried as what they are.

use std::fmt;
use std::str::FromStr;

/// Why a text is not what it should be, as a sentence for the form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct TextFault {
    message: &'static str,
    sentence: &'static str,
}

impl TextFault {
    const fn new(message: &'static str, sentence: &'static str) -> Self {
        Self { message, sentence }
    }

    /// The name of its message in the languages of the applicants' pages.
    pub fn message(&self) -> &'static str {
        self.message
    }
}

/// An e-mail address in small letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

impl FromStr for EmailAddress {
    type Err = TextFault;

    fn from_str(text: &str) -> Result<Self, TextFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TextFault::new("email-missing", "Enter an e-mail address."));
        }
        let address = text.parse::<lettre::Address>();
        let local_only = text.rsplit_once('@').is_none_or(|(_, domain)| !domain.contains('.') && domain != "localhost");
        if address.is_err() || local_only || text.len() > 254 || text.chars().any(char::is_control) {
            return Err(TextFault::new("email-wrong", "Enter an e-mail address like name@example.com."));
        }
        Ok(Self(text.to_lowercase()))
    }
}

impl AsRef<str> for EmailAddress {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! line {
    ($(#[$doc:meta])* $name:ident, $longest:literal, $empty:expr, $long:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(String);
        impl FromStr for $name {
            type Err = TextFault;
            fn from_str(text: &str) -> Result<Self, TextFault> {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if text.is_empty() {
                    Err($empty)
                } else if text.chars().count() > $longest {
                    Err($long)
                } else if text.chars().any(char::is_control) {
                    Err(TextFault::new("name-control", "Leave out control characters."))
                } else {
                    Ok(Self(text))
                }
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    };
}

line!(
    /// A person's name, as they write it.
    PersonName, 120,
    TextFault::new("name-missing", "Enter a name."),
    TextFault::new("name-long", "Names may be up to 120 characters long.")
);
line!(
    /// A title of one line: of an opening, of an organization.
    Title, 160,
    TextFault::new("title-missing", "Enter a title."),
    TextFault::new("title-long", "Titles may be up to 160 characters long.")
);

/// Where a job is, in a line; it may be left empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place(String);

impl FromStr for Place {
    type Err = TextFault;

    fn from_str(text: &str) -> Result<Self, TextFault> {
        match text.parse::<Title>() {
            Ok(Title(text)) => Ok(Self(text)),
            Err(_) if text.trim().is_empty() => Ok(Self::default()),
            Err(_) => Err(TextFault::new("place-long", "Enter a place of up to 160 characters, or leave it empty.")),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_folded_and_nonsense_is_refused() {
        assert_eq!(" Anna.Meier@Example.COM ".parse::<EmailAddress>().unwrap().as_ref(), "anna.meier@example.com");
        for text in ["", "anna", "anna@", "@example.com", "a b@example.com", "anna@example", "a\0@example.com"] {
            assert!(text.parse::<EmailAddress>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_is_one_line_without_control_characters() {
        assert_eq!("  Zoë \n O’Neill ".parse::<PersonName>().unwrap().as_ref(), "Zoë O’Neill");
        assert!("".parse::<PersonName>().is_err());
        assert!("a\u{0}b".parse::<PersonName>().is_err());
        assert!("x".repeat(121).parse::<PersonName>().is_err());
    }
}
