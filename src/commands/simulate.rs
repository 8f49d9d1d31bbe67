//! `rapport simulate`

use super::output;
use crate::analyze::{Report, to_json};
use crate::assessments::{self, Blueprint};
use crate::bank::{Files, Library};
use crate::error::{Code, Error, Result};
use crate::simulation::{Plan, expect};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
use std::process::ExitCode;

/// Simulated applicants answer the item set that an opening would draw, and the real code scores them: expected
/// reliability, standard errors, decisions around a threshold, minutes and exposure of items. All of it holds under the
/// assumed model, which is printed with it, and for a complete sitting at precision version 0.
#[derive(Args)]
pub struct Simulate {
    /// The id of the assessment, which is its file's name
    assessment: String,
    /// How many applicants
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(10..=1_000_000))]
    applicants: u32,
    /// Decides the item set, who they are and what they answer
    #[arg(long, default_value_t = 1, allow_hyphen_values = true)]
    seed: i64,
    /// The least total [default: the assessment's own]
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    threshold: Option<f64>,
    /// A directory laid out like question-bank/, in place of the built-in bank
    #[arg(long, value_name = "DIR")]
    bank: Option<PathBuf>,
    /// For people, or one JSON object
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// The exit code for a question that cannot be answered, the same as for arguments that cannot be read.
const UNUSABLE: u8 = 2;

impl Simulate {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode> {
        match self.report() {
            Ok(text) => output::text(&text).map(|()| ExitCode::SUCCESS),
            Err(error) if error.code() == Code::Invalid => {
                output::problem(&error);
                Ok(ExitCode::from(UNUSABLE))
            }
            Err(error) => Err(error),
        }
    }

    fn report(&self) -> Result<String> {
        let library = Library::read(&self.bank.clone().map_or(Files::BuiltIn, Files::Directory))?;
        let (blueprints, findings) = assessments::read_blueprints(&library);
        let blueprint = self.choose(&blueprints)?;
        let about = |place: &str| place.ends_with(&format!("/{}.yaml", blueprint.id));
        if library.is_refused() || findings.iter().any(|finding| about(&finding.place.path)) {
            let sentence = "The bank has files that are refused. `rapport bank check` says what to mend.";
            return Err(Error::new(Code::Invalid, sentence));
        }
        let threshold = self.threshold.unwrap_or(blueprint.threshold.total);
        if !threshold.is_finite() {
            return Err(Error::new(Code::Invalid, "A threshold is a number of points."));
        }
        let plan = Plan { seed: self.seed, applicants: self.applicants, threshold };
        let bar = ProgressBar::new(u64::from(self.applicants)).with_style(
            ProgressStyle::with_template("{bar:32} {pos}/{len} simulated applicants take the test")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        let expectations = expect(&library, blueprint, &plan, &|| bar.inc(1))?;
        bar.finish_and_clear();
        match self.format {
            Format::Text => Ok(expectations.table()),
            Format::Json => to_json(&expectations).map(|json| json + "\n").map_err(Error::internal),
        }
    }

    fn choose<'a>(&self, all: &'a [Blueprint]) -> Result<&'a Blueprint> {
        all.iter().find(|blueprint| blueprint.id == self.assessment).ok_or_else(|| {
            let ids: Vec<&str> = all.iter().map(|blueprint| blueprint.id.as_str()).collect();
            let sentence = format!("There is no assessment `{}`. There are: {}.", self.assessment, ids.join(", "));
            Error::new(Code::Invalid, sentence)
        })
    }
}
