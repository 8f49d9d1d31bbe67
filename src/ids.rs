//! Newtyped ids.
//!
//! Each is 26 characters of Crockford's base 32 (128 bits). Ids of things are time-ordered, so that rows written
//! together lie together; ids of people are random, because a time-ordered one in a URL would tell who came when.

use crate::clock::Moment;
use crate::entropy;
use crate::words::text_column;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Bytes as Crockford's base 32 in small letters, without padding.
pub fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut buffer, mut bits) = (0_u32, 0);
    for &byte in bytes {
        buffer = (buffer << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(buffer >> bits) as usize & 31]));
        }
        buffer &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(buffer << (5 - bits)) as usize & 31]));
    }
    text
}

fn random() -> String {
    base32(&entropy::secret_bytes::<16>())
}

fn ordered(now: Moment) -> String {
    let mut bytes = entropy::secret_bytes::<16>();
    bytes[..7].copy_from_slice(&now.micros().to_be_bytes()[1..]);
    base32(&bytes)
}

fn is_id(text: &str) -> bool {
    text.len() == 26 && text.bytes().all(|byte| ALPHABET.contains(&byte))
}

/// Six random characters that stand for a candidate where a name must not be seen, in capitals.
pub fn pseudonym() -> String {
    base32(&entropy::secret_bytes::<4>())[..6].to_ascii_uppercase()
}

/// What an applicant can quote to us: eight random characters in two groups.
pub fn receipt() -> String {
    let text = base32(&entropy::secret_bytes::<5>()).to_ascii_uppercase();
    format!("{}-{}", &text[..4], &text[4..8])
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, random) => {
        id!(@type $(#[$doc])* $name);
        impl $name {
            /// A new random id.
            #[expect(clippy::new_without_default, reason = "an id is drawn, never a default")]
            pub fn new() -> Self {
                Self(random())
            }
        }
    };
    ($(#[$doc:meta])* $name:ident, ordered) => {
        id!(@type $(#[$doc])* $name);
        impl $name {
            /// A new id that sorts after all earlier ones.
            pub fn new(now: Moment) -> Self {
                Self(ordered(now))
            }
        }
    };
    (@type $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub struct $name(String);
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                if is_id(text) { Ok(Self(text.to_owned())) } else { Err(NotAnId) }
            }
        }
        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }
        text_column!($name);
    };
}

/// The text is not 26 characters of the alphabet of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: ids are 26 letters and digits")]
pub struct NotAnId;

id!(/// An organization.
    OrganizationId, ordered);
impl OrganizationId {
    /// The owner of the built-in bank: not an organization, and readable by all.
    pub fn built_in() -> Self {
        Self("0".repeat(26))
    }
}

id!(/// A staff member.
    StaffId, ordered);
id!(/// A signed-in session, of staff or of an applicant.
    SessionId, random);
id!(/// A job being hired for.
    OpeningId, ordered);
id!(/// A person in one opening.
    CandidateId, random);
id!(/// The right to take one test.
    InvitationId, ordered);
id!(/// A list of people who are to be invited.
    InvitationListId, random);
id!(/// One sitting.
    AttemptId, random);
id!(/// A report of a problem with a question.
    ReportId, ordered);
id!(/// What an applicant asks for.
    RequestId, ordered);
id!(/// What an applicant has asked for.
    AdjustmentId, ordered);
id!(/// A standard-setting panel.
    PanelId, ordered);
id!(/// A judge of a panel.
    JudgeId, random);

id!(/// A look at the signals of one sitting.
    IntegrityReviewId, ordered);
id!(/// Performance ratings that were stored together.
    RatingBatchId, ordered);
id!(/// A saved view of a ranking.
    SavedViewId, ordered);
id!(/// A letter to an applicant that is to be written.
    LetterId, ordered);
id!(/// One act of deciding, about one person or several.
    ActId, ordered);
id!(/// A message on its way out.
    MessageId, ordered);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordered_ids_sort_by_time_and_random_ones_are_ids_too() {
        let at = |micros| OpeningId::new(Moment::from_micros(micros).unwrap());
        assert!(at(1_000_000) < at(2_000_000));
        assert!(at(1).as_ref().parse::<OpeningId>().is_ok());
        assert!(CandidateId::new().as_ref().parse::<CandidateId>().is_ok());
        assert_ne!(CandidateId::new(), CandidateId::new());
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in ["", "1", "../../../../../../etc/passwd", "0123456789abcdefghjkmnpqri", "' or 1=1 --"] {
            assert_eq!(text.parse::<CandidateId>(), Err(NotAnId), "{text}");
        }
    }

    #[test]
    fn base32_is_that_of_crockford() {
        assert_eq!(base32(&[0xff; 5]), "zzzzzzzz");
        assert_eq!(base32(&[0, 0, 0, 0, 1]), "00000001");
        assert_eq!(base32(&[0x80]), "g0");
    }
}
