//! `rapport bank coverage`

use super::{Format, files};
use crate::bank::{self, Channel, Library, Row};
use crate::commands::output;
use crate::error::{Error, Result};
use crate::scoring;
use clap::Args;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::PathBuf;
use std::process::ExitCode;

/// Which bank to count.
#[derive(Args)]
pub struct Coverage {
    /// A directory laid out like question-bank/ [default: the built-in bank]
    dir: Option<PathBuf>,
    /// Tables, or one JSON object
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Coverage {
    /// Runs the command. Status 1 if the bank is short of the targets of the built-in one.
    pub fn run(self) -> Result<ExitCode> {
        let coverage = bank::Coverage::of(&Library::read(&files(self.dir))?);
        match self.format {
            Format::Json => output::line(serde_json::to_string(&coverage).map_err(Error::internal)?),
            Format::Text => print(&coverage),
        }
        Ok(if coverage.short_of.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn print(coverage: &bank::Coverage) {
    output::line(format_args!("{} items: {}", coverage.items, pairs(&coverage.status)));
    output::line(format_args!("Languages: {}\n", pairs(&coverage.languages)));
    let channels: Vec<&str> = Channel::ALL.iter().map(|channel| channel.as_str()).collect();
    table("Facet x channel", &channels, &coverage.facets);
    let all = Row { name: "all".into(), counts: coverage.channels.clone(), items: coverage.items };
    table("Items by channel (an item has one channel, and one or more facets)", &channels, std::slice::from_ref(&all));
    let formats: Vec<&str> = scoring::Format::ALL.iter().map(|format| format.as_str()).collect();
    table("Competency x format", &formats, &coverage.formats);
    output::line(format_args!("Reading grade (Flesch-Kincaid): {}", pairs(&coverage.grades)));
    output::line(format_args!("Words of scene and replies, from: {}\n", pairs(&coverage.words)));
    output::line("Does length tell which reply is good? r of length and effectiveness within items:");
    for cue in &coverage.cues {
        let r = cue.r.map_or("none".into(), |r| format!("{r:+.3}"));
        output::line(format_args!("  {:<18} {r} over {} options", cue.name, cue.options));
    }
    let opens = coverage.best_opens_with_feeling;
    output::line(format_args!("The best reply opens with feeling in {opens} of {} items.", coverage.items));
    let persons = &coverage.persons;
    output::line(format_args!(
        "Scenes about a woman {}, about a man {}, not told {}.",
        persons.she, persons.he, persons.not_told
    ));
    agreement(&coverage.agreement);
    match coverage.short_of.as_slice() {
        [] => output::line("\nThe bank meets its targets."),
        short => {
            output::line("\nThe bank is short of its targets:");
            short.iter().for_each(|sentence| output::line(format_args!("  {sentence}")));
        }
    }
}

fn agreement(agreement: &bank::Agreement) {
    let difference = agreement.mean_absolute_difference.map_or("none".into(), |difference| format!("{difference:.3}"));
    let icc = agreement.icc.map_or("none".into(), |icc| format!("{icc:.3}"));
    output::line(format_args!(
        "Second reading: {} items ({} by a model), {} in the first round; mean absolute difference from the key {difference} \
         over {} options, \
         ICC(2,1) {icc}.",
        agreement.items, agreement.read_by_models, agreement.first_round, agreement.options
    ));
}

fn table(title: &str, columns: &[&str], rows: &[Row]) {
    output::line(title);
    let cells = columns.iter().map(|column| format!("{column:>10}")).collect::<String>();
    output::line(format_args!("  {:<26}{cells}{:>8}", "", "items"));
    for row in rows {
        let count = |column: &&str| row.counts.get(*column).copied().unwrap_or_default();
        let cells = columns.iter().map(|column| format!("{:>10}", count(column))).collect::<String>();
        output::line(format_args!("  {:<26}{cells}{:>8}", row.name, row.items));
    }
    output::line("");
}

fn pairs<K: Display, V: Display>(counts: &BTreeMap<K, V>) -> String {
    counts.iter().map(|(key, count)| format!("{key} {count}")).collect::<Vec<_>>().join(", ")
}
