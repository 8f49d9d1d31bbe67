//! An answer as JSON: places of replies in, an answer or the fields that need another look out.

use crate::bank::Presented;
use crate::error::{Error, FieldError, Result};
use crate::scoring::{Format, Letter, Response, ResponseFault};
use crate::sittings::choice::{Fault, Places, SCALE};
use crate::sittings::seat::Shown;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is chosen, by the places of the replies, from 1. Which fields there must be depends on the format; the others
/// must be left out.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AnswerBody {
    /// pick-best and best-worst: the place of the best reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<usize>,
    /// best-worst: the place of the worst reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    worst: Option<usize>,
    /// rank: for each place, the rank of the reply there, 1 for the best.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ranks: Vec<Option<usize>>,
    /// rate: for each place, the rating of the reply there, 1 (very poor) to 5 (very good).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ratings: Vec<Option<u8>>,
}

impl AnswerBody {
    /// What is stored for a question, in the order in which it is shown.
    pub fn of(shown: &Shown) -> Self {
        let Places { best, worst, ranks, ratings } = Places::of(shown.slot.response.as_ref(), &shown.order);
        Self {
            best,
            worst,
            ranks: Some(ranks).filter(|ranks| ranks.iter().any(Option::is_some)).unwrap_or_default(),
            ratings: Some(ratings).filter(|ratings| ratings.iter().any(Option::is_some)).unwrap_or_default(),
        }
    }

    /// The answer, if it is complete and holds nothing else.
    ///
    /// # Errors
    /// [`crate::error::Code::Invalid`] with the fields of the body that need another look.
    pub fn response(&self, presented: &Presented, order: &[Letter]) -> Result<Response> {
        let (format, options) = (presented.format, order.len());
        let faults = [self.superfluous(format), self.wrong_sizes(options)].concat();
        if !faults.is_empty() {
            return Err(Error::fields(faults));
        }
        let ranks = if self.ranks.is_empty() { vec![None; options] } else { self.ranks.clone() };
        let ratings = if self.ratings.is_empty() { vec![None; options] } else { self.ratings.clone() };
        let places = Places { best: self.best, worst: self.worst, ranks, ratings };
        places.response(presented, order).map_err(|fault| in_json(fault, options))
    }

    /// Fields that belong to another format.
    fn superfluous(&self, format: Format) -> Vec<FieldError> {
        use Format::{BestWorst, PickBest, Rank, Rate};
        let fields = [
            ("best", self.best.is_some(), matches!(format, PickBest | BestWorst)),
            ("worst", self.worst.is_some(), matches!(format, BestWorst)),
            ("ranks", !self.ranks.is_empty(), matches!(format, Rank)),
            ("ratings", !self.ratings.is_empty(), matches!(format, Rate)),
        ];
        let wrong = fields.into_iter().filter(|(_, given, belongs)| *given && !belongs);
        wrong.map(|(name, ..)| fault(name, format!("A question of the format {format} takes no {name}."))).collect()
    }

    /// Lists that do not have one entry for each reply.
    fn wrong_sizes(&self, options: usize) -> Vec<FieldError> {
        let lists = [("ranks", self.ranks.len()), ("ratings", self.ratings.len())];
        let wrong = lists.into_iter().filter(|(_, length)| *length != 0 && *length != options);
        wrong
            .map(|(name, length)| fault(name, format!("Send {options} {name}, one for each reply: {length} came.")))
            .collect()
    }
}

fn fault(name: &str, message: String) -> FieldError {
    FieldError { field: format!("answer.{name}"), message }
}

/// As a program is told, with the fields of the body.
fn in_json(found: Fault, options: usize) -> Error {
    let place_of = |name: &str| fault(name, format!("Send the place of the {name} reply, 1 to {options}."));
    Error::fields(match found {
        Fault::NoBest | Fault::OnlyWorst => vec![place_of("best")],
        Fault::OnlyBest => vec![place_of("worst")],
        Fault::NeitherBestNorWorst => vec![place_of("best"), place_of("worst")],
        Fault::SameRank { rank, first, second } => {
            vec![fault("ranks", format!("The replies at places {first} and {second} both have rank {rank}."))]
        }
        Fault::NoRank { rank, .. } => {
            vec![fault("ranks", format!("No reply has rank {rank}: send each rank from 1 to {options} once."))]
        }
        Fault::NoRating { place } => {
            vec![fault("ratings", format!("The reply at place {place} has no rating from 1 to {SCALE}."))]
        }
        Fault::Unfit(ResponseFault::BestIsWorst) => {
            vec![fault("worst", "The best and the worst reply are the same one.".into())]
        }
        Fault::Unfit(other) => vec![FieldError { field: "answer".into(), message: other.to_string() }],
    })
}
