//! The front matter of the files, as it is written: words are still words, so that lint can say which are wrong.

use super::yaml::Spanned;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Of an item.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemFront {
    pub id: Spanned<String>,
    pub version: Spanned<i64>,
    pub status: Spanned<String>,
    pub lang: String,
    pub title: Spanned<String>,
    pub setting: Spanned<String>,
    pub competency: Spanned<String>,
    pub facets: Spanned<Vec<Spanned<String>>>,
    pub channel: Spanned<String>,
    pub format: Spanned<String>,
    pub instruction: Spanned<String>,
    pub brief: Option<Spanned<String>>,
    pub grade: Spanned<f64>,
    #[serde(default)]
    pub enemies: Vec<Spanned<String>>,
    pub source: SourceFront,
    pub review: Option<Spanned<ReviewFront>>,
    pub key: KeyFront,
}

/// Where an item or a brief comes from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFront {
    pub kind: Spanned<String>,
    pub author: String,
    pub licence: String,
    /// The incident, for a source of kind `critical-incident`.
    pub incident: Option<String>,
}

/// The second reading: by somebody who did not write the item and had not seen the key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewFront {
    pub reader: Spanned<String>,
    pub round: u32,
    pub date: String,
    pub ratings: BTreeMap<String, Spanned<f64>>,
    /// Why the item stays although the reader saw it otherwise.
    pub stays_because: Option<String>,
}

/// The key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFront {
    pub basis: Spanned<String>,
    #[serde(default = "one")]
    pub version: i64,
    pub panel: Option<String>,
    pub scale: Option<Spanned<u8>>,
    pub options: Spanned<BTreeMap<String, OptionFront>>,
}

fn one() -> i64 {
    1
}

/// The key of an option: an author's whole number, or a panel's ratings or their mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionFront {
    pub effectiveness: Option<Spanned<f64>>,
    pub ratings: Option<Spanned<Vec<u8>>>,
    pub mean: Option<Spanned<f64>>,
    pub sd: Option<f64>,
    pub n: Option<u32>,
    pub why: Option<Spanned<String>>,
}

/// Of a translation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TranslationFront {
    pub of: Spanned<String>,
    pub version: Spanned<i64>,
    pub lang: Spanned<String>,
    pub status: Spanned<String>,
    pub translator: String,
    pub title: String,
    pub setting: Option<String>,
    /// The facts of a translated brief, by the same names.
    #[serde(default)]
    pub facts: BTreeMap<String, Spanned<String>>,
}

/// Of a brief.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BriefFront {
    pub id: Spanned<String>,
    pub version: i64,
    pub title: String,
    pub business: String,
    pub lang: String,
    pub source: SourceFront,
    #[serde(default)]
    pub facts: BTreeMap<String, Spanned<String>>,
}

/// Of a practice item: a type of its own, with a public explanation and no key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeFront {
    pub id: Spanned<String>,
    pub version: i64,
    pub title: String,
    pub setting: String,
    pub lang: String,
    pub channel: Spanned<String>,
    pub format: Spanned<String>,
    #[expect(dead_code, reason = "for the people who read the file; required, so that a licence is stated")]
    pub source: SourceFront,
}
