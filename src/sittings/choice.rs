//! From what a form or a program sends to an answer, and back: places on the page on one side, letters of the item's
//! file on the other. Places are what an applicant sees; letters never leave the server.

use crate::bank::Presented;
use crate::error::Error;
use crate::i18n::Texts;
use crate::scoring::{Format, Letter, Response, ResponseFault};

/// The top of the scale of rate items, as applicants see it.
pub const SCALE: u8 = 5;

/// What was chosen, by places on the page, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// The place of the reply chosen as best.
    pub best: Option<usize>,
    /// The place of the reply chosen as worst.
    pub worst: Option<usize>,
    /// For each place, the rank it was given.
    pub ranks: Vec<Option<usize>>,
    /// For each place, the rating it was given.
    pub ratings: Vec<Option<u8>>,
}

impl Places {
    /// Reads the fields of a form: `best`, `worst`, `rank_1` …, `rate_1` ….
    pub fn from_fields<'a>(options: usize, field: impl Fn(&str) -> Option<&'a str>) -> Self {
        let number = |name: &str| field(name).and_then(|value| value.trim().parse::<usize>().ok());
        Self {
            best: number("best"),
            worst: number("worst"),
            ranks: (1..=options).map(|place| number(&format!("rank_{place}"))).collect(),
            ratings: (1..=options)
                .map(|place| number(&format!("rate_{place}")).and_then(|value| u8::try_from(value).ok()))
                .collect(),
        }
    }

    /// What a stored answer looks like in this order.
    pub fn of(response: Option<&Response>, order: &[Letter]) -> Self {
        let place_of = |letter: &Letter| order.iter().position(|shown| shown == letter).map(|place| place + 1);
        let mut places = Self { ranks: vec![None; order.len()], ratings: vec![None; order.len()], ..Self::default() };
        match response {
            Some(Response::PickBest { best }) => places.best = place_of(best),
            Some(Response::BestWorst { best, worst }) => {
                (places.best, places.worst) = (place_of(best), place_of(worst));
            }
            Some(Response::Rank { order: ranked }) => {
                for (rank, letter) in ranked.iter().enumerate() {
                    if let Some(place) = place_of(letter) {
                        places.ranks[place - 1] = Some(rank + 1);
                    }
                }
            }
            Some(Response::Rate { ratings }) => {
                for (place, letter) in order.iter().enumerate() {
                    places.ratings[place] = ratings.get(letter.place()).copied();
                }
            }
            Some(Response::NoAnswer) | None => {}
        }
        places
    }

    /// Whether nothing at all was chosen.
    pub fn is_empty(&self) -> bool {
        self.best.is_none()
            && self.worst.is_none()
            && self.ranks.iter().all(Option::is_none)
            && self.ratings.iter().all(Option::is_none)
    }

    /// The answer, if it is complete.
    ///
    /// # Errors
    /// What is missing or doubled.
    pub fn response(&self, presented: &Presented, order: &[Letter]) -> Result<Response, Fault> {
        let letter = |place: Option<usize>| place.and_then(|place| order.get(place.checked_sub(1)?)).copied();
        let response = match presented.format {
            Format::PickBest => Response::PickBest { best: letter(self.best).ok_or(Fault::NoBest)? },
            Format::BestWorst => match (letter(self.best), letter(self.worst)) {
                (Some(best), Some(worst)) => Response::BestWorst { best, worst },
                (None, Some(_)) => return Err(Fault::OnlyWorst),
                (Some(_), None) => return Err(Fault::OnlyBest),
                (None, None) => return Err(Fault::NeitherBestNorWorst),
            },
            Format::Rank => Response::Rank { order: self.ranked(order)? },
            Format::Rate => Response::Rate { ratings: self.rated(order)? },
        };
        response.check(presented.format, order.len(), SCALE).map_err(Fault::Unfit)?;
        Ok(response)
    }

    fn ranked(&self, order: &[Letter]) -> Result<Vec<Letter>, Fault> {
        let mut ranked = Vec::with_capacity(order.len());
        for rank in 1..=order.len() {
            let there: Vec<usize> = (1..=order.len()).filter(|place| self.ranks[place - 1] == Some(rank)).collect();
            match there[..] {
                [place] => ranked.push(order[place - 1]),
                [first, second, ..] => return Err(Fault::SameRank { rank, first, second }),
                [] => {
                    let place = (1..=order.len()).find(|place| self.ranks[place - 1].is_none()).unwrap_or(1);
                    return Err(Fault::NoRank { rank, place });
                }
            }
        }
        Ok(ranked)
    }

    fn rated(&self, order: &[Letter]) -> Result<Vec<u8>, Fault> {
        let mut ratings = vec![0; order.len()];
        for (place, letter) in order.iter().enumerate() {
            let rating = self.ratings[place].filter(|rating| (1..=SCALE).contains(rating));
            ratings[letter.place()] = rating.ok_or(Fault::NoRating { place: place + 1 })?;
        }
        Ok(ratings)
    }
}

