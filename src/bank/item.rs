//! What an item is, in two halves that do not meet.

use crate::error::{Error, Result};
use crate::html::Html;
use crate::ids::OrganizationId;
use crate::scoring::{Competency, Format, ItemRule, Key, Letter, RateScheme};
use crate::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// Where a scenario takes place.
    Channel {
        /// On the telephone.
        Phone = "phone",
        /// Face to face.
        InPerson = "in-person",
        /// By e-mail or letter.
        Email = "email",
        /// In a live chat.
        Chat = "chat",
        /// In public, on social media.
        Social = "social",
    }
}

impl Channel {
    /// The words above a scenario.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "By phone",
            Self::InPerson => "In person",
            Self::Email => "By email",
            Self::Chat => "Live chat",
            Self::Social => "Social media",
        }
    }
}

words! {
    /// How far an item has come.
    Status {
        /// Being written: usable nowhere but in a preview.
        Draft = "draft",
        /// Clean, and read blind by a second reader; no answers yet.
        Reviewed = "reviewed",
        /// With data that speak for it.
        Live = "live",
        /// No longer used in new openings; never deleted.
        Retired = "retired",
    }
}

impl Status {
    /// Whether new openings may use it.
    pub const fn usable(self) -> bool {
        matches!(self, Self::Reviewed | Self::Live)
    }
}

words! {
    /// What the applicant is asked for; the two are never mixed in one assessment.
    Instruction {
        /// What someone in this job should do: knowledge.
        Should = "should",
        /// What the applicant would do: tendency.
        Would = "would",
    }
}

words! {
    /// Where the numbers of a key come from.
    Basis {
        /// The author's judgement: provisional.
        Author = "author",
        /// The ratings of a panel of experts.
        Panel = "panel",
    }
}

/// The id of a part of a competency, as `competencies.yaml` has it.
pub type Facet = String;

/// A version of an item of somebody's bank.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemRef {
    /// Whose bank.
    pub owner: OrganizationId,
    /// The item's id, which is its file's name.
    pub id: String,
    /// Its version.
    pub version: i64,
}

/// What an applicant sees of an item, in one language. It has no key, and nothing a key could be guessed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Presented {
    /// The heading above the scene.
    pub title: String,
    /// Where it happens, in a short phrase.
    pub setting: String,
    /// The channel.
    pub channel: Channel,
    /// What is asked for.
    pub format: Format,
    /// The language of all texts here.
    pub lang: String,
    /// The scene.
    pub scenario: Html,
    /// The question.
    pub ask: Html,
    /// The replies, in the order of the file; they are shown in an order of the sitting's own.
    pub options: Vec<PresentedOption>,
    /// What may be looked up.
    pub brief: Option<PresentedBrief>,
    /// For practice items: what is said after answering.
    pub explanation: Option<Html>,
    /// How many words it has, with its brief.
    pub words: usize,
}

/// A reply as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PresentedOption {
    /// Its letter in the file. Pages show places, not letters.
    pub letter: Letter,
    /// What is said or done.
    pub text: Html,
}

/// A product sheet or policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PresentedBrief {
    /// Its heading.
    pub title: String,
    /// Its content.
    pub text: Html,
}

/// An item for staff: everything that is known of it apart from its words and its key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemMeta {
    /// The parts of the competency that it is about.
    pub facets: Vec<Facet>,
    /// What the applicant is asked for.
    pub instruction: Instruction,
    /// Items that give this one away or are given away by it.
    pub enemies: Vec<String>,
    /// Who wrote it, and under which licence.
    pub source: String,
    /// Its words, with its brief: what the expected time is computed from.
    pub words: usize,
    /// How many options it has.
    pub options: usize,
}

/// An item with its key. Nothing that reaches an applicant is made from this.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Which one.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// How far it has come.
    pub status: Status,
    /// The competency it belongs to.
    pub competency: Competency,
    /// What it is about.
    pub meta: ItemMeta,
    /// What applicants see, first in the language it was written in, then in its translations.
    pub texts: Vec<Presented>,
    /// The key.
    pub key: ItemKey,
    /// The second reading, if there was one.
    pub review: Option<SecondReading>,
}

/// What somebody who had not seen the key thought of the options.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondReading {
    /// `person` or `model`.
    pub reader: String,
    /// In which round of reading.
    pub round: u32,
    /// One rating an option, in the order of the file.
    pub ratings: Vec<f64>,
}

impl Item {
    /// What applicants see, in the language it was written in.
    pub fn presented(&self) -> &Presented {
        &self.texts[0]
    }
}

/// The key with what staff may know of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemKey {
    /// Counts changes of the key apart from those of the item.
    pub version: i64,
    /// Whose judgement it is.
    pub basis: Basis,
    /// The panel, where there was one.
    pub panel: Option<String>,
    /// The top of the scale.
    pub scale: u8,
    /// The options in the order of the file.
    pub options: Vec<OptionKey>,
}

/// The key of one option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionKey {
    /// How effective it is, 1 to the top of the scale.
    pub effectiveness: f64,
    /// Why, for staff.
    pub why: String,
    /// What each expert said, where a panel did.
    pub ratings: Vec<u8>,
}

impl ItemKey {
    /// The rule that scores answers by this key.
    ///
    /// # Errors
    /// When the key could not score anything: lint refuses such files, so this is a defect of ours.
    pub fn rule(&self, competency: Competency, format: Format, scheme: RateScheme) -> Result<ItemRule> {
        let effectiveness = self.options.iter().map(|option| option.effectiveness).collect();
        let key = Key::new(format, effectiveness, self.scale).map_err(Error::internal)?;
        Ok(ItemRule::new(competency, format, key, scheme))
    }
}
