//! `rapport bank …`: what an author does with a bank.

mod check;
mod coverage;
mod import;
mod new;
mod preview;

use crate::assessments::{self, Blueprint};
use crate::bank::{Files, Finding, Library, Place, Severity};
use crate::clock::Clock;
use crate::config::Settings;
use crate::error::Result;
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

pub use import::choose;

/// What can be done with a question bank.
#[derive(Subcommand)]
pub enum Bank {
    /// Check a bank: every finding with file, line and column, what is wrong, and how to mend it
    ///
    /// Without DIR, the built-in bank is checked. Ends with status 1 if anything is refused.
    Check(check::Check),
    /// Print what a bank covers: facets and channels, formats, lengths, grades, languages, agreement, cues
    Coverage(coverage::Coverage),
    /// Write a commented skeleton of an item
    New(new::New),
    /// Serve one item as the applicant sees it, and its key for the author, on this machine only
    Preview(preview::Preview),
    /// Bring a private bank into an organization
    ///
    /// A bank whose keys are public is for practice, demonstration and pilots; keep a private one for selection.
    Import(import::Import),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// A bank, checked.
struct Checked {
    files: Files,
    library: Library,
    blueprints: Vec<Blueprint>,
    findings: Vec<Finding>,
}

impl Checked {
    fn read(files: Files) -> Result<Self> {
        let library = Library::read(&files)?;
        let (blueprints, mut findings) = assessments::read_blueprints(&library);
        for blueprint in &blueprints {
            let place = Place { path: format!("assessments/{}.yaml", blueprint.id).into(), line: 1, column: 1 };
            findings.extend(assessments::check(blueprint, &library.items, &place));
        }
        findings.extend(library.findings.iter().cloned());
        findings.sort_by(|a, b| (&a.place, a.rule).cmp(&(&b.place, b.rule)));
        Ok(Self { files, library, blueprints, findings })
    }

    fn refused(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Refused).count()
    }
}

impl Bank {
    /// Runs the command.
    pub fn run(self, settings: &Settings, clock: &Clock) -> Result<ExitCode> {
        match self {
            Self::Check(check) => check.run(),
            Self::Coverage(coverage) => coverage.run(),
            Self::New(new) => new.run(),
            Self::Preview(preview) => preview.run(),
            Self::Import(import) => import.run(settings, clock),
        }
    }
}

/// A bank by its directory, or the built-in one.
fn files(dir: Option<PathBuf>) -> Files {
    dir.map_or(Files::BuiltIn, Files::Directory)
}