/// Why what was chosen is no answer. Places count from 1. Pages and programs say it in words of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The best reply is asked for, and none was chosen.
    NoBest,
    /// Best and worst are asked for, and neither was chosen.
    NeitherBestNorWorst,
    /// The worst is still missing.
    OnlyBest,
    /// The best is still missing.
    OnlyWorst,
    /// Two replies have the same rank.
    SameRank {
        /// Which rank.
        rank: usize,
        /// The place of the one.
        first: usize,
        /// The place of the other.
        second: usize,
    },
    /// No reply has a rank.
    NoRank {
        /// Which rank.
        rank: usize,
        /// The place of a reply without one.
        place: usize,
    },
    /// A reply has no rating on the scale.
    NoRating {
        /// Its place.
        place: usize,
    },
    /// It does not fit the question.
    Unfit(ResponseFault),
}

impl Fault {
    /// As a page says it, with the control to go to.
    pub fn on_page(self, texts: &Texts) -> Error {
        let say = |field: &str, id: &str| Error::field(field, texts.tr(id, &[]));
        match self {
            Self::NoBest => say("best-1", "choose-best"),
            Self::NeitherBestNorWorst => say("best-1", "choose-both"),
            Self::OnlyBest => say("worst-1", "choose-worst-too"),
            Self::OnlyWorst => say("best-1", "choose-best-too"),
            Self::SameRank { rank, first, second } => {
                let (one, other) = (label(first).to_string(), label(second).to_string());
                let names = [("one", one.into()), ("other", other.into()), ("rank", rank.into())];
                Error::field(&format!("rank-{second}"), texts.tr("rank-same", &names))
            }
            Self::NoRank { rank, place } => {
                Error::field(&format!("rank-{place}"), texts.tr("rank-none", &[("rank", rank.into())]))
            }
            Self::NoRating { place } => {
                let letter = label(place).to_string();
                Error::field(&format!("rate-{place}-1"), texts.tr("rate-too", &[("letter", letter.into())]))
            }
            Self::Unfit(ResponseFault::BestIsWorst) => say("worst-1", "choose-different"),
            Self::Unfit(_) => say("best-1", "choose-among"),
        }
    }
}

/// The letter that stands at a place of the page: A for the first, whatever its letter in the file.
pub fn label(place: usize) -> char {
    char::from(b'A' + (place.saturating_sub(1) % 26) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Channel, PresentedOption};
    use crate::html::Html;
    use crate::i18n::Locale;
    use proptest::prelude::*;

    fn presented(format: Format, options: usize) -> Presented {
        let text = || Html::from_markdown("x");
        Presented {
            title: String::new(),
            setting: String::new(),
            channel: Channel::Phone,
            format,
            lang: "en".into(),
            scenario: text(),
            ask: text(),
            options: (0..options)
                .filter_map(Letter::at)
                .map(|letter| PresentedOption { letter, text: text() })
                .collect(),
            brief: None,
            explanation: None,
            words: 0,
        }
    }

    fn order(letters: &str) -> Vec<Letter> {
        letters.chars().map(|letter| letter.to_string().parse().unwrap()).collect()
    }

    #[test]
    fn two_of_one_place_are_both_named() {
        let places = Places { ranks: vec![Some(1), Some(2), Some(2), Some(4)], ..Places::default() };
        let error = places
            .response(&presented(Format::Rank, 4), &order("dcba"))
            .unwrap_err()
            .on_page(Texts::of(Locale::English));
        assert!(error.field_errors()[0].message.contains("B and C"), "{error}");
    }

    #[test]
    fn best_and_worst_have_messages_of_their_own() {
        let item = presented(Format::BestWorst, 4);
        let message = |best, worst| {
            let fault = Places { best, worst, ..Places::default() }.response(&item, &order("abcd")).unwrap_err();
            fault.on_page(Texts::of(Locale::English)).field_errors()[0].message.clone()
        };
        assert_eq!(message(Some(1), Some(1)), "Choose different replies for best and worst.");
        assert_eq!(message(Some(1), None), "Choose the worst reply too.");
        assert_eq!(message(None, None), "Choose the best reply and the worst reply.");
        assert_eq!(message(Some(9), Some(1)), "Choose the best reply too.");
    }

    proptest! {
        #[test]
        fn what_is_stored_is_shown_again_in_any_order(
            format in 0..4_usize,
            shuffled in Just(vec!['a', 'b', 'c', 'd', 'e']).prop_shuffle(),
            ratings in proptest::collection::vec(1..=5_u8, 5),
        ) {
            let format = Format::ALL[format];
            let order: Vec<Letter> = shuffled.iter().map(|letter| letter.to_string().parse().unwrap()).collect();
            let given = match format {
                Format::PickBest => Places { best: Some(2), ..Places::of(None, &order) },
                Format::BestWorst => Places { best: Some(2), worst: Some(5), ..Places::of(None, &order) },
                Format::Rank => Places { ranks: vec![Some(3), Some(1), Some(5), Some(2), Some(4)], ..Places::of(None, &order) },
                Format::Rate => Places { ratings: ratings.into_iter().map(Some).collect(), ..Places::of(None, &order) },
            };
            let response = given.response(&presented(format, 5), &order).unwrap();
            prop_assert_eq!(Places::of(Some(&response), &order), given);
        }
    }
}
