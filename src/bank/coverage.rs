//! What a bank covers, in numbers: the tables an author plans by, and how far they are from the targets.

use super::lint::{LengthCue, length_cue};
use super::persons::{self, Persons};
use super::{Channel, CompetencyText, Item, Library, Status, first_words, reading};
use crate::psychometrics::agreement::{IccForm, Ratings, icc};
use crate::scoring::{Competency, Format};
use serde::Serialize;
use std::collections::BTreeMap;

/// A bank ready for pilots has at least so much of everything.
pub struct Targets {
    /// Items a competency.
    pub competency: usize,
    /// Items a facet.
    pub facet: usize,
    /// Channels a facet.
    pub facet_channels: usize,
    /// Items a channel.
    pub channel: usize,
    /// Items of each format in each competency.
    pub format: usize,
}

/// The targets of the built-in bank.
pub const TARGETS: Targets = Targets { competency: 40, facet: 10, facet_channels: 3, channel: 20, format: 6 };

/// The tables.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// How many items, retired ones left out.
    pub items: usize,
    /// Items by status.
    pub status: BTreeMap<&'static str, usize>,
    /// Items by channel.
    pub channels: BTreeMap<&'static str, usize>,
    /// Facet -> channel -> items.
    pub facets: Vec<Row>,
    /// Competency -> format -> items.
    pub formats: Vec<Row>,
    /// Flesch-Kincaid grade -> items.
    pub grades: BTreeMap<i64, usize>,
    /// Words of scenario and options, by hundreds -> items.
    pub words: BTreeMap<usize, usize>,
    /// Language -> items that can be read in it.
    pub languages: BTreeMap<String, usize>,
    /// Where the words come from that a guess could go by.
    pub cues: Vec<Cue>,
    /// How the second readers saw the options.
    pub agreement: Agreement,
    /// In how many items the best reply opens with feeling.
    pub best_opens_with_feeling: usize,
    /// The people in the scenes.
    pub persons: Persons,
    /// What falls short of the targets, in sentences.
    pub short_of: Vec<String>,
}

/// A line of a table.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What it counts.
    pub name: String,
    /// Column -> items.
    pub counts: BTreeMap<&'static str, usize>,
    /// All of them.
    pub items: usize,
}

/// The correlation of length and effectiveness within items.
#[derive(Debug, Serialize)]
pub struct Cue {
    /// The bank or a competency.
    pub name: String,
    /// Pearson's r.
    pub r: Option<f64>,
    /// Over how many options.
    pub options: usize,
}

/// How far second readers and the author's key lie apart, over all options that were read.
#[derive(Debug, Default, Serialize)]
pub struct Agreement {
    /// Items that were read.
    pub items: usize,
    /// Their options.
    pub options: usize,
    /// Items whose readers were models.
    pub read_by_models: usize,
    /// Items that passed in the first round of reading.
    pub first_round: usize,
    /// Mean absolute difference of rating and key.
    pub mean_absolute_difference: Option<f64>,
    /// ICC(2,1) of key and reader over all options (Shrout and Fleiss 1979).
    pub icc: Option<f64>,
}

impl Coverage {
    /// Counts a bank.
    pub fn of(library: &Library) -> Self {
        let used: Vec<&Item> = library.items.iter().filter(|item| item.status != Status::Retired).collect();
        let mut coverage = Self {
            items: used.len(),
            status: count(used.iter().map(|item| item.status.as_str())),
            channels: count(used.iter().map(|item| item.presented().channel.as_str())),
            facets: library.competencies.iter().flat_map(|text| facet_rows(text, &used)).collect(),
            formats: Competency::all().map(|competency| format_row(competency, &used)).collect(),
            grades: count(used.iter().map(|item| reading::grade_of(item.presented()).round() as i64)),
            words: count(used.iter().map(|item| own_words(item) / 100 * 100)),
            languages: count(used.iter().flat_map(|item| item.texts.iter().map(|text| text.lang.clone()))),
            cues: cues(&used),
            agreement: agreement(&used),
            best_opens_with_feeling: used.iter().filter(|item| first_words::best_opens_with_feeling(item)).count(),
            persons: persons::of(&used),
            short_of: Vec::new(),
        };
        coverage.short_of = coverage.shortfalls(&TARGETS);
        coverage
    }

