//! `rapport bank check`, `rapport bank import`

use super::output;
use crate::assessments::{self, Blueprint};
use crate::audit::{self, Action, Fact, Who};
use crate::bank::{self as room, Files, Finding, Library, Place, Severity};
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::Db;
use crate::error::{Code, Error, Result};
use crate::ids::OrganizationId;
use crate::people;
use clap::{Args, Subcommand, ValueEnum};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report};
use std::path::PathBuf;
use std::process::ExitCode;

/// What can be done with a question bank.
#[derive(Subcommand)]
pub enum Bank {
    /// Check a bank: every finding with file, line and column, what is wrong, and how to mend it
    ///
    /// Without DIR, the built-in bank is checked. Ends with status 1 if anything is refused.
    Check(Check),
    /// Bring a private bank into an organization
    ///
    /// A bank whose keys are public is for practice, demonstration and pilots; keep a private one for selection.
    Import(Import),
}

/// How to check.
#[derive(Args)]
pub struct Check {
    /// Directories laid out like question-bank/
    dirs: Vec<PathBuf>,
    /// For people, or one JSON object for CI
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What to import.
#[derive(Args)]
pub struct Import {
    /// A directory laid out like question-bank/
    dir: PathBuf,
    /// The id of the organization (see `rapport user list`); may be left out where there is only one
    #[arg(long, value_name = "ID")]
    organization: Option<OrganizationId>,
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
            Self::Import(import) => import.run(settings, clock),
        }
    }
}

impl Check {
    fn run(self) -> Result<ExitCode> {
        let all = if self.dirs.is_empty() {
            vec![Files::BuiltIn]
        } else {
            self.dirs.into_iter().map(Files::Directory).collect()
        };
        let mut refused = 0;
        for files in all {
            let checked = Checked::read(files)?;
            refused += checked.refused();
            match self.format {
                Format::Text => print_findings(&checked)?,
                Format::Json => print_json(&checked)?,
            }
        }
        Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn print_findings(checked: &Checked) -> Result<()> {
    let texts = checked.files.read()?;
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(110);
    for finding in &checked.findings {
        let mut drawn = String::new();
        let source = texts.get(&*finding.place.path).cloned().unwrap_or_default();
        handler.render_report(&mut drawn, report(finding, source).as_ref()).map_err(Error::internal)?;
        output::line(drawn.trim_end());
    }
    let warnings = checked.findings.len() - checked.refused();
    output::line(format_args!(
        "{}: {} items, {} practice items, {} assessments; {} refused, {warnings} warnings",
        checked.files.name(),
        checked.library.items.len(),
        checked.library.practice.len(),
        checked.blueprints.len(),
        checked.refused()
    ));
    Ok(())
}

/// The finding as a report that points at its line.
fn report(finding: &Finding, source: String) -> Report {
    let Place { path, line, column } = &finding.place;
    let start: usize = source.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let text = source[start..].lines().next().unwrap_or_default();
    let skipped: usize = text.chars().take(column - 1).map(char::len_utf8).sum();
    let length = text[skipped..].trim_end().len();
    let severity = match finding.severity {
        Severity::Refused => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
    };
    let diagnostic = MietteDiagnostic::new(finding.message.clone())
        .with_code(finding.rule)
        .with_severity(severity)
        .with_help(finding.cure.clone())
        .with_label(LabeledSpan::at(start + skipped..start + skipped + length, "here"));
    Report::new(diagnostic).with_source_code(NamedSource::new(path, source))
}

fn print_json(checked: &Checked) -> Result<()> {
    let object = serde_json::json!({
        "bank": checked.files.name(),
        "items": checked.library.items.len(),
        "refused": checked.refused(),
        "findings": checked.findings,
    });
    output::line(serde_json::to_string(&object).map_err(Error::internal)?);
    Ok(())
}

impl Import {
    fn run(self, settings: &Settings, clock: &Clock) -> Result<ExitCode> {
        let checked = Checked::read(Files::Directory(self.dir))?;
        if checked.refused() > 0 {
            print_findings(&checked)?;
            return Err(Error::new(Code::Invalid, "The bank was not imported: mend what is refused first."));
        }
        let db = Db::open(&settings.database)?;
        let wanted = self.organization;
        let organization = db.read_now(move |conn| choose(&people::organizations(conn)?, wanted))?;
        let (now, owner) = (clock.now(), organization.clone());
        let Checked { library, blueprints, .. } = checked;
        let imported = db.write_now(move |conn| {
            let imported = room::import(conn, &owner, &library, now)?;
            assessments::import(conn, &owner, &blueprints, now)?;
            let fact = Fact {
                organization: &owner,
                at: now,
                who: &Who::Command,
                action: Action::BankImported,
                object: format!("organization:{owner}"),
                detail: &[("items", imported.items.to_string()), ("keys", imported.keys.to_string())],
            };
            audit::append(conn, &fact)?;
            Ok::<_, Error>(imported)
        })?;
        output::line(format_args!(
            "Imported {} new items and {} new keys into {organization}.",
            imported.items, imported.keys
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// The organization that was named, or the only one there is.
pub fn choose(all: &[people::Organization], wanted: Option<OrganizationId>) -> Result<OrganizationId> {
    match (wanted, all) {
        (Some(wanted), _) => {
            let found = all.iter().find(|organization| organization.id == wanted);
            found
                .map(|found| found.id.clone())
                .ok_or_else(|| Error::new(Code::NotFound, format!("There is no organization {wanted}.")))
        }
        (None, [only]) => Ok(only.id.clone()),
        (None, []) => Err(Error::new(
            Code::NotFound,
            "There is no organization yet. Start `rapport serve` and open the link it prints.",
        )),
        (None, _) => Err(Error::new(
            Code::Invalid,
            "There are several organizations. Name one with --organization; `rapport user list` shows them.",
        )),
    }
}
