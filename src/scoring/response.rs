//! What an applicant chose, in the letters of the item's file, so that it means the same in every order of display.

use super::Format;
use serde::{Deserialize, Serialize};

/// An option of an item: `a` is the first in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Letter(u8);

impl Letter {
    /// The letter of the option at a place of the file, from 0.
    pub fn at(place: usize) -> Option<Self> {
        u8::try_from(place).ok().filter(|place| *place < 26).map(Self)
    }

    /// The place in the file, from 0.
    pub fn place(self) -> usize {
        usize::from(self.0)
    }
}

impl std::fmt::Display for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", char::from(b'a' + self.0))
    }
}

impl std::str::FromStr for Letter {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.as_bytes() {
            [letter @ b'a'..=b'z'] => Ok(Self(letter - b'a')),
            _ => Err(format!("`{text}` is not the letter of an option")),
        }
    }
}

impl Serialize for Letter {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Letter {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An answer to one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Response {
    /// The best reply.
    PickBest {
        /// The one chosen.
        best: Letter,
    },
    /// The best and the worst reply.
    BestWorst {
        /// The one chosen as best.
        best: Letter,
        /// The one chosen as worst.
        worst: Letter,
    },
    /// All replies in order.
    Rank {
        /// From the best to the worst.
        order: Vec<Letter>,
    },
    /// A rating of each reply.
    Rate {
        /// In the order of the file, from 1 (very poor) upwards.
        ratings: Vec<u8>,
    },
    /// The applicant says that they leave it out. It scores what chance gives.
    NoAnswer,
}

/// Why an answer does not fit its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResponseFault {
    /// An answer to another format.
    #[error("This answer belongs to another kind of question.")]
    OtherFormat,
    /// An option that is not there.
    #[error("Choose among the replies of this question.")]
    NoSuchOption,
    /// Best and worst are the same.
    #[error("Choose different replies for best and worst.")]
    BestIsWorst,
    /// A ranking that does not name each option once.
    #[error("Give each reply a place of its own.")]
    NotAnOrder,
    /// A rating off the scale, or not one for each option.
    #[error("Rate each reply.")]
    NotRated,
}

impl Response {
    /// Whether it fits an item of this format with so many options.
    ///
    /// # Errors
    /// What an applicant can do about it.
    pub fn check(&self, format: Format, options: usize, scale: u8) -> Result<(), ResponseFault> {
        let exists = |letter: &Letter| letter.place() < options;
        match (self, format) {
            (Self::NoAnswer, _) => Ok(()),
            (Self::PickBest { best }, Format::PickBest) => {
                exists(best).then_some(()).ok_or(ResponseFault::NoSuchOption)
            }
            (Self::BestWorst { best, worst }, Format::BestWorst) => {
                match (exists(best) && exists(worst), best == worst) {
                    (false, _) => Err(ResponseFault::NoSuchOption),
                    (_, true) => Err(ResponseFault::BestIsWorst),
                    _ => Ok(()),
                }
            }
            (Self::Rank { order }, Format::Rank) => {
                let mut places: Vec<usize> = order.iter().map(|letter| letter.place()).collect();
                places.sort_unstable();
                places.into_iter().eq(0..options).then_some(()).ok_or(ResponseFault::NotAnOrder)
            }
            (Self::Rate { ratings }, Format::Rate) => {
                let fits = ratings.len() == options && ratings.iter().all(|rating| (1..=scale).contains(rating));
                fits.then_some(()).ok_or(ResponseFault::NotRated)
            }
            _ => Err(ResponseFault::OtherFormat),
        }
    }
}