    fn shortfalls(&self, targets: &Targets) -> Vec<String> {
        let mut short = Vec::new();
        let mut needs = |what: String, there: usize, wanted: usize| {
            if there < wanted {
                short.push(format!("{what}: {there}, and {wanted} are wanted."));
            }
        };
        for row in &self.formats {
            needs(format!("items of {}", row.name), row.items, targets.competency);
            for format in Format::ALL {
                let there = row.counts.get(format.as_str()).copied().unwrap_or_default();
                needs(format!("{format} items of {}", row.name), there, targets.format);
            }
        }
        for row in &self.facets {
            needs(format!("items of the facet {}", row.name), row.items, targets.facet);
            needs(format!("channels of the facet {}", row.name), row.counts.len(), targets.facet_channels);
        }
        for channel in Channel::ALL {
            let there = self.channels.get(channel.as_str()).copied().unwrap_or_default();
            needs(format!("items in the channel {channel}"), there, targets.channel);
        }
        short
    }
}

fn count<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    keys.for_each(|key| *counts.entry(key).or_default() += 1);
    counts
}

fn facet_rows(text: &CompetencyText, items: &[&Item]) -> Vec<Row> {
    let row = |facet: &super::FacetText| {
        let own: Vec<&&Item> = items.iter().filter(|item| item.meta.facets.contains(&facet.id)).collect();
        let counts = count(own.iter().map(|item| item.presented().channel.as_str()));
        Row { name: facet.id.clone(), counts, items: own.len() }
    };
    text.facets.iter().map(row).collect()
}

fn format_row(competency: Competency, items: &[&Item]) -> Row {
    let own: Vec<&&Item> = items.iter().filter(|item| item.competency == competency).collect();
    let counts = count(own.iter().map(|item| item.presented().format.as_str()));
    Row { name: competency.as_str().to_owned(), counts, items: own.len() }
}

/// The words of the scene and its replies, without the brief.
fn own_words(item: &Item) -> usize {
    let shown = item.presented();
    reading::words(&shown.scenario) + shown.options.iter().map(|option| reading::words(&option.text)).sum::<usize>()
}

fn cues(items: &[&Item]) -> Vec<Cue> {
    let named = |name: &str, cue: LengthCue| Cue { name: name.to_owned(), r: cue.r, options: cue.options };
    let whole = named("the bank", length_cue(items.iter().copied()));
    let each = Competency::all().map(|competency| {
        named(competency.as_str(), length_cue(items.iter().copied().filter(|item| item.competency == competency)))
    });
    std::iter::once(whole).chain(each).collect()
}

fn agreement(items: &[&Item]) -> Agreement {
    let read: Vec<_> = items.iter().filter_map(|item| Some((item, item.review.as_ref()?))).collect();
    let pairs: Vec<Vec<f64>> = read
        .iter()
        .flat_map(|(item, review)| item.key.options.iter().zip(&review.ratings))
        .map(|(option, rating)| vec![option.effectiveness, *rating])
        .collect();
    let differences: Vec<f64> = pairs.iter().map(|pair| (pair[0] - pair[1]).abs()).collect();
    Agreement {
        items: read.len(),
        options: differences.len(),
        read_by_models: read.iter().filter(|(_, review)| review.reader == "model").count(),
        first_round: read.iter().filter(|(_, review)| review.round == 1).count(),
        mean_absolute_difference: (!differences.is_empty())
            .then(|| differences.iter().sum::<f64>() / differences.len() as f64),
        icc: Ratings::new(pairs).and_then(|ratings| icc(&ratings, IccForm::Random)).ok().map(|icc| icc.value),
    }
}
